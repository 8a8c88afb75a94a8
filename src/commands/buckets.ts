/** Token buckets, one for each person: what was not used is saved up to the size. */

export type Buckets = {
  /** @returns false when there is nothing left. @param now milliseconds that only ever grow. */
  take(who: string, now: number): boolean;
  /** Milliseconds from their last `take` until one would be granted. */
  waitFor(who: string): number;
};

export type BucketOptions = {
  readonly size: number;
  /** One more after so many milliseconds. */
  readonly everyMs: number;
  /** The table holds at most so many people; the one who was quiet longest is forgotten first. */
  readonly people: number;
};

type Bucket = { readonly left: number; readonly at: number };

export function createBuckets({ size, everyMs, people }: BucketOptions): Buckets {
  // A Map iterates in insertion order; whoever asks is put at its end.
  const buckets = new Map<string, Bucket>();
  return {
    take(who, now) {
      const { left, at } = buckets.get(who) ?? { left: size, at: now };
      const saved = Math.min(size, left + Math.max(0, now - at) / everyMs);
      const granted = saved >= 1;
      buckets.delete(who);
      buckets.set(who, { left: granted ? saved - 1 : saved, at: now });
      const [oldest] = buckets.size > people ? buckets.keys() : [];
      if (oldest !== undefined) buckets.delete(oldest);
      return granted;
    },
    waitFor: (who) => Math.max(0, 1 - (buckets.get(who)?.left ?? size)) * everyMs,
  };
}
