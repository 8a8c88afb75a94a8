/** Which process answers a delivery: whoever takes its key first. */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from './platform.ts';

export type Claims = {
  /** True for the first who asks. Never rejects. */
  take(key: string): Promise<boolean>;
  /** It may be taken again: what was begun with it failed. Never rejects. */
  release(key: string): Promise<void>;
};

/** What all processes ask; see `Store.claims`. */
export type SharedClaims = {
  take(key: string): Promise<boolean>;
  release(key: string): Promise<void>;
};

/** At a few deliveries a second, more than the hour in which Slack repeats an event. */
const REMEMBERED = 20_000;

/** For one process. Bounded: the oldest key is forgotten. */
export function createOwnClaims(capacity = REMEMBERED): Claims {
  const keys = new Set<string>();
  return {
    take: async (key) => {
      if (keys.has(key)) return false;
      keys.add(key);
      const [oldest] = keys;
      if (keys.size > capacity && oldest !== undefined) keys.delete(oldest);
      return true;
    },
    release: async (key) => void keys.delete(key),
  };
}

export type SharedOptions = {
  readonly shared: () => Promise<SharedClaims>;
  readonly log: Log;
  readonly now: () => Date;
  /** How long an answer waits for the word of the others. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 1_000;
/** A store that was away is not asked again before; a form must be opened within three seconds. */
const LEFT_ALONE_MS = 5_000;

/**
 * For several processes. Without the store each answers what it was delivered itself, so that a repeated delivery may
 * be answered twice: better than not at all.
 */
export function createSharedClaims(options: SharedOptions): Claims {
  const { shared, log, now, patienceMs = PATIENCE_MS } = options;
  const own = createOwnClaims();
  let awayUntil = 0;
  const ask = async <T>(question: (claims: SharedClaims) => Promise<T>): Promise<T | undefined> => {
    if (now().getTime() < awayUntil) return undefined;
    const answer = shared()
      .then(question)
      .catch(() => undefined);
    const late = new AbortController();
    const said = await Promise.race([
      answer,
      wait(patienceMs, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    if (said === undefined) {
      if (now().getTime() >= awayUntil) log('warn', 'claims-alone', { ms: LEFT_ALONE_MS });
      awayUntil = now().getTime() + LEFT_ALONE_MS;
    }
    return said;
  };
  return {
    take: async (key) => {
      if (!(await own.take(key))) return false;
      return (await ask((claims) => claims.take(digestOf(key)))) ?? true;
    },
    release: async (key) => {
      await own.release(key);
      await ask(async (claims) => {
        await claims.release(digestOf(key));
        return true;
      });
    },
  };
}

/** A key may hold what a user typed. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
