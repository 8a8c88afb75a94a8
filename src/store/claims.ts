/** What was taken up by one process, so that no other takes it up as well. Old rows are of no use to anybody. */
import type { Engine } from './log-store.ts';
import type { ClaimStore } from './store.ts';
import type { Database } from './tables.ts';

/** Slack repeats an event three times within about an hour. */
const KEPT_MS = 2 * 3_600_000;
const SWEPT_EVERY_MS = 10 * 60_000;

export type ClaimParts = {
  readonly db: Database;
  readonly patiently: Engine['patiently'];
  readonly now: () => Date;
};

/** Without the writers' lock: the key itself lets one in, and answers must not wait for one another. */
export function createClaimTable({ db, patiently, now }: ClaimParts): ClaimStore {
  let swept = 0;
  const sweep = async (at: number): Promise<void> => {
    if (at - swept < SWEPT_EVERY_MS) return;
    swept = at;
    const before = new Date(at - KEPT_MS).toISOString();
    await patiently(() => db.deleteFrom('claims').where('at', '<', before).execute());
  };
  return {
    async take(key) {
      const at = now();
      await sweep(at.getTime());
      const taking = db
        .insertInto('claims')
        .values({ key, at: at.toISOString() })
        .onConflict((conflict) => conflict.doNothing());
      const taken = await patiently(() => taking.executeTakeFirst());
      return taken.numInsertedOrUpdatedRows === 1n;
    },
    release: (key) =>
      patiently(async () => {
        await db.deleteFrom('claims').where('key', '=', key).execute();
      }),
  };
}
