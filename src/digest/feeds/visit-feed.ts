/** One visit to one feed: fetched politely, parsed, its state advanced. Whatever happens is a value. */
import { decodeText } from './decode-text.ts';
import { advanceFeed, type FeedState, type Notice } from './feed-state.ts';
import { type FetchPorts, type FetchRules, fetchFeed } from './fetch-feed.ts';
import type { Failure, FetchOutcome } from './outcome.ts';
import { type Feed, type Item, type NotAFeed, readFeed } from './parse-feed.ts';
import type { Politeness } from './politeness.ts';

export type VisitPorts = FetchPorts & {
  readonly politeness: Politeness;
  /** 0 up to 1. */
  readonly chance: () => number;
};

export type Visit = {
  readonly state: FeedState;
  readonly notices: readonly Notice[];
  /** Empty unless the feed was read anew. */
  readonly items: readonly Item[];
  readonly outcome: Exclude<FetchOutcome['kind'], 'fetched'> | 'read';
  /** What was read, for whoever tries a feed out. */
  readonly feed?: Feed;
  readonly failure?: Failure;
  readonly reason?: NotAFeed['reason'];
};

export async function visitFeed(state: FeedState, ports: VisitPorts, rules: FetchRules): Promise<Visit> {
  const host = URL.parse(state.url)?.host ?? '';
  const outcome = await ports.politeness.inTurn(host, () => fetchUnlessHeld(state, host, ports, rules));
  const clock = { now: ports.now(), chance: ports.chance() };
  if (outcome.kind !== 'fetched') {
    const failure = outcome.kind === 'not-modified' ? {} : { failure: outcome };
    return { ...advanceFeed(state, outcome, clock), items: [], outcome: outcome.kind, ...failure };
  }
  const feed = readFeed(decodeText(outcome.body, outcome.contentType), outcome.url);
  if (feed.kind === 'feed')
    return { ...advanceFeed(state, outcome, clock), items: feed.items, outcome: 'read', feed };
  const failure: Failure = { kind: 'not-a-feed' };
  return {
    ...advanceFeed(state, failure, clock),
    items: [],
    outcome: 'not-a-feed',
    failure,
    reason: feed.reason,
  };
}

/** Too many requests for one feed of a host are too many for all of them. */
async function fetchUnlessHeld(
  state: FeedState,
  host: string,
  ports: VisitPorts,
  rules: FetchRules,
): Promise<FetchOutcome> {
  const until = ports.politeness.heldUntil(host);
  if (until !== null) return { kind: 'rate-limited', until };
  const outcome = await fetchFeed(state, ports, rules);
  if (outcome.kind === 'rate-limited' && outcome.until !== undefined)
    ports.politeness.hold(host, outcome.until);
  return outcome;
}

/**
 * Visits the feeds whose time has come: `atOnce` hosts at a time, the feeds of each one after the other, so that a host
 * with many feeds keeps none of the others waiting. `done` is awaited for each visit before the next of its host: what
 * was read is kept before more is read.
 */
export async function visitDue<T extends FeedState>(
  feeds: readonly T[],
  visit: (feed: T) => Promise<Visit>,
  {
    now,
    atOnce,
    done,
  }: {
    readonly now: number;
    readonly atOnce: number;
    readonly done: (feed: T, visit: Visit) => Promise<void>;
  },
): Promise<void> {
  const due = feeds.filter(({ nextAt }) => nextAt <= now);
  const hosts = Map.groupBy(due, ({ url }) => URL.parse(url)?.host ?? '').values();
  const work = async () => {
    for (const own of hosts) for (const feed of own) await done(feed, await visit(feed));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
