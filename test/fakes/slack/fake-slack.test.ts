import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { commandDelivery } from './delivery.ts';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from './fake-slack.ts';
import { checkView } from './views.ts';

async function withFake(options: FakeSlackOptions, run: (fake: FakeSlack) => Promise<void>): Promise<void> {
  const fake = await startFakeSlack(options);
  try {
    await run(fake);
  } finally {
    await fake.close();
  }
}

const api = async (fake: FakeSlack, method: string, body: object, token: string) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${fake.apiUrl}${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return answer.json() as Promise<{ ok: boolean; error?: string; url?: string }>;
};

/** A client that greets and does what `onEnvelope` says with each envelope. */
async function connect(
  fake: FakeSlack,
  onEnvelope: (socket: WebSocket, envelope: string) => void,
): Promise<WebSocket> {
  const { url = '' } = await api(fake, 'apps.connections.open', {}, fake.appToken);
  const socket = new WebSocket(url);
  socket.on('message', (data) => {
    const { envelope_id: envelope } = JSON.parse(data.toString()) as { envelope_id?: string };
    if (envelope !== undefined) onEnvelope(socket, envelope);
  });
  await fake.connected();
  return socket;
}

describe('the fake Slack', () => {
  test('takes only its own tokens', () =>
    withFake({}, async (fake) => {
      expect(await api(fake, 'auth.test', {}, 'xoxb-other')).toEqual({ ok: false, error: 'invalid_auth' });
      expect(await api(fake, 'apps.connections.open', {}, fake.botToken)).toMatchObject({
        error: 'invalid_auth',
      });
      expect(await api(fake, 'auth.test', {}, fake.botToken)).toMatchObject({ ok: true });
    }));

  test.each([
    ['a header of 151 characters', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]],
    ['51 blocks', Array(51).fill({ type: 'divider' })],
    ['two tables', Array(2).fill({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })],
    ['an empty cell', [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }]],
    ['no elements', [{ type: 'actions', elements: [] }]],
    ['an unknown block', [{ type: 'marquee' }]],
  ])('refuses %s', (_, blocks) =>
    withFake({}, async (fake) => {
      const answer = await api(
        fake,
        'chat.postMessage',
        { channel: fake.channel, text: 'a', blocks },
        fake.botToken,
      );
      expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    }),
  );

  test('records what Slack would take and should not get', () =>
    withFake({}, async (fake) => {
      await api(fake, 'chat.postMessage', { channel: fake.channel, text: '<!channel>' }, fake.botToken);
      expect(fake.calls[0]?.faults).toEqual(
        expect.arrayContaining(['unescaped text: <!channel>', 'link_names is not off', 'parse is not none']),
      );
    }));

  test('lets a response_url be used five times within thirty minutes', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    await withFake({ now: () => now, ackTimeoutMs: 2_000 }, async (fake) => {
      const urls: string[] = [];
      const app = createServer((request, response) => {
        request.on('data', (data) => urls.push(new URLSearchParams(String(data)).get('response_url') ?? ''));
        request.on('end', () => response.end());
      });
      await once(app.listen(0, '127.0.0.1'), 'listening');
      fake.deliverTo(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`);
      await fake.sendCommand('/chip', 'a');
      await fake.sendCommand('/chip', 'b');
      const use = async (url = '') =>
        (await fetch(url, { method: 'POST', body: '{"text":"a"}', headers: JSON_TYPE })).text();
      const answers: string[] = [];
      for (let time = 0; time < 6; time += 1) answers.push(await use(urls[0]));
      now = new Date('2026-01-01T00:30:01Z');
      answers.push(await use(urls[1]));
      expect(answers).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'used_url', 'expired_url']);
      app.close();
    });
  });

  test('takes an ack in time, and none after it', () =>
    withFake({ ackTimeoutMs: 100 }, async (fake) => {
      let acks = true;
      const socket = await connect(fake, (client, envelope) => {
        if (acks) client.send(JSON.stringify({ envelope_id: envelope }));
      });
      const command = commandDelivery('/chip', 'a', 'http://127.0.0.1:1/', {});
      expect((await fake.deliver(command)).acked).toBe(true);
      acks = false;
      expect((await fake.deliver(command)).acked).toBe(false);
      socket.close();
    }));

  const view = (more: object = {}) => ({
    type: 'modal',
    title: { type: 'plain_text', text: 'Change', emoji: false },
    submit: { type: 'plain_text', text: 'Send', emoji: false },
    blocks: [
      {
        type: 'input',
        block_id: 'value',
        label: { type: 'plain_text', text: 'Value', emoji: false },
        element: { type: 'plain_text_input', action_id: 'value' },
      },
    ],
    ...more,
  });
  const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
  const withElement = (element: object) => view({ blocks: [{ ...view().blocks[0], element }] });

  test('opens a view once within three seconds of its trigger', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    await withFake({ now: () => now }, async (fake) => {
      const socket = await connect(fake, (client, envelope) =>
        client.send(JSON.stringify({ envelope_id: envelope })),
      );
      const open = (trigger_id: string) =>
        api(fake, 'views.open', { trigger_id, view: view() }, fake.botToken);
      await fake.sendCommand('/chip', 'a', { id: 'first' });
      await fake.sendCommand('/chip', 'a', { id: 'second' });
      expect((await open('other')).error).toBe('invalid_trigger_id');
      expect((await open('first')).ok).toBe(true);
      expect((await open('first')).error).toBe('exchanged_trigger_id');
      now = new Date('2026-01-01T00:00:03.001Z');
      expect((await open('second')).error).toBe('expired_trigger_id');
      socket.close();
    });
  });

  test.each([
    ['a title of 25 characters', view({ title: plain('x'.repeat(25)) })],
    ['no submit', view({ submit: undefined })],
    ['3,001 characters of private_metadata', view({ private_metadata: 'x'.repeat(3_001) })],
    ['101 blocks', view({ blocks: Array(101).fill({ type: 'divider' }) })],
    ['one block_id twice', view({ blocks: [view().blocks[0], view().blocks[0]] })],
    [
      'an empty initial value',
      withElement({ type: 'plain_text_input', action_id: 'value', initial_value: '' }),
    ],
    [
      'an initial value of 3,001 characters',
      withElement({ type: 'plain_text_input', action_id: 'value', initial_value: 'x'.repeat(3_001) }),
    ],
    ['eleven files', withElement({ type: 'file_input', action_id: 'value', max_files: 11 })],
    ['an unknown element', withElement({ type: 'marquee', action_id: 'value' })],
    ['a table', view({ blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }] })],
  ])('refuses a view with %s', (_, refused) => {
    expect(checkView(view() as never)).toEqual([]);
    expect(checkView(refused as never)).not.toEqual([]);
  });

  test('refuses what the manifest has no scope for', () =>
    withFake({}, async (fake) => {
      const asked = await api(fake, 'conversations.history', { channel: fake.channel }, fake.botToken);
      expect(asked).toMatchObject({ ok: false, error: 'missing_scope' });
    }));

  test('tries an event over http four times, with the number of the retry', () =>
    withFake({}, async (fake) => {
      const retries: unknown[] = [];
      const app = createServer((request, response) => {
        retries.push(request.headers['x-slack-retry-num']);
        response.writeHead(retries.length < 4 ? 500 : 200).end();
      });
      await once(app.listen(0, '127.0.0.1'), 'listening');
      fake.deliverTo(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`);
      expect(await fake.mention('a')).toMatchObject({ acked: true, tries: 4 });
      expect(retries).toEqual([undefined, '1', '2', '3']);
      app.close();
    }));
});

const JSON_TYPE = { 'content-type': 'application/json' };
