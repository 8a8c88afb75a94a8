/** The digests' part of the store over Kysely: subscriptions and slots here, feeds and notices beside it. */
import { createFeedTables, keepNotice } from './digest-feeds.ts';
import type { Claim, Claiming, DigestStore, Slot, SlotName, Subscription } from './digest-store.ts';
import type { SlotRow, SubscriptionRow } from './digest-tables.ts';
import type { Write } from './log-store.ts';
import type { Database, Writing } from './tables.ts';

export type DigestParts = {
  readonly db: Database;
  readonly write: Write;
  readonly announce: (writing: Writing) => Promise<void>;
  readonly now: () => Date;
};

/** Slots are kept for whoever asks what became of them, what was told for as long as feeds may bring it again. */
const SLOTS_KEPT = 40 * 24 * 3_600_000;
const TOLD_KEPT = 90 * 24 * 3_600_000;
const ROWS_AT_ONCE = 500;

export function createSqlDigestStore(parts: DigestParts): DigestStore {
  const { db, write, now } = parts;
  return {
    ...createFeedTables(parts),
    ...createSubscriptionTable(parts),
    async isUsed() {
      const [subscription, feed] = await Promise.all([
        db.selectFrom('subscriptions').select('id').limit(1).executeTakeFirst(),
        db.selectFrom('feeds').select('url').limit(1).executeTakeFirst(),
      ]);
      return subscription !== undefined || feed !== undefined;
    },
    claim: (claiming) => write((writing) => claimIn(writing, claiming)),
    progress: (name, holder, { draft, parts: posted, doubt, until }) =>
      write(async (writing) => {
        const changed = await ours(writing, name, holder)
          .set({ draft: JSON.stringify(draft), parts: posted, doubt: doubt ? 1 : 0, lease: until })
          .executeTakeFirst();
        return changed.numUpdatedRows > 0n;
      }),
    finish: (name, holder, ending) =>
      write(async (writing) => {
        const { state, told, seq, why, notice } = ending;
        const closed = await ours(writing, name, holder).set({ state, draft: null }).executeTakeFirst();
        if (closed.numUpdatedRows === 0n) return false;
        const id = name.subscription;
        await writing
          .updateTable('subscriptions')
          .set({ done: name.planned })
          .where('id', '=', id)
          .where('done', '<', name.planned)
          .execute();
        if (seq !== null) {
          await writing.updateTable('subscriptions').set({ seq }).where('id', '=', id).execute();
        }
        if (why !== undefined) {
          await writing
            .updateTable('subscriptions')
            .set({ state: 'ended', why })
            .where('id', '=', id)
            .execute();
        }
        await keepTold(writing, id, told, now());
        if (notice) await keepNotice(writing, notice, now());
        await forgetOld(writing, id, now());
        return true;
      }),
    release: (id, holder) =>
      write(async (writing) => {
        await writing
          .updateTable('slots')
          .set({ lease: now().toISOString() })
          .where('subscription', '=', id)
          .where('state', '=', 'open')
          .where('holder', '=', holder)
          .execute();
      }),
    async openSlots(id) {
      const all = db
        .selectFrom('slots')
        .select(['subscription', 'planned', 'lease'])
        .where('state', '=', 'open');
      const rows = await (id === undefined ? all : all.where('subscription', '=', id)).execute();
      return rows.map(({ subscription, planned, lease: until }) => ({ subscription, planned, until }));
    },
    slots: (id) =>
      db
        .selectFrom('slots')
        .select(['subscription', 'planned', 'state'])
        .where('subscription', '=', id)
        .orderBy('planned')
        .execute(),
    async told(id) {
      const rows = await db.selectFrom('told').select('item').where('subscription', '=', id).execute();
      return new Set(rows.map(({ item }) => item));
    },
  };
}

type SubscriptionPart = Pick<
  DigestStore,
  'subscribe' | 'subscription' | 'subscriptions' | 'setState' | 'endAll' | 'unsubscribe'
>;

