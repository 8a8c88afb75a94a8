/** A small generator of chance (mulberry32) that starts from the printed seed: `SEED=…` repeats a run. */
import { SEED } from '../properties.ts';

export type Random = {
  /** 0 ≤ n < below, a whole number. */
  below(count: number): number;
  /** @throws for an empty list: nothing can be picked from it. */
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
};

/** @param salt tells relations apart, so that one more case in one of them changes no other. */
export function createRandom(salt: string): Random {
  let state = [...salt].reduce((sum, c) => Math.imul(sum ^ c.charCodeAt(0), 0x01000193), SEED) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    chance: (share) => next() < share,
    pick(list) {
      const item = list[below(list.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}
