/** Names that were misspelled: proposed only for what nothing else accounts for, and only when one name is meant. */
import Fuse from 'fuse.js';
import type { Entry, Lexicon, Sense } from '../knowledge/lexicon.ts';
import { isOrdinaryEnglish } from '../language/english.ts';
import { soundOf } from '../language/pinyin.ts';
import { wordKey } from '../language/tokens.ts';
import { ordinaryWords, type Proposal, type Segmented } from './segment.ts';

/** fuse.js looks at this many candidates at most: it scans them all. */
const MOST_CANDIDATES = 64;
const SHORTEST_LATIN = 5;
const LONGEST_HAN_WINDOW = 10;

type Index = {
  /** Names in Chinese by their sound, two characters and more. */
  readonly bySound: ReadonlyMap<string, readonly Entry[]>;
  /** Names in Chinese of four characters and more, by each string that one character less leaves. */
  readonly byDeletion: ReadonlyMap<string, readonly Entry[]>;
  /** Latin words that names are made of, by bigram. */
  readonly byBigram: ReadonlyMap<string, readonly string[]>;
};
const indexes = new WeakMap<Lexicon, Index>();

/** @returns readings for unknown stretches of the question; the cover decides whether they are used. */
export function proposeRepairs(text: string, { tokens, segments }: Segmented, lexicon: Lexicon): Proposal[] {
  const index = indexOf(lexicon);
  const ordinary = ordinaryWords(text);
  const proposals: Proposal[] = [];
  for (const [from, to] of unknownSpans(tokens, segments)) {
    const first = tokens[from];
    if (first?.kind === 'latin') {
      for (let at = from; at < to; at++)
        proposals.push(...repairLatin(tokens[at]?.text ?? '', at, index, lexicon, tokens));
    }
  }
  proposals.push(...repairHan(tokens, segments, index, ordinary));
  return proposals;
}

function unknownSpans(tokens: Segmented['tokens'], segments: Segmented['segments']): [number, number][] {
  return segments
    .filter((s) => s.senses.length === 0 && !s.period && !s.figure)
    .map((s) => {
      const from = tokens.findIndex((t) => t.start === s.start);
      let to = from + 1;
      while (to < tokens.length && (tokens[to]?.end ?? 0) <= s.end) to++;
      return [from, to];
    });
}

/**
 * Windows of Chinese characters with at least one unknown, or with none that is a name: the same sound as exactly
 * one name, or a name of four characters and more with one character different.
 */
function repairHan(
  tokens: Segmented['tokens'],
  segments: Segmented['segments'],
  index: Index,
  ordinary: ReadonlyMap<number, number>,
): Proposal[] {
  const named = segments.filter(
    (s) => s.period || s.figure || s.senses.some((x) => x.kind === 'entity' || x.kind === 'other'),
  );
  const free = tokens.map(
    (t) => t.kind === 'han' && !named.some((s) => s.start <= t.start && t.start < s.end),
  );
  const unknown = tokens.map((t) =>
    segments.some((s) => s.senses.length === 0 && s.start <= t.start && t.start < s.end),
  );
  const proposals: Proposal[] = [];
  for (let from = 0; from < tokens.length; from++) {
    for (
      let to = from + 2;
      to <= Math.min(tokens.length, from + LONGEST_HAN_WINDOW) && free[to - 1] && free[from];
      to++
    ) {
      const window = tokens.slice(from, to);
      const start = window[0]?.start ?? 0;
      const end = window.at(-1)?.end ?? 0;
      if (end - start !== window.length || (to - from < 4 && !unknown.slice(from, to).some(Boolean)))
        continue;
      // 海关 sounds like 海光 and is an ordinary word: nobody misspelled anything.
      if (ordinary.get(start) === end && window.length < 3) continue;
      const entry = hanCandidate(window.map((t) => t.text).join(''), index);
      if (entry) proposals.push({ from, to, senses: nameSenses(entry), name: entry.text });
    }
  }
  return proposals;
}

function hanCandidate(window: string, index: Index): Entry | null {
  const bySound = only(index.bySound.get(soundOf(window)) ?? []);
  if (bySound && bySound.name !== window) return bySound;
  if (window.length < 4) return null;
  const near = new Set<Entry>();
  for (let skip = 0; skip < window.length; skip++) {
    const key = `${skip}:${window.slice(0, skip)}${window.slice(skip + 1)}`;
    for (const entry of index.byDeletion.get(key) ?? []) near.add(entry);
  }
  return only([...near]);
}

