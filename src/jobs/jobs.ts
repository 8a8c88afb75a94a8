/**
 * Work that is done by itself: when it is due, with tries and an end to them. In memory for one process, on PostgreSQL
 * for several; one set of tests runs on both. Jobs are delivered at least once: what must happen once is claimed in the
 * store by whoever does it. Nothing that matters is kept in a job alone: `plan` finds it in the store again.
 */
import { UserError } from '../language/user-error.ts';
import type { Log } from '../platforms/platform.ts';

export type Rules = {
  /** How many jobs of the queue one process does at once. */
  readonly atOnce: number;
  /** The first one included. With one, a failed job is logged and forgotten: something else brings it again. */
  readonly tries: number;
  /** After the first failure, in milliseconds; doubled with each, a quarter of an hour at most. */
  readonly waitMs: number;
  /** A job that takes longer is taken from whoever does it: the process may be dead. */
  readonly withinMs: number;
  /**
   * False lets a job wait while another of its key is being done; else what is sent meanwhile is left out, and two
   * of a key are never done at once.
   */
  readonly alone: boolean;
  /** On PostgreSQL, how often is looked for new jobs; 2 s by default. */
  readonly lookMs?: number;
};

export type Send = {
  /** Of jobs with one key only the first is kept while it waits. */
  readonly key: string;
  /** Not before, epoch milliseconds; at once by default. */
  readonly at?: number;
  /** Becomes JSON. */
  readonly data?: object;
};

export type Handler = (data: unknown) => Promise<void>;

export type Jobs = {
  /** Opens a queue, and does its jobs from now on. A handler that rejects is called again as the rules say. */
  work(queue: string, rules: Rules, handler: Handler): Promise<void>;
  /** Sends a job of that key now and every minute from now on; all processes together send one. */
  repeat(queue: string, key: string): Promise<void>;
  /** To a queue that nobody has opened: left out. */
  send(queue: string, jobs: readonly Send[]): Promise<void>;
  /** Jobs that wait or are being done. Rejects while they cannot be counted. */
  depth(): Promise<ReadonlyMap<string, number>>;
  /** Begins nothing any more; resolves when what was begun is done, after so many milliseconds at the latest. */
  stop(withinMs: number): Promise<void>;
};

export const LONGEST_WAIT_MS = 15 * 60_000;
export const EVERY_MS = 60_000;

/** What the log says of a failure. Messages are left out: they may hold what somebody typed. */
export function logFailure(log: Log, queue: string, error: unknown): void {
  if (error instanceof UserError) {
    log('warn', 'job-failed', { queue, code: error.code });
    return;
  }
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const at = stack.split('\n').filter((line) => /^\s+at /u.test(line));
  const frames = at.slice(0, 4).map((line) => line.trim());
  log('error', 'job-failed', { queue, error: name, at: frames.join(' < ') });
}

/** Once for each job that is given up. */
export function logDead(log: Log, queue: string): void {
  log('error', 'job-dead', { queue });
}
