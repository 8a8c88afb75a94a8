/**
 * Opens the fact base of a folder. What is worked out of its files is kept beside the packages, under the digest of
 * everything it depends on: reading that is ten times as fast as reading the files again.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPrepared, prepare } from './answer/prepared.ts';
import type { FactBase } from './knowledge/fact-base.ts';

const SRC = fileURLToPath(new URL('.', import.meta.url));
export const KNOWLEDGE = fileURLToPath(new URL('../knowledge', import.meta.url));
/** Where tools keep what they can make again; one folder for this program. */
export const CACHE = fileURLToPath(new URL('../node_modules/.cache/chip-facts-bot', import.meta.url));

/** The rooms whose code decides what is worked out. */
const CODE = ['answer', 'knowledge', 'language', 'question'].map((room) => join(SRC, room));
/** The packages that decide how words are spelled and cut: npm's own list of what is installed. */
const PACKAGES = fileURLToPath(new URL('../node_modules/.package-lock.json', import.meta.url));

/** @throws KnowledgeError with every fault of the files; the error of the file system when they cannot be read. */
export async function openBase(folder: string, cache: string = CACHE): Promise<FactBase> {
  const known = existsSync(PACKAGES) ? [PACKAGES] : [];
  const file = join(cache, `base-${digestOf([folder, ...CODE, ...known])}.jsonl`);
  const kept = readKept(file);
  if (kept) return kept;
  const { loadKnowledge } = await import('./knowledge/load.ts');
  const prepared = prepare(loadKnowledge(folder));
  keep(file, prepared, cache);
  return openPrepared(prepared);
}

function readKept(file: string): FactBase | null {
  try {
    return openPrepared(readFileSync(file, 'utf8'));
  } catch {
    // Not there, or cut off: it is made again.
    return null;
  }
}

/** Written whole or not at all; where nothing can be written, the next start works it out again. */
function keep(file: string, text: string, cache: string): void {
  try {
    mkdirSync(cache, { recursive: true });
    for (const old of keptFiles(cache).slice(MOST_KEPT - 1)) rmSync(join(cache, old), { force: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch {
    return;
  }
}

/** Other folders have bases of their own. */
const MOST_KEPT = 4;

function keptFiles(cache: string): string[] {
  return readdirSync(cache).filter((name) => name.startsWith('base-'));
}

function digestOf(paths: readonly string[]): string {
  const digest = createHash('sha1');
  for (const path of paths.flatMap(filesIn))
    digest.update(path).update('\0').update(readFileSync(path)).update('\0');
  return digest.digest('hex');
}

function filesIn(path: string): string[] {
  if (/\.(?:ts|json)$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|yaml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
