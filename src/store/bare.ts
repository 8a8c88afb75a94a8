/** The database as it lies there, without bringing it up to date: for looking, for backups, for upgrades. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import { type Engine, migrate, readSteps, type Steps } from './migrations.ts';
import { fileOf, type StorePlace } from './open-store.ts';
import { makeFolder } from './sqlite/make-folder.ts';
import { toDatabase } from './sqlite/open-store.ts';
import type { Database, Tables } from './tables.ts';

export type Bare = { readonly db: Database; readonly engine: Engine };

const CONNECT_MS = 10_000;
const BUSY_MS = 5_000;

/** Opens it, does the work, closes it. Rejects when it cannot be reached. A file is made where there is none. */
export async function withBare<T>(place: StorePlace, work: (bare: Bare) => Promise<T>): Promise<T> {
  const bare = await open(place);
  try {
    return await work(bare);
  } finally {
    await bare.db.destroy();
  }
}

async function open(place: StorePlace): Promise<Bare> {
  if (place.databaseUrl !== undefined) {
    const { Pool } = await import('pg');
    const pool = new Pool({
      connectionString: place.databaseUrl,
      max: 1,
      connectionTimeoutMillis: CONNECT_MS,
    });
    return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), engine: 'postgres' };
  }
  const file = fileOf(place);
  makeFolder(dirname(file));
  const raw = new DatabaseSync(file, { timeout: BUSY_MS });
  const dialect = new SqliteDialect({ database: toDatabase(raw) });
  return { db: new Kysely<Tables>({ dialect }), engine: 'sqlite' };
}

export type Inspection = Steps & {
  /** Undefined when tables can be made and filled; else the engine's own words. */
  readonly refusal?: string;
};

class TakenBack extends Error {}

/** Makes a table and takes it back: what an upgrade and a write need is allowed, and there is room for it. */
async function findRefusal({ db }: Bare): Promise<string | undefined> {
  try {
    await db.transaction().execute(async (writing) => {
      await sql`create table doctor_trial (id integer)`.execute(writing);
      await sql`insert into doctor_trial values (1)`.execute(writing);
      throw new TakenBack();
    });
    return undefined;
  } catch (error) {
    if (error instanceof TakenBack) return undefined;
    return error instanceof Error ? error.message : String(error);
  }
}

/** Leaves the database as it was. Undefined where there is none yet: it is made with the first change. */
export async function inspectStore(place: StorePlace): Promise<Inspection | undefined> {
  if (place.databaseUrl === undefined && !existsSync(fileOf(place))) return undefined;
  return withBare(place, async (bare) => {
    const steps = await readSteps(bare.db, bare.engine);
    const refusal = await findRefusal(bare);
    return { ...steps, ...(refusal === undefined ? {} : { refusal }) };
  });
}

/** @returns the steps that were taken. */
export async function migrateStore(place: StorePlace): Promise<readonly string[]> {
  return withBare(place, async ({ db, engine }) => {
    const { pending } = await readSteps(db, engine);
    await migrate(db, engine);
    return pending;
  });
}
