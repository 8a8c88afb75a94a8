import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/language/user-error.ts';
import type { Message } from '../../../src/platforms/platform.ts';
import { settingErrorToLine } from '../../../src/settings/settings.ts';
import { app } from '../../fakes/slack/teams.ts';
import { NOW, startPair } from './adapter.ts';
import { HOME, installIn, KEY, OTHER_KEY, only, openShelf, startInstallable } from './installer.ts';

const HELLO: Message = { locale: 'zh', blocks: [{ kind: 'text', text: '你好' }], actions: [] };
const isPost = (call: { method: string }): boolean => call.method === 'chat.postMessage';
const isAnswer = (call: { method: string }): boolean => call.method === 'response_url';
const UNINSTALLED = { type: 'app_uninstalled' };

describe('installing the app', () => {
  test('keeps the token sealed, and answers the new workspace with it and home with its own', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    const { fake, bot } = pair;
    const shown = await installIn({ team: 'T2', user: 'U7' }, pair);
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('slack://app?team=T2')]);
    expect(await only(shelf)).toEqual({
      space: 'T2',
      by: 'slack:T2/U7',
      at: NOW.toISOString(),
      sealed: expect.not.stringContaining('xoxb'),
    });
    fake.setChannel('C2', { context_team_id: 'T2' });
    await fake.mention('你好', { team: 'T2', channel: 'C2', user: 'U7' });
    expect((await fake.waitFor(isPost)).team).toBe('T2');
    await fake.mention('你好');
    expect((await fake.waitFor(isPost, 2)).team).toBe(HOME);
    expect(bot.requests.map(({ user, place }) => [user.id, place.space, place.home])).toEqual([
      ['slack:T2/U7', 'T2', false],
      ['slack:T000000001/U000000001', HOME, true],
    ]);
    expect(JSON.stringify(pair.logs)).not.toContain('xoxb');
  });

  test('works in Socket Mode too, where deliveries need no address', async () => {
    await using pair = await startInstallable(await openShelf(), { mode: 'socket' });
    await installIn({ team: 'T2' }, pair);
    pair.fake.setChannel('C2', { context_team_id: 'T2' });
    await pair.fake.mention('你好', { team: 'T2', channel: 'C2' });
    expect((await pair.fake.waitFor(isPost)).team).toBe('T2');
  });

  test('says so where the user cancels, and where Slack refuses the app', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    const cancelled = await fetch(new URL('/slack/oauth_redirect?error=access_denied', pair.url));
    expect([cancelled.status, await cancelled.text()]).toEqual([400, expect.stringContaining('没有装上')]);
    pair.fake.refuse('oauth.v2.access', { error: 'bad_client_secret' });
    expect((await installIn({ team: 'T2' }, pair)).status).toBe(500);
    const codes = pair.logs
      .filter(({ event }) => event === 'slack-install-failed')
      .map(({ fields }) => fields['code']);
    expect(codes).toEqual([expect.stringContaining('authorization'), 'bad_client_secret']);
    expect(await shelf.installations.all()).toEqual([]);
  });

  test('makes nobody of another workspace an administrator at home', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    const { fake, bot } = pair;
    await installIn({ team: 'T2' }, pair);
    fake.setUser('U7', { team_id: 'T2', is_admin: true });
    fake.setChannel('C2', { context_team_id: 'T2' });
    await fake.sendCommand('/chip-admin', 'pending', { team: 'T2', channel: 'C2', user: 'U7' });
    await fake.waitFor(isAnswer);
    // An administrator of their own workspace, and so of its channels; nothing at home.
    expect(bot.requests[0]?.user).toMatchObject({ administrator: true, managesChannel: true });
    expect(bot.requests[0]?.place).toMatchObject({ space: 'T2', home: false });
  });

  test.each([
    ['without the cookie of who began', (back: string) => [back, '']],
    ['with the cookie of another', (back: string) => [back, 'slack-app-oauth-state=x']],
    [
      'with a state that nobody signed',
      (back: string) => [back.replace(/state=[^&]+/, 'state=x'), 'slack-app-oauth-state=x'],
    ],
  ])('is refused %s, before Slack is asked for a token', async (_, bend) => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    const { fake, url } = pair;
    const first = await fetch(new URL('/slack/install', url), { redirect: 'manual' });
    const back = new URL(fake.allow({ team: 'T2' }, first.headers.get('location') ?? ''));
    const [path = '', cookie = ''] = bend(`${back.pathname}${back.search}`);
    const shown = await fetch(new URL(path, url), { headers: { cookie } });
    expect([shown.status, await shown.text()]).toEqual([400, expect.stringContaining('not installed')]);
    expect(await shelf.installations.all()).toEqual([]);
    expect(fake.calls.map(({ method }) => method)).not.toContain('oauth.v2.access');
  });

  test.each([
    ['a whole organisation', { organisation: true }, /single workspaces/],
    ['an app whose tokens run out', { rotation: true }, /token rotation/],
  ] as const)('is refused for %s, whose token is given back', async (_, grant, words) => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    const shown = await installIn({ team: 'T2', ...grant }, pair);
    expect([shown.status, await shown.text()]).toEqual([400, expect.stringMatching(words)]);
    expect(await shelf.installations.all()).toEqual([]);
    expect(pair.fake.calls.at(-1)).toMatchObject({ method: 'auth.revoke' });
  });

  test('takes no other method, and nothing once it has stopped', async () => {
    await using pair = await startInstallable(await openShelf());
    const address = new URL('/slack/install', pair.url);
    expect(pair.platform.routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /slack/events',
      'GET /slack/install',
      'GET /slack/oauth_redirect',
    ]);
    await pair.stop();
    expect((await fetch(address)).status).toBe(503);
  });
});

