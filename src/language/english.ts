/** Ordinary English words: never taken for misspelled names. The list is loaded when the first repair needs it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

let words: ReadonlySet<string> | null = null;

/** Whether a lower-case word, or what it is an inflection of, is a common word of the spelling dictionary (no names). */
export function isOrdinaryEnglish(word: string): boolean {
  const known = words ?? loadWords();
  words = known;
  return baseForms(word).some((base) => known.has(base));
}

/** Looser than spelling, stricter than a stem: 'sufficency' has the stem of 'suffice' and is no word. */
function baseForms(word: string): string[] {
  const cut = (ending: string, put = '') =>
    word.endsWith(ending) ? [word.slice(0, -ending.length) + put] : [];
  const doubled = /([a-z])\1(?:ed|ing|er)$/.exec(word);
  return [
    word,
    ...cut('s'),
    ...cut('es'),
    ...cut('ies', 'y'),
    ...cut('ed'),
    ...cut('d'),
    ...cut('ied', 'y'),
    ...cut('ing'),
    ...cut('ing', 'e'),
    ...cut('ly'),
    ...cut('er'),
    ...cut('r'),
    ...(doubled ? [word.slice(0, doubled.index + 1)] : []),
  ];
}

/** The Hunspell list: one word a line, with its affix flags behind a slash. */
function loadWords(): ReadonlySet<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('dictionary-en'));
  const lines = readFileSync(join(folder, 'index.dic'), 'utf8').split('\n');
  return new Set(lines.map((line) => line.split('/', 1)[0] ?? '').filter((word) => /^[a-z]+$/.test(word)));
}
