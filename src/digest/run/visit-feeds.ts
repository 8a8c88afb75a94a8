/** The feeds of a host whose time has come: visited, their items tagged and kept, their states written down. */
import type { FactBase } from '../../knowledge/fact-base.ts';
import type { Locale } from '../../language/locale.ts';
import type { Log } from '../../platforms/platform.ts';
import type { DigestStore, KeptFeed, NewItem } from '../../store/digest-store.ts';
import type { FeedState } from '../feeds/feed-state.ts';
import type { Item } from '../feeds/parse-feed.ts';
import { type Visit, visitDue } from '../feeds/visit-feed.ts';
import { tagItem } from '../items/tag-item.ts';
import { isWanted, readTopics, subjectOf, type Topics } from '../items/topics.ts';
import { POOL_AGE } from './compose.ts';
import { feedNotice } from './notices.ts';

/** What is kept of a feed as its state. */
export type FeedRecord = {
  readonly feed: FeedState;
  /** Of whoever added it. */
  readonly language: Locale;
};

export type VisitFeedsPorts = {
  readonly store: Pick<DigestStore, 'due' | 'takeFeeds' | 'visited' | 'knownItems'>;
  readonly visit: (state: FeedState) => Promise<Visit>;
  readonly base: () => FactBase;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log;
  /** No further feed is begun. */
  readonly stopping: () => boolean;
};

/** Nobody else visits them meanwhile; after a crash they are visited again. Longer than the visits to them all take. */
export const FEED_LEASE = 10 * 60_000;
/** What is left over is taken a minute later. */
const MOST_TAKEN = 20;

type Due = FeedState & { readonly kept: KeptFeed };

export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}

/** One after the other: a host is visited by one process at a time, and once at a time. */
export async function visitHost(host: string, ports: VisitFeedsPorts): Promise<void> {
  const { store, now, visit } = ports;
  const at = now();
  const { feeds } = await store.due(iso(at));
  const only = feeds.flatMap(({ url }) => (hostOf(url) === host ? [url] : [])).slice(0, MOST_TAKEN);
  if (only.length === 0 || ports.stopping()) return;
  const taking = { now: iso(at), until: iso(at + FEED_LEASE), most: MOST_TAKEN, only };
  const taken = await store.takeFeeds(taking);
  const due = taken.map((kept): Due => ({ ...recordOf(kept).feed, nextAt: at, kept }));
  await visitDue(due, async ({ kept: _, ...state }) => visit(state), {
    now: at,
    atOnce: 1,
    done: (feed, visited) => keep(feed, visited, ports),
  });
}

function recordOf({ state }: KeptFeed): FeedRecord {
  return state as FeedRecord;
}

async function keep({ kept, validators }: Due, visit: Visit, ports: VisitFeedsPorts): Promise<void> {
  const { store, now, log } = ports;
  const { state, notices, outcome, failure } = visit;
  const record: FeedRecord = { ...recordOf(kept), feed: state };
  const at = now();
  // What stands in a feed when it is first read, without a date, is no news.
  const isFirst = validators.of === undefined;
  const items = outcome === 'read' ? await toNewItems(visit.items, { kept, isFirst, at }, ports) : null;
  await store.visited(kept.url, {
    state: record,
    nextAt: iso(state.nextAt),
    items,
    keepSince: iso(at - POOL_AGE),
    notices: notices.map((notice) =>
      feedNotice({ url: kept.url, by: kept.by, language: record.language }, notice),
    ),
  });
  const host = hostOf(kept.url);
  if (failure) log('info', 'feed-failed', { host, kind: failure.kind, status: failure.status });
  else log('debug', 'feed-visited', { host, outcome, items: visit.items.length });
}

type Keeping = { readonly kept: KeptFeed; readonly isFirst: boolean; readonly at: number };

/** Only what is not kept yet is tagged. */
async function toNewItems(
  items: readonly Item[],
  { kept, isFirst, at }: Keeping,
  { store, base }: VisitFeedsPorts,
): Promise<readonly NewItem[]> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const known = await store.knownItems([...byId.keys()]);
  const topics = topicsOf(kept, base());
  return [...byId.values()].flatMap((item): NewItem[] => {
    const dated = datedAt(item, isFirst, at);
    if (known.has(item.id)) return [{ id: item.id, item: null, dated }];
    const tagged = tagItem(item, base(), iso(at).slice(0, 10));
    const wanted = topics === null || isWanted(subjectOf([tagged.tags], base()), topics);
    return wanted ? [{ id: item.id, item: tagged, dated }] : [];
  });
}

/** News from the day on which it was published, or else on which it was first seen; never from the future. */
function datedAt({ published }: Item, isFirst: boolean, at: number): string {
  if (published === null) return isFirst ? '' : iso(at);
  return published < iso(at) ? published : iso(at);
}

/** A feed without topics is read for all subscriptions; one whose topics are known no more as well. */
function topicsOf({ topics }: KeptFeed, base: FactBase): Topics | null {
  if (topics === '') return null;
  try {
    return readTopics(topics, base);
  } catch {
    return null;
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