test('SLACK_HOME_TEAM is home without a token of its own: its administrators are curators', async () => {
  const shelf = await openShelf();
  const config = { botToken: undefined, install: { ...app, tokenKeys: [KEY], homeTeam: 'T2' } } as never;
  await using pair = await startInstallable(shelf, { config });
  const { fake, bot, platform } = pair;
  expect(await platform.post({ place: 'C2', message: HELLO })).toEqual({
    kind: 'gone',
    code: 'not-installed',
  });
  for (const team of ['T2', 'T3']) await installIn({ team }, pair);
  fake.setUser('U7', { team_id: 'T2', is_owner: true });
  fake.setUser('U8', { team_id: 'T3', is_owner: true });
  await fake.sendCommand('/chip-admin', 'pending', { team: 'T2', user: 'U7' });
  await fake.sendCommand('/chip-admin', 'pending', { team: 'T3', user: 'U8' });
  await fake.waitFor(isAnswer, 2);
  const seen = bot.requests.map(({ user, place }) => [place.space, user.administrator, place.home]);
  expect(seen.toSorted()).toEqual([
    ['T2', true, true],
    ['T3', true, false],
  ]);
  fake.setChannel('C2', { context_team_id: 'T2' });
  expect(await platform.post({ place: 'C2', message: HELLO })).toMatchObject({ kind: 'posted' });
});

