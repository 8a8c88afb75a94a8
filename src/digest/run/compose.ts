/** What one subscription is told at one time: chosen from the pool and the log, and compiled. */
import type { Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { foldLog } from '../../knowledge/fold.ts';
import type { Snapshot } from '../../knowledge/snapshot.ts';
import { UserError } from '../../language/user-error.ts';
import type { Message } from '../../platforms/platform.ts';
import type { DigestStore, KeptItem, Subscription } from '../../store/digest-store.ts';
import { type FactChange, factChanges } from '../changes.ts';
import { compileDigest } from '../compile.ts';
import { type Story, selectNews, toStories } from '../items/select-news.ts';
import type { TaggedItem } from '../items/tag-item.ts';
import { isFactWanted, readTopics, type Topics } from '../items/topics.ts';
import type { SubscriptionOptions } from '../subscription.ts';

/** News of the last eight days: what a weekly digest needs. */
export const POOL_AGE = 8 * 24 * 3_600_000;

/** All that digests of one moment have in common. */
export type Issue = {
  readonly snapshot: Snapshot;
  readonly stories: readonly Story[];
  readonly items: readonly KeptItem[];
  /** The facts as they stood after a revision. */
  readonly factsAfter: (seq: number) => (id: string) => Fact | undefined;
};

export type Composed = {
  /** Null when there is nothing to say. */
  readonly message: Message | null;
  /** Ids of all items of the stories that are told, also of those that are only counted. */
  readonly told: readonly string[];
  readonly seq: number;
};

/** @param now epoch milliseconds. */
export async function openIssue(
  store: Pick<DigestStore, 'items'>,
  snapshot: Snapshot,
  now: number,
): Promise<Issue> {
  const items = await store.items(new Date(now - POOL_AGE).toISOString());
  const known = new Map<number, ReadonlyMap<string, Fact>>();
  return {
    snapshot,
    items,
    stories: toStories(
      items.map(({ item }) => item as TaggedItem),
      snapshot.base,
      now,
    ),
    factsAfter: (seq) => {
      const facts = known.get(seq) ?? factsAfter(snapshot, seq);
      known.set(seq, facts);
      return (id) => facts.get(id);
    },
  };
}

export type CompositorPorts = {
  readonly store: Pick<DigestStore, 'items' | 'told'>;
  readonly snapshot: () => Snapshot;
  /** Resolves when `snapshot` has what was recorded so far. */
  readonly refresh: () => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Calls once after so many milliseconds. @returns how to call it off. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
};

/** @param planned what was known then has to be in it. */
export type Compose = (subscription: Subscription, planned: number) => Promise<Composed>;

/** Digests that are due together are compiled from one issue: telling many items apart takes seconds. */
const ISSUE_KEPT = 30_000;

export function createCompositor({ store, snapshot, refresh, now, after }: CompositorPorts): Compose {
  let last: { readonly at: number; readonly issue: Promise<Issue> } | undefined;
  const open = async (): Promise<Issue> => {
    await refresh();
    return openIssue(store, snapshot(), now());
  };
  const openAt = (at: number): Promise<Issue> => {
    const own = { at, issue: open() };
    const forget = (): void => {
      if (last === own) last = undefined;
    };
    last = own;
    own.issue.then(() => void after(ISSUE_KEPT, forget), forget);
    return own.issue;
  };
  return async (subscription, planned) => {
    const at = now();
    const isGood = last !== undefined && last.at >= planned && at - last.at < ISSUE_KEPT;
    const issue = await (last && isGood ? last.issue : openAt(at));
    return composeDigest(subscription, await store.told(subscription.id), issue);
  };
}

function factsAfter({ files, revisions }: Snapshot, seq: number): ReadonlyMap<string, Fact> {
  const { facts } = foldLog(
    files,
    revisions.filter((revision) => revision.seq <= seq),
  ).knowledge;
  return new Map(facts.map((fact) => [fact.id, fact]));
}

export function composeDigest(subscription: Subscription, told: ReadonlySet<string>, issue: Issue): Composed {
  const { base, revisions } = issue.snapshot;
  const options = subscription.options as SubscriptionOptions;
  const topics = readKeptTopics(options.topics, base);
  const before = issue.items.flatMap(({ id, entered }) => (entered < subscription.since ? [id] : []));
  const news = selectNews({ stories: issue.stories, told: new Set([...before, ...told]), topics });
  const changes = changesSince(subscription.seq, issue).filter((change) =>
    isWantedChange(change, topics, base),
  );
  const message = compileDigest({ changes, news }, base, options.language);
  return {
    message: message && { ...message, actions: [manageAction(options.language)] },
    told: news.flatMap(({ stories }) => stories.flatMap(({ items }) => items.map(({ id }) => id))),
    seq: Math.max(subscription.seq, revisions.at(-1)?.seq ?? 0),
  };
}

function changesSince(seq: number, { snapshot, factsAfter: after }: Issue): readonly FactChange[] {
  const news = snapshot.revisions.filter((revision) => revision.seq > seq);
  return news.length === 0 ? [] : factChanges(news, after(seq), (id) => snapshot.base.fact(id));
}

function isWantedChange(change: FactChange, topics: Topics, base: FactBase): boolean {
  const versions = change.kind === 'corrected' ? [change.old, change.fact] : [change.fact];
  return versions.some((fact) => isFactWanted(fact, topics, base));
}

/** A name that the base has lost since ends no subscription: the others go on. */
function readKeptTopics(text: string, base: FactBase): Topics {
  try {
    return readTopics(text, base);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const known = text.split(/[,，、;；\n]/u).filter((name) => isKnown(name, base));
    return known.length > 0 ? readTopics(known.join(','), base) : { kind: 'some', entities: [], metrics: [] };
  }
}

function isKnown(name: string, base: FactBase): boolean {
  try {
    readTopics(name, base);
    return name.trim() !== '';
  } catch {
    return false;
  }
}

/** Discord finds a message of the bot again by its buttons only, so each has one; it is of use as well. */
function manageAction(locale: SubscriptionOptions['language']): Message['actions'][number] {
  const label = locale === 'zh' ? '订阅管理' : 'Manage';
  return { kind: 'call', label, call: { command: 'chip digest list', options: {} } };
}
