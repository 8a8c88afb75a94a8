/** All that the digests do by themselves, and what commands ask of them. Loaded only where there is something to do. */
import type { Snapshot } from '../../knowledge/snapshot.ts';
import type { Locale } from '../../language/locale.ts';
import type { PlaceView } from '../../platforms/outcomes.ts';
import type { Log, Message, Platform } from '../../platforms/platform.ts';
import type { DigestStore, Subscription } from '../../store/digest-store.ts';
import { feedTestToMessage } from '../feed-messages.ts';
import { type AddressVerdict, type AllowedHosts, checkAddress } from '../feeds/address.ts';
import { type Exchange, LIMITS, exchange as realExchange } from '../feeds/exchange.ts';
import { type FeedState, newFeed } from '../feeds/feed-state.ts';
import type { Resolver } from '../feeds/fetch-feed.ts';
import { createPoliteness } from '../feeds/politeness.ts';
import type { Suggestion } from '../feeds/suggestions.ts';
import { systemResolver } from '../feeds/system-resolver.ts';
import { type Visit, visitFeed } from '../feeds/visit-feed.ts';
import { tagItem } from '../items/tag-item.ts';
import { composeDigest, openIssue } from './compose.ts';
import { createLoop } from './loop.ts';
import { sendNotices } from './notices.ts';
import { createPlanner, runDue, scheduleOf } from './run-due.ts';
import { visitFeeds } from './visit-feeds.ts';

export type DeskPorts = {
  readonly store: DigestStore;
  readonly snapshot: () => Snapshot;
  /** Resolves when `snapshot` has what was recorded so far. */
  readonly refresh: () => Promise<void>;
  readonly platforms: () => readonly Platform[];
  readonly now: () => Date;
  /** 0 up to 1. */
  readonly chance: () => number;
  readonly newId: () => string;
  readonly after: (milliseconds: number, call: () => void) => () => void;
  readonly log: Log;
  /** `host:port` of feeds that are read in spite of the address rules. */
  readonly allowed: AllowedHosts;
  readonly suggestions: () => readonly Suggestion[];
  /** The network; by default the machine's own. */
  readonly resolve?: Resolver;
  readonly exchange?: Exchange;
};

export type Desk = {
  start(): void;
  /** Something was subscribed, resumed or added. */
  wake(): void;
  stop(): Promise<void>;
  /** What would be posted now; null when there is nothing to say. */
  preview(subscription: Subscription): Promise<Message | null>;
  /** When a subscription is due next, epoch milliseconds; null when it is off. */
  next(subscription: Subscription): number | null;
  checkFeed(url: string): AddressVerdict;
  /** Reads it once. */
  testFeed(url: string, locale: Locale): Promise<{ readonly message: Message; readonly readable: boolean }>;
  /** Feeds to start from. */
  suggestions(): readonly Suggestion[];
  /** The place as its platform sees it; `user` is `Request.user.id`. */
  look(place: string, user: string): Promise<PlaceView>;
};

/** How long what is being done is waited for; what is left then is taken up by the next process. */
const STOP_MS = 8_000;
/** Between two visits to one host. */
const GAP = 2_000;
const USER_AGENT = 'chip-facts-bot/0.1 (news digest; asks at most every half hour)';

export function createDesk(ports: DeskPorts): Desk {
  const { store, snapshot, refresh, now: clock, log, after } = ports;
  const now = (): number => clock().getTime();
  const holder = ports.newId();
  const byName = (name: string): Platform | undefined => ports.platforms().find((one) => one.name === name);
  const platformOf = (user: string): Platform | undefined => byName(user.split(':', 1)[0] ?? '');
  const visit = createVisitor(ports, now);
  const planner = createPlanner();
  let stopping = false;

  const compositor = async () => {
    await refresh();
    const issue = await openIssue(store, snapshot(), now());
    return async (subscription: Subscription) =>
      composeDigest(subscription, await store.told(subscription.id), issue);
  };

  const slots = createLoop({
    name: 'slots',
    now,
    after,
    log,
    step: async () => {
      const next = await runDue({
        store,
        platformOf: byName,
        openIssue: compositor,
        now,
        holder,
        log,
        planner,
      });
      await sendNotices({ store, platformOf, now, log });
      return next;
    },
  });
  const feeds = createLoop({
    name: 'feeds',
    now,
    after,
    log,
    step: async () => {
      await visitFeeds({ store, visit, base: () => snapshot().base, now, log, stopping: () => stopping });
      const next = await store.nextDue();
      return next === null ? null : Date.parse(next);
    },
  });

  return {
    start() {
      slots.start();
      feeds.start();
    },
    wake() {
      slots.wake();
      feeds.wake();
    },
    async stop() {
      stopping = true;
      const late = new Promise<void>((resolve) => void after(STOP_MS, resolve));
      await Promise.race([Promise.all([slots.stop(), feeds.stop()]), late]);
    },
    preview: async (subscription) => (await (await compositor())(subscription)).message,
    async testFeed(url, locale) {
      const { base } = snapshot();
      const visited = await visit(newFeed(url));
      const today = clock().toISOString().slice(0, 10);
      const items = visited.items.map((item) => tagItem(item, base, today));
      const message = feedTestToMessage({ url, visit: visited, items }, base, locale);
      return { message, readable: visited.feed !== undefined };
    },
    next: (subscription) => (subscription.state === 'on' ? scheduleOf(subscription).next(now()) : null),
    checkFeed: (url) => checkAddress(url, ports.allowed),
    suggestions: ports.suggestions,
    look: async (place, user) => (await platformOf(user)?.look(place, user)) ?? { kind: 'unknown' },
  };
}

function createVisitor(ports: DeskPorts, now: () => number): (state: FeedState) => Promise<Visit> {
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void ports.after(milliseconds, resolve));
  const visiting = {
    now,
    chance: ports.chance,
    politeness: createPoliteness(GAP, { now, wait }),
    resolve: ports.resolve ?? systemResolver,
    exchange: ports.exchange ?? realExchange,
  };
  const rules = { allowed: ports.allowed, limits: LIMITS, userAgent: USER_AGENT };
  return (state) => visitFeed(state, visiting, rules);
}