/** One entry, or several that mean the same. */
function only(entries: readonly Entry[]): Entry | null {
  const [first, ...rest] = entries;
  if (!first) return null;
  const meaning = JSON.stringify(nameSenses(first));
  return rest.every((entry) => JSON.stringify(nameSenses(entry)) === meaning) ? first : null;
}

function nameSenses(entry: Entry): Sense[] {
  return entry.senses.filter((s) => s.kind === 'entity' || s.kind === 'metric');
}

function repairLatin(
  word: string,
  at: number,
  index: Index,
  lexicon: Lexicon,
  tokens: Segmented['tokens'],
): Proposal[] {
  if (word.length < SHORTEST_LATIN || !/^[a-z]+$/.test(word) || isOrdinaryEnglish(word)) return [];
  const readings = latinCandidates(word, index).map((candidate) => readWith(candidate, at, lexicon, tokens));
  const [first = [], ...others] = readings;
  // Several spellings of one name are one reading; several names are none.
  const meaning = (list: readonly Proposal[]) => JSON.stringify(list.map((p) => [p.from, p.to, p.senses]));
  return others.every((other) => meaning(other) === meaning(first)) ? first : [];
}

function readWith(candidate: string, at: number, lexicon: Lexicon, tokens: Segmented['tokens']): Proposal[] {
  // The repaired word may be one of several that make a name: 'mooer threads'.
  const repaired = tokens.map((token, i) => (i === at ? { ...token, key: wordKey(candidate) } : token));
  const proposals: Proposal[] = [];
  for (let from = Math.max(0, at - 4); from <= at; from++) {
    for (const { end, senses } of lexicon.matches(repaired, from)) {
      if (end > at) proposals.push({ from, to: end, senses, name: candidate });
    }
  }
  return proposals;
}

/** The nearest known words within the distance that its length allows, beginning with the same letter. */
function latinCandidates(word: string, index: Index): string[] {
  const counts = new Map<string, number>();
  for (const gram of bigrams(word)) {
    for (const candidate of index.byBigram.get(gram) ?? [])
      counts.set(candidate, (counts.get(candidate) ?? 0) + 1);
  }
  const likely = [...counts]
    .filter(([candidate]) => candidate[0] === word[0] && Math.abs(candidate.length - word.length) <= 2)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_CANDIDATES)
    .map(([candidate]) => candidate);
  const fuse = new Fuse(likely, { ignoreLocation: true, ignoreFieldNorm: true, threshold: 0.5 });
  const near = fuse
    .search(word)
    .map(({ item }) => ({ item, distance: editDistance(word, item) }))
    .filter(({ item, distance }) => distance <= (Math.min(word.length, item.length) >= 8 ? 2 : 1))
    .sort((a, b) => a.distance - b.distance);
  const [best] = near;
  return near.filter(({ distance }) => distance === best?.distance).map(({ item }) => item);
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours count 1 each. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1] ?? [];
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

function bigrams(word: string): Set<string> {
  return new Set(Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2)));
}

function indexOf(lexicon: Lexicon): Index {
  const kept = indexes.get(lexicon);
  if (kept) return kept;
  const bySound = new Map<string, Entry[]>();
  const byDeletion = new Map<string, Entry[]>();
  const words = new Set<string>();
  for (const entry of lexicon.names) {
    if (
      /^\p{Script=Han}{2,}$/u.test(entry.name) &&
      entry.senses.some((s) => s.kind === 'entity' || entry.name.length >= 3)
    ) {
      push(bySound, soundOf(entry.name), entry);
      const named = entry.senses.some((s) => s.kind === 'entity');
      for (let skip = 0; named && entry.name.length >= 4 && skip < entry.name.length; skip++) {
        push(byDeletion, `${skip}:${entry.name.slice(0, skip)}${entry.name.slice(skip + 1)}`, entry);
      }
    }
  }
  for (const { name } of lexicon.entries()) {
    for (const word of name.split(/[^a-z]+/)) if (word.length >= SHORTEST_LATIN - 1) words.add(word);
  }
  const byBigram = new Map<string, string[]>();
  for (const word of words) for (const gram of bigrams(word)) push(byBigram, gram, word);
  const index = { bySound, byDeletion, byBigram };
  indexes.set(lexicon, index);
  return index;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
