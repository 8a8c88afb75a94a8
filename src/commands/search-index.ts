/** Texts found by what is typed of them: parts of words, beginnings, names by other names, a letter wrong. */

import { wordTokens } from '../knowledge/lexicon.ts';
import { normalise } from '../language/normalise.ts';

export type Entry<T> = {
  readonly text: string;
  readonly value: T;
  /** Meanings that stand for it whatever the wording: an entity's or a metric's key. */
  readonly meanings?: readonly string[];
};

type Found<T> = { readonly text: string; readonly value: T; readonly score: number };

export type SearchIndex<T> = {
  /** Best first, equal ones in the order of the entries; the same input finds the same. */
  search(typed: string, meanings?: readonly string[]): Found<T>[];
  /** What a whole name may have been meant for: one Han character in common makes no name like another. */
  near(typed: string, meanings?: readonly string[]): Found<T>[];
};

const MEANING = '@';
const LETTERS = '~';
const HAN = /\p{Script=Han}/u;
/** Below this part of what was typed, an entry has nothing to do with it. */
const LEAST_COVERED = 0.4;
const UNMET = 1;
const STARTS_WITH = 0.6;
const CONTAINS = 0.4;

type Indexed<T> = Entry<T> & { readonly name: string; readonly size: number };

/** Cost linear in the texts; a search costs as much as the entries that share a key with what is typed. */
export function createSearchIndex<T>(entries: readonly Entry<T>[]): SearchIndex<T> {
  const postings = new Map<string, number[]>();
  const indexed = entries.map((entry, at): Indexed<T> => {
    const name = normalise(entry.text);
    const keys = new Set([...keysOf(name), ...(entry.meanings ?? [])]);
    for (const key of keys) {
      const posting = postings.get(key);
      if (posting) posting.push(at);
      else postings.set(key, [at]);
    }
    return { ...entry, name, size: keys.size };
  });
  const weightOf = (key: string): number => {
    const found = postings.get(key)?.length ?? 0;
    const rarity = Math.log(1 + indexed.length / (1 + found));
    // A meaning counts for several characters: it was recognised, not only seen.
    if (key.startsWith(MEANING)) return rarity * 3;
    if (found > 0) return rarity;
    // The word being typed is not finished, and may be misspelled or another name of what is meant.
    return key.startsWith(LETTERS) || HAN.test(key) ? UNMET : 0;
  };
  const find = (name: string, wanted: ReadonlySet<string>): Found<T>[] => {
    const keys = [...wanted].map((key) => ({ key, weight: weightOf(key) }));
    const total = keys.reduce((sum, { weight }) => sum + weight, 0);
    const covered = new Map<number, number>();
    for (const { key, weight } of keys) {
      for (const at of postings.get(key) ?? []) covered.set(at, (covered.get(at) ?? 0) + weight);
    }
    return [...covered]
      .filter(([, weight]) => weight >= total * LEAST_COVERED)
      .map(([at, weight]) => ({ at, score: scoreOf(indexed[at], name, weight / total, keys.length) }))
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .flatMap(({ at, score }) => foundOf(indexed[at], score));
  };
  return {
    search: (typed, meanings = []) => {
      const name = normalise(typed);
      return find(name, new Set([...keysOf(name), ...meanings]));
    },
    near: (typed, meanings = []) => {
      const name = normalise(typed);
      return find(name, new Set([...keysOf(name).filter((key) => !isOneHan(key)), ...meanings]));
    },
  };
}

function isOneHan(key: string): boolean {
  return HAN.test(key) && [...key].length === 1;
}

function foundOf<T>(entry: Indexed<T> | undefined, score: number): Found<T>[] {
  return entry ? [{ text: entry.text, value: entry.value, score }] : [];
}

/** How much of what was typed is met; then beginnings before middles, short before long. */
function scoreOf<T>(entry: Indexed<T> | undefined, typed: string, covered: number, keys: number): number {
  if (!entry) return 0;
  const place = entry.name.startsWith(typed) ? STARTS_WITH : entry.name.includes(typed) ? CONTAINS : 0;
  return covered + place + (0.2 * keys) / (keys + entry.size);
}

/** Han characters alone and in pairs; Latin words whole and by three letters, their beginning marked. */
function keysOf(name: string): string[] {
  const tokens = wordTokens(name);
  return tokens.flatMap(({ key: stem, text, kind, end }, at) => {
    // The stem of 'constructor' is looked up among an object's own names and is no text then.
    const key = typeof stem === 'string' ? stem : text;
    if (kind !== 'han') return kind === 'latin' ? [key, ...trigrams(text)] : [key];
    const next = tokens[at + 1];
    return next?.kind === 'han' && next.start === end ? [key, key + next.key] : [key];
  });
}

function trigrams(word: string): string[] {
  const marked = `^${word}`;
  if (marked.length < 3) return [LETTERS + marked];
  return Array.from({ length: marked.length - 2 }, (_, at) => LETTERS + marked.slice(at, at + 3));
}
