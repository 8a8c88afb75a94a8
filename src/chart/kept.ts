/** A bounded store of finished pictures: the least lately used goes first. */

export type Kept<T> = {
  get(key: string): T | undefined;
  set(key: string, value: T, size: number): void;
};

/** @param most the sum of the sizes that are kept; what is larger by itself is not. */
export function createKept<T>(most: number): Kept<T> {
  const entries = new Map<string, { readonly value: T; readonly size: number }>();
  let total = 0;
  const drop = (key: string): void => {
    total -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (!entry) return undefined;
      // A map keeps the order of insertion: put in again, it is the latest.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set: (key, value, size) => {
      drop(key);
      if (size > most) return;
      entries.set(key, { value, size });
      total += size;
      for (const oldest of entries.keys()) {
        if (total <= most) break;
        drop(oldest);
      }
    },
  };
}
