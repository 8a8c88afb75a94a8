/** The store in PostgreSQL, for several processes on several machines. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { createLogStore } from '../log-store.ts';
import { migrate } from '../migrations.ts';
import type { Store, StoreOptions } from '../store.ts';
import type { Tables } from '../tables.ts';
import { kindOf } from './faults.ts';
import { createPatientPool } from './patient-pool.ts';
import { CHANNEL, createListener } from './watch.ts';

/** Any number; the same in every process. Held until the end of the transaction. */
const WRITER_LOCK = 7_202_611;
const PATIENCE_MS = 10_000;
const MOST_CONNECTIONS = 5;
/** A process that is gone without a word must not keep the writers' lock. */
const IDLE_IN_TRANSACTION_MS = 30_000;

/** @param url a postgres:// address. Rejects when the server cannot be reached. */
export async function openPostgresStore(url: string, options: StoreOptions): Promise<Store> {
  const { now, onFault, patienceMs = PATIENCE_MS } = options;
  await migrateAt(url, patienceMs);
  const pool = new Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: patienceMs,
    // The server stops what nobody waits for any more.
    statement_timeout: patienceMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    application_name: 'chip-facts-bot',
  });
  // An idle connection that breaks is replaced by the next that is needed.
  let closed = false;
  // What breaks while it is being closed is no fault.
  pool.on('error', (error) => !closed && onFault(error));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: createPatientPool(pool, patienceMs) }),
  });
  const listener = createListener(url, { onFault, patienceMs });
  return createLogStore({
    db,
    now,
    onFault,
    engine: {
      kindOf,
      // The server lets writers wait for one another.
      patiently: (work) => work(),
      lock: async (writing) => {
        await sql`select pg_advisory_xact_lock(${WRITER_LOCK})`.execute(writing);
      },
      announce: async (writing) => {
        await sql`select pg_notify(${CHANNEL}, '')`.execute(writing);
      },
      watch: listener.watch,
      close: async () => {
        closed = true;
        await listener.close();
        await db.destroy();
      },
    },
  });
}

/** On a connection of its own: a step over many rows may take as long as it needs. */
async function migrateAt(url: string, patienceMs: number): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: patienceMs });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, 'postgres');
  } finally {
    await db.destroy();
  }
}