describe('posts', () => {
  test('go out with the token of their workspace, and to nobody where the app is not', async () => {
    await using pair = await startInstallable(await openShelf());
    const { fake, platform } = pair;
    await installIn({ team: 'T2' }, pair);
    fake.setChannel('C2', { context_team_id: 'T2', is_member: true, creator: 'U7' });
    fake.setUser('U7', { team_id: 'T2' });
    expect(await platform.post({ place: 'C2', space: 'T2', message: HELLO })).toMatchObject({
      kind: 'posted',
    });
    expect(await platform.post({ place: 'C2', space: HOME, message: HELLO })).toMatchObject({ kind: 'gone' });
    expect(await platform.tell('slack:T2/U7', HELLO, 'k')).toMatchObject({ kind: 'posted' });
    expect(await platform.look('C2', 'slack:T2/U7')).toEqual({
      kind: 'seen',
      space: 'T2',
      manages: true,
      obstacle: null,
    });
    expect(await platform.look('C2', 'slack:T3/U7')).toEqual({ kind: 'unseen' });
    const unknown = { place: 'C3', space: 'T3', message: HELLO };
    expect(await platform.post(unknown)).toEqual({ kind: 'gone', code: 'not-installed' });
    expect(fake.calls.filter(isPost).map(({ team }) => team)).toEqual(['T2', HOME, 'T2']);
  });

  test('end where the token was taken back, told once; with another token they go on', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    const { fake, platform } = pair;
    const post = { place: 'C2', space: 'T2', message: HELLO };
    fake.setChannel('C2', { context_team_id: 'T2' });
    await installIn({ team: 'T2' }, pair);
    await platform.post(post);
    fake.revokeTokens('T2');
    for (let times = 0; times < 2; times += 1) {
      expect(await platform.post(post)).toEqual({ kind: 'gone', code: 'token_revoked' });
    }
    expect(pair.logs.filter(({ event }) => event === 'slack-token-revoked')).toHaveLength(1);
    // Installed again through another process: this one still has the old token.
    await using other = await startInstallable(shelf, { beside: fake });
    await installIn({ team: 'T2' }, other);
    expect(await platform.post(post)).toMatchObject({ kind: 'posted' });
  });

  test('and answers go on with another token that was stored meanwhile', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    const { fake } = pair;
    fake.setChannel('C2', { context_team_id: 'T2' });
    await installIn({ team: 'T2' }, pair);
    await fake.mention('你好', { team: 'T2', channel: 'C2' });
    await fake.waitFor(isPost);
    fake.revokeTokens('T2');
    await using other = await startInstallable(shelf, { beside: fake });
    await installIn({ team: 'T2' }, other);
    await fake.mention('你好', { team: 'T2', channel: 'C2' });
    await fake.waitFor((call) => isPost(call) && call.error === undefined, 2);
    expect(fake.calls.filter(isPost).map(({ error }) => error)).toEqual([
      undefined,
      'token_revoked',
      undefined,
    ]);
  });

  test('need neither receiver nor routes', async () => {
    const shelf = await openShelf();
    await using first = await startInstallable(shelf);
    await installIn({ team: 'T2' }, first);
    first.fake.setChannel('C2', { context_team_id: 'T2' });
    const { botToken, apiUrl } = first.fake;
    const bare = { appToken: undefined, signingSecret: undefined, botToken, apiUrl };
    await using worker = await startInstallable(shelf, {
      beside: first.fake,
      config: { ...bare, mode: 'socket' } as never,
      slack: { receives: false },
    });
    expect(worker.platform.routes).toEqual([]);
    const post = { place: 'C2', space: 'T2', message: HELLO };
    expect(await worker.platform.post(post)).toMatchObject({ kind: 'posted' });
  });
});

describe('a workspace that removes the app', () => {
  test('is forgotten, and whoever keeps something for it is told once', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    const { fake, platform, removed } = pair;
    await installIn({ team: 'T2' }, pair);
    fake.revokeTokens('T2');
    await fake.sendEvent({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['UT2BOT'] } }, { team: 'T2' });
    await fake.sendEvent(UNINSTALLED, { team: 'T2' });
    await pair.stop();
    expect(removed).toEqual(['T2']);
    expect(await shelf.installations.all()).toEqual([]);
    await platform.start();
    const post = { place: 'C2', space: 'T2', message: HELLO };
    expect(await platform.post(post)).toEqual({ kind: 'gone', code: 'not-installed' });
  });

  test.each([
    ['a person’s own token that is taken back', { type: 'tokens_revoked', tokens: { oauth: ['U7'] } }, 0],
    ['an event from before it was installed again', UNINSTALLED, -60_000],
  ])('is not %s', async (_, event, late) => {
    const shelf = await openShelf();
    let now = NOW;
    await using pair = await startInstallable(shelf, { fake: { now: () => now } });
    await installIn({ team: 'T2' }, pair);
    now = new Date(NOW.getTime() + late);
    await pair.fake.sendEvent(event, { team: 'T2' });
    await pair.stop();
    expect(pair.removed).toEqual([]);
    expect(await shelf.installations.all()).toHaveLength(1);
  });
});

