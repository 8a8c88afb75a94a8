/** The snapshot that follows the log: replaced as a whole after each change, here and in every other process. */
import type { Skipped } from '../knowledge/fold.ts';
import type { Revision } from '../knowledge/revision.ts';
import { extendSnapshot, type Snapshot } from '../knowledge/snapshot.ts';
import { UserError } from '../language/user-error.ts';
import type { Store } from './store.ts';

export type Live = {
  snapshot(): Snapshot;
  /**
   * Opened when first needed: a bot whose facts nobody corrects does without. Rejects with a UserError 'store-away'
   * whose cause is why it cannot be opened.
   */
  store(): Promise<Store>;
  /** Reads what was recorded since; resolves when `snapshot` has it. */
  refresh(): Promise<void>;
  close(): Promise<void>;
};

export type LiveOptions = {
  /** The snapshot of the files alone. */
  readonly initial: Snapshot;
  readonly open: () => Promise<Store>;
  /** After each new snapshot. */
  readonly onChange?: (snapshot: Snapshot) => void;
  /** Each revision that does not fit the files is told once. */
  readonly onSkipped: (skipped: Skipped) => void;
  /** The log could not be read; the last snapshot stands. */
  readonly onFault: (error: unknown) => void;
};

export function createLive({ initial, open, onChange, onSkipped, onFault }: LiveOptions): Live {
  let current = initial;
  let opening: Promise<Store> | undefined;
  let reading: Promise<void> = Promise.resolve();
  let closed = false;
  const told = new Set<number>();

  const take = (fresh: readonly Revision[]): void => {
    const seen = current.revisions.at(-1)?.seq ?? 0;
    const news = fresh.filter(({ seq }) => seq > seen);
    if (news.length === 0) return;
    current = extendSnapshot(current, news);
    for (const skipped of current.skipped) {
      if (!told.has(skipped.seq)) onSkipped(skipped);
      told.add(skipped.seq);
    }
    onChange?.(current);
  };

  /** One reading after the other: two at once could put an older snapshot over a newer one. */
  const read = (from: Store): Promise<void> => {
    const next = reading.then(async () => {
      if (!closed) take(await from.revisions(current.revisions.at(-1)?.seq ?? 0));
    });
    reading = next.catch(() => undefined);
    return next;
  };

  const start = async (): Promise<Store> => {
    const opened = await open();
    opened.watch(() => void read(opened).catch(onFault));
    await read(opened);
    return opened;
  };

  const store = (): Promise<Store> => {
    // One that could not be opened is tried again by the next who needs it.
    opening ??= start().catch((error: unknown) => {
      opening = undefined;
      if (error instanceof UserError) throw error;
      throw new UserError('store-away', {}, { cause: error });
    });
    return opening;
  };

  return {
    snapshot: () => current,
    store,
    refresh: async () => read(await store()),
    async close() {
      closed = true;
      const opened = await opening?.catch(() => undefined);
      await reading;
      await opened?.close();
    },
  };
}
