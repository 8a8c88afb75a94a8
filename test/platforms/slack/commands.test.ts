import { describe, expect, test } from 'vitest';
import { createBot, MODES, startPair } from './adapter.ts';

const isAnswer = (call: { method: string }): boolean => call.method === 'response_url';

describe.each(MODES)('a command over %s', (mode) => {
  test('is acknowledged before it is answered', async () => {
    await using pair = await startPair(mode);
    const release = pair.bot.hold();
    const delivered = await pair.fake.sendCommand('/chip', '摩尔线程2024亏损');
    expect(delivered.acked).toBe(true);
    expect(pair.fake.calls.filter(isAnswer)).toEqual([]);
    release();
    await pair.fake.waitFor(isAnswer);
    expect(pair.fake.calls.map((call) => call.method).filter((name) => !name.includes('.'))).toEqual([
      'ack',
      'response_url',
    ]);
  });

  test('asks the bot with who, where and the day in UTC', async () => {
    await using pair = await startPair(mode);
    await pair.fake.sendCommand('/chip', '摩尔线程2024亏损', { id: 'trigger-1' });
    await pair.fake.waitFor(isAnswer);
    expect(pair.bot.requests).toEqual([
      {
        command: 'chip ask',
        options: { question: '摩尔线程2024亏损' },
        id: 'trigger-1',
        user: { id: 'slack:T000000001/U000000001', name: 'admin' },
        place: { kind: 'channel', id: 'C000000001', space: 'T000000001', home: true },
        today: '2026-03-05',
      },
    ]);
  });

  test('is answered to the asker alone in a channel, with a button to share', async () => {
    await using pair = await startPair(mode);
    await pair.fake.sendCommand('/chip', 'help');
    const { body, faults } = await pair.fake.waitFor(isAnswer);
    expect(body.response_type).toBe('ephemeral');
    expect(JSON.stringify(body.blocks)).toContain('分享');
    expect(body.text).toContain('16.2 亿元');
    expect(faults).toEqual([]);
  });

  test('is answered plainly in a direct message, with nothing to share', async () => {
    await using pair = await startPair(mode);
    await pair.fake.sendCommand('/chip', 'help', { channel: pair.fake.direct });
    const { body } = await pair.fake.waitFor(isAnswer);
    expect(body.response_type).toBe('in_channel');
    expect(JSON.stringify(body.blocks)).not.toContain('分享');
    expect(pair.bot.requests[0]?.place.kind).toBe('direct');
  });

  test('is answered once though it is delivered again', async () => {
    await using pair = await startPair(mode);
    const asking = { id: 'trigger-2' };
    await pair.fake.sendCommand('/chip', 'help', asking);
    await pair.fake.sendCommand('/chip', 'help', asking);
    await pair.fake.sendCommand('/chip', 'digest list');
    await pair.fake.waitFor((call) => isAnswer(call) && String(call.body.text).includes('digest list'));
    expect(pair.bot.requests.map((request) => request.command)).toEqual(['chip help', 'chip digest list']);
  });
});

describe('the text of a command', () => {
  test.each([
    ['/chip', '', 'chip help', {}],
    ['/chip', '公司 英伟达', 'chip company', { name: '英伟达' }],
    ['/chip', 'R&amp;D &lt;2024&gt; 多少', 'chip ask', { question: 'R&D <2024> 多少' }],
    ['/chip', 'see <https://example.com/a|example.com/a>', 'chip ask', { question: 'see example.com/a' }],
    ['/chip', 'ask <@U1|bob> 问的', 'chip ask', { question: '@bob 问的' }],
    ['/chip', 'digest subscribe <#C9|chips>', 'chip digest subscribe', { channel: 'C9' }],
    ['/chip-admin', 'pending', 'chip-admin pending', {}],
    ['/chip-admin', '', 'chip-admin help', {}],
    ['/chip-admin', 'curator add <@U7|ann>', 'chip-admin curator add', { user: 'slack:T000000001/U7' }],
  ] as const)('%s %s is read as a call', async (command, text, called, options) => {
    await using pair = await startPair('socket');
    await pair.fake.sendCommand(command, text);
    await pair.fake.waitFor(isAnswer);
    expect(pair.bot.requests[0]).toMatchObject({ command: called, options });
  });

  test('with an unknown admin command is told so, and the bot is not asked', async () => {
    await using pair = await startPair('socket');
    await pair.fake.sendCommand('/chip-admin', 'explode now');
    const { body, faults } = await pair.fake.waitFor(isAnswer);
    expect(body.text).toContain('There is no command “explode”');
    expect(faults).toEqual([]);
    expect(pair.bot.requests).toEqual([]);
  });

  test('with a missing option is told so in the language it is written in', async () => {
    await using pair = await startPair('socket');
    await pair.fake.sendCommand('/chip', '公司');
    const { body } = await pair.fake.waitFor(isAnswer);
    expect(body.text).toContain('缺少选项 name');
  });
});

