/** What is to be done by itself, found in the store: looked at every minute, and whenever something was changed. */
import type { Send } from '../../jobs/jobs.ts';
import type { Log } from '../../platforms/platform.ts';
import type { DigestStore, Subscription } from '../../store/digest-store.ts';
import { dueSlot, readSchedule, type Schedule } from '../schedule.ts';
import type { SubscriptionOptions } from '../subscription.ts';
import { dropUntaken } from './notices.ts';
import { hostOf } from './visit-feeds.ts';

/** When subscriptions are due: worked out once for each slot, not at each look. */
export type Planner = {
  /** The slot to run now, and the next one after now. */
  plan(subscription: Subscription, now: number): { readonly due: number | null; readonly next: number };
};

type Planned = { readonly done: string; readonly next: number };

export function createPlanner(): Planner {
  const schedules = new Map<string, Schedule>();
  const planned = new Map<number, Planned>();
  const scheduleFor = (subscription: Subscription): Schedule => {
    const key = JSON.stringify(subscription.options);
    const schedule = schedules.get(key) ?? scheduleOf(subscription);
    schedules.set(key, schedule);
    return schedule;
  };
  return {
    plan(subscription, now) {
      const { id, done } = subscription;
      const known = planned.get(id);
      if (known?.done === done && known.next > now) return { due: null, next: known.next };
      const schedule = scheduleFor(subscription);
      const due = dueSlot(schedule, Date.parse(done), now);
      const next = schedule.next(now);
      if (due === null) planned.set(id, { done, next });
      return { due, next };
    },
  };
}

export function scheduleOf({ options }: Subscription): Schedule {
  const { schedule, timezone } = options as SubscriptionOptions;
  return readSchedule(schedule, timezone);
}

export type SlotPlanPorts = {
  readonly store: Pick<DigestStore, 'subscriptions' | 'openSlots'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly planner: Planner;
  readonly log: Log;
};

export type PlanPorts = SlotPlanPorts & {
  readonly store: Pick<DigestStore, 'due' | 'takeNotices' | 'dropNotice'>;
};

export type PlannedSlot = {
  readonly subscription: Subscription;
  readonly planned: number;
  /** When to run it: at once, when it is due, or when whoever holds it may be given up. */
  readonly at: number;
};

/** For each subscription that is on: what is due or was left behind, and the slot after it. */
export async function planSlots(ports: SlotPlanPorts): Promise<readonly PlannedSlot[]> {
  const [all, open] = await Promise.all([ports.store.subscriptions(), ports.store.openSlots()]);
  const left = new Map(open.map((slot) => [slot.subscription, slot]));
  const now = ports.now();
  return all.flatMap((subscription): PlannedSlot[] => {
    if (subscription.state !== 'on') return [];
    try {
      const { due, next } = ports.planner.plan(subscription, now);
      const held = left.get(subscription.id);
      const planned = due ?? (held ? Date.parse(held.planned) : null);
      const later = { subscription, planned: next, at: next };
      if (planned === null) return [later];
      return [{ subscription, planned, at: held ? Math.max(now, Date.parse(held.until)) : now }, later];
    } catch (error) {
      // A fault of one holds up none of the others.
      const name = error instanceof Error ? error.name : typeof error;
      ports.log('error', 'digest-failed', { subscription: subscription.id, error: name });
      return [];
    }
  });
}

/** Longer than from one look to the next: what comes up meanwhile is there when its time comes. */
const AHEAD = 90_000;

export const PLAN = 'plan';
export const FEED = 'feed';
/** A queue for each platform: a process does the jobs of those that it has on. */
export const digestQueue = (platform: string): string => `digest-${platform}`;
export const noticeQueue = (user: string): string => `notice-${user.split(':', 1)[0]}`;

/** What to send to which queue. */
export async function planJobs(ports: PlanPorts): Promise<ReadonlyMap<string, readonly Send[]>> {
  const until = ports.now() + AHEAD;
  const [slots, { feeds, notices }] = await Promise.all([
    planSlots(ports),
    ports.store.due(new Date(until).toISOString()),
  ]);
  await dropUntaken(notices, ports);
  const jobs = [
    ...slots.filter(({ at }) => at <= until).map(slotToJob),
    ...[...Map.groupBy(feeds, ({ url }) => hostOf(url))].map(hostToJob),
    ...notices.map(({ id, to, nextAt }) => ({
      queue: noticeQueue(to),
      job: { key: id, at: Date.parse(nextAt), data: { id } },
    })),
  ];
  const byQueue = Map.groupBy(jobs, ({ queue }) => queue);
  return new Map([...byQueue].map(([queue, those]) => [queue, those.map(({ job }) => job)]));
}

type Sending = { readonly queue: string; readonly job: Send };

function slotToJob({ subscription: { id, platform }, planned, at }: PlannedSlot): Sending {
  const key = `${id}:${new Date(planned).toISOString()}`;
  return { queue: digestQueue(platform), job: { key, at, data: { subscription: id } } };
}

/** Feeds of one host are visited in one job: no host is visited by two processes at once. */
function hostToJob([host, feeds]: readonly [string, readonly { readonly nextAt: string }[]]): Sending {
  const at = Math.min(...feeds.map(({ nextAt }) => Date.parse(nextAt)));
  return { queue: FEED, job: { key: host, at, data: { host } } };
}
