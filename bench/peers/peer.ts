/** What a person would pick instead: a search over the facts that gives its best one, and how sure it is. */
import type { Fact } from '../../src/knowledge/fact.ts';
import type { FactBase } from '../../src/knowledge/fact-base.ts';
import { wordTokens } from '../../src/knowledge/lexicon.ts';
import { normalise } from '../../src/language/normalise.ts';

/** The best fact with a score; the higher, the surer. Scores of different peers cannot be compared. */
export type Found = { readonly id: string; readonly score: number };

export type Peer = {
  readonly name: string;
  /** @returns null where nothing matches at all. */
  readonly find: (question: string) => Found | null;
};

/** One fact as text, in the one spelling that questions get too. */
export type FactDocument = {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly asked: string;
  /** The same, one by one. */
  readonly phrasings: readonly string[];
  /** Every name of the subject. */
  readonly names: string;
  /** The measure, in both languages. */
  readonly measure: string;
};

/** What is searched, the dearest first, and how much each field counts where a peer can weigh them. */
export const FIELDS = ['names', 'measure', 'asked', 'zh', 'en'] as const;
export const WEIGHTS = { names: 2, measure: 2, asked: 1, zh: 1, en: 1 } as const;

export function factToDocument(fact: Fact, base: FactBase): FactDocument {
  const { label, aliases } = base.entity(fact.subject);
  const { label: measure, negative } = base.metric(fact.metric);
  const loss = typeof fact.value === 'number' && fact.value < 0 ? negative?.label : undefined;
  return {
    id: fact.id,
    zh: normalise(fact.statement.zh),
    en: normalise(fact.statement.en),
    asked: normalise(fact.asked.join(' ')),
    phrasings: fact.asked.map(normalise),
    names: normalise([label.zh, label.en, ...aliases].join(' ')),
    measure: normalise(`${(loss ?? measure).zh} ${(loss ?? measure).en}`),
  };
}

/** Words of a text for searches that do not know Chinese: stems, numbers, and every two neighbouring characters. */
export function terms(text: string): string[] {
  const tokens = wordTokens(normalise(text));
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'han') return [token.key];
    const next = tokens[index + 1];
    if (next?.kind === 'han' && next.start === token.end) return [`${token.key}${next.key}`];
    const before = tokens[index - 1];
    return before?.kind === 'han' && before.end === token.start ? [] : [token.key];
  });
}
