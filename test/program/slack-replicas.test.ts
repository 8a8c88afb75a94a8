/** The real program on Slack in several processes on one PostgreSQL, with an app that many workspaces install. */
import { describe, expect, test } from 'vitest';
import { eventDelivery } from '../fakes/slack/delivery.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { openPlace } from '../store/engines.ts';
import { usePostgres } from '../store/postgres.ts';
import { openSlack, slackSettings } from './platforms.ts';
import { type Environment, type Program, startProgram } from './program.ts';

const createDatabase = usePostgres();
const LOSS = '摩尔线程2024年亏了多少';
const OLD_KEY = 'ab'.repeat(32);
const NEW_KEY = Buffer.alloc(32, 7).toString('base64');
const BOSS = { team: 'T2', user: 'U2', channel: 'C2' };

type Call = FakeSlack['calls'][number];
/** Commands, presses, submissions and events of the first test that came to both; a redelivery is left out. */
const DELIVERIES = 12;
const isAnswer = ({ method }: Call): boolean => method === 'response_url';
const isPost = ({ method }: Call): boolean => method === 'chat.postMessage';
const textOf = ({ body }: Call): string => JSON.stringify(body);

type Running = Program & { readonly base: string };

function settings(fake: FakeSlack, databaseUrl: string, keys: string): Environment {
  return {
    ...slackSettings(fake, 'http'),
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: 'https://chip.example.com',
    SLACK_CLIENT_ID: fake.clientId,
    SLACK_CLIENT_SECRET: fake.clientSecret,
    TOKEN_KEY: keys,
  };
}

async function start(fake: FakeSlack, databaseUrl: string, keys: string): Promise<Running> {
  const program = startProgram(settings(fake, databaseUrl, keys));
  const ready = await program.logged('ready');
  return { ...program, base: `http://127.0.0.1:${String(ready['port'])}` };
}

async function stopAll(programs: readonly Program[]): Promise<void> {
  for (const program of programs) program.signal('SIGTERM');
  expect(await Promise.all(programs.map(({ exited }) => exited))).toEqual(programs.map(() => 0));
  expect(programs.flatMap(({ log }) => log.filter(({ level }) => level === 'error'))).toEqual([]);
}

/** The page of one process, the way back to another. */
async function install(fake: FakeSlack, from: Running, to: Running): Promise<void> {
  const page = await fetch(`${from.base}/slack/install`, { redirect: 'manual' });
  const back = new URL(fake.allow({ team: 'T2', user: 'U2' }, page.headers.get('location') ?? ''));
  expect(back.origin).toBe('https://chip.example.com');
  const cookie = (page.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const shown = await fetch(`${to.base}${back.pathname}${back.search}`, { headers: { cookie } });
  expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('team=T2')]);
}

/** The administrator of a workspace with a channel of its own. */
function addWorkspace(fake: FakeSlack): void {
  fake.setChannel(fake.channel, { is_member: true, creator: fake.user });
  fake.setUser('U2', { team_id: 'T2', is_admin: true });
  fake.setChannel('C2', { context_team_id: 'T2', is_member: true, creator: 'U2' });
}

const deliveries = (fake: FakeSlack, ...programs: readonly Running[]): void =>
  fake.deliverTo(...programs.map(({ base }) => `${base}/slack/events`));

