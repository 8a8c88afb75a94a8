/** One look at all subscriptions, as the jobs `plan` and `digest` take it together: what is due is run, all at once. */
import { createPlanner, planSlots } from '../../../src/digest/run/plan.ts';
import { type DuePorts, runDue } from '../../../src/digest/run/run-due.ts';
import type { DigestStore } from '../../../src/store/digest-store.ts';

type LookPorts = Omit<DuePorts, 'store'> & { readonly store: DigestStore };

/** @returns looks, and says when to look again, epoch milliseconds; null when nothing is planned here. */
export function createLook(ports: LookPorts): () => Promise<number | null> {
  const planner = createPlanner();
  const plan = async () => {
    const slots = await planSlots({ ...ports, planner });
    return slots.filter(({ subscription }) => ports.platformOf(subscription.platform) !== undefined);
  };
  return async () => {
    const due = (await plan()).filter(({ at }) => at <= ports.now());
    await Promise.all(due.map(({ subscription }) => runDue(subscription.id, ports)));
    const next = (await plan()).map(({ at }) => at);
    return next.length > 0 ? Math.min(...next) : null;
  };
}
