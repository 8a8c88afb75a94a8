/** What was delivered: each id once, and what is still being answered. */

export type Deliveries = {
  /**
   * Starts `answer` unless `id` was seen before ('known') or `close` was called ('closed'). `answer` must not reject.
   */
  take(id: string, answer: () => Promise<void>): Taken;
  /** Takes nothing from now on. */
  close(): void;
  /** Waits at most `withinMs` for what is being answered; resolves to how many were left unfinished. */
  finish(withinMs: number): Promise<number>;
};

export type Taken = 'taken' | 'known' | 'closed';

/** Resolves to undefined when `promise` has not settled after `ms`. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `remembered` ids are kept: a resumed connection replays at most a few minutes. */
export function createDeliveries(remembered = 2_000): Deliveries {
  const seen = new Set<string>();
  const unfinished = new Set<Promise<void>>();
  let open = true;

  function remember(id: string): void {
    seen.add(id);
    // A Set iterates in insertion order: its first id is the oldest.
    for (const oldest of seen) {
      if (seen.size <= remembered) return;
      seen.delete(oldest);
    }
  }

  return {
    take(id, answer) {
      if (!open) return 'closed';
      if (seen.has(id)) return 'known';
      remember(id);
      const work = answer().finally(() => unfinished.delete(work));
      unfinished.add(work);
      return 'taken';
    },
    close() {
      open = false;
    },
    async finish(withinMs) {
      await within(withinMs, Promise.allSettled(unfinished));
      return unfinished.size;
    },
  };
}
