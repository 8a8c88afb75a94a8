/** What is kept of a feed between two visits, and how a visit's outcome changes it. Pure: time and chance are given. */
import type { AddressFault } from './address.ts';
import {
  FAILURES,
  type Failure,
  type FailureKind,
  type FetchOutcome,
  isFailure,
  type Validators,
} from './outcome.ts';

export type FeedState = {
  /** The address to ask: where the feed moved for good, if it did. */
  readonly url: string;
  readonly validators: Validators;
  /** Epoch milliseconds; 0 for a feed that was never read. */
  readonly nextAt: number;
  /** Failures in a row. */
  readonly failures: number;
  readonly failing: {
    readonly since: number;
    readonly kind: FailureKind;
    readonly status?: number;
    readonly fault?: AddressFault;
    /** Whether its curators were told. */
    readonly told: boolean;
  } | null;
};

/** What its curators are to be told: once when it has failed for a day, once when it is well again after that. */
export type Notice =
  | {
      readonly kind: 'failing';
      readonly since: number;
      readonly failure: Pick<Failure, 'kind' | 'status' | 'fault'>;
    }
  | { readonly kind: 'recovered'; readonly since: number }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string };

export const PACE = {
  minute: 60_000,
  /** Between two visits to a feed that is well. */
  every: 30 * 60_000,
  day: 24 * 3_600_000,
  /** No host is left alone for longer because it says so: a slip of its clock would end the feed. */
  longestWait: 7 * 24 * 3_600_000,
} as const;

export function newFeed(url: string): FeedState {
  return { url, validators: {}, nextAt: 0, failures: 0, failing: null };
}

/** @param chance 0 up to 1: visits are spread so that feeds added together are not asked together for ever. */
export function advanceFeed(
  state: FeedState,
  outcome: FetchOutcome,
  { now, chance }: { readonly now: number; readonly chance: number },
): { readonly state: FeedState; readonly notices: readonly Notice[] } {
  if (isFailure(outcome)) return failed(state, outcome, { now, chance });
  const url = outcome.movedTo ?? state.url;
  const { failing } = state;
  return {
    state: {
      url,
      validators: outcome.kind === 'fetched' ? outcome.validators : state.validators,
      nextAt: now + spread(PACE.every, chance),
      failures: 0,
      failing: null,
    },
    notices: [
      ...(failing?.told ? [{ kind: 'recovered' as const, since: failing.since }] : []),
      ...(url === state.url ? [] : [{ kind: 'moved' as const, from: state.url, to: url }]),
    ],
  };
}

function failed(
  state: FeedState,
  { kind, status, until, fault }: Failure,
  { now, chance }: { readonly now: number; readonly chance: number },
): { readonly state: FeedState; readonly notices: readonly Notice[] } {
  const failures = state.failures + 1;
  const since = state.failing?.since ?? now;
  const told = state.failing?.told ?? false;
  const tell = !told && now - since >= PACE.day;
  const failure = {
    kind,
    ...(status === undefined ? {} : { status }),
    ...(fault === undefined ? {} : { fault }),
  };
  return {
    state: {
      ...state,
      nextAt: nextVisit(kind, failures, until, { now, chance }),
      failures,
      failing: { since, ...failure, told: told || tell },
    },
    notices: tell ? [{ kind: 'failing', since, failure }] : [],
  };
}

function nextVisit(
  kind: FailureKind,
  failures: number,
  until: number | undefined,
  { now, chance }: { readonly now: number; readonly chance: number },
): number {
  const doubled = Math.min(PACE.day, PACE.every * 2 ** Math.min(10, failures - 1));
  const wait = FAILURES[kind].next === 'day' ? PACE.day : doubled;
  // A host that names a time is not asked before it; to be asked long after it would be no use to anyone.
  if (until !== undefined && until > now)
    return Math.max(Math.min(until, now + PACE.longestWait), now + PACE.minute) + chance * PACE.minute;
  return now + spread(wait, chance);
}

/** Up to a fifth earlier or later. */
function spread(wait: number, chance: number): number {
  return Math.round(wait * (0.8 + 0.4 * chance));
}