function createSubscriptionTable({ db, write, announce, now }: DigestParts): SubscriptionPart {
  return {
    subscribe: ({ platform, space, place, options, by, seq }) =>
      write(async (writing) => {
        const { last } = await writing
          .selectFrom('subscriptions')
          .select(({ fn }) => fn.max('id').as('last'))
          .executeTakeFirstOrThrow();
        // Numbers of slots that are still kept are not given again.
        const { used } = await writing
          .selectFrom('slots')
          .select(({ fn }) => fn.max('subscription').as('used'))
          .executeTakeFirstOrThrow();
        const at = now().toISOString();
        const row: SubscriptionRow = {
          id: Math.max(last ?? 0, used ?? 0) + 1,
          platform,
          space,
          place,
          options: JSON.stringify(options),
          state: 'on',
          why: null,
          by_user: by,
          made: at,
          done: at,
          since: at,
          seq,
        };
        await writing.insertInto('subscriptions').values(row).execute();
        await announce(writing);
        return rowToSubscription(row);
      }),
    async subscriptions(owner) {
      const all = db.selectFrom('subscriptions').selectAll().orderBy('id');
      const own = owner ? all.where('platform', '=', owner.platform).where('space', '=', owner.space) : all;
      return (await own.execute()).map(rowToSubscription);
    },
    async subscription(id) {
      const row = await findSubscription(db, id);
      return row && rowToSubscription(row);
    },
    setState: (id, state) =>
      write(async (writing) => {
        const before = await findSubscription(writing, id);
        if (!before) return false;
        const at = now().toISOString();
        // Slots of the pause are not made up for.
        const done = state === 'on' && before.state !== 'on' && before.done < at ? { done: at } : {};
        await writing
          .updateTable('subscriptions')
          .set({ state, why: null, ...done })
          .where('id', '=', id)
          .execute();
        await announce(writing);
        return true;
      }),
    endAll: ({ platform, space }, why) =>
      write(async (writing) => {
        const rows = await writing
          .selectFrom('subscriptions')
          .select('id')
          .where('platform', '=', platform)
          .where('space', '=', space)
          .where('state', '=', 'on')
          .execute();
        for (const { id } of rows) {
          await writing
            .updateTable('subscriptions')
            .set({ state: 'ended', why })
            .where('id', '=', id)
            .execute();
          await skipOpenSlots(writing, id);
        }
        if (rows.length > 0) await announce(writing);
        return rows.length;
      }),
    unsubscribe: (id) =>
      write(async (writing) => {
        if (!(await findSubscription(writing, id))) return false;
        await writing.deleteFrom('subscriptions').where('id', '=', id).execute();
        await writing.deleteFrom('told').where('subscription', '=', id).execute();
        // Their ends stay: the number is not given again while somebody may still hold one of them.
        await skipOpenSlots(writing, id);
        return true;
      }),
  };
}

async function skipOpenSlots(writing: Writing, id: number): Promise<void> {
  await writing
    .updateTable('slots')
    .set({ state: 'skipped', draft: null })
    .where('subscription', '=', id)
    .where('state', '=', 'open')
    .execute();
}

function findSubscription(from: Writing | Database, id: number): Promise<SubscriptionRow | undefined> {
  return from.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst();
}

async function claimIn(writing: Writing, claiming: Claiming): Promise<Claim> {
  const { subscription: id, planned, holder, now, until: lease } = claiming;
  const subscription = await findSubscription(writing, id);
  if (subscription?.state !== 'on') return { kind: 'over' };
  const open = await writing
    .selectFrom('slots')
    .selectAll()
    .where('subscription', '=', id)
    .where('state', '=', 'open')
    .orderBy('planned')
    .limit(1)
    .executeTakeFirst();
  if (open) {
    if (open.lease > now) return { kind: 'held', until: open.lease };
    const tries = open.tries + 1;
    await ours(writing, open, open.holder).set({ holder, lease, tries }).execute();
    return { kind: 'claimed', slot: rowToSlot({ ...open, tries }) };
  }
  if (subscription.done >= planned) return { kind: 'over' };
  const row: SlotRow = {
    subscription: id,
    planned,
    state: 'open',
    holder,
    lease,
    tries: 1,
    draft: null,
    parts: 0,
    doubt: 0,
  };
  const made = await writing
    .insertInto('slots')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n ? { kind: 'claimed', slot: rowToSlot(row) } : { kind: 'over' };
}

/** The open slot, as far as it is still held under this name. */
function ours(writing: Writing, { subscription, planned }: SlotName, holder: string) {
  return writing
    .updateTable('slots')
    .where('subscription', '=', subscription)
    .where('planned', '=', planned)
    .where('state', '=', 'open')
    .where('holder', '=', holder);
}

async function keepTold(writing: Writing, id: number, told: readonly string[], now: Date): Promise<void> {
  const rows = told.map((item) => ({ subscription: id, item, at: now.toISOString() }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await writing
      .insertInto('told')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function forgetOld(writing: Writing, id: number, now: Date): Promise<void> {
  const before = (age: number): string => new Date(now.getTime() - age).toISOString();
  await writing
    .deleteFrom('slots')
    .where('subscription', '=', id)
    .where('state', '!=', 'open')
    .where('planned', '<', before(SLOTS_KEPT))
    .execute();
  await writing
    .deleteFrom('told')
    .where('subscription', '=', id)
    .where('at', '<', before(TOLD_KEPT))
    .execute();
}

function rowToSubscription({ by_user: by, options, ...row }: SubscriptionRow): Subscription {
  return { ...row, by, options: JSON.parse(options) as unknown };
}

function rowToSlot({ subscription, planned, tries, draft, parts, doubt }: SlotRow): Slot {
  return {
    subscription,
    planned,
    tries,
    draft: draft === null ? null : (JSON.parse(draft) as unknown),
    parts,
    doubt: doubt === 1,
  };
}
