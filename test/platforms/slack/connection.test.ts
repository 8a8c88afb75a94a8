import { describe, expect, test } from 'vitest';
import { createSlack } from '../../../src/platforms/slack/slack.ts';
import { encode, sign } from '../../fakes/slack/deliver-http.ts';
import { commandDelivery, eventDelivery } from '../../fakes/slack/delivery.ts';
import { startFakeSlack } from '../../fakes/slack/fake-slack.ts';
import { configOf, createBot, NOW, startPair } from './adapter.ts';

const isAnswer = (call: { method: string }): boolean => call.method === 'response_url';

describe('the Socket Mode connection', () => {
  test('is opened anew at once when Slack asks for it, and answers on', async () => {
    await using pair = await startPair('socket');
    pair.fake.disconnect();
    await pair.fake.connected(2);
    expect((await pair.fake.sendCommand('/chip', 'help')).acked).toBe(true);
    await pair.fake.waitFor(isAnswer);
  });

  test('is opened anew when it breaks', async () => {
    await using pair = await startPair('socket');
    pair.fake.cut();
    await pair.fake.connected(2);
    expect((await pair.fake.sendCommand('/chip', 'help')).acked).toBe(true);
  });

  test('is tried again when Slack refuses it for a while', async () => {
    await using pair = await startPair('socket');
    pair.fake.refuse('apps.connections.open', { error: 'internal_error' });
    pair.fake.disconnect();
    await pair.fake.connected(2);
    expect(pair.logs.map((log) => log.event)).toContain('slack-reconnect-failed');
  });

  test('is given up, with an error in the log, when the token was taken back', async () => {
    await using pair = await startPair('socket');
    pair.fake.refuse('apps.connections.open', { error: 'token_revoked' });
    pair.fake.disconnect();
    await pair.fake.waitFor((call) => call.error === 'token_revoked');
    await pair.logged('slack-token-refused');
  });

  test('answers a redelivery after it once', async () => {
    await using pair = await startPair('socket');
    const delivery = eventDelivery({ type: 'app_mention', text: '多少' }, {}, NOW);
    await pair.fake.deliver(delivery);
    pair.fake.disconnect();
    await pair.fake.connected(2);
    await pair.fake.deliver(delivery, 1);
    await pair.stop();
    expect(pair.bot.requests).toHaveLength(1);
  });
});

describe('start', () => {
  test.each([
    ['auth.test', 'invalid_auth', 'SLACK_BOT_TOKEN'],
    ['auth.test', 'account_inactive', 'SLACK_BOT_TOKEN'],
    ['auth.test', 'token_revoked', 'SLACK_BOT_TOKEN'],
    ['apps.connections.open', 'not_allowed_token_type', 'SLACK_APP_TOKEN'],
  ])('names the setting when %s says %s', async (method, error, setting) => {
    const fake = await startFakeSlack();
    fake.refuse(method, { error });
    const slack = createSlack({
      config: configOf(fake, 'socket'),
      bot: createBot(),
      log: () => undefined,
      now: () => NOW,
    });
    await expect(slack.start()).rejects.toMatchObject({
      code: 'bad-setting',
      details: { setting, reason: error },
    });
    await slack.stop();
    await fake.close();
  });

  test.each([
    ['socket', { botToken: 'xoxb-wrong' }, 'SLACK_BOT_TOKEN', 'invalid_auth'],
    ['socket', { appToken: 'xapp-wrong' }, 'SLACK_APP_TOKEN', 'invalid_auth'],
    ['socket', { appToken: '' }, 'SLACK_APP_TOKEN', 'missing'],
    ['http', { signingSecret: '' }, 'SLACK_SIGNING_SECRET', 'missing'],
    ['http', { botToken: '' }, 'SLACK_BOT_TOKEN', 'missing'],
  ] as const)('in mode %s with %o names the setting and no secret', async (mode, config, setting, reason) => {
    const failure = await startPair(mode, { config }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'bad-setting', details: { setting, reason } });
  });

  test('waits when Slack limits it', async () => {
    const fake = await startFakeSlack();
    fake.refuse('auth.test', { retryAfter: 1 });
    const slack = createSlack({
      config: configOf(fake, 'http'),
      bot: createBot(),
      log: () => undefined,
      now: () => NOW,
    });
    await slack.start();
    expect(fake.calls.map((call) => call.error)).toEqual(['ratelimited', undefined]);
    await slack.stop();
    await fake.close();
  });

  test('has a route in mode http and none in mode socket', async () => {
    const config = { botToken: 'x', signingSecret: 'x', appToken: 'x' };
    const options = { bot: createBot(), log: () => undefined, now: () => NOW };
    const routes = (mode: 'http' | 'socket') =>
      createSlack({ ...options, config: { ...config, mode } }).routes.map(
        ({ method, path }) => `${method} ${path}`,
      );
    expect([routes('http'), routes('socket')]).toEqual([['POST /slack/events'], []]);
  });

  test('logs no token', async () => {
    await using pair = await startPair('socket');
    pair.fake.refuse('apps.connections.open', { error: 'internal_error' });
    pair.fake.disconnect();
    await pair.fake.connected(2);
    await pair.fake.mention('机密问题');
    await pair.stop();
    expect(JSON.stringify(pair.logs)).not.toMatch(/xox|xapp|ticket|response\/|机密/);
  });
});

