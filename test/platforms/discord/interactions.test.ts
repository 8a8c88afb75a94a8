import { describe, expect, it } from 'vitest';
import type { Message, Suggestion } from '../../../src/platforms/platform.ts';
import { buttonsOf } from '../../fakes/discord/message-checks.ts';
import { ASKER } from '../../fakes/discord/payloads.ts';
import { createBotDouble, start, TODAY, text } from './harness.ts';

const EPHEMERAL = 64;
const NEVER_DEFER = { deferAfterMs: 60_000 };
const DEFER_AT_ONCE = { deferAfterMs: 1 };

const ASK = { command: 'chip ask', options: { question: 'Moore Threads 2024 loss' } };

const ANSWER: Message = {
  locale: 'zh',
  blocks: [
    { kind: 'headline', text: '-14.92亿元' },
    { kind: 'text', text: '摩尔线程 *2024* 净利润' },
    { kind: 'rule' },
    { kind: 'note', text: '来源 https://example.com/a_b' },
  ],
  actions: [
    { kind: 'call', label: '2023年', call: { command: 'chip ask', options: { question: '2023' } } },
    { kind: 'share', label: '分享', call: { command: 'chip ask', options: { question: '2024' } } },
  ],
};

/** A bot whose answer comes when the test gives it. */
function slowBot() {
  const gate = Promise.withResolvers<Message>();
  return { bot: createBotDouble(() => gate.promise), answer: gate.resolve };
}

