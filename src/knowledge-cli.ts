/** The `knowledge` command line: folds what was recorded in the chats back into the files, for a pull request. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readStoreConfig } from './config.ts';
import { sameFact } from './knowledge/fact.ts';
import { KnowledgeError } from './knowledge/fault.ts';
import { foldLog } from './knowledge/fold.ts';
import { foldedCounts, foldIntoFiles, type TextFile } from './knowledge/formats/fold-files.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { loadKnowledge } from './knowledge/load.ts';
import type { Revision } from './knowledge/revision.ts';
import { UserError } from './language/user-error.ts';
import { settingErrorToLine } from './settings/settings.ts';
import { mayHoldLog, openStore } from './store/open-store.ts';

const USAGE = 'usage: npm run -s knowledge -- export [--folder DIR]';

function fail(reason: string, status = 2): never {
  process.stderr.write(`knowledge: ${reason}\n`);
  process.exit(status);
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        folder: { type: 'string', default: fileURLToPath(new URL('../knowledge', import.meta.url)) },
      },
    });
    if (positionals.join(' ') !== 'export') return fail(USAGE);
    return values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}; ${USAGE}`);
  }
}

function load(folder: string): Knowledge {
  try {
    return loadKnowledge(folder);
  } catch (error) {
    return fail(error instanceof KnowledgeError ? error.message : `cannot read ${folder}: ${String(error)}`);
  }
}

async function readLog(): Promise<readonly Revision[]> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const place = readStoreConfig(process.env);
  if (!mayHoldLog(place)) return [];
  const store = await openStore(place, { now: () => new Date(), onFault: () => undefined });
  try {
    return await store.revisions();
  } finally {
    await store.close();
  }
}

function readTexts(folder: string): TextFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => ({
      path: relative(folder, join(folder, path)).replaceAll('\\', '/'),
      text: readFileSync(join(folder, path), 'utf8'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The files have to say what the base says, fact by fact. */
function differing(written: Knowledge, wanted: Knowledge): string[] {
  const held = new Map(written.facts.map((fact) => [fact.id, fact]));
  const wrong = wanted.facts.filter((fact) => {
    const own = held.get(fact.id);
    return !own || !sameFact(own, fact);
  });
  const wantedIds = new Set(wanted.facts.map(({ id }) => id));
  return [
    ...wrong.map(({ id }) => id),
    ...written.facts.flatMap(({ id }) => (wantedIds.has(id) ? [] : [id])),
  ];
}

const { folder } = readOptions();
const before = load(folder);
const log = await readLog().catch((error: unknown) =>
  fail(
    error instanceof UserError && error.code === 'bad-setting'
      ? settingErrorToLine(error)
      : `cannot read the store: ${error instanceof UserError ? error.code : (error as Error).name}`,
  ),
);
const { knowledge: after, skipped } = foldLog(before, log);
const changed = foldIntoFiles(readTexts(folder), before, after);
for (const { path, text } of changed) writeFileSync(join(folder, path), text);
const wrong = differing(load(folder), after);
if (wrong.length > 0) fail(`the files do not say what the base says of: ${wrong.join(', ')}`, 1);
const counts = foldedCounts({ before, after });
for (const { seq, reason } of skipped)
  process.stderr.write(`knowledge: revision ${seq} left out: ${reason}\n`);
process.stdout.write(
  `${changed.length} files changed: ${counts.added} facts added, ${counts.changed} changed, ${counts.retracted} retracted; ${counts.sources} sources added\n`,
);
for (const { path } of changed) process.stdout.write(`  ${path}\n`);
