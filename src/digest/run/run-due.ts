/** One subscription: what is due of it now is run, whatever was planned for it. */
import type { Log, Platform } from '../../platforms/platform.ts';
import type { DigestStore } from '../../store/digest-store.ts';
import { dueSlot } from '../schedule.ts';
import type { Compose } from './compose.ts';
import { scheduleOf } from './plan.ts';
import { runSlot } from './run-slot.ts';

export type DuePorts = {
  readonly store: Pick<
    DigestStore,
    'subscription' | 'openSlots' | 'claim' | 'progress' | 'finish' | 'release'
  >;
  readonly platformOf: (name: string) => Pick<Platform, 'post' | 'findPosted'> | undefined;
  readonly compose: Compose;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Another name for every run: two of one process must not take each other's slot for their own. */
  readonly holder: string;
  readonly log: Log;
};

/**
 * Subscriptions of platforms that are off here are left alone. What a platform refuses for now is found again by the next
 * look. Rejects after a failure: then the slot is not held any more.
 */
export async function runDue(id: number, ports: DuePorts): Promise<void> {
  const [subscription, [open]] = await Promise.all([ports.store.subscription(id), ports.store.openSlots(id)]);
  const platform = subscription && ports.platformOf(subscription.platform);
  if (!platform || subscription.state !== 'on') return;
  const due = dueSlot(scheduleOf(subscription), Date.parse(subscription.done), ports.now());
  const left = open ? Date.parse(open.planned) : null;
  const planned = due ?? left;
  if (planned === null) return;
  const compose = () => ports.compose(subscription, planned);
  try {
    await runSlot(subscription, { due, left }, { ...ports, platform, compose });
  } catch (error) {
    // Else the next try would find it held; while the store is away the lease runs out by itself.
    await ports.store.release(id, ports.holder).catch(() => undefined);
    throw error;
  }
}