describe('two processes on one PostgreSQL', () => {
  test('answer once what Slack delivers to both, install for each other, and keep tenants apart', async () => {
    const fake = await openSlack();
    addWorkspace(fake);
    const databaseUrl = await createDatabase();
    const first = await start(fake, databaseUrl, OLD_KEY);
    const second = await start(fake, databaseUrl, OLD_KEY);
    deliveries(fake, first, second);

    await fake.sendCommand('/chip', LOSS);
    const answer = await fake.waitFor(isAnswer);
    expect(textOf(answer)).toContain('14.92亿');
    await fake.press(answer, '分享');
    expect((await fake.waitFor(isAnswer, 2)).body.response_type).toBe('in_channel');
    const mention = eventDelivery({ type: 'app_mention', text: LOSS }, {}, new Date());
    await fake.deliver(mention);
    await fake.deliver(mention, 1);
    await fake.waitFor(isPost);
    await fake.sendCommand('/chip', 'digest subscribe');
    await fake.waitFor(({ method }) => method === 'views.open');
    await fake.submit({ 时间: '每天 09:00' });
    expect(textOf(await fake.waitFor(isAnswer, 3))).toContain('#1');

    await install(fake, first, second);
    await fake.mention(LOSS, BOSS);
    const told = await fake.waitFor(isPost, 2);
    expect([told.team, textOf(told)]).toEqual(['T2', expect.stringContaining('14.92亿')]);
    await fake.sendCommand('/chip-admin', 'pending', BOSS);
    expect(textOf(await fake.waitFor(isAnswer, 4))).toContain('只供事实库的维护者');
    await fake.sendCommand('/chip', 'digest subscribe', BOSS);
    await fake.waitFor(({ method }) => method === 'views.open', 2);
    await fake.submit({ 时间: '每天 18:00' }, BOSS);
    expect(textOf(await fake.waitFor(isAnswer, 5))).toContain('已订阅');
    await fake.sendCommand('/chip', 'digest list', BOSS);
    const listed = textOf(await fake.waitFor(isAnswer, 6));
    expect([listed.includes('每天 18:00'), listed.includes('每天 09:00')]).toEqual([true, false]);
    await fake.sendCommand('/chip', 'digest unsubscribe 1', BOSS);
    await fake.waitFor(isAnswer, 7);
    expect(await digestsIn(databaseUrl)).toEqual([
      [fake.team, 'on'],
      ['T2', 'on'],
    ]);

    fake.revokeTokens('T2');
    await fake.sendEvent({ type: 'app_uninstalled' }, BOSS);
    const ending = [first, second].map(async (program) => {
      await program.logged('digests-ended');
      return program;
    });
    // The other one may know the workspace's token for a minute more.
    deliveries(fake, await Promise.race(ending));
    await fake.sendCommand('/chip', LOSS, BOSS);
    await fake.waitFor(isAnswer, 8);
    await stopAll([first, second]);
    expect(await digestsIn(databaseUrl)).toEqual([
      [fake.team, 'on'],
      ['T2', 'ended'],
    ]);
    // Every delivery came to both: none was answered twice.
    expect([isAnswer, isPost].map((kind) => fake.calls.filter(kind).length)).toEqual([8, 2]);
    expect(textOf(fake.calls.findLast(isAnswer) as Call)).toContain('重新安装');
    const repeated = [first, second].flatMap(({ log }) =>
      log.filter(({ event }) => event === 'slack-repeated'),
    );
    expect(repeated).toHaveLength(DELIVERIES + 2);
    expect(fake.calls.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test('open with a new key what an old one sealed, and no longer start with the old one alone', async () => {
    const fake = await openSlack();
    addWorkspace(fake);
    const databaseUrl = await createDatabase();
    const first = await start(fake, databaseUrl, OLD_KEY);
    await install(fake, first, first);
    await stopAll([first]);
    const last = await start(fake, databaseUrl, `${NEW_KEY},${OLD_KEY}`);
    deliveries(fake, last);
    await fake.mention(LOSS, BOSS);
    expect((await fake.waitFor(isPost)).team).toBe('T2');
    await stopAll([last]);
    const refused = startProgram(settings(fake, databaseUrl, OLD_KEY));
    expect(await refused.exited).toBe(1);
    expect(refused.said).toEqual([
      expect.stringMatching(/^TOKEN_KEY: does not open the token of the workspace T2/),
    ]);
  });
});

async function digestsIn(databaseUrl: string): Promise<unknown> {
  const store = await openPlace(databaseUrl, () => new Date());
  const all = await store.digest.subscriptions();
  await store.close();
  return all.map(({ space, state }) => [space, state]);
}
