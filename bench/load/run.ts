/** Asks some processes for so many seconds, and reads what that took. */
import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../statistics.ts';
import { type Asking, type Done, isLost, type Pace, startAsking, type Whom } from './asking.ts';
import { holds } from './questions.ts';
import type { Server } from './server.ts';

export type Running = Whom & {
  readonly pace: Pace;
  readonly seconds: number;
  /** So many answers come before: code that is not compiled yet is slower. */
  readonly warmUp: number;
  /** Seconds that the database has used; null where that cannot be told. */
  readonly databaseCpu: () => number | null;
};

type Delays = { readonly p50: number; readonly p99: number; readonly p999: number };

export type Run = {
  readonly answers: number;
  readonly answersASecond: number;
  readonly acknowledgedMs: Delays;
  readonly answeredMs: Delays;
  /** Seconds of the processor for 1,000 answers: of all processes that are measured, and of the database. */
  readonly cpuSecondsFor1000: number;
  readonly databaseCpuSecondsFor1000: number | null;
  /** Of the processes, while they warmed up; null where they were warm. */
  readonly coldCpuSecondsFor1000: number | null;
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

const LOOK_MS = 50;
const WARM_WITHIN_MS = 20_000;

export async function runLoad(running: Running): Promise<Run> {
  const { servers, pace, seconds, warmUp, databaseCpu } = running;
  const meter = () => readMeter(servers, databaseCpu);
  const asking = startAsking(running, pace);
  const cold = await meter();
  await warmed(asking, warmUp);
  const earlier = asking.take();
  const before = await meter();
  await Promise.race([wait(1_000 * seconds), asking.ended]);
  const measured = asking.take();
  const after = await meter();
  asking.stop();
  await asking.ended;
  const wall = (after.at - before.at) / 1_000;
  const answered = measured.filter((one) => one.answeredMs !== null);
  return {
    answers: answered.length,
    answersASecond: answered.length / wall,
    acknowledgedMs: delaysOf(measured.flatMap((one) => one.acknowledgedMs ?? [])),
    answeredMs: delaysOf(answered.flatMap((one) => one.answeredMs ?? [])),
    cpuSecondsFor1000: (1_000 * (after.cpu - before.cpu)) / answered.length,
    databaseCpuSecondsFor1000:
      before.database === null || after.database === null
        ? null
        : (1_000 * (after.database - before.database)) / answered.length,
    coldCpuSecondsFor1000: warmUp === 0 ? null : (1_000 * (before.cpu - cold.cpu)) / earlier.length,
    loadCores: (after.load - before.load) / wall,
    rssMb: after.rssMb,
    lost: measured.filter(isLost).length,
    lostBefore: earlier.filter(isLost).length,
    ...checkSample(measured),
  };
}

async function warmed(asking: Asking, answers: number): Promise<void> {
  const by = performance.now() + WARM_WITHIN_MS;
  while (asking.count() < answers && performance.now() < by)
    await Promise.race([wait(LOOK_MS), asking.ended]);
}

/** Seconds of the processor until now, and what the processes hold. */
async function readMeter(servers: readonly Server[], databaseCpu: () => number | null) {
  const usages = await Promise.all(servers.map((server) => server.usage()));
  const { user, system } = process.cpuUsage();
  return {
    at: performance.now(),
    cpu: usages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    rssMb: usages.map(({ rssMb }) => rssMb),
    load: (user + system) / 1e6,
    database: databaseCpu(),
  };
}

function checkSample(measured: readonly Done[]): Pick<Run, 'checked' | 'held'> {
  const told = measured.flatMap(({ inSample, said, question: { figure } }) =>
    inSample && figure !== null ? [holds(said, figure)] : [],
  );
  return { checked: told.length, held: told.filter(Boolean).length };
}

function delaysOf(ms: readonly number[]): Delays {
  return { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99), p999: percentile(ms, 0.999) };
}
