/** Ordinary English words: never taken for misspelled names. The list is loaded when the first repair needs it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stemmer } from 'stemmer';

let stems: ReadonlySet<string> | null = null;

/** Whether a lower-case word, or its stem, stands in the spelling dictionary as a common word (no proper names). */
export function isOrdinaryEnglish(word: string): boolean {
  stems ??= loadStems();
  return stems.has(word) || stems.has(stemmer(word));
}

/** The Hunspell list: one word a line, with its affix flags behind a slash. */
function loadStems(): ReadonlySet<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('dictionary-en'));
  const lines = readFileSync(join(folder, 'index.dic'), 'utf8').split('\n');
  const words = lines.map((line) => line.split('/', 1)[0] ?? '').filter((word) => /^[a-z]+$/.test(word));
  return new Set(words.flatMap((word) => [word, stemmer(word)]));
}
