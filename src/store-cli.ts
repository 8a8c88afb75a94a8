/** The `store` command line: what an upgrade would do, the upgrade, a backup, and putting one back. */
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { readStoreConfig } from './config.ts';
import { UserError } from './language/user-error.ts';
import { settingErrorToLine } from './settings/settings.ts';
import { BackupError, backUp, type Counts, restore } from './store/backup.ts';
import { inspectStore, migrateStore, withBare } from './store/bare.ts';
import type { StorePlace } from './store/open-store.ts';

const USAGE = 'usage: npm run -s store -- migrate [--dry-run] | backup FILE | restore FILE';

function fail(reason: string, status = 1): never {
  process.stderr.write(`store: ${reason}\n`);
  process.exit(status);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false } },
    });
    return { dryRun: values['dry-run'], positionals };
  } catch {
    return fail(USAGE, 2);
  }
}

async function showSteps(place: StorePlace): Promise<void> {
  const found = await inspectStore(place);
  if (!found) return say('there is no database yet: it is made with the first change');
  if (found.unknown.length > 0)
    fail(`the database is of a newer version: it knows ${found.unknown.join(', ')}`);
  for (const name of found.taken) say(`taken    ${name}`);
  for (const name of found.pending) say(`pending  ${name}`);
  say(found.pending.length === 0 ? 'up to date' : `${found.pending.length} to take; nothing was changed`);
}

async function takeSteps(place: StorePlace): Promise<void> {
  const taken = await migrateStore(place);
  for (const name of taken) say(`taken    ${name}`);
  say('up to date');
}

/** Under another name until it is whole: half a backup is never taken for one. */
async function saveTo(file: string, place: StorePlace): Promise<void> {
  if (existsSync(file)) fail(`${file} is there already`);
  if (!(await inspectStore(place))) fail('there is no database to back up');
  const unfinished = `${file}.unfinished`;
  try {
    const out = createWriteStream(unfinished, { mode: 0o600, flush: true });
    const write = async (line: string): Promise<void> => {
      if (!out.write(`${line}\n`)) await once(out, 'drain');
    };
    const counts = await withBare(place, (bare) => backUp(bare, new Date(), write));
    out.end();
    await finished(out);
    renameSync(unfinished, file);
    sayCounts(counts);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

async function takeFrom(file: string, place: StorePlace): Promise<void> {
  if (!existsSync(file)) fail(`${file} is not there`);
  sayCounts(await withBare(place, (bare) => restore(bare, linesOf(file))));
}

/** Opened when the first line is asked for: lines that come before anybody asks are lost. */
async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

function sayCounts(counts: Counts): void {
  for (const [table, rows] of Object.entries(counts)) say(`${String(rows).padStart(8)}  ${table}`);
}

/** The address of a database may hold a password: only a driver's code is said. */
function reasonOf(error: unknown): string {
  if (error instanceof BackupError) return `not restored: ${error.message}`;
  if (error instanceof UserError) return settingErrorToLine(error);
  if (error instanceof Error && 'code' in error) return `the database cannot be used: ${String(error.code)}`;
  return `the database cannot be used: ${error instanceof Error ? error.message : String(error)}`;
}

const { dryRun, positionals } = readArguments();
const [command, file, ...more] = positionals;
const wantsFile = command === 'backup' || command === 'restore';
if (more.length > 0 || (file !== undefined) !== wantsFile || (dryRun && command !== 'migrate'))
  fail(USAGE, 2);
try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const place = readStoreConfig(process.env);
  if (command === 'migrate') await (dryRun ? showSteps(place) : takeSteps(place));
  else if (command === 'backup') await saveTo(file ?? '', place);
  else if (command === 'restore') await takeFrom(file ?? '', place);
  else fail(USAGE, 2);
} catch (error) {
  fail(reasonOf(error));
}
