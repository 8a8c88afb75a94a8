/** What whoever runs the program can ask it, and what its log and its metrics keep to themselves. */
import { describe, expect, test } from 'vitest';
import { samplesIn } from '../operations/read-metrics.ts';
import { discordSettings, openDiscord, openSlack, slackSettings } from './platforms.ts';
import { startProgram } from './program.ts';

const LOSS = '摩尔线程2024年亏了多少';
/** As a user may type it: of a length and shape that no word of the program has. */
const PLANTED = 'hunter2-planted-in-a-question';

type Ready = { readonly status: string; readonly checks: Readonly<Record<string, string>> };

async function start(env: Readonly<Record<string, string>>) {
  const program = startProgram({ LOG_LEVEL: 'debug', ...env });
  const ready = await program.logged('ready');
  const at = (path: string): string => `http://127.0.0.1:${String(ready['port'])}${path}`;
  return {
    program,
    ready: async (): Promise<readonly [status: number, body: Ready]> => {
      const answer = await fetch(at('/readyz'));
      return [answer.status, (await answer.json()) as Ready];
    },
    metrics: async (): Promise<string> => (await fetch(at('/metrics'))).text(),
    alive: async (): Promise<number> => (await fetch(at('/healthz'))).status,
  };
}

const asked = (question: string) => ({ command: 'chip ask', options: { question }, locale: 'zh-CN' });

describe('the program', () => {
  test('counts its answers and tells neither questions nor people nor secrets, in the log or the metrics', async () => {
    const [discord, slack] = await Promise.all([openDiscord(), openSlack()]);
    const settings = { ...discordSettings(discord), ...slackSettings(slack, 'socket') };
    const { program, ready, metrics } = await start(settings);
    expect(await ready()).toEqual([
      200,
      { status: 'ready', checks: { process: 'ok', store: 'ok', queue: 'ok', discord: 'ok', slack: 'ok' } },
    ]);
    const known = discord.sendInteraction(asked(LOSS));
    await known.shown;
    await discord.sendInteraction(asked(`${PLANTED}的营收多少`)).shown;
    await discord.sendInteraction({ command: 'chip source', options: { fact: PLANTED } }).shown;
    discord.sendMessage({ content: `<@${discord.botId}> ${PLANTED}` });
    await discord.waitFor((call) => call.method === 'POST' && call.path.startsWith('/channels/'));
    await slack.sendCommand('/chip', `${LOSS} ${PLANTED}`);
    await slack.waitFor((call) => call.method === 'response_url');

    const text = await metrics();
    const samples = samplesIn(text);
    const count = (series: string): number => samples.get(series) ?? 0;
    expect(count('chip_answers_total{platform="discord",outcome="answer"}')).toBe(1);
    expect(count('chip_answers_total{platform="discord",outcome="unknown"}')).toBe(2);
    expect(count('chip_answer_seconds_count{platform="discord"}')).toBe(4);
    expect(count('chip_answer_seconds_count{platform="slack"}')).toBe(1);
    expect(count('chip_acknowledgement_seconds_count{platform="discord"}')).toBe(3);
    expect(count('chip_acknowledgement_seconds_count{platform="slack"}')).toBe(1);
    expect(count('chip_requests_in_progress')).toBe(0);
    expect(count('chip_snapshot_revision')).toBe(0);
    expect(count('nodejs_heap_size_used_bytes')).toBeGreaterThan(1e6);

    // One request's lines are found by its id.
    const own = program.log.filter((line) => line['request'] === known.id).map(({ event }) => event);
    expect(own).toEqual(['answered', 'acknowledged']);
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
    const secrets = Object.entries(settings).flatMap(([name, value]) =>
      /TOKEN|SECRET/.test(name) ? [value] : [],
    );
    const told = `${text}${JSON.stringify([program.log, program.said])}`;
    for (const hidden of [PLANTED, '亏了', LOSS, ...secrets]) expect(told).not.toContain(hidden);
    const people = /\b(?:discord:\d|slack:[TE])|1100000000000000\d{3}|\bU[A-Z0-9]{6,}/;
    expect(text).not.toMatch(people);
  });

  test('is ready again after a lost connection, and neither ready nor dead while a platform is away', async () => {
    const discord = await openDiscord();
    const { program, ready, alive, metrics } = await start(discordSettings(discord));
    discord.drop(4_000);
    await program.logged('discord-closed');
    await program.logged('discord-resumed');
    expect(await ready()).toMatchObject([200, { checks: { discord: 'ok' } }]);
    expect(samplesIn(await metrics()).get('chip_reconnects_total{platform="discord"}')).toBe(1);
    await discord.close();
    while ((await ready())[0] === 200);
    expect(await ready()).toMatchObject([503, { checks: { store: 'ok', discord: 'disconnected' } }]);
    expect(await alive()).toBe(200);
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
  });

  test('says that it stops, and finishes its answer, before it does', async () => {
    const slack = await openSlack();
    const { program, ready } = await start(slackSettings(slack, 'socket'));
    slack.refuse('response_url', { retryAfter: 1 });
    await slack.sendCommand('/chip', LOSS);
    await slack.waitFor((call) => call.error === 'ratelimited');
    program.signal('SIGTERM');
    await program.logged('stopping');
    expect(await ready()).toMatchObject([503, { status: 'not ready', checks: { process: 'stopping' } }]);
    expect(await program.exited).toBe(0);
    const [answer] = slack.calls.filter((call) => call.method === 'response_url' && call.error === undefined);
    expect(JSON.stringify(answer?.body)).toContain('14.92亿');
  });
});
