/** How long it takes from nothing to an answer or to a bot that is ready, and the memory that it takes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startFakeDiscord } from '../test/fakes/discord/fake-discord.ts';
import { startFakeSlack } from '../test/fakes/slack/fake-slack.ts';
import { percentile } from './statistics.ts';
import { markdownTable, thousands } from './table.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MEMORY = fileURLToPath(new URL('report-memory.mjs', import.meta.url));
const BARE = fileURLToPath(new URL('start-bare.mjs', import.meta.url));
const QUESTION = '摩尔线程2024年亏了多少';
/** By then the bot has warmed up, as far as it does before anybody asks. */
const SETTLED_MS = 8000;

type Program = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Stopped so long after it has logged that it is ready. Time counts until then, or until it ends. */
  readonly stopAfterMs?: number;
};
type Run = { readonly ms: number; readonly rssMb: number | null };
export type StartResult = {
  readonly name: string;
  readonly ms: readonly number[];
  readonly rssMb: readonly number[];
};

/** Every program once, then every program again: what else the machine does meets all of them alike. */
export async function measureStarts(repetitions: number): Promise<StartResult[]> {
  const [discord, slack] = await Promise.all([startFakeDiscord(), startFakeSlack()]);
  const folder = mkdtempSync(join(tmpdir(), 'chip-bench-'));
  try {
    const programs = programsWith({
      DISCORD_TOKEN: discord.token,
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_GUILD_ID: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      PORT: '0',
    });
    const runs = programs.map((program) => ({ program, done: [] as Run[] }));
    for (let round = 0; round < repetitions; round++) {
      for (const { program, done } of runs) done.push(await runOnce(program, folder));
    }
    return runs.map(({ program, done }) => ({
      name: program.name,
      ms: done.map(({ ms }) => ms),
      rssMb: done.flatMap(({ rssMb }) => rssMb ?? []),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([discord.close(), slack.close()]);
  }
}

function programsWith(settings: Readonly<Record<string, string>>): Program[] {
  const node = (...args: string[]) => ({ command: process.execPath, args: ['--import', MEMORY, ...args] });
  const main = node(...startArgs());
  return [
    { name: 'node, doing nothing', ...node('--eval', '0') },
    {
      name: '`npm run -s ask -- "…"`',
      command: 'npm',
      args: ['run', '-s', '--prefix', ROOT, 'ask', '--', QUESTION],
    },
    { name: '`node src/ask.ts "…"`', ...node(...scriptArgs('ask'), QUESTION) },
    {
      name: 'discord.js and @slack/bolt, imported only',
      ...node(BARE, 'import'),
    },
    { name: 'discord.js and @slack/bolt, connected', ...node(BARE), env: settings, stopAfterMs: 0 },
    {
      name: `the same, ${SETTLED_MS / 1000} s later`,
      ...node(BARE),
      env: settings,
      stopAfterMs: SETTLED_MS,
    },
    { name: 'the bot on both platforms, ready', ...main, env: settings, stopAfterMs: 0 },
    { name: `the same, ${SETTLED_MS / 1000} s later`, ...main, env: settings, stopAfterMs: SETTLED_MS },
  ];
}

/** What `npm start` hands to node. */
export function startArgs(): string[] {
  return scriptArgs('start');
}

/** What `npm run NAME` hands to node, with whole paths: it is started in another folder. */
function scriptArgs(name: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [, ...args] = String(scripts[name]).split(' ');
  return args.map((arg) => (/\bsrc\//.test(arg) ? join(ROOT, arg) : arg));
}

async function runOnce({ command, args, env = {}, stopAfterMs }: Program, cwd: string): Promise<Run> {
  const { PATH = '', HOME = '' } = process.env;
  const start = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let ms: number | null = null;
  let rssMb: number | null = null;
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    if (line.includes('"event":"ready"')) {
      ms ??= performance.now() - start;
      if (stopAfterMs !== undefined) setTimeout(() => child.kill('SIGTERM'), stopAfterMs);
    }
    const most = /^\{"maxRssKb":(\d+)\}$/.exec(line)?.[1];
    if (most !== undefined) rssMb = Number(most) / 1024;
  });
  const [code] = await closed;
  const all = performance.now() - start;
  if (code !== 0 || (stopAfterMs !== undefined && ms === null)) {
    throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${said.join(' | ')}`);
  }
  return { ms: ms ?? all, rssMb };
}

export function startsToMarkdown(results: readonly StartResult[]): string {
  const [one] = results;
  return markdownTable(
    [`${one?.ms.length ?? 0} runs, in turn`, 'wall, ms: median', 'least', 'most', 'most memory, MB: median'],
    results.map(({ name, ms, rssMb }) => [
      name,
      ...[percentile(ms, 0.5), Math.min(...ms), Math.max(...ms), percentile(rssMb, 0.5)].map(thousands),
    ]),
  );
}
