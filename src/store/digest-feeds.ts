/** Feeds, their items, and notices to people, over Kysely. */
import type { DigestParts } from './digest-sql.ts';
import type { DigestStore, KeptFeed, NewItem, NewNotice, Taking } from './digest-store.ts';
import type { FeedRow } from './digest-tables.ts';
import type { Writing } from './tables.ts';

type FeedPart = Pick<
  DigestStore,
  | 'addFeed'
  | 'removeFeed'
  | 'feeds'
  | 'takeFeeds'
  | 'due'
  | 'visited'
  | 'items'
  | 'knownItems'
  | 'takeNotices'
  | 'dropNotice'
>;

const ROWS_AT_ONCE = 500;

export function createFeedTables({ db, write, announce, now }: DigestParts): FeedPart {
  return {
    addFeed: ({ url, topics, state, by }) =>
      write(async (writing) => {
        const at = now().toISOString();
        const made = await writing
          .insertInto('feeds')
          .values({ url, topics, state: JSON.stringify(state), next_at: at, by_user: by, added: at })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (made.numInsertedOrUpdatedRows !== 1n) return false;
        await announce(writing);
        return true;
      }),
    removeFeed: (url) =>
      write(async (writing) => {
        const gone = await writing.deleteFrom('feeds').where('url', '=', url).executeTakeFirst();
        await writing.deleteFrom('items').where('feed', '=', url).execute();
        return gone.numDeletedRows > 0n;
      }),
    async feeds() {
      const rows = await db.selectFrom('feeds').selectAll().orderBy('added').orderBy('url').execute();
      return rows.map(rowToFeed);
    },
    takeFeeds: (taking) => write((writing) => takeFeedsIn(writing, taking)),
    async due(until) {
      const [feeds, notices] = await Promise.all([
        db.selectFrom('feeds').select(['url', 'next_at']).where('next_at', '<=', until).execute(),
        db.selectFrom('notices').select(['id', 'to_user', 'next_at']).where('next_at', '<=', until).execute(),
      ]);
      return {
        feeds: feeds.map(({ url, next_at: nextAt }) => ({ url, nextAt })),
        notices: notices.map(({ id, to_user: to, next_at: nextAt }) => ({ id, to, nextAt })),
      };
    },
    visited: (url, { state, nextAt, items, keepSince, notices }) =>
      write(async (writing) => {
        const kept = await writing
          .updateTable('feeds')
          .set({ state: JSON.stringify(state), next_at: nextAt })
          .where('url', '=', url)
          .executeTakeFirst();
        if (kept.numUpdatedRows === 0n) return false;
        if (items) await keepItems(writing, { url, items, keepSince, at: now().toISOString() });
        for (const notice of notices) await keepNotice(writing, notice, now());
        return true;
      }),
    async knownItems(ids) {
      const known = new Set<string>();
      for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
        const some = ids.slice(from, from + ROWS_AT_ONCE);
        const rows = await db.selectFrom('items').select('id').where('id', 'in', some).execute();
        for (const { id } of rows) known.add(id);
      }
      return known;
    },
    async items(since) {
      const rows = await db
        .selectFrom('items')
        .select(['id', 'item', 'entered'])
        .where('dated', '>=', since)
        .orderBy('dated')
        .orderBy('id')
        .execute();
      return rows.map(({ id, item, entered }) => ({ id, entered, item: JSON.parse(item) as unknown }));
    },
    takeNotices: ({ now: at, until, most, only }) =>
      write(async (writing) => {
        const rows = await writing
          .selectFrom('notices')
          .selectAll()
          .where('id', 'in', only)
          .where('next_at', '<=', at)
          .orderBy('next_at')
          .limit(most)
          .execute();
        for (const { id, tries } of rows) {
          await writing
            .updateTable('notices')
            .set({ next_at: until, tries: tries + 1 })
            .where('id', '=', id)
            .execute();
        }
        return rows.map(({ id, to_user: to, content, tries }) => ({
          id,
          to,
          tries: tries + 1,
          content: JSON.parse(content) as unknown,
        }));
      }),
    dropNotice: (id) =>
      write(async (writing) => void (await writing.deleteFrom('notices').where('id', '=', id).execute())),
  };
}

async function takeFeedsIn(writing: Writing, { now, until, most, only }: Taking): Promise<KeptFeed[]> {
  const rows = await writing
    .selectFrom('feeds')
    .selectAll()
    .where('url', 'in', only)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('url')
    .limit(most)
    .execute();
  const urls = rows.map(({ url }) => url);
  if (urls.length > 0) {
    await writing.updateTable('feeds').set({ next_at: until }).where('url', 'in', urls).execute();
  }
  return rows.map(rowToFeed);
}

type Keeping = {
  readonly url: string;
  readonly items: readonly NewItem[];
  readonly keepSince: string;
  readonly at: string;
};

/** What is there already stays as it was first read; only that it was seen again is kept. */
async function keepItems(writing: Writing, { url, items, keepSince, at }: Keeping): Promise<void> {
  const rows = items.map(({ id, item, dated }) => ({
    id,
    feed: url,
    item: JSON.stringify(item),
    dated,
    entered: at,
    seen: at,
  }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await writing
      .insertInto('items')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen: at }))
      .execute();
  }
  await writing.deleteFrom('items').where('feed', '=', url).where('seen', '<', keepSince).execute();
}

function rowToFeed({ url, topics, state, next_at: nextAt, by_user: by, added }: FeedRow): KeptFeed {
  return { url, topics, state: JSON.parse(state) as unknown, nextAt, by, added };
}

export async function keepNotice(writing: Writing, { id, to, content }: NewNotice, now: Date): Promise<void> {
  await writing
    .insertInto('notices')
    .values({ id, to_user: to, content: JSON.stringify(content), next_at: now.toISOString(), tries: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
