/** The embedded store: one SQLite file. What it has acknowledged is on the disk. */
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { CommitError, type FaultKind } from '../faults.ts';
import { createLogStore } from '../log-store.ts';
import { migrate } from '../migrations.ts';
import type { Store, StoreOptions } from '../store.ts';
import type { Tables } from '../tables.ts';
import { makeFolder } from './make-folder.ts';
import { watchFile } from './watch.ts';

/** How long a writer waits for another to finish, and how long between two looks. */
const BUSY_MS = 5_000;
const LOOK_MS = 5;
/** See https://sqlite.org/rescode.html: another connection holds the lock. */
const SQLITE_BUSY = 5;
/** The file cannot be written to, cannot be read or written at all, is as large as it can be, cannot be opened. */
const FULL: ReadonlySet<number> = new Set([8, 10, 13, 14]);

/** @param file its folder is made where there is none; `:memory:` is kept nowhere. */
export async function openSqliteStore(file: string, options: StoreOptions): Promise<Store> {
  const { now, onFault, mostPages } = options;
  if (file !== ':memory:') makeFolder(dirname(file));
  const raw = new DatabaseSync(file, { timeout: BUSY_MS });
  // In WAL mode only FULL waits for the disk at each commit.
  raw.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: toDatabase(raw) }) });
  try {
    await migrate(db, 'sqlite');
  } catch (error) {
    raw.close();
    throw error;
  }
  if (mostPages !== undefined) raw.exec(`pragma max_page_count = ${Math.trunc(mostPages)}`);
  // Waiting in SQLite would hold up the whole process, and with it the writer that is waited for.
  raw.exec('pragma busy_timeout = 0');
  const watches = new Set<() => void>();
  return createLogStore({
    db,
    now,
    onFault,
    engine: {
      kindOf,
      patiently,
      // The transaction began by taking the lock.
      lock: async () => undefined,
      // The file itself tells.
      announce: async () => undefined,
      watch: (changed) => {
        const stop = watchFile(raw, changed, onFault);
        watches.add(stop);
        return stop;
      },
      close: async () => {
        for (const stop of watches) stop();
        await db.destroy();
      },
    },
  });
}

/** Transactions here write: they take the lock as they begin, for a lock taken later may find what it read outdated. */
export function toDatabase(raw: DatabaseSync): SqliteDatabase {
  return {
    close: () => raw.close(),
    prepare: (sql) => {
      // On a full disk SQLite takes the transaction back by itself; taking it back again would hide the reason.
      if (sql === 'rollback' && !raw.isTransaction) return toDatabase(raw).prepare('select 1');
      const statement = raw.prepare(sql === 'begin' ? 'begin immediate' : sql);
      const given = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...given(parameters)),
        run: (parameters) => statement.run(...given(parameters)),
        iterate: (parameters) => statement.iterate(...given(parameters)),
      };
    },
  };
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += LOOK_MS) {
    try {
      return await work();
    } catch (error) {
      const cause = error instanceof CommitError ? error.cause : error;
      if (resultOf(cause) !== SQLITE_BUSY || waited >= BUSY_MS) throw error;
      await setTimeout(LOOK_MS);
    }
  }
}

/** The primary result code: an extended one says more in its higher bits. */
function resultOf(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}

function kindOf(error: unknown): FaultKind | undefined {
  const result = resultOf(error);
  if (result === SQLITE_BUSY) return 'away';
  return result !== undefined && FULL.has(result) ? 'full' : undefined;
}