describe('the key of tokens', () => {
  test('is changed by putting another before it: what the old one sealed is sealed anew', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    await installIn({ team: 'T2' }, pair);
    pair.fake.setChannel('C2', { context_team_id: 'T2' });
    const before = await only(shelf);
    await using both = await startInstallable(shelf, { beside: pair.fake, keys: [OTHER_KEY, KEY] });
    expect((await only(shelf)).sealed).not.toBe(before.sealed);
    await using last = await startInstallable(shelf, { beside: pair.fake, keys: [OTHER_KEY] });
    for (const { platform } of [both, last]) {
      const post = { place: 'C2', space: 'T2', message: HELLO };
      expect(await platform.post(post)).toMatchObject({ kind: 'posted' });
    }
  });

  test('stops the start with a sentence where it opens nothing that is stored', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    await installIn({ team: 'T2' }, pair);
    const start = startInstallable(shelf, { beside: pair.fake, keys: [OTHER_KEY] });
    const error = await start.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(error instanceof UserError && settingErrorToLine(error)).toMatch(
      /^TOKEN_KEY: does not open the token of the workspace T2, .* id [0-9a-f]{8} sealed; add that key/,
    );
  });

  test('opens no row that was moved to another workspace', async () => {
    const shelf = await openShelf();
    await using pair = await startInstallable(shelf);
    await installIn({ team: 'T2' }, pair);
    await shelf.installations.put({ ...(await only(shelf)), space: 'T3' });
    await pair.fake.sendCommand('/chip', 'help', { team: 'T3' });
    const answer = await pair.fake.waitFor(isAnswer);
    expect(answer.body.text).toContain('No answer just now');
    expect(pair.bot.requests).toEqual([]);
  });
});

describe('without the store', () => {
  test('known workspaces are answered on; others are told', async () => {
    const shelf = await openShelf();
    let away = false;
    let now = NOW;
    const installations = async () => {
      if (away) throw new UserError('store-away');
      return shelf.installations;
    };
    await using pair = await startInstallable(shelf, { now: () => now, slack: { installations } });
    const { fake, bot } = pair;
    await installIn({ team: 'T2' }, pair);
    await fake.sendCommand('/chip', 'help', { team: 'T2' });
    await fake.waitFor(isAnswer);
    away = true;
    now = new Date(NOW.getTime() + 120_000);
    await fake.sendCommand('/chip', 'help', { team: 'T2' });
    await fake.waitFor(isAnswer, 2);
    expect(bot.requests).toHaveLength(2);
    await fake.sendCommand('/chip', 'help', { team: 'T3' });
    expect((await fake.waitFor(isAnswer, 3)).body.text).toContain('try again');
    expect(bot.requests).toHaveLength(2);
    away = false;
    await fake.sendCommand('/chip', 'help', { team: 'T3' });
    expect((await fake.waitFor(isAnswer, 4)).body.text).toContain('install it again');
    const post = { place: 'C3', space: 'T3', message: HELLO };
    away = true;
    expect(await pair.platform.post(post)).toMatchObject({ kind: 'retry', unsure: false });
  });
});

test('without OAuth one token answers everything, as before', async () => {
  await using pair = await startPair('http');
  await pair.fake.mention('你好', { team: 'T9' });
  expect((await pair.fake.waitFor(isPost)).team).toBe(HOME);
});
