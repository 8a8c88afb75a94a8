/** The store in PostgreSQL, for several processes on several machines. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { createLogStore } from '../log-store.ts';
import { migrate } from '../migrations.ts';
import type { Store, StoreOptions } from '../store.ts';
import type { Tables } from '../tables.ts';
import { CHANNEL, createListener } from './watch.ts';

/** Any number; the same in every process. Held until the end of the transaction. */
const WRITER_LOCK = 7_202_611;
const CONNECT_MS = 10_000;
const MOST_CONNECTIONS = 5;

/** @param url a postgres:// address. Rejects when the server cannot be reached. */
export async function openPostgresStore(url: string, { now, onFault }: StoreOptions): Promise<Store> {
  const pool = new Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'chip-facts-bot',
  });
  // An idle connection that breaks is replaced by the next that is needed.
  let closed = false;
  // What breaks while it is being closed is no fault.
  pool.on('error', (error) => !closed && onFault(error));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, 'postgres');
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const listener = createListener(url, onFault);
  return createLogStore({
    db,
    now,
    engine: {
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
