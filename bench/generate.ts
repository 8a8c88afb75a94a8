/** Fact bases of any size, as plain values: made-up companies, beside or instead of the real ones. */
import type { Fact } from '../src/knowledge/fact.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import type { Entity, Metric, Source, Vocabulary } from '../src/knowledge/vocabulary.ts';
import { EN } from '../src/language/words-en.ts';
import { ZH } from '../src/language/words-zh.ts';
import { companyFacts } from './company-facts.ts';
import { createNamer } from './names.ts';
import { createRandom } from './random.ts';

export type GenerateOptions = {
  /** How many facts in all, those of `around` among them. */
  readonly facts: number;
  readonly seed: number;
  /** A fact base that is kept unchanged among what is made. */
  readonly around?: Knowledge;
  /** Texts in which no made-up name may stand: questions that are meant for `around`. */
  readonly apart?: readonly string[];
};

const REAL = new URL('../knowledge', import.meta.url).pathname;
const HOUSES = [
  'Corvane Research',
  'Lindqvist Data',
  'Haldora Insights',
  'Tessaly Partners',
  'Merovin Analytics',
];

/**
 * Companies with about ten facts and five names each, as many as it takes. The same options give the same value.
 * Measures, word groups and what the bot knows of without holding it are those of the real fact base either way.
 */
export function generateKnowledge({ facts: count, seed, around, apart = [] }: GenerateOptions): Knowledge {
  const real = around ?? loadKnowledge(REAL);
  const random = createRandom(seed);
  const models = real.vocabulary.entities.filter((entity) => entity.kind === 'company').flatMap(namesOf);
  const nextName = createNamer({ random, words: wordsOf(real.vocabulary), models, apart });
  const houses = HOUSES.map((name, index) => made(`house-${index + 1}`, 'institution', name));
  const metrics = new Map<string, Metric>(real.vocabulary.metrics.map((metric) => [metric.id, metric]));
  const entities: Entity[] = [...(around?.vocabulary.entities ?? []), ...houses];
  const facts: Fact[] = [...(around?.facts ?? [])];
  const options = { random, metrics, houses: houses.map(({ id }) => id), sourceOf };
  for (let number = 1; facts.length < count; number++) {
    const company = { id: `made-${number}`, name: nextName() };
    const { zh, en, aliases } = company.name;
    entities.push({ ...made(company.id, 'company', en), label: { zh, en }, aliases });
    for (const fact of companyFacts(company, options)) if (facts.length < count) facts.push(fact);
  }
  const sources = [...(around?.vocabulary.sources ?? []), ...madeSources()];
  return { vocabulary: { ...real.vocabulary, entities, sources }, facts };
}

function made(id: string, kind: Entity['kind'], name: string): Entity {
  return { id, kind, label: { zh: name, en: name }, aliases: [], of: [], members: [], unnamed: false };
}

function namesOf({ label, aliases }: Entity): string[] {
  return [label.zh, label.en, ...aliases];
}

/** Everything that has a meaning already. */
function wordsOf(vocabulary: Vocabulary): string[] {
  const { entities, metrics, others, wordGroups } = vocabulary;
  return [
    ...HOUSES,
    ...entities.flatMap(namesOf),
    ...metrics.flatMap(({ label, words, negative }) => [
      ...[label.zh, label.en, ...words],
      ...(negative ? [negative.label.zh, negative.label.en, ...negative.words] : []),
    ]),
    ...others.flatMap(({ label, words }) => [label.zh, label.en, ...words]),
    ...wordGroups.flat(),
    ...[ZH, EN].flatMap(({ operations, neutral, topic }) => [
      ...Object.values(operations).flat(),
      ...neutral,
      ...topic,
    ]),
  ];
}

function sourceOf(year: number): string {
  return `reports-${year}`;
}

function madeSources(): Source[] {
  return Array.from({ length: 9 }, (_, index) => 2018 + index).map((year) => ({
    id: sourceOf(year),
    title: `Reports of ${year}`,
    publisher: 'Bench',
    date: String(year),
    url: `https://example.org/reports/${year}`,
  }));
}
