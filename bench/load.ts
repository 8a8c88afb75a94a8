/**
 * The real program under load: 1, 2 and 4 processes on one PostgreSQL, asked the golden questions by signed HTTP as the
 * platforms ask, beside an app on the same library that has nothing to say. The load itself runs in this process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PostgresServer, startPostgres } from '../test/store/postgres-server.ts';
import type { Pace } from './load/asking.ts';
import { cpuSecondsOf } from './load/database-usage.ts';
import { openDiscordHalf } from './load/discord.ts';
import type { Half } from './load/half.ts';
import { type LoadQuestion, loadQuestions } from './load/questions.ts';
import { type Run, runLoad } from './load/run.ts';
import { type Server, startServer } from './load/server.ts';
import { openSlackHalf } from './load/slack.ts';
import { startArgs } from './start.ts';
import { markdownTable, thousands } from './table.ts';

export type LoadOptions = {
  readonly platforms: readonly string[];
  readonly processes: readonly number[];
  /** Questions under way at once, where it is asked as fast as it goes. */
  readonly atOnce: number;
  /** Questions a second, where it is asked at an even pace. */
  readonly aSecond: number;
  /** Flags of Node for the processes that are measured, besides their own. */
  readonly node: readonly string[];
  readonly seconds: number;
  readonly seed: number;
};

type App = 'chip-facts-bot' | 'empty';
export type LoadResult = Run & {
  readonly platform: string;
  readonly app: App;
  readonly processes: number;
  readonly pace: Pace;
};

const HALVES: ReadonlyMap<string, () => Promise<Half>> = new Map([
  ['slack', openSlackHalf],
  ['discord', openDiscordHalf],
]);
/** Answers of each process until the code that gives them is compiled for good. */
const WARM_UP = 800;

type Bench = {
  readonly options: LoadOptions;
  readonly postgres: PostgresServer;
  readonly questions: readonly LoadQuestion[];
  readonly folder: string;
};

export async function measureLoad(options: LoadOptions): Promise<LoadResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'chip-load-'));
  const postgres = await startPostgres({ durable: true });
  try {
    const today = new Date().toISOString().slice(0, 10);
    const bench = { options, postgres, folder, questions: loadQuestions(options.seed, today) };
    const results: LoadResult[] = [];
    for (const name of options.platforms) {
      const half = await HALVES.get(name)?.();
      if (!half) throw new Error(`no platform '${name}'`);
      results.push(...(await measureHalf(half, bench).finally(() => half.close())));
    }
    return results;
  } finally {
    await postgres.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureHalf(half: Half, bench: Bench): Promise<LoadResult[]> {
  const { processes, atOnce, aSecond } = bench.options;
  const closed: Pace = { kind: 'closed', atOnce };
  const open: Pace = { kind: 'open', aSecond };
  const rounds = processes.map((count) => ({ count, paces: count === 1 ? [closed, open] : [closed] }));
  const results: LoadResult[] = [];
  for (const { count, paces } of rounds) {
    for (const app of ['empty', 'chip-facts-bot'] as const) {
      results.push(...(await measureApp({ half, app, count, paces }, bench)));
    }
  }
  return results;
}

type Round = {
  readonly half: Half;
  readonly app: App;
  readonly count: number;
  readonly paces: readonly Pace[];
};

async function measureApp({ half, app, count, paces }: Round, bench: Bench): Promise<LoadResult[]> {
  const { options, postgres, questions, folder } = bench;
  const databaseUrl = await postgres.createDatabase();
  const start = (): Promise<Server> =>
    startServer({
      args: app === 'empty' ? [scriptOf(half)] : flagged(startArgs(), options.node),
      env: { PORT: '0', ...half.settings, ...(app === 'empty' ? {} : { DATABASE_URL: databaseUrl }) },
      cwd: folder,
    });
  // The first makes the tables.
  const servers = [await start()];
  try {
    servers.push(...(await Promise.all(Array.from({ length: count - 1 }, start))));
    const results: LoadResult[] = [];
    for (const pace of paces) {
      const run = await runLoad({
        half,
        servers,
        questions,
        pace,
        seconds: options.seconds,
        warmUp: results.length === 0 ? WARM_UP * count : 0,
        databaseCpu: () => cpuSecondsOf(postgres.pid()),
      });
      results.push({ platform: half.name, app, processes: count, pace, ...run });
    }
    return results;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

function scriptOf({ empty }: Half): string {
  return fileURLToPath(new URL(`load/${empty}`, import.meta.url));
}

/** Of two flags of one name the later counts; the script stands last. */
function flagged(args: readonly string[], flags: readonly string[]): string[] {
  return [...args.slice(0, -1), ...flags, ...args.slice(-1)];
}

export function loadToMarkdown(results: readonly LoadResult[]): string {
  return [...Map.groupBy(results, ({ platform }) => platform)]
    .map(([platform, own]) => `${speedTable(platform, own)}\n\n${costTable(platform, own)}`)
    .join('\n\n');
}

function nameOf({ app, processes, pace }: LoadResult): string {
  const how = pace.kind === 'closed' ? `${pace.atOnce} at once` : `${pace.aSecond} a second`;
  return `${app === 'empty' ? 'empty' : '**chip-facts-bot**'}, ${processes}, ${how}`;
}

function speedTable(platform: string, results: readonly LoadResult[]): string {
  const delays = ['p50', 'p99', 'p999'] as const;
  return markdownTable(
    [
      `${platform}: app, processes, asked`,
      'answers a second',
      ...delays.map((name) => `acknowledged, ms: ${name}`),
      ...delays.map((name) => `answered, ms: ${name}`),
      'lost',
    ],
    results.map((one) => [
      nameOf(one),
      thousands(one.answersASecond),
      ...delays.map((name) => decimals(one.acknowledgedMs[name])),
      ...delays.map((name) => decimals(one.answeredMs[name])),
      one.lost,
    ]),
  );
}

function costTable(platform: string, results: readonly LoadResult[]): string {
  return markdownTable(
    [
      `${platform}: app, processes, asked`,
      'CPU s for 1,000 answers',
      `of the first ${thousands(WARM_UP)} of each`,
      'of the database',
      'cores of the load',
      'MB a process',
      'figure held, of the sample',
    ],
    results.map((one) => [
      nameOf(one),
      one.cpuSecondsFor1000.toFixed(2),
      one.coldCpuSecondsFor1000?.toFixed(2) ?? '–',
      one.databaseCpuSecondsFor1000?.toFixed(2) ?? '–',
      one.loadCores.toFixed(2),
      one.rssMb.map(thousands).join(', '),
      one.app === 'empty' ? '–' : `${one.held} of ${one.checked}`,
    ]),
  );
}

function decimals(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(1);
}
