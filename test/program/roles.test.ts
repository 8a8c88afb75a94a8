/** One bot in three processes on one PostgreSQL: each does its part, and another takes over what a killed one did. */
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { CHANNEL } from '../../src/store/postgres/watch.ts';
import { samplesIn } from '../operations/read-metrics.ts';
import { usePostgres } from '../store/postgres.ts';
import { discordSettings, openDiscord, openSlack, slackSettings } from './platforms.ts';
import { type Environment, startProgram } from './program.ts';

const createDatabase = usePostgres();
const LOSS = '摩尔线程2024年亏了多少';

async function start(env: Environment, role: string) {
  const program = startProgram({ ...env, ROLE: role });
  const ready = await program.logged('ready');
  const at = (path: string): string => `http://127.0.0.1:${String(ready['port'])}${path}`;
  const status = async (path: string): Promise<number> => (await fetch(at(path))).status;
  return { program, platforms: ready['platforms'], at, status };
}

/** @returns makes a subscription as old as if it had been made some minutes ago. */
async function openAging(url: string): Promise<(subscription: number) => Promise<void>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return async (subscription) => {
    const done = new Date(Date.now() - 5 * 60_000).toISOString();
    await client.query('update subscriptions set done = $1 where id = $2', [done, subscription]);
    await client.query(`select pg_notify('${CHANNEL}', '')`);
  };
}

test('web, gateway and worker are one bot, and a second worker goes on where the first was killed', async () => {
  const [discord, slack, url] = await Promise.all([openDiscord(), openSlack(), createDatabase()]);
  const env = { ...discordSettings(discord), ...slackSettings(slack, 'http'), DATABASE_URL: url };
  // Whoever comes first makes the tables, the others find them.
  const [web, gateway, worker] = await Promise.all(
    ['web', 'gateway', 'worker'].map((role) => start(env, role)),
  );
  if (!web || !gateway || !worker) throw new Error('not started');
  const age = await openAging(url);
  expect([web, gateway, worker].map(({ platforms }) => platforms)).toEqual([
    'slack',
    'discord',
    'discord, slack',
  ]);
  const doors = [web, gateway, worker].map(async ({ status }) =>
    Promise.all(['/healthz', '/readyz', '/', '/slack/events'].map(status)),
  );
  // Slack's deliveries are POST.
  expect(await Promise.all(doors)).toEqual([
    [200, 200, 200, 405],
    [200, 200, 404, 404],
    [200, 200, 404, 404],
  ]);

  slack.deliverTo(web.at('/slack/events'));
  await slack.sendCommand('/chip', LOSS);
  const said = await slack.waitFor((call) => call.method === 'response_url');
  expect(JSON.stringify(said.body)).toContain('14.92亿');
  const call = (command: string, options: Readonly<Record<string, string>> = {}) =>
    discord.sendInteraction({ command, options, locale: 'zh-CN', permissions: '8' }).shown;
  const correct = (value: string) =>
    call('chip-admin fact set', {
      ...{ subject: '摩尔线程', metric: '净利润', period: '2024', value, source: 'it-times-h20 p40' },
      note: '年报更正',
    });
  const textOf = (shown: object): string => JSON.stringify(shown).replaceAll('\\\\', '');
  expect(textOf(await call('chip ask', { question: LOSS }))).toContain('14.92亿');

  // Nothing was subscribed so far: nothing is loaded for it.
  expect(await (await fetch(worker.at('/metrics'))).text()).not.toContain('chip_queue_depth{');
  const due = new Date(Date.now() - 2 * 60_000);
  const schedule = { schedule: `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`, timezone: 'UTC' };
  expect(textOf(await call('chip digest subscribe', schedule))).toContain('已订阅 #1');
  expect(textOf(await correct('-15.92亿元'))).toContain('已记录 #1');
  expect(textOf(await call('chip digest preview'))).toContain('14.92亿元 → 15.92亿元');
  expect(discord.posted).toEqual([]);
  await age(1);
  expect(await worker.program.logged('digest-slot')).toMatchObject({ subscription: 1, state: 'posted' });
  expect(discord.posted).toHaveLength(1);
  const samples = samplesIn(await (await fetch(worker.at('/metrics'))).text());
  expect(samples.get('chip_queue_depth{queue="digest-discord"}')).toBeGreaterThanOrEqual(0);
  expect(samples.get('chip_digest_lag_seconds_count')).toBe(1);

  worker.program.signal('SIGKILL');
  expect(await worker.program.exited).toBeNull();
  expect(textOf(await call('chip digest subscribe', { ...schedule, topics: '摩尔线程' }))).toContain('#2');
  expect(textOf(await correct('-16.92亿元'))).toContain('已记录 #2');
  await age(2);
  const second = await start(env, 'worker');
  expect(await second.program.logged('digest-slot')).toMatchObject({ subscription: 2, state: 'posted' });
  expect(discord.posted).toHaveLength(2);
  for (const { program } of [web, gateway]) {
    expect(program.log.filter(({ event }) => event === 'digest-slot')).toEqual([]);
  }
  for (const { program } of [web, gateway, second]) {
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
    expect(program.log.filter(({ level }) => level === 'error')).toEqual([]);
  }
  expect(discord.violations).toEqual([]);
}, 90_000);

test('web without a platform serves the page, and asks nothing on its standard input', async () => {
  const web = await start({ DATABASE_URL: await createDatabase() }, 'web');
  expect(await Promise.all(['/', '/facts', '/readyz'].map(web.status))).toEqual([200, 200, 200]);
  web.program.signal('SIGTERM');
  expect(await web.program.exited).toBe(0);
});
