/** One look at all subscriptions: what is due is run, and when the next is due is said. */
import type { Log, Platform } from '../../platforms/platform.ts';
import type { DigestStore, Subscription } from '../../store/digest-store.ts';
import { dueSlot, readSchedule, type Schedule } from '../schedule.ts';
import type { SubscriptionOptions } from '../subscription.ts';
import type { Composed } from './compose.ts';
import { runSlot } from './run-slot.ts';

export type DuePorts = {
  readonly store: DigestStore;
  readonly platformOf: (name: string) => Platform | undefined;
  /** Called once when something is due; what it gives compiles all digests of this look. */
  readonly openIssue: () => Promise<(subscription: Subscription) => Promise<Composed>>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly holder: string;
  readonly log: Log;
  readonly planner: Planner;
};

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

const AT_ONCE = 8;
/** After a fault that nobody foresaw. */
const FAULT_WAIT = 60_000;

/** @returns when to look again, epoch milliseconds; null when nothing is planned. Subscriptions of platforms that are off here wait. */
export async function runDue(ports: DuePorts): Promise<number | null> {
  const [all, open] = await Promise.all([ports.store.subscriptions(), ports.store.openSlots()]);
  const left = new Map(open.map(({ subscription, planned }) => [subscription, Date.parse(planned)]));
  const on = all.filter(({ state, platform }) => state === 'on' && ports.platformOf(platform) !== undefined);
  let issue: ReturnType<DuePorts['openIssue']> | undefined;
  const compose = async (subscription: Subscription): Promise<Composed> => {
    issue ??= ports.openIssue();
    return (await issue)(subscription);
  };
  const next: number[] = [];
  const queue = on.values();
  const worker = async (): Promise<void> => {
    for (const subscription of queue) {
      const at = await runOne(subscription, left.get(subscription.id) ?? null, { ...ports, compose });
      if (at !== null) next.push(at);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return next.length > 0 ? Math.min(...next) : null;
}

type OnePorts = DuePorts & { readonly compose: (subscription: Subscription) => Promise<Composed> };

/** A fault of one holds up none of the others. */
async function runOne(
  subscription: Subscription,
  left: number | null,
  ports: OnePorts,
): Promise<number | null> {
  const { now, log, platformOf } = ports;
  const platform = platformOf(subscription.platform);
  if (!platform) return null;
  try {
    const { due, next } = ports.planner.plan(subscription, now());
    const again =
      due === null && left === null
        ? null
        : await runSlot(subscription, { due, left }, { ...ports, platform });
    return Math.min(again ?? Number.POSITIVE_INFINITY, next);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    log('error', 'digest-failed', { subscription: subscription.id, error: name, at: framesOf(error) });
    return now() + FAULT_WAIT;
  }
}

function framesOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return frames.slice(0, 4).join(' ');
}

export function scheduleOf({ options }: Subscription): Schedule {
  const { schedule, timezone } = options as SubscriptionOptions;
  return readSchedule(schedule, timezone);
}
