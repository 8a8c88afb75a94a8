/** The tables of the news digests. Released: it never changes. Instants are ISO 8601 in UTC: as text they are in order. */
import type { Kysely } from 'kysely';

export async function createDigest(db: Kysely<unknown>): Promise<void> {
  await createSubscriptions(db);
  await createFeeds(db);
}

async function createSubscriptions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('subscriptions')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('space', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('why', 'text')
    .addColumn('by_user', 'text', (column) => column.notNull())
    .addColumn('made', 'text', (column) => column.notNull())
    .addColumn('done', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('slots')
    .ifNotExists()
    .addColumn('subscription', 'integer', (column) => column.notNull())
    .addColumn('planned', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('lease', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('draft', 'text')
    .addColumn('parts', 'integer', (column) => column.notNull())
    .addColumn('doubt', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('slots_once', ['subscription', 'planned'])
    .execute();
  await db.schema
    .createTable('told')
    .ifNotExists()
    .addColumn('subscription', 'integer', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('told_once', ['subscription', 'item'])
    .execute();
}

async function createFeeds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feeds')
    .ifNotExists()
    .addColumn('url', 'text', (column) => column.primaryKey())
    .addColumn('topics', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text', (column) => column.notNull())
    .addColumn('by_user', 'text', (column) => column.notNull())
    .addColumn('added', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('items')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('dated', 'text', (column) => column.notNull())
    .addColumn('entered', 'text', (column) => column.notNull())
    .addColumn('seen', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('items_dated').ifNotExists().on('items').column('dated').execute();
  await db.schema
    .createTable('notices')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('to_user', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .execute();
}
