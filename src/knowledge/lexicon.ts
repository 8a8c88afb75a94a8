/** Every word the bot knows, in one tree: longest match over tokens, cost linear in the length of the question. */
import { normalise } from '../language/normalise.ts';
import { type Token, tokenise } from '../language/tokens.ts';
import type { Operation } from '../language/words.ts';
import { EN } from '../language/words-en.ts';
import { ZH } from '../language/words-zh.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a word may mean. A word with several senses keeps them all: the facts decide. */
export type Sense =
  | { readonly kind: 'entity'; readonly id: string }
  | { readonly kind: 'metric'; readonly id: string; readonly negative: boolean }
  /** A name or measure of the field that the base holds nothing about. */
  | { readonly kind: 'other'; readonly index: number }
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'word'; readonly group: number }
  | { readonly kind: 'neutral' }
  | { readonly kind: 'topic' };

/** A name in the lexicon as it was written by its curator, and normalised. */
export type Entry = { readonly text: string; readonly name: string; readonly senses: readonly Sense[] };

export type Lexicon = {
  /** All words that start at token `from`, the shortest first; `end` is the index after the last token. */
  matches(tokens: readonly Token[], from: number): { end: number; senses: readonly Sense[] }[];
  /** Names of entities and metrics, for repair; in the order of the vocabulary. */
  readonly names: () => readonly Entry[];
  /** Function words too, for questions in pinyin. */
  readonly entries: () => readonly Entry[];
};

/** What a lexicon is made of, as plain data: normalising and cutting every word again takes longer than reading it. */
export type Words = {
  readonly senses: readonly Sense[];
  /**
   * Keys of the tokens of a word, joined by `JOIN`, with the places of its senses in `senses`: none for what is only the
   * beginning of a word.
   */
  readonly words: readonly (readonly [key: string, senses: readonly number[]])[];
  /** Words of several names with one stem ('Enflame', 'Enflam'): their senses by the name as it is spelled. */
  readonly spelled: readonly (readonly [
    key: string,
    names: readonly (readonly [string, readonly number[]])[],
  ])[];
  /** Only repair and pinyin need them. */
  readonly entries: () => readonly WordEntry[];
};
export type WordEntry = readonly [text: string, name: string, senses: readonly number[]];

/** Stands in no token. */
const JOIN = '\n';

/** @param words of this very vocabulary, where they were collected before. */
export function createLexicon(vocabulary: Vocabulary, words: Words = collectWords(vocabulary)): Lexicon {
  const places = new Map(words.words);
  const spelled = new Map(words.spelled.map(([key, names]) => [key, new Map(names)]));
  const toSenses = (own: readonly number[]): Sense[] => own.flatMap((at) => words.senses[at] ?? []);
  let entries: readonly Entry[] | undefined;
  const allEntries = () => {
    entries ??= words.entries().map(([text, name, own]) => ({ text, name, senses: toSenses(own) }));
    return entries;
  };
  return {
    matches: (tokens, from) =>
      matchesFrom(places, tokens, from).map(({ key, end, own }) => ({
        end,
        senses: toSenses(spelled.get(key)?.get(spelling(tokens.slice(from, end))) ?? own),
      })),
    names: () =>
      allEntries().filter((entry) => entry.senses.some((s) => s.kind === 'entity' || s.kind === 'metric')),
    entries: allEntries,
  };
}

/** Where words of one stem mean different things ('inflation', 'inflated'), the one that is written is meant. */
const SPELLED: readonly Sense['kind'][] = ['entity', 'metric', 'other'];

