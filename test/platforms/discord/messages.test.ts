import { describe, expect, it } from 'vitest';
import { ASKER } from '../../fakes/discord/payloads.ts';
import { createBotDouble, start, TODAY, text } from './harness.ts';

const share = { kind: 'share', label: 'Share', call: { command: 'chip ask', options: {} } } as const;

describe('a message to the bot', () => {
  it('that mentions it in a channel is answered there, publicly, as a reply', async () => {
    const bot = createBotDouble(() => text('-14.92亿元', { actions: [share] }));
    const { fake } = await start({ bot });
    const id = fake.sendMessage({ content: `<@${fake.botId}>  Moore Threads\n2024 loss?` });
    await fake.waitFor((call) => call.path === `/channels/${fake.channelId}/messages`);
    expect(bot.requests).toEqual([
      {
        command: 'chip ask',
        options: { question: 'Moore Threads 2024 loss?' },
        id,
        user: { id: `discord:${ASKER}`, name: 'user01' },
        place: { kind: 'channel', id: fake.channelId, space: fake.guildId, home: false },
        today: TODAY,
      },
    ]);
    expect(fake.posted).toMatchObject([{ message_reference: { message_id: id }, components: [] }]);
    expect(fake.violations).toEqual([]);
  });

  it('in private needs no mention', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    fake.sendMessage({ content: '摩尔线程去年亏损', where: 'direct' });
    await fake.waitFor((call) => call.path === `/channels/${fake.directId}/messages`);
    expect(bot.requests[0]).toMatchObject({
      options: { question: '摩尔线程去年亏损' },
      place: { kind: 'direct', id: fake.directId },
    });
  });

  it('that says nothing else is answered with help', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    fake.sendMessage({ content: `<@!${fake.botId}> ` });
    await fake.waitFor((call) => call.path.startsWith('/channels/'));
    expect(bot.requests[0]).toMatchObject({ command: 'chip help', options: {} });
  });

  it('is answered once when it is delivered twice', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    fake.sendMessage({ content: 'once', where: 'direct' }, 2);
    fake.sendMessage({ content: 'after', where: 'direct' });
    await fake.waitFor(() => fake.posted.length === 2);
    expect(bot.requests.map((request) => request.options)).toEqual([
      { question: 'once' },
      { question: 'after' },
    ]);
  });

  it('is answered once although Discord loses the answer to the first call', async () => {
    const { fake } = await start();
    fake.failNext({ match: /^POST \/channels/, status: 500, lost: true });
    fake.sendMessage({ content: 'hello', where: 'direct' });
    await fake.waitFor((call) => call.path.startsWith('/channels/') && call.status === 200);
    expect(fake.calls.filter((call) => call.path.startsWith('/channels/'))).toHaveLength(2);
    expect(fake.posted).toHaveLength(1);
  });

  it('goes on in further messages when the answer is long', async () => {
    const { fake } = await start({ bot: createBotDouble(() => text('一句话。'.repeat(3_000))) });
    fake.sendMessage({ content: 'long', where: 'direct' });
    await fake.waitFor(() => fake.posted.length === 3);
    expect(fake.violations).toEqual([]);
  });

  it('is logged, not thrown, when the bot may not write there', async () => {
    const { fake, lines } = await start();
    fake.failNext({ match: /^POST \/channels/, status: 403, code: 50013 });
    fake.sendMessage({ content: 'hello', where: 'direct' });
    await fake.waitFor((call) => call.path.startsWith('/channels/'));
    fake.sendMessage({ content: 'again', where: 'direct' });
    await fake.waitFor(() => fake.posted.length === 1);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', event: 'discord-not-permitted' }));
  });
});

describe('a message that is not for the bot', () => {
  it('is left alone', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    fake.sendMessage({ content: 'a talk among others' });
    fake.sendMessage({ content: 'thanks', repliesToBot: true });
    fake.sendMessage({ content: `<@${fake.botId}> beep`, bot: true });
    fake.sendMessage({ content: 'my own answer', author: fake.botId, bot: true, where: 'direct' });
    fake.sendMessage({ content: 'for the bot', where: 'direct' });
    await fake.waitFor((call) => call.path.startsWith('/channels/'));
    expect(bot.requests.map((request) => request.options)).toEqual([{ question: 'for the bot' }]);
  });
});
