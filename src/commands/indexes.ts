/** What completions and near misses are looked up in, built once for each snapshot when first needed. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { wordTokens } from '../knowledge/lexicon.ts';
import type { Locale } from '../language/locale.ts';
import { normalise } from '../language/normalise.ts';
import { questionsFor } from './questions.ts';
import { createSearchIndex, type Entry, type SearchIndex } from './search-index.ts';

type QuestionEntry = { readonly fact: Fact; readonly locale: Locale };

export type Indexes = {
  readonly questions: SearchIndex<QuestionEntry>;
  /** Names of entities, values their ids; of those only that some fact involves. */
  readonly entities: SearchIndex<string>;
  /** Words of metrics that have figures, values their ids. */
  readonly metrics: SearchIndex<string>;
  readonly facts: SearchIndex<Fact>;
};

const LOCALES: readonly Locale[] = ['zh', 'en'];
const kept = new WeakMap<FactBase, Indexes>();

export function indexesOf(base: FactBase): Indexes {
  const before = kept.get(base);
  if (before) return before;
  const indexes = createIndexes(base);
  kept.set(base, indexes);
  return indexes;
}

function createIndexes(base: FactBase): Indexes {
  return {
    questions: createSearchIndex(base.facts.flatMap((fact) => questionEntries(fact, base))),
    entities: createSearchIndex(entityEntries(base)),
    metrics: createSearchIndex(metricEntries(base)),
    facts: createSearchIndex(base.facts.flatMap((fact) => factEntries(fact))),
  };
}

function questionEntries(fact: Fact, base: FactBase): Entry<QuestionEntry>[] {
  const meanings = [entityKey(fact.subject), metricKey(fact.metric), ...fact.objects.map(entityKey)];
  return LOCALES.flatMap((locale) => {
    const questions = questionsFor(fact, locale, base);
    return questions.map((text) => ({ text, value: { fact, locale }, meanings }));
  });
}

function entityEntries(base: FactBase): Entry<string>[] {
  return base.vocabulary.entities
    .filter(({ id }) => base.factsAbout(id).length > 0)
    .flatMap(({ id, label, aliases }) =>
      [label.zh, label.en, ...aliases].map((text) => ({ text, value: id, meanings: [entityKey(id)] })),
    );
}

function metricEntries(base: FactBase): Entry<string>[] {
  return base.vocabulary.metrics
    .filter(({ id }) => base.factsOf(id).some((fact) => fact.unit !== null))
    .flatMap(({ id, label, words, negative }) => {
      const names = [
        label.zh,
        label.en,
        ...(negative ? [negative.label.zh, negative.label.en] : []),
        ...words,
      ];
      return names.map((text) => ({ text, value: id, meanings: [metricKey(id)] }));
    });
}

function factEntries(fact: Fact): Entry<Fact>[] {
  const meanings = [entityKey(fact.subject), metricKey(fact.metric)];
  const texts = [fact.id.replaceAll('-', ' '), fact.statement.zh, fact.statement.en];
  return texts.map((text) => ({ text, value: fact, meanings }));
}

/** What the words typed so far mean, by any of their names: 辉达 and Nvidia are one. */
export function meaningsOf(typed: string, base: FactBase): string[] {
  const tokens = wordTokens(normalise(typed));
  const keys: string[] = [];
  for (let from = 0; from < tokens.length; ) {
    const longest = base.lexicon.matches(tokens, from).at(-1);
    for (const sense of longest?.senses ?? []) {
      if (sense.kind === 'entity') keys.push(entityKey(sense.id));
      if (sense.kind === 'metric') keys.push(metricKey(sense.id));
    }
    from = longest?.end ?? from + 1;
  }
  return keys;
}

function entityKey(id: string): string {
  return `@e:${id}`;
}

function metricKey(id: string): string {
  return `@m:${id}`;
}
