/** The news: what commands ask of it, and what it does by itself. Each is loaded when there is something to do. */
import type { Desk } from './digest/run/desk.ts';
import type { Work } from './digest/run/work.ts';
import type { Jobs } from './jobs/jobs.ts';
import { KNOWLEDGE } from './open-base.ts';
import type { Log, Platform } from './platforms/platform.ts';
import type { Live } from './store/live.ts';

export type NewsOptions = {
  readonly live: Live;
  readonly now: () => Date;
  readonly log: Log;
  readonly feedHosts: readonly string[];
  /** Whether there may be a store with subscriptions at the start. */
  readonly mayHold: boolean;
  /** Opens what does the work; without it another process does all of it. */
  readonly openJobs?: (after: After) => Promise<Jobs>;
  readonly newId: () => string;
  /** From 0 to 1. */
  readonly chance: () => number;
  /** A fault in one line. */
  readonly reasonOf: (error: unknown) => string;
  readonly isStopping: () => boolean;
  /** Is given what stops the work. */
  readonly onOpened: (close: () => Promise<void>) => void;
};

export type News = {
  /** The desk, opened by the first who asks for it. */
  desk(): Promise<Desk>;
  /** These can be posted to from now on; begins with the digests, if any are kept. */
  start(platforms: readonly Platform[]): Promise<void>;
  /** Jobs that wait or are being done, by queue. Rejects while the jobs cannot be asked. */
  depth(): Promise<ReadonlyMap<string, number>>;
};

type After = (milliseconds: number, call: () => void) => () => void;

/** After the work could not begin: the database was away just then. */
const RETRY_MS = 5_000;

const after: After = (milliseconds, call) => {
  const timer = setTimeout(call, milliseconds).unref();
  return () => clearTimeout(timer);
};

export function openNews(options: NewsOptions): News {
  const { live, now, chance } = options;
  let platforms: readonly Platform[] = [];
  const ports = { ...live, now, chance, after, allowed: new Set(options.feedHosts) };
  const worker = createWorker(options, async (jobs) => {
    const { createWork } = await import('./digest/run/work.ts');
    const store = (await live.store()).digest;
    return createWork({ ...ports, jobs, store, platforms, newId: options.newId, log: options.log });
  });
  const openDesk = async (): Promise<Desk> => {
    const { createDesk } = await import('./digest/run/desk.ts');
    const { loadSuggestions } = await import('./digest/feeds/suggestions.ts');
    const store = (await live.store()).digest;
    const suggestions = () => loadSuggestions(KNOWLEDGE);
    return createDesk({ ...ports, store, suggestions, platforms: () => platforms, wake: worker.look });
  };
  let opening: Promise<Desk> | undefined;
  return {
    desk() {
      // One that could not be opened is tried again by the next who needs it.
      opening ??= openDesk().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    async start(running) {
      platforms = running;
      if (!options.mayHold || !options.openJobs) return;
      // Another process may be where the first one subscribes.
      (await live.store()).watch(worker.look);
      await worker.looked();
    },
    depth: worker.depth,
  };
}

type Worker = {
  /** Something may have changed. */
  look(): void;
  /** The same, done when it resolves. */
  looked(): Promise<void>;
  depth(): Promise<ReadonlyMap<string, number>>;
};

/** Begins when there is something to do, and again when it could not. */
function createWorker(options: NewsOptions, create: (jobs: Jobs) => Promise<Work>): Worker {
  const { openJobs, isStopping } = options;
  let working: Promise<Work> | undefined;
  let fault: unknown;
  const begin = async (open: NonNullable<typeof openJobs>): Promise<Work> => {
    const jobs = await open(after);
    try {
      const work = await create(jobs);
      await work.start();
      fault = undefined;
      return work;
    } catch (error) {
      await jobs.stop(0);
      throw error;
    }
  };
  options.onOpened(async () => (await working?.catch(() => undefined))?.stop());
  const lookOnce = async (): Promise<void> => {
    if (!openJobs || isStopping()) return;
    if (working) return (await working).wake();
    if (!(await (await options.live.store()).digest.isUsed()) || isStopping()) return;
    working ??= begin(openJobs).catch((error: unknown) => {
      fault = error;
      working = undefined;
      after(RETRY_MS, look);
      throw error;
    });
    await working;
  };
  const looked = (): Promise<void> =>
    lookOnce().catch((error: unknown) => {
      // What is cut short by the end of the process is no fault.
      if (!isStopping()) options.log('warn', 'store-fault', { reason: options.reasonOf(error) });
    });
  const look = (): void => void looked();
  return {
    look,
    looked,
    async depth() {
      if (fault !== undefined) throw fault;
      return working ? (await working).depth() : new Map();
    },
  };
}
