/** How the tables came to be, step by step; both engines take the same steps. A step that was released never changes. */
import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { createDigest } from './digest-migration.ts';
import { createClaims, createInstallations } from './slack-migration.ts';
import type { Database } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** Every step bears being taken twice: two processes may start at once on an engine without a lock for it. */
function steps(engine: Engine) {
  return {
    '0001-log': { up: (db: Kysely<unknown>) => createLog(db, engine) },
    '0002-digest': { up: createDigest },
    '0003-claims': { up: (db: Kysely<unknown>) => createClaims(db, engine) },
    '0004-installations': { up: createInstallations },
  };
}

/** What is only ever added to. */
const APPENDED = ['revisions', 'proposals', 'votes', 'endings', 'curators'] as const;

async function createLog(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('revisions')
    .ifNotExists()
    .addColumn('seq', 'integer', (column) => column.primaryKey())
    .addColumn('recorded', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('base', 'integer', (column) => column.notNull())
    .addColumn('change', 'text', (column) => column.notNull())
    .addColumn('undoes', 'integer')
    .addColumn('proposal', 'integer')
    .addUniqueConstraint('revisions_follow', ['target', 'base'])
    .execute();
  await db.schema
    .createTable('proposals')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('made', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('steps', 'text', (column) => column.notNull())
    .addColumn('confirmed', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('votes')
    .ifNotExists()
    .addColumn('proposal', 'integer', (column) => column.notNull())
    .addColumn('by_user', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('votes_once', ['proposal', 'by_user', 'verdict'])
    .execute();
  await db.schema
    .createTable('endings')
    .ifNotExists()
    .addColumn('proposal', 'integer', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('curators')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('curator', 'integer', (column) => column.notNull())
    .addColumn('by_user', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('gaps')
    .ifNotExists()
    .addColumn('form', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('last', 'text', (column) => column.notNull())
    .addColumn('raw', 'text')
    .addPrimaryKeyConstraint('gaps_once', ['form', 'locale'])
    .execute();
  for (const statement of engine === 'sqlite' ? sqliteGuards() : postgresGuards()) {
    await sql.raw(statement).execute(db);
  }
}

function sqliteGuards(): string[] {
  return APPENDED.flatMap((table) =>
    ['update', 'delete'].map(
      (act) =>
        `create trigger if not exists ${table}_${act} before ${act} on ${table} begin select raise(abort, '${table} are only added to'); end`,
    ),
  );
}

function postgresGuards(): string[] {
  return [
    `create or replace function only_added_to() returns trigger language plpgsql as $$ begin raise exception '% are only added to', tg_table_name; end $$`,
    ...APPENDED.map(
      (table) =>
        `create or replace trigger ${table}_kept before update or delete or truncate on ${table} for each statement execute function only_added_to()`,
    ),
  ];
}

const MOST_TRIES = 5;

export type Steps = {
  readonly taken: readonly string[];
  /** Still to be taken, in order. */
  readonly pending: readonly string[];
  /** Taken by a newer program: this one does not know what they did. */
  readonly unknown: readonly string[];
};

/** Changes nothing. */
export async function readSteps(db: Database, engine: Engine): Promise<Steps> {
  const known = Object.keys(steps(engine)).sort();
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) {
    return { taken: [], pending: known, unknown: [] };
  }
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  const taken = rows.map(({ name }) => name).sort();
  return {
    taken,
    pending: known.filter((name) => !taken.includes(name)),
    unknown: taken.filter((name) => !known.includes(name)),
  };
}

/** Brings the tables up to date. Where another process is at it as well, one of the two tries again. */
export async function migrate(db: Database, engine: Engine): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => steps(engine) } });
  for (let tries = 1; ; tries++) {
    const { error } = await migrator.migrateToLatest();
    if (error === undefined) return;
    if (tries === MOST_TRIES) throw error;
  }
}
