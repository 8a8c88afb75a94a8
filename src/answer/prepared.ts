/** What is worked out from a fact base before the first question, as text that can be kept in a file. */
import type { Fact } from '../knowledge/fact.ts';
import { createFactBase, type FactBase } from '../knowledge/fact-base.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { collectWords, createLexicon, type WordEntry, type Words } from '../knowledge/lexicon.ts';
import { giveTerms, type PackedTerms, packTerms } from './terms.ts';
import { type PackedIndex, packIndex, unpackIndex } from './text-index.ts';

/** JSON a line: what the first question needs, the names for repair, then the terms of each fact. */
type Head = {
  readonly knowledge: Knowledge;
  readonly words: Omit<Words, 'entries'>;
  readonly index: PackedIndex;
};

/** Cost linear in facts and words; half a second for a curated base. */
export function prepare(knowledge: Knowledge): string {
  const { entries, ...words } = collectWords(knowledge.vocabulary);
  const base = createFactBase(knowledge, createLexicon(knowledge.vocabulary, { ...words, entries }));
  const head: Head = { knowledge, words, index: packIndex(base) };
  const terms = knowledge.facts.map((fact) => packTerms(fact, base));
  return [head, entries(), ...terms].map((part) => JSON.stringify(part)).join('\n');
}

/**
 * The base that was prepared, at the cost of reading it: lines are parsed when they are needed.
 * @throws when the text is not what `prepare` made.
 */
export function openPrepared(text: string): FactBase {
  const [head = '', entries = '', ...terms] = text.split('\n');
  const { knowledge, words, index }: Head = JSON.parse(head);
  if (terms.length !== knowledge.facts.length) throw new Error('not a whole file');
  const lexicon = createLexicon(knowledge.vocabulary, {
    ...words,
    entries: (): readonly WordEntry[] => JSON.parse(entries),
  });
  const base = createFactBase(knowledge, lexicon);
  const places = new Map<Fact, number>(knowledge.facts.map((fact, place) => [fact, place]));
  giveTerms(lexicon, (fact): PackedTerms | null => JSON.parse(terms[places.get(fact) ?? -1] ?? 'null'));
  unpackIndex(index, base);
  return base;
}
