import { describe, expect, it } from 'vitest';
import { createLinks } from '../../../src/operations/links.ts';
import { createBotDouble, openFake, plugIn, start, text } from './harness.ts';

const HELP = { command: 'chip help' };
const THREE = { guilds: 3, shards: 3, maxConcurrency: 3 };

const identified = (fake: { calls: readonly { path: string; body: unknown }[] }) =>
  fake.calls.flatMap(({ path, body }) =>
    path === 'identify' ? [(body as { shard: readonly number[] }).shard] : [],
  );

/** What the readiness of the program hears, at each line of the log. */
function faultsOf(
  lines: readonly { event: string; fields: Parameters<ReturnType<typeof createLinks>['hear']>[1] }[],
) {
  const links = createLinks();
  return lines.map(({ event, fields }) => {
    links.hear(event, fields);
    return links.fault('discord');
  });
}

describe('shards', () => {
  it.each([
    [
      'as many as Discord says',
      'auto',
      [
        [0, 3],
        [1, 3],
        [2, 3],
      ],
    ],
    [
      'as many as are set',
      2,
      [
        [0, 2],
        [1, 2],
      ],
    ],
    ['one unless set', undefined, [[0, 1]]],
  ] as const)('are %s', async (_, shards, expected) => {
    const { fake, lines } = await start({ fake: THREE, config: { shards } });
    expect(identified(fake).toSorted()).toEqual(expected);
    expect(fake.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    expect(lines.find(({ event }) => event === 'discord-shards')?.fields).toEqual({ count: expected.length });
  });

  it('hear of their own servers, and the first of what happens in none: each is answered once', async () => {
    const bot = createBotDouble();
    const { fake } = await start({ fake: THREE, bot, config: { shards: 'auto' } });
    const sent = fake.guildIds.map((guild) => fake.sendInteraction({ ...HELP, guild }));
    const direct = fake.sendInteraction({ ...HELP, where: 'direct' });
    await Promise.all([...sent, direct].map(({ shown }) => shown));
    fake.sendMessage({ content: `<@${fake.botId}> hello`, guild: fake.guildIds[2] ?? '' });
    await fake.waitFor(({ method, path }) => method === 'POST' && path.startsWith('/channels/'));
    expect(bot.requests.map(({ place }) => place.space).toSorted()).toEqual(
      [...fake.guildIds, fake.guildIds[2], undefined].toSorted(),
    );
    expect(fake.violations).toEqual([]);
  });

  it('are resumed one by one while the others go on, and only all of them are ready', async () => {
    const { fake, lines } = await start({ fake: THREE, config: { shards: 'auto' } });
    const shardOf = fake.guildIds.map((id) => Number((BigInt(id) >> 22n) % 3n));
    const sendTo = (shard: number) =>
      fake.sendInteraction({ ...HELP, guild: fake.guildIds[shardOf.indexOf(shard)] ?? '' });
    fake.drop(4_000, 1);
    const kept = sendTo(1);
    await Promise.all([sendTo(0).shown, sendTo(2).shown]);
    await fake.connected();
    await kept.shown;
    expect(identified(fake)).toHaveLength(3);
    const events = lines.flatMap(({ event, fields: { shard } }) =>
      /closed|resumed/.test(event) ? [[event, shard]] : [],
    );
    expect(events).toEqual([
      ['discord-closed', 1],
      ['discord-resumed', 1],
    ]);
    const faults = faultsOf(lines);
    expect(faults.filter((fault, at) => fault !== faults[at - 1])).toEqual([
      'not connected yet',
      '2 of 3 shards disconnected',
      '1 of 3 shards disconnected',
      undefined,
      '1 of 3 shards disconnected',
      undefined,
    ]);
  });

  it('that are too few for the servers are named in one line', async () => {
    const fake = await openFake({ ...THREE, moreGuilds: 2 * 2_500 });
    const { platform } = plugIn(fake, { config: { shards: 2 } });
    await expect(platform.start()).rejects.toMatchObject({
      code: 'bad-setting',
      details: { setting: 'DISCORD_SHARDS', reason: expect.stringMatching(/^[^\n]*DISCORD_SHARDS=auto$/) },
    });
    await platform.stop();
    const { platform: enough } = plugIn(fake, { config: { shards: 'auto' } });
    await enough.start();
    await enough.stop();
  });

  it('finish what is being answered when the bot stops', async () => {
    const gate = Promise.withResolvers<ReturnType<typeof text>>();
    const bot = createBotDouble(() => gate.promise);
    const setup = { fake: THREE, bot, config: { shards: 'auto' }, timings: { deferAfterMs: 1 } } as const;
    const { fake, platform } = await start(setup);
    const sent = fake.guildIds.map((guild) => fake.sendInteraction({ ...HELP, guild }));
    await Promise.all(sent.map(({ callback }) => callback));
    const stopped = platform.stop();
    gate.resolve(text('still answered'));
    await stopped;
    const shown = await Promise.all(sent.map((one) => one.shown));
    expect(shown.map(({ embeds }) => embeds[0]?.description)).toEqual(Array(3).fill('still answered'));
  });
});
