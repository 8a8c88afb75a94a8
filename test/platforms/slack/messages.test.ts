import { describe, expect, test } from 'vitest';
import { createBot, MODES, questionOf, startPair } from './adapter.ts';

const isPost = (call: { method: string }): boolean => call.method === 'chat.postMessage';

describe.each(MODES)('a message over %s', (mode) => {
  test('that mentions the bot is answered in a thread for all to see', async () => {
    await using pair = await startPair(mode);
    await pair.fake.mention('英伟达 R&amp;D 多少？');
    const { body, faults } = await pair.fake.waitFor(isPost);
    expect(pair.bot.requests[0]).toMatchObject({
      command: 'chip ask',
      options: { question: '英伟达 R&D 多少？' },
      place: { kind: 'channel', id: 'C000000001' },
    });
    expect(body).toMatchObject({ channel: 'C000000001', thread_ts: '1772753400.000000' });
    expect(JSON.stringify(body.blocks)).not.toContain('分享');
    expect(faults).toEqual([]);
  });

  test('that mentions it in a thread is answered in that thread', async () => {
    await using pair = await startPair(mode);
    await pair.fake.sendEvent({ type: 'app_mention', text: `<@${pair.fake.botUser}>`, thread_ts: '1.5' });
    const { body } = await pair.fake.waitFor(isPost);
    expect(body.thread_ts).toBe('1.5');
    expect(pair.bot.requests[0]?.command).toBe('chip help');
  });

  test('to the bot alone is answered plainly', async () => {
    await using pair = await startPair(mode);
    await pair.fake.directMessage('寒武纪 2024 营收');
    const { body } = await pair.fake.waitFor(isPost);
    expect(body.channel).toBe(pair.fake.direct);
    expect(body.thread_ts).toBeUndefined();
    expect(pair.bot.requests[0]?.place).toEqual({
      kind: 'direct',
      id: pair.fake.direct,
      home: true,
      space: 'T000000001',
    });
  });

  test('is answered once though Slack delivers it again', async () => {
    await using pair = await startPair(mode);
    await pair.fake.mention('第一', { id: 'Ev1' });
    await pair.fake.mention('第一', { id: 'Ev1' });
    await pair.fake.mention('第二', { id: 'Ev2' });
    await pair.fake.waitFor(isPost, 2);
    expect(pair.bot.requests.map((request) => request.id)).toEqual(['Ev1', 'Ev2']);
  });
});

describe('no answer goes to', () => {
  test.each([
    ['a bot', { bot_id: 'B1' }],
    ['itself', { user: 'U00000BOT1' }],
    ['Slackbot', { user: 'USLACKBOT' }],
    ['an edit', { subtype: 'message_changed', hidden: true }],
    ['an edited mention', { edited: { user: 'U000000001', ts: '1' } }],
    ['a deletion', { subtype: 'message_deleted' }],
    ['another bot’s post', { subtype: 'bot_message' }],
    ['a message in a channel', { channel_type: 'channel', channel: 'C000000001' }],
  ])('%s', async (_, fields) => {
    await using pair = await startPair('socket');
    await pair.fake.directMessage('nobody asked', {});
    await pair.fake.sendEvent({
      type: 'message',
      channel_type: 'im',
      channel: pair.fake.direct,
      text: '?',
      ...fields,
    });
    await pair.fake.sendEvent({
      type: 'app_mention',
      text: '?',
      ...fields,
      ...('channel_type' in fields ? { bot_id: 'B' } : {}),
    });
    await pair.fake.directMessage('last');
    await pair.fake.waitFor(isPost, 2);
    expect(pair.bot.requests.map(questionOf)).toEqual(['nobody asked', 'last']);
  });
});

describe('a channel', () => {
  test('that Slack limits gets its answer after the time Slack asks for', async () => {
    await using pair = await startPair('socket');
    pair.fake.refuse('chat.postMessage', { retryAfter: 1 });
    await pair.fake.mention('多少');
    const call = await pair.fake.waitFor((one) => isPost(one) && one.error === undefined);
    expect(pair.fake.calls.filter(isPost)[0]?.error).toBe('ratelimited');
    expect(call.body.text).toContain('16.2');
  });

  test('gets an answer of more than fifty blocks as several messages, the buttons on the last', async () => {
    const blocks = Array.from({ length: 70 }, (_, index) => ({
      kind: 'note' as const,
      text: `note ${index}`,
    }));
    const call = { command: 'chip help', options: {} };
    const bot = createBot(() => ({ locale: 'en', blocks, actions: [{ kind: 'call', label: 'Help', call }] }));
    await using pair = await startPair('socket', { bot });
    await pair.fake.mention('all of it');
    await pair.fake.waitFor(isPost, 2);
    const sent = pair.fake.calls.filter(isPost);
    expect(sent.map((one) => (one.body.blocks as unknown[]).length)).toEqual([50, 21]);
    expect(JSON.stringify(sent[1]?.body.blocks)).toContain('"Help"');
    expect(sent.map((one) => one.error)).toEqual([undefined, undefined]);
  });
});

describe('the app’s Home', () => {
  test.each(MODES)('shows what the bot says to chip home, over %s', async (mode) => {
    await using pair = await startPair(mode);
    await pair.fake.openHome({ id: 'Ev9' });
    const { body, error, faults } = await pair.fake.waitFor((call) => call.method === 'views.publish');
    expect(pair.bot.requests[0]).toMatchObject({
      command: 'chip home',
      options: {},
      place: { kind: 'direct' },
    });
    expect(body).toMatchObject({ user_id: 'U000000001', view: { type: 'home' } });
    expect(JSON.stringify(body.view)).not.toContain('分享');
    expect({ error, faults }).toEqual({ error: undefined, faults: [] });
  });

  test('answers a pressed button in a direct message', async () => {
    await using pair = await startPair('socket');
    await pair.fake.openHome();
    const home = await pair.fake.waitFor((call) => call.method === 'views.publish');
    await pair.fake.press(home, '换成 2023');
    const { body, error } = await pair.fake.waitFor(isPost);
    expect({ channel: body.channel, error }).toEqual({ channel: 'U000000001', error: undefined });
    expect(body.text).toContain('2023 呢');
  });

  test('shows a table as lines, which Slack takes there', async () => {
    const table = { kind: 'table' as const, head: ['公司', '营收'], rows: [['英伟达', '1305 亿美元']] };
    const bot = createBot(() => ({ locale: 'zh', blocks: [table], actions: [] }));
    await using pair = await startPair('socket', { bot });
    await pair.fake.openHome();
    const { body, error } = await pair.fake.waitFor((call) => call.method === 'views.publish');
    expect(error).toBeUndefined();
    expect(JSON.stringify(body.view)).toContain('英伟达 · 营收: 1305 亿美元');
  });

  test('is not published for the tab of messages', async () => {
    await using pair = await startPair('socket');
    await pair.fake.sendEvent({ type: 'app_home_opened', tab: 'messages' });
    await pair.fake.directMessage('last');
    await pair.fake.waitFor(isPost);
    expect(pair.bot.requests.map((request) => request.command)).toEqual(['chip ask']);
  });
});
