/** Jobs on PostgreSQL, by pg-boss: shared by all processes of one database, and there after any of them is gone. */
import { type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Log } from '../platforms/platform.ts';
import {
  type Handler,
  type Jobs,
  LONGEST_WAIT_MS,
  logDead,
  logFailure,
  type Rules,
  type Send,
} from './jobs.ts';

export type PgBossPorts = {
  /** A postgres:// address. */
  readonly url: string;
  readonly log: Log;
  /** A lost connection, a failed call: it goes on by itself. */
  readonly onFault: (error: unknown) => void;
  /** How often is looked for new jobs and for those that were left behind, whatever else is said: for tests. */
  readonly lookMs?: number;
  /** How long a call may wait for the server, in milliseconds; 30,000 by default. */
  readonly patienceMs?: number;
};

const SCHEMA = 'pgboss';
/** Where jobs end that were tried as often as their rules allow. */
const DEAD = 'dead';
/** With a connection for each queue that is looked at, and some for what handlers send. */
const MOST_CONNECTIONS = 4;
const CONNECT_MS = 10_000;
/** Longer than its largest statement takes; without an end a connection that went silent holds up its queue for ever. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 2_000;
const SUPERVISE_MS = 30_000;
const TOLD_EVERY_MS = 10_000;
/** Whoever does a job says so twice in this time, or is taken for dead. */
const HEARTBEAT_SECONDS = 30;
/** Jobs that are fetched together; the next are fetched when all of them are done. */
const MOST_TOGETHER = 4;
/** Done jobs are of no use; dead ones may be looked at for a week. */
const KEPT_SECONDS = 3_600;
const DEAD_KEPT_SECONDS = 7 * 24 * 3_600;
/** A job that waits longer than this is planned anew, if it is still wanted. */
const WAITING_KEPT_SECONDS = 24 * 3_600;

/** Makes or upgrades its schema. Rejects while the server cannot be reached. */
export async function openPgBossJobs(ports: PgBossPorts): Promise<Jobs> {
  const { log, onFault } = ports;
  const boss = new PgBoss(settingsFor(ports));
  let stopped = false;
  let isTold = false;
  boss.on('error', (error) => {
    // What breaks while it is being closed is no fault. Each queue that is looked at while the server is away fails.
    if (stopped || isTold) return;
    isTold = true;
    setTimeout(() => {
      isTold = false;
    }, TOLD_EVERY_MS).unref();
    onFault(error);
  });
  boss.on('warning', ({ message }) => log('info', 'jobs-warned', { reason: message }));
  const close = async (withinMs: number): Promise<void> => {
    stopped = true;
    await boss.stop({ timeout: withinMs });
  };
  try {
    await boss.start();
    await openDead(boss, ports);
  } catch (error) {
    await close(0).catch(() => undefined);
    throw error;
  }
  const known = new Set<string>();
  return {
    async work(queue, rules, handler) {
      await openQueue(boss, queue, rules);
      known.add(queue);
      const options = { ...lookingBy(rules, ports), includeMetadata: true, perJobResults: true } as const;
      await boss.work<object, void, typeof options>(queue, options, (jobs) =>
        Promise.all(jobs.map((job) => doOne(job, handler, log))),
      );
    },
    async repeat(queue, key) {
      await boss.schedule(queue, '* * * * *', {}, { singletonKey: key });
      await boss.send(queue, {}, { singletonKey: key });
    },
    async send(queue, jobs) {
      if (jobs.length === 0 || stopped || !(await isOpen(boss, queue, known))) return;
      await boss.insert(queue, jobs.map(sendToInsert));
    },
    depth: () => countJobs(boss, known),
    // Its own time limit does not hold for a server that is away.
    stop: (withinMs) => within(withinMs, close(withinMs)),
  };
}

function settingsFor({ url, lookMs = SUPERVISE_MS, patienceMs = PATIENCE_MS }: PgBossPorts) {
  return {
    connectionString: url,
    schema: SCHEMA,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    // The driver's own: pg-boss closes a connection whose call failed, and hands its settings on as they are.
    query_timeout: patienceMs,
    keepAlive: true,
    application_name: 'chip-facts-bot jobs',
    // A repeated job comes some seconds after its minute, one that was left behind within half a minute.
    cronMonitorIntervalSeconds: 10,
    cronWorkerIntervalSeconds: 5,
    superviseIntervalSeconds: secondsOf(lookMs),
    monitorIntervalSeconds: secondsOf(lookMs),
  };
}

async function openDead(boss: PgBoss, ports: PgBossPorts): Promise<void> {
  await boss.createQueue(DEAD, { retryLimit: 0, deleteAfterSeconds: DEAD_KEPT_SECONDS });
  const options = {
    pollingIntervalSeconds: secondsOf(ports.lookMs ?? 5_000),
    includeMetadata: true,
  } as const;
  await boss.work<object, void, typeof options>(DEAD, options, async (jobs: readonly JobWithMetadata[]) => {
    for (const { sourceName } of jobs) logDead(ports.log, sourceName ?? DEAD);
  });
}

async function openQueue(boss: PgBoss, queue: string, rules: Rules): Promise<void> {
  const options = {
    retryLimit: rules.tries - 1,
    retryDelay: secondsOf(rules.waitMs),
    retryBackoff: true,
    retryDelayMax: secondsOf(LONGEST_WAIT_MS),
    expireInSeconds: secondsOf(rules.withinMs),
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: WAITING_KEPT_SECONDS,
    deleteAfterSeconds: KEPT_SECONDS,
    ...(rules.tries > 1 ? { deadLetter: DEAD } : {}),
  };
  await boss.createQueue(queue, { ...options, policy: rules.alone ? 'exclusive' : 'short' });
  // It may have been made by an older version, with other rules.
  await boss.updateQueue(queue, options);
}

function lookingBy({ atOnce, lookMs = LOOK_MS }: Rules, ports: PgBossPorts) {
  const batchSize = Math.min(atOnce, MOST_TOGETHER);
  return {
    batchSize,
    localConcurrency: Math.floor(atOnce / batchSize),
    burstWhenBatchFull: true,
    pollingIntervalSeconds: (ports.lookMs ?? lookMs) / 1_000,
  };
}

async function doOne(
  { id, name, data }: JobWithMetadata<object>,
  handler: Handler,
  log: Log,
): Promise<JobResult> {
  try {
    await handler(data);
    return { id, status: 'completed' };
  } catch (error) {
    logFailure(log, name, error);
    return { id, status: 'failed' };
  }
}

function sendToInsert({ key, at, data = {} }: Send) {
  return { data, singletonKey: key, ...(at === undefined ? {} : { startAfter: new Date(at) }) };
}

/** Another process may do the jobs of a queue that is not this one's. */
async function isOpen(boss: PgBoss, queue: string, known: Set<string>): Promise<boolean> {
  if (!known.has(queue) && (await boss.getQueue(queue))) known.add(queue);
  return known.has(queue);
}

/** pg-boss's own counts are as old as its last look, and of all states. */
async function countJobs(boss: PgBoss, known: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      `select name, count(*)::int as jobs from ${SCHEMA}.job where state <= 'active' and name = any($1) group by name`,
      [[...known]],
    );
  const counts = new Map((rows as { name: string; jobs: number }[]).map(({ name, jobs }) => [name, jobs]));
  return new Map([...known].map((name) => [name, counts.get(name) ?? 0]));
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>();
  // pg-boss itself waits no less than a second.
  const timer = setTimeout(late.resolve, Math.max(ms, 1_000) + 500);
  await Promise.race([work.catch(() => undefined), late.promise]);
  clearTimeout(timer);
}
