/** How much each client may ask: a bucket that fills at a steady rate. */

export type RateLimit = {
  /** Takes `cost` from the client's bucket; false when there is not enough in it. */
  take(client: string, cost: number): boolean;
};

export type RateLimitOptions = {
  /** Milliseconds, rising. */
  readonly clock: () => number;
  /** What a client may take at once. */
  readonly burst: number;
  readonly perSecond: number;
};

/** Of more clients than this the one longest unseen is forgotten. */
const MOST_CLIENTS = 10_000;

export function createRateLimit({ clock, burst, perSecond }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  return {
    take: (client, cost) => {
      const now = clock();
      const { left, at } = buckets.get(client) ?? { left: burst, at: now };
      const filled = Math.min(burst, left + ((now - at) * perSecond) / 1_000);
      const granted = filled >= cost;
      // Set anew, it is the youngest of the map.
      buckets.delete(client);
      buckets.set(client, { left: granted ? filled - cost : filled, at: now });
      const [oldest] = buckets.size > MOST_CLIENTS ? buckets.keys() : [];
      if (oldest !== undefined) buckets.delete(oldest);
      return granted;
    },
  };
}
