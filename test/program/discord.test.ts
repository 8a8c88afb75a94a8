import { describe, expect, test } from 'vitest';
import { createSigningKey, signedInteraction } from '../fakes/discord/deliver-http.ts';
import { discordHttpSettings, discordSettings, openDiscord } from './platforms.ts';
import { startProgram } from './program.ts';

const LOSS = '摩尔线程2024年亏了多少';
const ask = (question: string) => ({ command: 'chip ask', options: { question }, locale: 'zh-CN' });

/** What a reader sees: embeds are in Discord's markup, where a point may be escaped. */
function textOf(message: object): string {
  return JSON.stringify(message).replaceAll('\\\\', '');
}

async function start() {
  const fake = await openDiscord();
  const program = startProgram(discordSettings(fake));
  await program.logged('ready');
  return { fake, program };
}

async function stopCleanly({ fake, program }: Awaited<ReturnType<typeof start>>): Promise<void> {
  program.signal('SIGTERM');
  expect(await program.exited).toBe(0);
  expect(program.said).toEqual([]);
  expect(program.log.filter((line) => line.level === 'error')).toEqual([]);
  expect(fake.violations).toEqual([]);
}

describe('the program on Discord', () => {
  test('answers with figure and paragraph, says what it does not know, completes, and ends on SIGTERM', async () => {
    const pair = await start();
    const known = pair.fake.sendInteraction(ask(LOSS));
    const answer = textOf(await known.shown);
    expect(answer).toContain('14.92亿');
    expect(answer).toContain('p39');
    const unknown = textOf(await pair.fake.sendInteraction(ask('台积电2019年营收多少')).shown);
    expect(unknown).toContain('没有');
    expect(unknown).not.toMatch(/\d亿/);
    const completion = pair.fake.sendInteraction({ ...ask('摩尔线程'), focus: 'question' });
    expect((await completion.callback).data?.choices).not.toEqual([]);
    const id = pair.fake.sendMessage({ content: `<@${pair.fake.botId}> ${LOSS}` });
    await pair.fake.waitFor((call) => call.method === 'POST' && call.path.startsWith('/channels/'));
    expect(pair.fake.posted[0]?.message_reference?.message_id).toBe(id);
    expect(textOf(pair.fake.posted[0] ?? {})).toContain('14.92亿');
    await stopCleanly(pair);
  });

  test('registers every command, and nothing at the second start', async () => {
    const pair = await start();
    expect(pair.fake.registered(pair.fake.guildId).map((command) => command.name)).toContain('chip');
    await stopCleanly(pair);
    const again = startProgram(discordSettings(pair.fake));
    await again.logged('ready');
    expect(pair.fake.calls.filter((call) => call.method === 'PUT')).toHaveLength(1);
    await stopCleanly({ fake: pair.fake, program: again });
  });

  test('answers a redelivery once', async () => {
    const pair = await start();
    const sent = pair.fake.sendInteraction(ask(LOSS));
    pair.fake.redeliver(sent.id);
    await sent.shown;
    pair.fake.redeliver(sent.id);
    await pair.fake.sendInteraction(ask(LOSS)).shown;
    await stopCleanly(pair);
    const callbacks = pair.fake.calls.filter((call) => call.path.includes(`${sent.id}/`));
    expect(callbacks).toHaveLength(1);
  });

  test('finishes the answer under way when it is told to stop', async () => {
    const pair = await start();
    pair.fake.failNext({ match: /callback/, status: 429, retryAfter: 0.3 });
    const sent = pair.fake.sendInteraction(ask(LOSS));
    await pair.fake.waitFor((call) => call.status === 429);
    await stopCleanly(pair);
    expect(textOf(await sent.shown)).toContain('14.92亿');
  });

  test.each([
    ['the token', { DISCORD_TOKEN: 'wrong-token' }, /^DISCORD_TOKEN: .*Bot page/],
    [
      'the app id',
      { DISCORD_APPLICATION_ID: '1100000000000000009' },
      /^DISCORD_APPLICATION_ID: .*belongs to the app/,
    ],
    ['the server id', { DISCORD_GUILD_ID: '1100000000000000009' }, /^DISCORD_GUILD_ID: .*not installed/],
  ])('ends with status 1 and one line when %s is wrong', async (_, wrong, line) => {
    const fake = await openDiscord();
    const program = startProgram({ ...discordSettings(fake), ...wrong });
    expect(await program.exited).toBe(1);
    expect(program.said).toEqual([expect.stringMatching(line)]);
    expect(JSON.stringify([program.log, program.said])).not.toContain('wrong-token');
  });

  test('ends with status 1 and one line when Discord lets nobody in', async () => {
    const fake = await openDiscord({ refuseWith: 4014 });
    const program = startProgram(discordSettings(fake));
    expect(await program.exited).toBe(1);
    expect(program.said).toEqual([expect.stringMatching(/^DISCORD_TOKEN: .*intents/)]);
  });
});

