/** What commands ask of the digests, in every process. Loaded only where there is something to ask. */
import type { Snapshot } from '../../knowledge/snapshot.ts';
import type { Locale } from '../../language/locale.ts';
import type { PlaceView } from '../../platforms/outcomes.ts';
import type { Message, Platform } from '../../platforms/platform.ts';
import type { DigestStore, Subscription } from '../../store/digest-store.ts';
import { feedTestToMessage } from '../feed-messages.ts';
import { type AddressVerdict, checkAddress } from '../feeds/address.ts';
import { newFeed } from '../feeds/feed-state.ts';
import type { Suggestion } from '../feeds/suggestions.ts';
import { tagItem } from '../items/tag-item.ts';
import { createCompositor } from './compose.ts';
import { scheduleOf } from './plan.ts';
import { createVisitor, type VisitorPorts } from './visitor.ts';

export type DeskPorts = VisitorPorts & {
  readonly store: DigestStore;
  readonly snapshot: () => Snapshot;
  /** Resolves when `snapshot` has what was recorded so far. */
  readonly refresh: () => Promise<void>;
  readonly platforms: () => readonly Platform[];
  readonly suggestions: () => readonly Suggestion[];
  /** What is done by itself looks at once, where it is done in this process. */
  readonly wake: () => void;
};

export type Desk = {
  /** Something was subscribed, resumed or added. */
  wake(): void;
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

export function createDesk(ports: DeskPorts): Desk {
  const now = (): number => ports.now().getTime();
  const compose = createCompositor({ ...ports, now });
  const visit = createVisitor(ports);
  const platformOf = (user: string): Platform | undefined =>
    ports.platforms().find(({ name }) => name === user.split(':', 1)[0]);
  return {
    wake: ports.wake,
    preview: async (subscription) => (await compose(subscription, Number.POSITIVE_INFINITY)).message,
    async testFeed(url, locale) {
      const { base } = ports.snapshot();
      const visited = await visit(newFeed(url));
      const today = ports.now().toISOString().slice(0, 10);
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
