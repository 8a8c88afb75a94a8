/** What a failed post means, by Slack's error code, else by the HTTP status, else for want of an answer. */
import type { PostOutcome } from '../outcomes.ts';
import { failureCode, tokenFault } from './failure.ts';

const GONE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'user_not_found',
  'user_disabled',
]);

const FORBIDDEN: ReadonlySet<string> = new Set([
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'cannot_dm_bot',
  'cannot_reply_to_message',
  'messages_tab_disabled',
  'message_limit_exceeded',
  'slack_connect_file_upload_sharing_blocked',
]);

/** Slack's own trouble: it may have taken the message before. */
const UNSURE =
  /^(?:internal_error|fatal_error|service_unavailable|request_timeout|http_5\d\d|unreadable_answer)$/u;
const NOT_SENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)$/u;
/** Slack's codes are words in lower case; other codes are the network's. */
const SLACKS = /^[a-z0-9_]+$/u;

const WAIT_MS = 30_000;
/** After a refused token: somebody has to set a new one, or to install the app again. */
const LONG_WAIT_MS = 15 * 60_000;

/** `error` is what the Web API's client throws, which is told to repeat nothing. */
export function failureToOutcome(error: unknown): Exclude<PostOutcome, { kind: 'posted' }> {
  const code = failureCode(error);
  const seconds = error instanceof Error && 'retryAfter' in error ? Number(error.retryAfter) : Number.NaN;
  const later = (afterMs: number, unsure: boolean) => ({ kind: 'retry', code, afterMs, unsure }) as const;
  if (Number.isFinite(seconds)) return { ...later(seconds * 1_000, false), code: 'rate-limited' };
  if (code === 'ratelimited' || code === 'rate_limited' || code === 'http_429') return later(WAIT_MS, false);
  if (tokenFault(error) !== undefined) return later(LONG_WAIT_MS, false);
  if (GONE.has(code)) return { kind: 'gone', code };
  if (FORBIDDEN.has(code)) return { kind: 'forbidden', code };
  if (UNSURE.test(code)) return later(WAIT_MS, true);
  if (NOT_SENT.test(code)) return later(WAIT_MS, false);
  return SLACKS.test(code) ? { kind: 'failed', code } : later(WAIT_MS, true);
}
