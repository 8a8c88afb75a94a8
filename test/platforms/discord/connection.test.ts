import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/platforms/platform.ts';
import { createBotDouble, openFake, plugIn, start, text } from './harness.ts';

const HELP = { command: 'chip help' };
const word = (path: string) => (call: { method: string; path: string }) =>
  call.method === 'WS' && call.path === path;

describe('the connection', () => {
  it('asks for no privileged intent', async () => {
    const { fake } = await start();
    expect((await fake.waitFor(word('identify'))).body).toEqual({
      intents: 1 | (1 << 9) | (1 << 12),
      shard: [0, 1],
    });
  });

  it.each([
    ['it is told to reconnect', 'reconnect'],
    ['it breaks', 'drop'],
  ] as const)('resumes when %s, and misses nothing', async (_, how) => {
    const bot = createBotDouble();
    const { fake, lines } = await start({ bot });
    if (how === 'reconnect') fake.reconnect();
    else fake.drop(4000);
    const meanwhile = fake.sendInteraction(HELP);
    await fake.connected();
    await meanwhile.shown;
    expect(fake.calls.filter(word('identify'))).toHaveLength(1);
    expect(fake.calls.filter(word('resume'))).toHaveLength(1);
    expect(bot.requests).toHaveLength(1);
    expect(lines.map((line) => line.event)).toContain('discord-resumed');
  });

  // discord.js itself waits five seconds between two identifies.
  it('identifies afresh when its session is over', async () => {
    const { fake } = await start();
    fake.invalidate();
    await fake.connected();
    await fake.sendInteraction(HELP).shown;
    expect(fake.calls.filter(word('identify'))).toHaveLength(2);
  });
});

describe('starting', () => {
  it.each([
    ['the gateway refuses the token', { refuseWith: 4004 }, 'fake-discord-token'],
    ['the gateway refuses the intents', { refuseWith: 4014 }, 'fake-discord-token'],
    ['REST refuses the token', {}, 'another-token'],
    ['the token has a line feed in it', {}, 'broken\ntoken'],
  ])('names the setting in one line when %s', async (_, options, token) => {
    const fake = await openFake(options);
    const { platform } = plugIn(fake, { config: { token } });
    const error = await platform.start().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'bad-setting',
      details: { setting: 'DISCORD_TOKEN', reason: expect.stringMatching(/^[^\n]+$/) },
    });
    expect(String(error)).not.toContain(token);
    await platform.stop();
  });

  it('ends when the bot is stopped before Discord answers', async () => {
    const fake = await openFake();
    const { platform } = plugIn(fake);
    const started = platform.start().catch((reason: unknown) => reason);
    await platform.stop();
    expect(await started).toBeInstanceOf(Error);
  });
});

describe('stopping', () => {
  it('finishes what is being answered and takes nothing new', async () => {
    const gate = Promise.withResolvers<Message>();
    const bot = createBotDouble(() => gate.promise);
    const { fake, platform } = await start({ bot, timings: { deferAfterMs: 1 } });
    const sent = fake.sendInteraction(HELP);
    await sent.callback;
    const stopped = platform.stop();
    fake.sendInteraction(HELP);
    gate.resolve(text('still answered'));
    await stopped;
    expect((await sent.shown).embeds[0]?.description).toBe('still answered');
    expect(bot.requests).toHaveLength(1);
  });

  it('does not wait for ever', async () => {
    const bot = createBotDouble(() => new Promise<Message>(() => {}));
    const { fake, platform, lines } = await start({ bot, timings: { deferAfterMs: 1, stopWithinMs: 1 } });
    await fake.sendInteraction(HELP).callback;
    await platform.stop();
    expect(lines.at(-1)).toMatchObject({ event: 'discord-stopped-unfinished', fields: { unfinished: 1 } });
  });

  it('does nothing when it was never started, and is harmless twice', async () => {
    const fake = await openFake();
    const { platform } = plugIn(fake);
    await platform.stop();
    await platform.stop();
    expect(fake.calls).toEqual([]);
  });
});
