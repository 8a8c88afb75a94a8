/** Subscriptions without news of their own: what is posted is named by the slot that it is for. */
import type { Composed } from '../../../src/digest/run/compose.ts';
import type { SubscriptionOptions } from '../../../src/digest/subscription.ts';
import type { Log, LogFields, Message } from '../../../src/platforms/platform.ts';
import type { DigestStore, Subscription } from '../../../src/store/digest-store.ts';

export function subscribeTo(
  store: DigestStore,
  options: Partial<SubscriptionOptions> = {},
  place = 'c1',
): Promise<Subscription> {
  const all = { schedule: '0 9 * * *', timezone: 'UTC', topics: '', language: 'zh', ...options } as const;
  return store.subscribe({ platform: 'discord', space: 's1', place, options: all, by: 'discord:7', seq: 0 });
}

/** A digest in so many parts, each of a length that no other one fits beside. */
export function digestOf(name: string, parts = 1): Composed {
  const items = Array.from({ length: parts }, (_, at) => `${name} ${at} ${'芯'.repeat(2_300)}`);
  const message: Message = {
    locale: 'zh',
    blocks: [
      { kind: 'headline', text: name },
      { kind: 'list', items: parts === 1 ? [name] : items },
    ],
    actions: [],
  };
  return { message, told: [`told by ${name}`], seq: 1 };
}

export type Line = { readonly level: string; readonly event: string; readonly fields: LogFields | undefined };

export function createLogBook(): { readonly lines: readonly Line[]; readonly log: Log } {
  const lines: Line[] = [];
  return { lines, log: (level, event, fields) => void lines.push({ level, event, fields }) };
}