describe('stop', () => {
  test.each(['socket', 'http'] as const)('finishes the answer under way, over %s', async (mode) => {
    await using pair = await startPair(mode);
    const release = pair.bot.hold();
    await pair.fake.sendCommand('/chip', 'help');
    const stopped = pair.stop();
    expect(pair.fake.calls.filter(isAnswer)).toEqual([]);
    release();
    await stopped;
    expect(pair.fake.calls.filter(isAnswer)).toHaveLength(1);
  });

  test('takes no new question over http: Slack is to try elsewhere', async () => {
    await using pair = await startPair('http');
    await pair.stop();
    const delivered = await pair.fake.mention('多少');
    expect(delivered).toMatchObject({ acked: false, status: 503, tries: 4 });
    expect(pair.bot.requests).toEqual([]);
  });

  test('takes no new question over socket: the connection is gone', async () => {
    await using pair = await startPair('socket');
    await pair.stop();
    expect((await pair.fake.mention('多少')).acked).toBe(false);
    expect(pair.bot.requests).toEqual([]);
  });

  test('may be called twice, and before start', async () => {
    const pair = await startPair('socket');
    await Promise.all([pair.stop(), pair.stop()]);
    await pair[Symbol.asyncDispose]();
    const config = { botToken: 'x', mode: 'socket' as const };
    await createSlack({ config, bot: createBot(), log: () => undefined, now: () => NOW }).stop();
  });
});

describe('a request over http', () => {
  const delivery = commandDelivery('/chip', 'help', 'http://127.0.0.1:1/', {});
  const body = encode(delivery);
  const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  test.each([
    ['signed now', (secret: string) => sign(body, secret, NOW), 200],
    ['signed 299 seconds ago', (secret: string) => sign(body, secret, at(-299)), 200],
    ['signed 299 seconds ahead', (secret: string) => sign(body, secret, at(299)), 200],
    ['signed 301 seconds ago', (secret: string) => sign(body, secret, at(-301)), 401],
    ['signed 301 seconds ahead', (secret: string) => sign(body, secret, at(301)), 401],
    ['signed with another secret', () => sign(body, 'guess', NOW), 401],
    ['signed for another body', (secret: string) => sign(`${body}&`, secret, NOW), 401],
    [
      'with a time that is no number',
      (secret: string) => ({ ...sign(body, secret, NOW), 'x-slack-request-timestamp': 'now' }),
      401,
    ],
    [
      'with another version',
      (secret: string) => ({ ...sign(body, secret, NOW), 'x-slack-signature': 'v1=00' }),
      401,
    ],
    ['without a signature', () => ({}), 401],
  ])('%s is answered accordingly', async (_, headersOf, status) => {
    await using pair = await startPair('http');
    const headers = { ...form, ...headersOf(pair.fake.signingSecret) };
    const answer = await fetch(pair.url, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    await pair.stop();
    expect(pair.bot.requests).toHaveLength(status === 200 ? 1 : 0);
  });

  test('that proves the address to Slack gets its challenge', async () => {
    await using pair = await startPair('http');
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const headers = { 'content-type': 'application/json', ...sign(challenge, pair.fake.signingSecret, NOW) };
    const answer = await fetch(pair.url, { method: 'POST', headers, body: challenge });
    expect(await answer.json()).toEqual({ challenge: 'abc' });
  });

  test('that only checks the certificate is answered, and smuggles nothing', async () => {
    await using pair = await startPair('http');
    const answer = await fetch(pair.url, {
      method: 'POST',
      headers: form,
      body: `ssl_check=1&command=%2Fchip`,
    });
    expect(answer.status).toBe(200);
    expect(pair.bot.requests).toEqual([]);
  });

  test('that is too large is refused', async () => {
    await using pair = await startPair('http');
    const answer = await fetch(pair.url, { method: 'POST', headers: form, body: 'x'.repeat(1_100_000) });
    expect(answer.status).toBe(413);
  });
});
