/** What completions and near misses are looked up in, built when first needed. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { type Lexicon, wordTokens } from '../knowledge/lexicon.ts';
import type { Entity, Metric } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';
import { normalise } from '../language/normalise.ts';
import { createFactIndexes } from './fact-indexes.ts';
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

/** Each is built when something is first looked up in it, and built on after a change of the base. */
export function indexesOf(base: FactBase): Indexes {
  const before = kept.get(base);
  if (before) return before;
  const indexes: Indexes = {
    questions: lazily(() => QUESTIONS.of(base)),
    entities: lazily(() => standing(entityIndex(base), (id) => base.factsAbout(id).length > 0)),
    metrics: lazily(() => standing(metricIndex(base), (id) => base.factsOf(id).some(isQuantity))),
    facts: lazily(() => FACTS.of(base)),
  };
  kept.set(base, indexes);
  return indexes;
}

function lazily<T>(build: () => SearchIndex<T>): SearchIndex<T> {
  let built: SearchIndex<T> | undefined;
  const index = (): SearchIndex<T> => {
    built ??= build();
    return built;
  };
  return {
    search: (typed, meanings) => index().search(typed, meanings),
    near: (typed, meanings) => index().near(typed, meanings),
  };
}

/** What stands in the base of what is found. */
function standing<T>(index: SearchIndex<T>, stands: (value: T) => boolean): SearchIndex<T> {
  return {
    search: (typed, meanings) => index.search(typed, meanings).filter(({ value }) => stands(value)),
    near: (typed, meanings) => index.near(typed, meanings).filter(({ value }) => stands(value)),
  };
}

/** Names change seldom, and are the same objects until they do: one index serves all bases that have them. */
const byLexicon = new WeakMap<Lexicon, { entities: readonly Entity[]; index: SearchIndex<string> }>();

function entityIndex({ lexicon, vocabulary: { entities } }: FactBase): SearchIndex<string> {
  const before = byLexicon.get(lexicon);
  if (before && sameItems(before.entities, entities)) return before.index;
  const index = createSearchIndex(entities.flatMap(entityEntries));
  byLexicon.set(lexicon, { entities, index });
  return index;
}

function sameItems<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((item, at) => item === others[at]);
}

const byMetrics = new WeakMap<readonly Metric[], SearchIndex<string>>();

function metricIndex({ vocabulary: { metrics } }: FactBase): SearchIndex<string> {
  const index = byMetrics.get(metrics) ?? createSearchIndex(metrics.flatMap(metricEntries));
  byMetrics.set(metrics, index);
  return index;
}

const FACTS = createFactIndexes<Fact>(
  (fact) => factEntries(fact),
  (fact) => fact,
);
const QUESTIONS = createFactIndexes<QuestionEntry>(questionEntries, ({ fact }) => fact);

function questionEntries(fact: Fact, base: FactBase): Entry<QuestionEntry>[] {
  const meanings = [entityKey(fact.subject), metricKey(fact.metric), ...fact.objects.map(entityKey)];
  return LOCALES.flatMap((locale) => {
    const questions = questionsFor(fact, locale, base);
    return questions.map((text) => ({ text, value: { fact, locale }, meanings }));
  });
}

function entityEntries({ id, label, aliases }: Entity): Entry<string>[] {
  return [label.zh, label.en, ...aliases].map((text) => ({ text, value: id, meanings: [entityKey(id)] }));
}

function isQuantity({ unit }: Fact): boolean {
  return unit !== null;
}

function metricEntries({ id, label, words, negative }: Metric): Entry<string>[] {
  const losses = negative ? [negative.label.zh, negative.label.en] : [];
  const names = [label.zh, label.en, ...losses, ...words];
  return names.map((text) => ({ text, value: id, meanings: [metricKey(id)] }));
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
