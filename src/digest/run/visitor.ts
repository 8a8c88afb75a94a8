/** How feeds are visited: politely, within bounds, by the rules for addresses. */
import type { AllowedHosts } from '../feeds/address.ts';
import { type Exchange, LIMITS, exchange as realExchange } from '../feeds/exchange.ts';
import type { FeedState } from '../feeds/feed-state.ts';
import type { Resolver } from '../feeds/fetch-feed.ts';
import { createPoliteness } from '../feeds/politeness.ts';
import { systemResolver } from '../feeds/system-resolver.ts';
import { type Visit, visitFeed } from '../feeds/visit-feed.ts';

export type VisitorPorts = {
  readonly now: () => Date;
  /** 0 up to 1. */
  readonly chance: () => number;
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** `host:port` of feeds that are read in spite of the address rules. */
  readonly allowed: AllowedHosts;
  /** The network; by default the machine's own. */
  readonly resolve?: Resolver;
  readonly exchange?: Exchange;
};

export type Visitor = (state: FeedState) => Promise<Visit>;

/** Between two visits to one host. */
const GAP = 2_000;
const USER_AGENT = 'chip-facts-bot/0.1 (news digest; asks at most every half hour)';

export function createVisitor(ports: VisitorPorts): Visitor {
  const now = (): number => ports.now().getTime();
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
