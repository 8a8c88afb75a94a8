/**
 * What a failed post means, by Discord's JSON error code, else by the HTTP status, else for want of an answer.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes
 */
import type { PostOutcome } from '../outcomes.ts';

type Kind = 'gone' | 'forbidden' | 'retry' | 'failed';

const CODES: ReadonlyMap<number, Kind> = new Map([
  [10003, 'gone'], // Unknown Channel
  [10004, 'gone'], // Unknown Guild
  [50001, 'forbidden'], // Missing Access: not to be told from a bot that was removed from the server
  [50007, 'forbidden'], // Cannot send messages to this user
  [50013, 'forbidden'], // Missing Permissions
  [50083, 'forbidden'], // Thread is archived
  [50278, 'forbidden'], // No server in common with this user
  [160005, 'forbidden'], // Thread is locked
  [50008, 'forbidden'], // No messages in this kind of channel
  [20016, 'retry'], // Slow mode
  [20028, 'retry'], // Channel write rate limit
  [130000, 'retry'], // API overloaded
]);

/** Where Discord says no time itself. */
const WAIT_MS = 30_000;
/** After a refused token: somebody has to set a new one. */
const LONG_WAIT_MS = 15 * 60_000;
/** The call never left this machine. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

function fieldOf(error: unknown, key: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
}

function kindOfStatus(status: number): Kind {
  if (status === 404) return 'gone';
  if (status === 403) return 'forbidden';
  return status === 401 || status === 429 || status >= 500 ? 'retry' : 'failed';
}

/** `error` is what `@discordjs/rest` throws, after its own retries and waits of up to a minute. */
export function failureToOutcome(error: unknown): Exclude<PostOutcome, { kind: 'posted' }> {
  const [code, status] = [fieldOf(error, 'code'), fieldOf(error, 'status')];
  const waits = ['timeToReset', 'retryAfter'].map((key) => Number(fieldOf(error, key) ?? 0));
  const longest = Math.max(...waits);
  if (longest > 0) return { kind: 'retry', code: 'rate-limited', afterMs: longest, unsure: false };
  if (typeof status !== 'number') {
    const cause = fieldOf(error, 'cause');
    const name = code ?? fieldOf(cause, 'code') ?? fieldOf(error, 'name') ?? 'unknown';
    return { kind: 'retry', code: String(name), afterMs: WAIT_MS, unsure: !NOT_SENT.has(name) };
  }
  const kind = (typeof code === 'number' ? CODES.get(code) : undefined) ?? kindOfStatus(status);
  const named = typeof code === 'number' && code > 0 ? String(code) : `http_${status}`;
  if (kind !== 'retry') return { kind, code: named };
  return { kind, code: named, afterMs: status === 401 ? LONG_WAIT_MS : WAIT_MS, unsure: status >= 500 };
}