describe('a response_url', () => {
  test('that Slack limits is used again after the time it asks for', async () => {
    await using pair = await startPair('socket');
    pair.fake.refuse('response_url', { retryAfter: 1 });
    await pair.fake.sendCommand('/chip', 'help');
    const call = await pair.fake.waitFor((one) => isAnswer(one) && one.error === undefined);
    expect(call.body.text).toContain('16.2');
  });

  test('that is used up gives way to a message that only the asker sees, and that to a direct message', async () => {
    await using pair = await startPair('socket');
    pair.fake.refuse('response_url', { error: 'used_url' }, 2);
    await pair.fake.sendCommand('/chip', 'help');
    const alone = await pair.fake.waitFor(({ method }) => method === 'chat.postEphemeral');
    expect(alone.body).toMatchObject({ channel: 'C000000001', user: 'U000000001' });
    expect([alone.error, alone.faults]).toEqual([undefined, []]);
    pair.fake.refuse('chat.postEphemeral', { error: 'not_in_channel' });
    await pair.fake.sendCommand('/chip', 'help');
    const direct = await pair.fake.waitFor(({ method }) => method === 'chat.postMessage');
    expect(direct.body.channel).toBe('U000000001');
    expect(direct.error).toBeUndefined();
  });

  test('that fails like all else is logged without the text of the question', async () => {
    await using pair = await startPair('socket');
    pair.fake.refuse('response_url', { error: 'expired_url' });
    pair.fake.refuse('chat.postEphemeral', { error: 'not_in_channel' });
    pair.fake.refuse('chat.postMessage', { error: 'expired_url' });
    await pair.fake.sendCommand('/chip', '机密问题');
    await pair.fake.waitFor(isAnswer);
    await pair.stop();
    expect(pair.logs).toContainEqual(
      expect.objectContaining({
        event: 'slack-answer-failed',
        fields: expect.objectContaining({ code: 'expired_url' }),
      }),
    );
    expect(JSON.stringify(pair.logs)).not.toContain('机密问题');
  });

  test('whose blocks Slack refuses gets the answer as text', async () => {
    await using pair = await startPair('socket');
    pair.fake.refuse('response_url', { error: 'invalid_blocks' });
    await pair.fake.sendCommand('/chip', 'help');
    const { body } = await pair.fake.waitFor(isAnswer, 2);
    expect(body.blocks).toEqual([]);
    expect(body.text).toContain('16.2 亿元');
  });

  test('is used at most five times for one answer', async () => {
    const rows = Array.from({ length: 900 }, (_, index) => [`${index}`, 'x']);
    const bot = createBot(() => ({
      locale: 'en',
      blocks: [{ kind: 'table', head: ['a', 'b'], rows }],
      actions: [],
    }));
    await using pair = await startPair('socket', { bot });
    await pair.fake.sendCommand('/chip', 'help');
    await pair.fake.waitFor(isAnswer, 5);
    await pair.stop();
    expect(pair.fake.calls.filter(isAnswer).map((call) => call.error)).toEqual(Array(5).fill(undefined));
    expect(pair.logs.map((log) => log.event)).toContain('slack-answer-cut');
  });
});
