/** Asks some processes for so many seconds, and reads what that took. */
import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../statistics.ts';
import type { Asked, Half } from './half.ts';
import { holds, type LoadQuestion } from './questions.ts';
import type { Server } from './server.ts';

export type Pace =
  /** So many ask, each again as soon as it is answered: as fast as it goes. */
  | { readonly kind: 'closed'; readonly atOnce: number }
  /** So many questions a second, answered or not. */
  | { readonly kind: 'open'; readonly aSecond: number };

export type Running = {
  readonly half: Half;
  readonly servers: readonly Server[];
  readonly questions: readonly LoadQuestion[];
  readonly pace: Pace;
  readonly seconds: number;
  /** So many answers come before: code that is not compiled yet is slower. */
  readonly warmUp: number;
  /** Seconds that the database has used; null where that cannot be told. */
  readonly databaseCpu: () => number | null;
};

export type Delays = { readonly p50: number; readonly p99: number; readonly p999: number };

export type Run = {
  readonly answers: number;
  readonly answersASecond: number;
  readonly acknowledgedMs: Delays;
  readonly answeredMs: Delays;
  /** Seconds of the processor for 1,000 answers: of all processes that are measured, and of the database. */
  readonly cpuSecondsFor1000: number;
  readonly databaseCpuSecondsFor1000: number | null;
  /** Of the load itself: 1 is one core. */
  readonly loadCores: number;
  /** Each process, at the end. */
  readonly rssMb: readonly number[];
  /** Not acknowledged in time, or never answered; and the same of those that came before. */
  readonly lost: number;
  readonly lostBefore: number;
  /** Of the answers with a known figure, a sample, how many held it. */
  readonly checked: number;
  readonly held: number;
};

/** Far fewer questions each than one person may ask. */
const USERS = 9_000;
/** One question in so many is looked at. */
const SAMPLE = 10;
const TICK_MS = 5;
const LOOK_MS = 50;
const WARM_WITHIN_MS = 20_000;

type Done = Asked & { readonly question: LoadQuestion; readonly number: number };

export async function runLoad(running: Running): Promise<Run> {
  const { half, servers, questions, pace, seconds, warmUp, databaseCpu } = running;
  let done: Done[] = [];
  let failed = 0;
  let asked = 0;
  let ended = false;
  const under = new Set<Promise<void>>();
  const askOne = async (): Promise<void> => {
    asked += 1;
    const number = asked;
    const question = questions[number % questions.length];
    const server = servers[number % servers.length];
    if (!question || !server) throw new Error('nobody to ask, or nothing');
    const asking = { user: number % USERS, port: server.port };
    const one = { question, number, ...(await half.ask(question.text, asking)) };
    // What nobody looks at is not kept.
    done.push(number % SAMPLE === 0 ? one : { ...one, said: '' });
    if (isLost(one)) failed += 1;
    if (failed > 1_000) throw new Error(`${half.name}: hardly anything is answered`);
  };
  const isEnded = (): boolean => ended;
  const asking = pace.kind === 'closed' ? askAtOnce(pace.atOnce) : askEvery(1_000 / pace.aSecond);

  async function askAtOnce(count: number): Promise<void> {
    const one = async (): Promise<void> => {
      while (!isEnded()) await askOne();
    };
    await Promise.all(Array.from({ length: count }, one));
  }
  async function askEvery(ms: number): Promise<void> {
    let next = performance.now();
    while (!isEnded()) {
      for (; next <= performance.now(); next += ms) {
        const one: Promise<void> = askOne().finally(() => under.delete(one));
        under.add(one);
      }
      await wait(TICK_MS);
    }
    await Promise.all(under);
  }

  const used = async () => ({
    at: performance.now(),
    servers: await Promise.all(servers.map((server) => server.usage())),
    load: process.cpuUsage(),
    database: databaseCpu(),
  });
  const warmBy = performance.now() + WARM_WITHIN_MS;
  while (done.length < warmUp && performance.now() < warmBy) await Promise.race([wait(LOOK_MS), asking]);
  const earlier = done;
  const before = await used();
  done = [];
  await Promise.race([wait(1_000 * seconds), asking]);
  const measured = done;
  const after = await used();
  ended = true;
  await asking;

  const wall = (after.at - before.at) / 1_000;
  const answered = measured.filter((one) => one.answeredMs !== null);
  const per1000 = (from: number, to: number): number => (1_000 * (to - from)) / answered.length;
  const cpuOf = (usages: typeof after.servers): number =>
    usages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const load = (after.load.user + after.load.system - before.load.user - before.load.system) / 1e6;
  const database =
    before.database === null || after.database === null ? null : per1000(before.database, after.database);
  const known = measured.filter(({ number: at, question }) => at % SAMPLE === 0 && question.figure !== null);
  return {
    answers: answered.length,
    answersASecond: answered.length / wall,
    acknowledgedMs: delaysOf(measured.flatMap((one) => one.acknowledgedMs ?? [])),
    answeredMs: delaysOf(answered.flatMap((one) => one.answeredMs ?? [])),
    cpuSecondsFor1000: per1000(cpuOf(before.servers), cpuOf(after.servers)),
    databaseCpuSecondsFor1000: database,
    loadCores: load / wall,
    rssMb: after.servers.map(({ rssMb }) => rssMb),
    lost: measured.filter(isLost).length,
    lostBefore: earlier.filter(isLost).length,
    checked: known.length,
    held: known.filter(({ said, question }) => question.figure !== null && holds(said, question.figure))
      .length,
  };
}

function isLost({ acknowledgedMs, answeredMs }: Asked): boolean {
  return acknowledgedMs === null || answeredMs === null;
}

function delaysOf(ms: readonly number[]): Delays {
  return { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99), p999: percentile(ms, 0.999) };
}