describe('a command', () => {
  it('reaches the bot with its options, its place, its reader and the day', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    const sent = fake.sendInteraction({ ...ASK, locale: 'zh-TW' });
    await sent.shown;
    expect(bot.requests).toEqual([
      {
        ...ASK,
        id: sent.id,
        user: { id: `discord:${ASKER}`, name: 'user01', administrator: false, managesChannel: false },
        place: { kind: 'channel', id: fake.channelId, space: fake.guildId, home: false },
        locale: 'zh',
        today: TODAY,
      },
    ]);
  });

  it('reaches the bot by its whole path when it is in a group', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    await fake.sendInteraction({ command: 'chip digest pause', options: { id: '7' }, where: 'direct' }).shown;
    expect(bot.requests[0]).toMatchObject({
      command: 'chip digest pause',
      options: { id: '7' },
      place: { kind: 'direct', id: fake.directId },
      locale: 'en',
    });
  });

  it.each([
    ['guild', EPHEMERAL],
    ['group', EPHEMERAL],
    ['direct', 0],
  ] as const)('in a %s is answered with flags %i', async (where, flags) => {
    const { fake } = await start({ bot: createBotDouble(() => ANSWER), timings: NEVER_DEFER });
    const message = await fake.sendInteraction({ ...ASK, where }).shown;
    expect(message.flags).toBe(flags);
    expect(buttonsOf(message).map((button) => button.label)).toEqual(flags ? ['2023年', '分享'] : ['2023年']);
    expect(fake.violations).toEqual([]);
  });

  it('is answered in the first response when the answer is quick', async () => {
    const { fake } = await start({ timings: NEVER_DEFER });
    expect(await fake.sendInteraction(ASK).callback).toMatchObject({ type: 4 });
  });

  it.each([
    ['guild', EPHEMERAL],
    ['direct', 0],
  ] as const)('in a %s is first deferred, then edited, when the answer takes long', async (where, flags) => {
    const { bot, answer } = slowBot();
    const { fake } = await start({ bot, timings: DEFER_AT_ONCE });
    const sent = fake.sendInteraction({ ...ASK, where });
    expect(await sent.callback).toMatchObject({ type: 5 });
    answer(text('at last'));
    const message = await sent.shown;
    expect(message.flags).toBe(flags);
    expect(message.embeds[0]?.description).toBe('at last');
    expect(fake.violations).toEqual([]);
  });

  it.each([NEVER_DEFER, DEFER_AT_ONCE])(
    'goes on in follow-ups of the same kind when it is long (%o)',
    async (timings) => {
      const { fake } = await start({ bot: createBotDouble(() => text('一句话。'.repeat(10_000))), timings });
      const sent = fake.sendInteraction({ ...ASK, userInstalled: true });
      await fake.waitFor(
        (call) => call.method === 'POST' && JSON.stringify(call.body).includes('too long for Discord'),
      );
      expect(sent.messages).toHaveLength(5);
      expect(sent.messages.map((message) => message.flags)).toEqual(Array(5).fill(EPHEMERAL));
      expect(fake.violations).toEqual([]);
    },
  );

  it('that this version does not know is answered honestly, privately and in the language of the user', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    const message = await fake.sendInteraction({ command: 'chip gone', locale: 'zh-CN' }).shown;
    expect(message.flags).toBe(EPHEMERAL);
    expect(message.embeds[0]?.description).toContain('这个命令已经不存在了');
    expect(bot.requests).toEqual([]);
  });

  it('is answered once when it is delivered twice', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    const sent = fake.sendInteraction(ASK);
    fake.redeliver(sent.id);
    await sent.shown;
    fake.redeliver(sent.id);
    await fake.sendInteraction(ASK).shown;
    expect(bot.requests).toHaveLength(2);
  });

  it('that has expired is logged and not answered', async () => {
    const { bot, answer } = slowBot();
    const { fake, lines } = await start({ bot, timings: NEVER_DEFER });
    const sent = fake.sendInteraction(ASK);
    fake.expire(sent.token);
    answer(text('too late'));
    await fake.waitFor((call) => call.path.endsWith('/callback') && call.status === 404);
    await fake.sendInteraction({ command: 'chip gone' }).shown;
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', event: 'discord-interaction-expired' }),
    );
  });

  it('is answered although Discord fails twice', async () => {
    const { fake } = await start();
    fake.failNext({ match: /callback$/, status: 502, times: 2 });
    expect((await fake.sendInteraction(ASK).shown).embeds[0]?.description).toBe('answer to chip ask');
  });

  it('is answered once although Discord loses the answer to the first call', async () => {
    const { fake, lines } = await start();
    fake.failNext({ match: /callback$/, status: 502, lost: true });
    const sent = fake.sendInteraction(ASK);
    await fake.waitFor((call) => call.path.endsWith('/callback') && call.status === 400);
    await fake.sendInteraction({ command: 'chip gone' }).shown;
    expect(sent.messages).toHaveLength(1);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'info', event: 'discord-already-acknowledged' }),
    );
  });

  it('is answered although Discord asks to slow down', async () => {
    const { fake } = await start();
    fake.failNext({ match: /callback$/, status: 429, retryAfter: 0.02 });
    expect((await fake.sendInteraction(ASK).shown).embeds[0]?.description).toBe('answer to chip ask');
  });

  it('gets an apology when its answer cannot be delivered', async () => {
    const { bot, answer } = slowBot();
    const { fake, lines } = await start({ bot, timings: DEFER_AT_ONCE });
    const sent = fake.sendInteraction(ASK);
    await sent.callback;
    fake.failNext({ match: /^PATCH/, status: 400 });
    answer(text('lost'));
    expect((await sent.shown).embeds[0]?.description).toContain('could not be delivered');
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'discord-delivery-failed' }),
    );
  });
});

describe('a completion', () => {
  const complete = { command: 'chip ask', options: { question: 'moo' }, focus: 'question' };

  it('offers what the bot suggests', async () => {
    const bot = createBotDouble(undefined, [{ label: 'Moore Threads', value: 'moore' }]);
    const { fake } = await start({ bot });
    expect(await fake.sendInteraction({ ...complete, locale: 'zh-CN' }).callback).toEqual({
      type: 8,
      data: { choices: [{ name: 'Moore Threads', value: 'moore' }] },
    });
    expect(bot.requests[0]).toMatchObject({
      command: 'chip ask',
      options: { question: 'moo' },
      locale: 'zh',
    });
  });

  it('keeps to 25 distinct choices of 100 characters', async () => {
    const suggestions: Suggestion[] = [
      { label: '', value: 'no label' },
      { label: 'x'.repeat(200), value: 'long label' },
      { label: 'too long', value: 'v'.repeat(101) },
      { label: 'twice', value: 'a' },
      { label: 'twice', value: 'b' },
      { label: 'same value', value: 'a' },
      ...Array.from({ length: 40 }, (_, at) => ({ label: `label ${at}`, value: `value ${at}` })),
    ];
    const { fake } = await start({ bot: createBotDouble(undefined, suggestions) });
    const { data } = await fake.sendInteraction(complete).callback;
    expect(data?.choices).toHaveLength(25);
    expect(fake.violations).toEqual([]);
  });

  it('is empty when the bot takes too long, and when it fails', async () => {
    const never = new Promise<readonly Suggestion[]>(() => {});
    const slow = await start({ bot: createBotDouble(undefined, never), timings: { suggestWithinMs: 1 } });
    expect((await slow.fake.sendInteraction(complete).callback).data?.choices).toEqual([]);
    const failing = { ...createBotDouble(), suggest: () => Promise.reject(new Error('what was typed')) };
    const broken = await start({ bot: failing });
    expect((await broken.fake.sendInteraction(complete).callback).data?.choices).toEqual([]);
    expect(broken.lines.map((line) => line.event)).toContain('discord-suggest-failed');
    expect(JSON.stringify(broken.lines)).not.toContain('what was typed');
  });
});

