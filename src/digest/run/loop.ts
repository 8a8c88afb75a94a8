/** Does something whenever it is due: one timer to the next time, set anew after each; no two at once. */
import type { Log } from '../../platforms/platform.ts';

export type Loop = {
  start(): void;
  /** Looks at once: something has changed. */
  wake(): void;
  /** Resolves when what is being done is done. */
  stop(): Promise<void>;
};

export type LoopPorts = {
  /** @returns when it is due again, epoch milliseconds; null when it is not. */
  readonly step: () => Promise<number | null>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Calls once after so many milliseconds. @returns how to call it off. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
  readonly log: Log;
  readonly name: string;
};

/** Other processes change what is due, and a machine that slept has timers that are late: looked at this often at least. */
export const LONGEST_NAP = 60_000;
const FAULT_NAP = 30_000;

export function createLoop({ step, now, after, log, name }: LoopPorts): Loop {
  let callOff: (() => void) | undefined;
  let working: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  const once = async (): Promise<number> => {
    try {
      const next = await step();
      return next === null ? LONGEST_NAP : Math.min(LONGEST_NAP, Math.max(0, next - now()));
    } catch (error) {
      // What is cut short by the end of the process is taken up by the next.
      const kind = error instanceof Error ? error.name : typeof error;
      if (!stopped) log('error', 'loop-failed', { name, error: kind });
      return FAULT_NAP;
    }
  };

  const run = (): void => {
    callOff?.();
    callOff = undefined;
    if (stopped) return;
    if (working) {
      again = true;
      return;
    }
    working = once().then((nap) => {
      working = undefined;
      if (stopped) return;
      const soon = again;
      again = false;
      callOff = after(soon ? 0 : nap, run);
    });
  };

  return {
    start: () => {
      stopped = false;
      run();
    },
    wake: run,
    async stop() {
      stopped = true;
      callOff?.();
      await working;
    },
  };
}
