/** Every way that reading a feed can end, as one table: what it means for the next time and for its curators. */
import type { AddressFault } from './address.ts';

/** `backoff`: soon, then ever later. `day`: it will hardly change by itself, and is still tried once a day. */
type Next = 'backoff' | 'day' | 'until';

/** Nothing is ever switched off by itself: every failure has a next time. */
export const FAILURES = {
  /** Refused by the address rules, as written, resolved or redirected to. */
  'bad-address': { next: 'day' },
  unresolved: { next: 'backoff' },
  unreachable: { next: 'backoff' },
  tls: { next: 'backoff' },
  timeout: { next: 'backoff' },
  /** The answer ended before it was whole. */
  'cut-off': { next: 'backoff' },
  'too-large': { next: 'day' },
  /** A content coding that is unknown, or that its body does not keep to. */
  'bad-coding': { next: 'backoff' },
  'bad-http': { next: 'backoff' },
  'not-a-feed': { next: 'day' },
  /** Too many, in a circle, or to nowhere. */
  redirects: { next: 'day' },
  /** 410. */
  gone: { next: 'day' },
  /** 404. */
  'not-found': { next: 'backoff' },
  /** 401, 402, 403, 407, 451. */
  forbidden: { next: 'day' },
  /** 429, or 503 with Retry-After: `until` says when it may be asked again, as far as the host told. */
  'rate-limited': { next: 'until' },
  'server-error': { next: 'backoff' },
  'client-error': { next: 'day' },
} as const satisfies Readonly<Record<string, { readonly next: Next }>>;

export type FailureKind = keyof typeof FAILURES;

export type Failure = {
  readonly kind: FailureKind;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** Epoch milliseconds: not to be asked again before. */
  readonly until?: number;
  readonly fault?: AddressFault;
};

/** What an answer said of itself, to be asked with the next time; `of` is the address it was said of, and no other. */
export type Validators = { readonly of?: string; readonly etag?: string; readonly lastModified?: string };

export type Fetched = {
  readonly kind: 'fetched';
  /** Where the document was found in the end. */
  readonly url: string;
  /** The address to ask from now on, when the feed has moved for good. */
  readonly movedTo?: string;
  readonly validators: Validators;
  readonly contentType: string;
  /** Decompressed. */
  readonly body: Uint8Array;
};

export type NotModified = { readonly kind: 'not-modified'; readonly movedTo?: string };

export type FetchOutcome = Fetched | NotModified | Failure;

export function isFailure(outcome: FetchOutcome): outcome is Failure {
  return Object.hasOwn(FAILURES, outcome.kind);
}

/** What a status other than 200, 304 and the redirects means. */
export function statusToFailure(status: number, retryAfter: number | null): Failure {
  const until = retryAfter === null ? {} : { until: retryAfter };
  if (status === 429 || (status === 503 && retryAfter !== null))
    return { kind: 'rate-limited', status, ...until };
  if (status === 404) return { kind: 'not-found', status };
  if (status === 410) return { kind: 'gone', status };
  if ([401, 402, 403, 407, 451].includes(status)) return { kind: 'forbidden', status };
  if (status === 408) return { kind: 'timeout', status };
  if (status >= 500) return { kind: 'server-error', status };
  return { kind: status >= 400 ? 'client-error' : 'bad-http', status };
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3), as epoch milliseconds; null when it says neither. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return now + Number(text) * 1000;
  const at = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
