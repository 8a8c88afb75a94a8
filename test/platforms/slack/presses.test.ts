import { describe, expect, test } from 'vitest';
import { MODES, startPair } from './adapter.ts';

const isAnswer = (call: { method: string }): boolean => call.method === 'response_url';

describe.each(MODES)('a pressed button over %s', (mode) => {
  test('asks its call and answers the one who pressed', async () => {
    await using pair = await startPair(mode);
    await pair.fake.sendCommand('/chip', '多少');
    const shown = await pair.fake.waitFor(isAnswer);
    const delivered = await pair.fake.press(shown, '换成 2023', { user: 'U000000002', id: 'trigger-9' });
    const { body, faults } = await pair.fake.waitFor(isAnswer, 2);
    expect(delivered.acked).toBe(true);
    expect(pair.bot.requests[1]).toEqual({
      command: 'chip ask',
      options: { question: '2023 呢' },
      id: 'trigger-9',
      user: { id: 'slack:T000000001/U000000002', name: 'admin' },
      place: { kind: 'channel', id: 'C000000001', space: 'T000000001', home: true },
      today: '2026-03-05',
    });
    expect(body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(faults).toEqual([]);
  });

  test('that shares posts the same answer for the channel with the name of who shared it', async () => {
    await using pair = await startPair(mode);
    await pair.fake.sendCommand('/chip', '多少');
    const shown = await pair.fake.waitFor(isAnswer);
    await pair.fake.press(shown, '分享');
    const { body, faults } = await pair.fake.waitFor(isAnswer, 2);
    expect(body).toMatchObject({ response_type: 'in_channel', replace_original: false });
    expect(body.text).toContain('由 admin 分享');
    expect(body.text).toContain('chip ask: 多少');
    expect(JSON.stringify(body.blocks)).toContain('换成 2023');
    expect(JSON.stringify(body.blocks)).not.toContain('share:');
    expect(faults).toEqual([]);
  });
});

describe('a press', () => {
  test('that shares twice posts once', async () => {
    await using pair = await startPair('socket');
    await pair.fake.sendCommand('/chip', '多少');
    const shown = await pair.fake.waitFor(isAnswer);
    await pair.fake.press(shown, '分享');
    await pair.fake.press(shown, '分享');
    await pair.fake.press(shown, '换成 2023');
    await pair.fake.waitFor((call) => isAnswer(call) && String(call.body.text).includes('2023 呢'));
    await pair.stop();
    expect(pair.fake.calls.filter((call) => call.body.response_type === 'in_channel')).toHaveLength(1);
  });

  test('is answered once though it is delivered again', async () => {
    await using pair = await startPair('socket');
    await pair.fake.sendCommand('/chip', '多少');
    const shown = await pair.fake.waitFor(isAnswer);
    await pair.fake.press(shown, '换成 2023', { id: 'trigger-5' });
    await pair.fake.press(shown, '换成 2023', { id: 'trigger-5' });
    await pair.stop();
    expect(pair.bot.requests).toHaveLength(2);
  });

  test('in a thread is answered in the thread', async () => {
    await using pair = await startPair('socket');
    await pair.fake.mention('哪一年');
    const shown = await pair.fake.waitFor((call) => call.method === 'chat.postMessage');
    await pair.fake.press(shown, '换成 2023');
    const { body } = await pair.fake.waitFor(isAnswer);
    expect(body).toMatchObject({ response_type: 'ephemeral', thread_ts: shown.body.thread_ts });
  });

  test('in a direct message is answered plainly', async () => {
    await using pair = await startPair('socket');
    await pair.fake.directMessage('哪一年');
    const shown = await pair.fake.waitFor((call) => call.method === 'chat.postMessage');
    await pair.fake.press(shown, '换成 2023');
    const { body } = await pair.fake.waitFor(isAnswer);
    expect(body.response_type).toBe('in_channel');
  });

  test('of a button with a foreign value asks nothing', async () => {
    await using pair = await startPair('socket');
    await pair.fake.sendCommand('/chip', 'help');
    const shown = await pair.fake.waitFor(isAnswer);
    const foreign = {
      ...shown,
      body: { blocks: JSON.parse(JSON.stringify(shown.body.blocks).replace(/"value":"/, '"value":"!')) },
    };
    await pair.fake.press(foreign, '换成 2023');
    await pair.stop();
    expect(pair.bot.requests).toHaveLength(1);
  });
});
