/**
 * Everything that is kept, as JSON Lines that belong to no engine: a head, a line for each row, and an end without which
 * the backup is not whole. What PostgreSQL keeps in other schemas (a job queue) is not ours and not in it.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Bare } from './bare.ts';
import { migrate, readSteps } from './migrations.ts';
import type { Database, Writing } from './tables.ts';

const FORMAT = 'chip-facts-backup';

const headSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  at: z.string(),
  steps: z.array(z.string()),
});
const rowSchema = z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) });
const endSchema = z.object({ end: z.record(z.string(), z.number()) });

export class BackupError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'BackupError';
  }
}

export type Counts = Readonly<Record<string, number>>;

type Write = (line: string) => void | Promise<void>;

/** Hands the lines to `write`, all of one moment. @throws BackupError when the tables are not up to date. */
export async function backUp({ db, engine }: Bare, at: Date, write: Write): Promise<Counts> {
  const transaction = db.transaction();
  const settled = engine === 'postgres' ? transaction.setIsolationLevel('repeatable read') : transaction;
  return settled.execute(async (reading) => {
    const { taken, pending, unknown } = await readSteps(reading, engine);
    if (pending.length + unknown.length > 0)
      throw new BackupError('the tables are of another version of the program');
    await write(JSON.stringify({ format: FORMAT, version: 1, at: at.toISOString(), steps: taken }));
    const counts: Record<string, number> = {};
    for (const table of await tablesOf(reading, engine)) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(reading);
      for (const row of rows) await write(JSON.stringify({ table, row: toJson(row) }));
      counts[table] = rows.length;
    }
    await write(JSON.stringify({ end: counts }));
    return counts;
  });
}

/**
 * Puts a backup into an empty database: all of it or nothing.
 * @throws BackupError when the backup is not whole or of another version, or the database holds something.
 */
export async function restore({ db, engine }: Bare, lines: AsyncIterable<string>): Promise<Counts> {
  await migrate(db, engine);
  return db.transaction().execute(async (writing) => {
    const tables = await tablesOf(writing, engine);
    await refuseFull(writing, tables);
    const counts: Record<string, number> = Object.fromEntries(tables.map((table) => [table, 0]));
    let ended: Counts | undefined;
    let first = true;
    for await (const line of lines) {
      if (ended) throw new BackupError('there is something behind its end');
      const value = parse(line);
      if (first) await checkHead(value, { db: writing, engine });
      else if (endSchema.safeParse(value).success) ended = endSchema.parse(value).end;
      else await insert(writing, value, counts);
      first = false;
    }
    if (!ended) throw new BackupError('it is cut off: its end is missing');
    if (JSON.stringify(sorted(ended)) !== JSON.stringify(sorted(counts)))
      throw new BackupError('rows are missing');
    return counts;
  });
}

function sorted(counts: Counts): unknown {
  return Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BackupError('a line of it is no JSON');
  }
}

async function checkHead(
  value: unknown,
  { db, engine }: { db: Database; engine: Bare['engine'] },
): Promise<void> {
  const head = headSchema.safeParse(value);
  if (!head.success) throw new BackupError('it is no backup of this program');
  const { taken } = await readSteps(db, engine);
  if (head.data.steps.join() !== taken.join()) {
    throw new BackupError('it is of another version of the program: restore it with that one, then upgrade');
  }
}

async function refuseFull(writing: Writing, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(writing);
    if (rows.length > 0) throw new BackupError(`the database is not empty: ${table} has rows`);
  }
}

async function insert(writing: Writing, value: unknown, counts: Record<string, number>): Promise<void> {
  const read = rowSchema.safeParse(value);
  if (!read.success) throw new BackupError('a line of it is no row');
  const { table, row } = read.data;
  if (counts[table] === undefined) throw new BackupError(`there is no table ${table}`);
  const columns = Object.keys(row).map((column) => sql.ref(column));
  const values = Object.values(row).map((each) => sql`${fromJson(each)}`);
  await sql`insert into ${sql.table(table)} (${sql.join(columns)}) values (${sql.join(values)})`.execute(
    writing,
  );
  counts[table] += 1;
}

/** Of use for two hours: whoever puts a backup back has no delivery under way. */
const NOT_WORTH_KEEPING: ReadonlySet<string> = new Set(['claims']);

/** Ours, in the order of their names; migrations are the program's. */
async function tablesOf(db: Database, engine: Bare['engine']): Promise<string[]> {
  const tables = await db.introspection.getTables();
  const own = engine === 'postgres' ? await schemaOf(db) : undefined;
  return tables
    .filter(({ schema, isView }) => schema === own && !isView)
    .map(({ name }) => name)
    .filter((name) => !NOT_WORTH_KEEPING.has(name))
    .sort();
}

/** Where PostgreSQL makes and looks for tables of this user: `public`, or a schema of its own. */
async function schemaOf(db: Database): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  return rows[0]?.name;
}

/** Bytes have no form in JSON. */
function toJson(row: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
    ]),
  );
}

function fromJson(value: unknown): unknown {
  const bytes = z.strictObject({ base64: z.string() }).safeParse(value);
  return bytes.success ? Buffer.from(bytes.data.base64, 'base64') : value;
}
