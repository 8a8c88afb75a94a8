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

type Node = { next: Map<string, Node> | null; senses: Sense[] | null };

/** A name in the lexicon as it was written by its curator, and normalised. */
export type Entry = { readonly text: string; readonly name: string; readonly senses: readonly Sense[] };

export type Lexicon = {
  /** All words that start at token `from`, the shortest first; `end` is the index after the last token. */
  matches(tokens: readonly Token[], from: number): { end: number; senses: readonly Sense[] }[];
  /** Names of entities and metrics, for repair; in the order of the vocabulary. */
  readonly names: readonly Entry[];
  /** Function words too, for questions in pinyin. */
  readonly entries: () => Iterable<Entry>;
  knows(key: string): boolean;
};

export function createLexicon(vocabulary: Vocabulary): Lexicon {
  const root: Node = { next: null, senses: null };
  const entries = new Map<string, { text: string; name: string; senses: Sense[] }>();
  const add = (text: string, sense: Sense): void => {
    const name = normalise(text);
    const keys = wordTokens(name).map((token) => token.key);
    if (keys.length === 0) return;
    const senses = insert(root, keys);
    if (senses.some((other) => sameSense(other, sense))) return;
    senses.push(sense);
    const entry = entries.get(name);
    if (entry) entry.senses.push(sense);
    else entries.set(name, { text, name, senses: [sense] });
  };

  addVocabulary(vocabulary, add);
  for (const language of [ZH, EN]) {
    for (const [operation, list] of Object.entries(language.operations)) {
      for (const word of list) add(word, { kind: 'operation', operation: operation as Operation });
    }
    for (const word of language.topic) add(word, { kind: 'topic' });
    for (const word of language.neutral) add(word, { kind: 'neutral' });
  }
  const names = [...entries.values()].filter((entry) =>
    entry.senses.some((s) => s.kind === 'entity' || s.kind === 'metric'),
  );
  return {
    matches: (tokens, from) => matchesFrom(root, tokens, from),
    names,
    entries: () => entries.values(),
    knows: (key) => root.next?.has(key) ?? false,
  };
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

function insert(root: Node, keys: readonly string[]): Sense[] {
  let node = root;
  for (const key of keys) {
    node.next ??= new Map();
    let child = node.next.get(key);
    if (!child) {
      child = { next: null, senses: null };
      node.next.set(key, child);
    }
    node = child;
  }
  node.senses ??= [];
  return node.senses;
}

function matchesFrom(
  root: Node,
  tokens: readonly Token[],
  from: number,
): { end: number; senses: readonly Sense[] }[] {
  const found: { end: number; senses: readonly Sense[] }[] = [];
  let node: Node | undefined = root;
  for (let index = from; index < tokens.length; index++) {
    node = node.next?.get(tokens[index]?.key ?? '');
    if (!node) break;
    if (node.senses) found.push({ end: index + 1, senses: node.senses });
  }
  return found;
}

function sameSense(a: Sense, b: Sense): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