describe('the program on Discord over HTTP', () => {
  test('answers a signed question in the response, once, completes, draws, is ready, and ends on SIGTERM', async () => {
    const fake = await openDiscord();
    const program = startProgram(discordHttpSettings(fake));
    const { port } = await program.logged('ready');
    const address = `http://127.0.0.1:${String(port)}/discord/interactions`;
    const asked = fake.deliverInteraction(address, ask(LOSS));
    const answer = textOf(await asked.shown);
    expect(answer).toContain('14.92亿');
    expect(answer).toContain('p39');
    const completion = fake.deliverInteraction(address, { ...ask('摩尔线程'), focus: 'question' });
    expect((await completion.callback).data?.choices).not.toEqual([]);
    const chart = { command: 'chip chart', options: { subject: '摩尔线程、沐曦 净亏损' }, locale: 'zh-CN' };
    const drawn = await fake.deliverInteraction(address, chart).shown;
    expect(drawn.attachments).toMatchObject([{ content_type: 'image/png' }]);
    const { status } = await fetch(new URL('/readyz', address));
    expect(status).toBe(200);
    expect(fake.calls.filter(({ method }) => method === 'WS')).toEqual([]);
    const [again, forged] = [fake.key, createSigningKey()].map((key) =>
      signedInteraction(fake.interaction(asked.id), key, new Date()),
    );
    expect((await fetch(address, again)).status).toBe(409);
    expect((await fetch(address, forged)).status).toBe(401);
    await stopCleanly({ fake, program });
  });
});

describe('the program on Discord with shards', () => {
  test('goes on with the others while one is away, and is not ready until it is back', async () => {
    const fake = await openDiscord({ guilds: 3, shards: 3, maxConcurrency: 3 });
    const program = startProgram({ ...discordSettings(fake), DISCORD_SHARDS: 'auto' });
    const { port } = await program.logged('ready');
    const ready = async () => {
      const answer = await fetch(`http://127.0.0.1:${String(port)}/readyz`);
      const { checks } = (await answer.json()) as { checks: { discord: string } };
      return [answer.status, checks.discord];
    };
    expect(await ready()).toEqual([200, 'ok']);
    const release = fake.hold();
    fake.drop(4_000, 1);
    await program.logged('discord-closed');
    expect(await ready()).toEqual([503, '1 of 3 shards disconnected']);
    const sent = fake.guildIds.map((guild) => fake.sendInteraction({ ...ask(LOSS), guild }));
    const away = fake.guildIds.findIndex((id) => (BigInt(id) >> 22n) % 3n === 1n);
    await Promise.all(sent.flatMap(({ shown }, at) => (at === away ? [] : [shown])));
    expect(sent[away]?.messages).toEqual([]);
    release();
    await program.logged('discord-resumed');
    for (const { shown } of sent) expect(textOf(await shown)).toContain('14.92亿');
    expect(await ready()).toEqual([200, 'ok']);
    await stopCleanly({ fake, program });
  });
});