/** Every word of the vocabulary and of both languages, with all that it may mean. */
export function collectWords(vocabulary: Vocabulary): Words {
  const senses = new Map<string, { readonly place: number; readonly sense: Sense }>();
  const words = new Map<string, number[]>();
  const names = new Map<string, Map<string, number[]>>();
  const entries = new Map<string, [text: string, name: string, senses: number[]]>();
  const add = (text: string, sense: Sense): void => {
    const name = normalise(text);
    const key = wordTokens(name)
      .map((token) => token.key)
      .join(JOIN);
    if (key === '') return;
    const id = senseKey(sense);
    const { place } = senses.get(id) ?? { place: senses.size };
    senses.set(id, { place, sense });
    if (SPELLED.includes(sense.kind)) remember(names, key, { spelled: spelling(wordTokens(name)), place });
    const known = words.get(key);
    if (known?.includes(place)) return;
    if (known) known.push(place);
    else words.set(key, [place]);
    const entry = entries.get(name);
    if (entry) entry[2].push(place);
    else entries.set(name, [text, name, [place]]);
  };
  addVocabulary(vocabulary, add);
  for (const language of [ZH, EN]) {
    for (const [operation, list] of Object.entries(language.operations)) {
      for (const word of list) add(word, { kind: 'operation', operation: operation as Operation });
    }
    for (const word of language.topic) add(word, { kind: 'topic' });
    for (const word of language.neutral) add(word, { kind: 'neutral' });
  }
  const list = [...entries.values()];
  const kinds = [...senses.values()].map(({ sense }) => sense.kind);
  return {
    senses: [...senses.values()].map(({ sense }) => sense),
    words: [...withBeginnings(words)],
    spelled: [...names]
      .filter(([, own]) => differ(own))
      .map(([key, own]) => {
        // What a word does in a question it does in every form.
        const always = words.get(key)?.filter((place) => !SPELLED.includes(kinds[place] ?? 'entity')) ?? [];
        // Measures alone are named by any form: 'ships' is 'shipped'.
        const telling = [...own].filter(([, places]) => places.some((place) => kinds[place] !== 'metric'));
        return [key, telling.map(([name, places]) => [name, [...places, ...always]] as const)];
      }),
    entries: () => list,
  };
}

/** The words as they are written, without the possessive. */
function spelling(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text.replace(/'s?$/, '')).join(' ');
}

function remember(
  names: Map<string, Map<string, number[]>>,
  key: string,
  { spelled, place }: { readonly spelled: string; readonly place: number },
): void {
  const own = names.get(key) ?? new Map<string, number[]>();
  names.set(key, own);
  own.set(spelled, [...new Set([...(own.get(spelled) ?? []), place])]);
}

/** Whether spellings of one key name different things. */
function differ(names: ReadonlyMap<string, readonly number[]>): boolean {
  return new Set([...names.values()].map((places) => places.join())).size > 1;
}

function withBeginnings(words: ReadonlyMap<string, number[]>): Map<string, readonly number[]> {
  const all = new Map<string, readonly number[]>(words);
  for (const key of words.keys()) {
    for (let at = key.indexOf(JOIN); at > 0; at = key.indexOf(JOIN, at + 1)) {
      const beginning = key.slice(0, at);
      if (!all.has(beginning)) all.set(beginning, NONE);
    }
  }
  return all;
}

const NONE: readonly number[] = [];

function senseKey(sense: Sense): string {
  switch (sense.kind) {
    case 'entity':
      return `e ${sense.id}`;
    case 'metric':
      return `m ${sense.id} ${sense.negative}`;
    case 'other':
      return `o ${sense.index}`;
    case 'operation':
      return `op ${sense.operation}`;
    case 'word':
      return `w ${sense.group}`;
    default:
      return sense.kind;
  }
}

function addVocabulary(vocabulary: Vocabulary, add: (text: string, sense: Sense) => void): void {
  for (const { id, label, aliases } of vocabulary.entities) {
    for (const name of [label.zh, label.en, ...aliases]) add(name, { kind: 'entity', id });
  }
  for (const { id, label, words, negative } of vocabulary.metrics) {
    for (const word of [label.zh, label.en, ...words]) add(word, { kind: 'metric', id, negative: false });
    for (const word of negative ? [negative.label.zh, negative.label.en, ...negative.words] : []) {
      add(word, { kind: 'metric', id, negative: true });
    }
  }
  for (const [index, { label, words }] of vocabulary.others.entries()) {
    for (const word of [label.zh, label.en, ...words]) add(word, { kind: 'other', index });
  }
  for (const [group, words] of vocabulary.wordGroups.entries()) {
    for (const word of words) add(word, { kind: 'word', group });
  }
}

/** The tokens that names are made of: punctuation never decides whether a name matches. */
export function wordTokens(normalised: string): Token[] {
  return tokenise(normalised).filter((token) => token.kind !== 'mark');
}

function matchesFrom(
  places: ReadonlyMap<string, readonly number[]>,
  tokens: readonly Token[],
  from: number,
): { key: string; end: number; own: readonly number[] }[] {
  const found: { key: string; end: number; own: readonly number[] }[] = [];
  let key = '';
  for (let index = from; index < tokens.length; index++) {
    const token = tokens[index]?.key ?? '';
    key = index === from ? token : key + JOIN + token;
    const own = places.get(key);
    if (own === undefined) break;
    if (own.length > 0) found.push({ key, end: index + 1, own });
  }
  return found;
}
