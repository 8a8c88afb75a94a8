/** The tables of deliveries and installations. Released: they never change. Instants are ISO 8601 in UTC. */
import { type Kysely, sql } from 'kysely';
import type { Engine } from './migrations.ts';

/** Unlogged: a claim need not outlive a crash of the server, and so waits for no disk. */
export async function createClaims(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const table = db.schema.createTable('claims').ifNotExists();
  await (engine === 'postgres' ? table.modifyFront(sql`unlogged`) : table)
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('claims_at').ifNotExists().on('claims').column('at').execute();
}

export async function createInstallations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('installations')
    .ifNotExists()
    .addColumn('space', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('by_user', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
}