describe('a button', () => {
  async function ask() {
    const bot = createBotDouble(() => ANSWER);
    const started = await start({ bot });
    const message = await started.fake.sendInteraction({ ...ASK, locale: 'zh-CN' }).shown;
    const [choice, share] = buttonsOf(message).map((button) => button.custom_id);
    return { ...started, bot, message, choice: choice ?? '', share: share ?? '' };
  }

  it('asks what it stands for, in a private answer of its own', async () => {
    const { fake, bot, message, choice } = await ask();
    const answer = await fake.sendInteraction({ press: { message, customId: choice } }).shown;
    expect(bot.requests[1]).toMatchObject({ command: 'chip ask', options: { question: '2023' } });
    expect(answer.flags).toBe(EPHEMERAL);
  });

  it('shares exactly what was seen, with who shared it, for everyone, and pings nobody', async () => {
    const { fake, bot, message, share } = await ask();
    const shared = await fake.sendInteraction({
      press: { message, customId: share },
      user: '820000000000000099',
    }).shown;
    expect(shared.flags).toBe(0);
    expect(shared.content).toBe('<@820000000000000099> 分享了这条回答：');
    expect(shared.embeds).toEqual(message.embeds);
    expect(buttonsOf(shared).map((button) => button.label)).toEqual(['2023年']);
    expect(bot.requests).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });

  it('that shares a message without content says so', async () => {
    const { fake, message, share } = await ask();
    const bare = { ...message, embeds: [] };
    const answer = await fake.sendInteraction({ press: { message: bare, customId: share } }).shown;
    expect(answer.flags).toBe(EPHEMERAL);
    expect(answer.embeds[0]?.description).toContain('nothing left to share');
  });

  it.each(['b:17', 'c|chip gone|x|y'])(
    'of an earlier version (%s) is answered honestly',
    async (customId) => {
      const { fake, bot, message } = await ask();
      const answer = await fake.sendInteraction({ press: { message, customId }, locale: 'zh-TW' }).shown;
      expect(answer.flags).toBe(EPHEMERAL);
      expect(answer.embeds[0]?.description).toContain('这个按钮来自旧版本');
      expect(bot.requests).toHaveLength(1);
    },
  );
});

describe('what is sent to Discord', () => {
  it('switches pings off in every message and every edit', async () => {
    const ping: Message = {
      ...ANSWER,
      blocks: [{ kind: 'text', text: `@everyone <@${ASKER}> ${'长'.repeat(8_000)}` }],
    };
    const { fake } = await start({ bot: createBotDouble(() => ping), timings: DEFER_AT_ONCE });
    const message = await fake.sendInteraction(ASK).shown;
    const share = buttonsOf(message).find((button) => button.label === '分享');
    await fake.sendInteraction({ press: { message, customId: share?.custom_id ?? '' } }).shown;
    fake.sendMessage({ content: `<@${fake.botId}> loss?` });
    await fake.waitFor((call) => call.path.startsWith('/channels/'));
    expect(message.embeds[0]?.description).toContain('\\@everyone \\<\\@');
    expect(fake.violations).toEqual([]);
  });
});
