/** One visit at a time to each host, with a gap between two, and none while it has asked to be left alone. */

export type PolitenessPorts = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
};

export type Politeness = {
  /** Runs `visit` when it is the host's turn; jobs of one host run in the order in which they came. */
  inTurn<T>(host: string, visit: () => Promise<T>): Promise<T>;
  /** The host has asked not to be visited before `until`. */
  hold(host: string, until: number): void;
  heldUntil(host: string): number | null;
};

type Line = { tail: Promise<unknown>; waiting: number; freeAt: number };

/** @param gap milliseconds between the end of a visit and the beginning of the next one to the same host. */
export function createPoliteness(gap: number, { now, wait }: PolitenessPorts): Politeness {
  const lines = new Map<string, Line>();
  const held = new Map<string, number>();
  return {
    inTurn: (host, visit) => {
      const line = lines.get(host) ?? { tail: Promise.resolve(), waiting: 0, freeAt: 0 };
      lines.set(host, line);
      line.waiting += 1;
      const turn = line.tail.then(async () => {
        const early = line.freeAt - now();
        if (early > 0) await wait(early);
        try {
          return await visit();
        } finally {
          line.freeAt = now() + gap;
          line.waiting -= 1;
          forgetIdle(lines, now());
        }
      });
      line.tail = turn.catch(() => undefined);
      return turn;
    },
    hold: (host, until) => held.set(host, Math.max(until, held.get(host) ?? 0)),
    heldUntil: (host) => {
      const until = held.get(host);
      if (until === undefined || until > now()) return until ?? null;
      held.delete(host);
      return null;
    },
  };
}

const MOST_LINES = 2000;

/** Hosts come and go with the feeds: those that nobody waits for are forgotten when there are many. */
function forgetIdle(lines: Map<string, Line>, now: number): void {
  if (lines.size <= MOST_LINES) return;
  for (const [host, { waiting, freeAt }] of lines) if (waiting === 0 && freeAt <= now) lines.delete(host);
}
