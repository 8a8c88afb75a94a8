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
/** Beside another word of its name, which is written right: 'net los', 'moore treads'. */
const SHORTEST_BESIDE = 3;
const SHORTEST_PHRASE = 7;
const LONGEST_HAN_WINDOW = 10;

type Index = {
  /** Names in Chinese by their sound, two characters and more. */
  readonly bySound: ReadonlyMap<string, readonly Entry[]>;
  /** Latin words that names are made of, by first letter and bigram: a slip spares the first letter. */
  readonly byBigram: ReadonlyMap<string, readonly string[]>;
};
const indexes = new WeakMap<Lexicon, Index>();

/** @returns readings for unknown stretches of the question; the cover decides whether they are used. */
export function proposeRepairs(text: string, { tokens, segments }: Segmented, lexicon: Lexicon): Proposal[] {
  const index = indexOf(lexicon);
  const ordinary = ordinaryWords(text);
  const proposals: Proposal[] = [];
  proposals.push(...repairLatin(unknownSpans(tokens, segments), tokens, index, lexicon));
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
 * one name.
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
  // A short name may be the beginning of a longer one that is misspelled: 摩尔 in 摩尔线城.
  const fixed = named.filter((s) => s.period || s.figure || s.text.length > 2);
  const free = tokens.map(
    (t) => t.kind === 'han' && !fixed.some((s) => s.start <= t.start && t.start < s.end),
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

/**
 * Only what sounds the same is a slip of the keyboard. A name with one character of another sound is as likely the
 * name of something else (摩尔线缆 is not 摩尔线程).
 */
function hanCandidate(window: string, index: Index): Entry | null {
  const entry = only(index.bySound.get(soundOf(window)) ?? []);
  return entry && entry.name !== window ? entry : null;
}

/** One entry, or several that mean the same. */
function only(entries: readonly Entry[]): Entry | null {
  const [first, ...rest] = entries;
  if (!first) return null;
  const meaning = JSON.stringify(nameSenses(first));
  return rest.every((entry) => JSON.stringify(nameSenses(entry)) === meaning) ? first : null;
}

function nameSenses(entry: Entry): Sense[] {
  return nameSensesOf(entry.senses);
}

function nameSensesOf(senses: readonly Sense[]): Sense[] {
  return senses.filter((s) => s.kind === 'entity' || s.kind === 'metric');
}

/** Several misspelled words may make one name ('mooer thraeds'): each is read with the others as they are read best. */
function repairLatin(
  spans: readonly (readonly [number, number])[],
  tokens: Segmented['tokens'],
  index: Index,
  lexicon: Lexicon,
): Proposal[] {
  const candidates = new Map<number, readonly string[]>();
  const beside: Proposal[] = [];
  for (const [from, to] of spans) {
    for (let at = from; at < to; at++) {
      const words = candidatesFor(tokens[at]?.text ?? '', index);
      if (words.length > 0) candidates.set(at, words);
      else beside.push(...repairBeside(at, tokens, index, lexicon));
    }
  }
  const alone = [...candidates].flatMap(([at, words]) => {
    const all = words.map((word) =>
      readWith(
        new Map([...[...candidates].map(([k, [w = '']]) => [k, w] as const), [at, word]]),
        at,
        lexicon,
        tokens,
      ),
    );
    // A word that makes no name here is no reading.
    const readings = all.filter((list) => list.length > 0);
    const [first = [], ...others] = readings;
    // Several spellings of one name are one reading; several names are none.
    const meaning = (list: readonly Proposal[]) => JSON.stringify(list.map((p) => [p.from, p.to, p.senses]));
    return others.every((other) => meaning(other) === meaning(first)) ? first : [];
  });
  return [...alone, ...beside];
}

/** One slip in a word that by itself is too short, or an ordinary one, in a name of several words. */
function repairBeside(at: number, tokens: Segmented['tokens'], index: Index, lexicon: Lexicon): Proposal[] {
  const { text: word = '' } = tokens[at] ?? {};
  if (word.length < SHORTEST_BESIDE || !/^[a-z]+$/.test(word)) return [];
  const readings = latinCandidates(word, index).filter((read) => editDistance(word, read) === 1);
  const proposals = readings.flatMap((read) =>
    readWith(new Map([[at, read]]), at, lexicon, tokens).filter(
      ({ from, to, name }) => to - from > 1 && name.length > SHORTEST_PHRASE,
    ),
  );
  const meaning = (one: Proposal) => JSON.stringify([one.from, one.to, nameSensesOf(one.senses)]);
  const [first] = proposals;
  return first && proposals.every((one) => meaning(one) === meaning(first)) ? [first] : [];
}

function candidatesFor(word: string, index: Index): string[] {
  if (word.length < SHORTEST_LATIN || !/^[a-z]+$/.test(word) || isOrdinaryEnglish(word)) return [];
  const read = latinCandidates(word, index);
  // 'Nvidas revenue': whose it is, written without the mark, and a slip besides.
  const owner = /[^s]s$/.test(word) ? word.slice(0, -1) : '';
  return read.length === 0 && owner.length >= SHORTEST_LATIN ? latinCandidates(owner, index) : read;
}

function readWith(
  read: ReadonlyMap<number, string>,
  at: number,
  lexicon: Lexicon,
  tokens: Segmented['tokens'],
): Proposal[] {
  const repaired = tokens.map((token, i) => {
    const word = read.get(i);
    return word === undefined ? token : { ...token, text: word, key: wordKey(word) };
  });
  const proposals: Proposal[] = [];
  for (let from = Math.max(0, at - 4); from <= at; from++) {
    for (const { end, senses } of lexicon.matches(repaired, from)) {
      const name = repaired
        .slice(from, end)
        .map((token) => token.text)
        .join(' ');
      if (end > at) proposals.push({ from, to: end, senses, name });
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
    .filter(([candidate]) => Math.abs(candidate.length - word.length) <= 2)
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
  const equal = near.filter(({ distance }) => distance === best?.distance).map(({ item }) => item);
  // Letters that only changed places are likelier than letters that changed.
  const swapped = equal.filter((item) => [...item].sort().join('') === [...word].sort().join(''));
  return swapped.length > 0 ? swapped : equal;
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
  return new Set(Array.from({ length: word.length - 1 }, (_, i) => word.charAt(0) + word.slice(i, i + 2)));
}

function indexOf(lexicon: Lexicon): Index {
  const kept = indexes.get(lexicon);
  if (kept) return kept;
  const bySound = new Map<string, Entry[]>();
  const words = new Set<string>();
  for (const entry of lexicon.names()) {
    if (
      /^\p{Script=Han}{2,}$/u.test(entry.name) &&
      entry.senses.some((s) => s.kind === 'entity' || entry.name.length >= 3)
    ) {
      push(bySound, soundOf(entry.name), entry);
    }
  }
  for (const { name } of lexicon.entries()) {
    for (const word of name.split(/[^a-z]+/)) if (word.length >= SHORTEST_BESIDE) words.add(word);
  }
  const byBigram = new Map<string, string[]>();
  for (const word of words) for (const gram of bigrams(word)) push(byBigram, gram, word);
  const index = { bySound, byBigram };
  indexes.set(lexicon, index);
  return index;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
