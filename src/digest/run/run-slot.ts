/**
 * One slot from its claim to its end. Each step is written down before the next: a process that dies between two of
 * them leaves a slot that the next one takes up where it stands, and looks for what may have been posted.
 */
import type { Log, Message, Platform, Sought } from '../../platforms/platform.ts';
import type { DigestStore, Ending, Slot, Subscription } from '../../store/digest-store.ts';
import { CATCH_UP } from '../schedule.ts';
import type { Composed } from './compose.ts';
import { endedNotice } from './notices.ts';
import { digestToParts } from './parts.ts';

export type SlotPorts = {
  readonly store: Pick<DigestStore, 'claim' | 'progress' | 'finish'>;
  readonly platform: Pick<Platform, 'post' | 'findPosted'>;
  readonly compose: (subscription: Subscription) => Promise<Composed>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Another name for every run: two of one process must not take each other's slot for their own. */
  readonly holder: string;
  readonly log: Log;
};

/** What is kept of a slot as soon as it is compiled: whoever takes it up posts the very same. */
type Draft = Omit<Composed, 'message'> & { readonly parts: readonly Message[] };

/** Longer than any platform takes for one post, its own repetitions included. */
export const LEASE = 3 * 60_000;
const SHORTEST_WAIT = 30_000;
const LONGEST_WAIT = 15 * 60_000;

/**
 * @param planned the slot that is due now, epoch milliseconds; null when only one that was left behind is to be settled.
 * @returns when to come again, epoch milliseconds; null when nothing is left to do.
 */
export async function runSlot(
  subscription: Subscription,
  { due, left }: { readonly due: number | null; readonly left: number | null },
  ports: SlotPorts,
): Promise<number | null> {
  const planned = due ?? left;
  if (planned === null) return null;
  for (;;) {
    const now = ports.now();
    const claim = await ports.store.claim({
      subscription: subscription.id,
      planned: iso(planned),
      holder: ports.holder,
      now: iso(now),
      until: iso(now + LEASE),
    });
    if (claim.kind === 'over') return null;
    if (claim.kind === 'held') return Date.parse(claim.until);
    const mine = claim.slot.planned === iso(planned) && due !== null;
    const again = await work({ slot: claim.slot, subscription, outdated: !mine }, ports);
    if (again !== null || mine || due === null) return again;
  }
}

type Work = {
  readonly slot: Slot;
  readonly subscription: Subscription;
  /** A later one is due, or it is too late for it: what is not begun is not begun any more. */
  readonly outdated: boolean;
};

async function work({ slot, subscription, outdated }: Work, ports: SlotPorts): Promise<number | null> {
  const { store, holder, now } = ports;
  const finish = async (ending: Ending): Promise<null> => {
    await store.finish(slot, holder, ending);
    ports.log('info', 'digest-slot', {
      subscription: slot.subscription,
      planned: slot.planned,
      state: ending.state,
      tries: slot.tries,
      // How late it is.
      ms: now() - Date.parse(slot.planned),
    });
    return null;
  };
  if (slot.draft === null && outdated) return finish(SKIPPED);
  const draft = slot.draft === null ? await compile(subscription, ports) : (slot.draft as Draft);
  if (draft.parts.length === 0) return finish({ state: 'empty', told: [], seq: draft.seq });
  const write = (parts: number, doubt: boolean, until: number): Promise<boolean> =>
    store.progress(slot, holder, { draft, parts, doubt, until: iso(until) });

  const { place, space } = subscription;
  let { doubt } = slot;
  for (let at = slot.parts; at < draft.parts.length; at += 1) {
    const message = draft.parts[at] as Message;
    const key = `digest-${slot.subscription}-${slot.planned}-${at}`;
    if (doubt && (await isThere({ place, space, key }, ports))) {
      doubt = false;
      continue;
    }
    if (outdated && (at === 0 || isTooLate(slot, now()))) {
      return finish(at === 0 ? SKIPPED : { state: 'posted', told: draft.told, seq: draft.seq });
    }
    // Written down before it is posted: from here on it may be there.
    if (!(await write(at, true, now() + LEASE))) return null;
    const outcome = await ports.platform.post({ place, space, message, key });
    if (outcome.kind === 'retry') {
      const again = now() + Math.max(outcome.afterMs, backOff(slot.tries));
      await write(at, doubt || outcome.unsure, again);
      return again;
    }
    if (outcome.kind !== 'posted') {
      ports.log('warn', 'digest-refused', { subscription: slot.subscription, code: outcome.code });
      const ending = { state: 'refused', told: draft.told, seq: draft.seq } as const;
      if (outcome.kind === 'failed') return finish(ending);
      const notice = endedNotice(subscription, slot.planned, outcome.code);
      return finish({ ...ending, told: [], seq: null, why: outcome.code, notice });
    }
    doubt = false;
    const isLast = at === draft.parts.length - 1;
    if (!isLast && !(await write(at + 1, false, now() + LEASE))) return null;
  }
  return finish({ state: 'posted', told: draft.told, seq: draft.seq });
}

const SKIPPED: Ending = { state: 'skipped', told: [], seq: null };

async function compile(subscription: Subscription, { compose }: SlotPorts): Promise<Draft> {
  const { message, told, seq } = await compose(subscription);
  return { told, seq, parts: message === null ? [] : digestToParts(message) };
}

async function isThere(sought: Sought, { platform }: SlotPorts): Promise<boolean> {
  return (await platform.findPosted(sought)).kind === 'found';
}

function isTooLate({ planned }: Slot, now: number): boolean {
  return now - Date.parse(planned) > CATCH_UP;
}

function backOff(tries: number): number {
  return Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** Math.min(10, tries - 1));
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
