/** The words a fact is told in, found with the same lexicon as a question's: what lets a text fact be recognised. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Lexicon } from '../knowledge/lexicon.ts';
import { type Figure, findFigures } from '../language/figures.ts';
import { normalise } from '../language/normalise.ts';
import { coverGreedily } from '../question/cover.ts';

/** How much a word counts by where it stands: people ask in the words of `asked`, and of the statement. */
const PLACE = { asked: 2, statement: 1.5 } as const;

export type Terms = {
  readonly entities: ReadonlyMap<string, number>;
  readonly metrics: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<number, number>;
  /** Stems of Latin words, and numbers. */
  readonly keys: ReadonlyMap<string, number>;
  /** The normalised texts of each place, a line each, best place first: to be searched for a Chinese word. */
  readonly han: readonly { readonly text: string; readonly weight: number }[];
  readonly figures: readonly Figure[];
  readonly years: ReadonlySet<string>;
};

/** What is known of the facts as read with one lexicon: with other words they would read otherwise. */
type Kept = {
  readonly ofFacts: WeakMap<Fact, Terms>;
  /** Terms of figures without phrasings of their own: those of the measure, whatever the figure. */
  readonly ofMetrics: Map<string, Terms>;
  packed: ((fact: Fact) => PackedTerms | null) | null;
};
const kept = new WeakMap<Lexicon, Kept>();

function keptFor(lexicon: Lexicon): Kept {
  const own = kept.get(lexicon) ?? { ofFacts: new WeakMap(), ofMetrics: new Map(), packed: null };
  kept.set(lexicon, own);
  return own;
}

export function termsOf(fact: Fact, base: FactBase): Terms {
  const { ofFacts, packed } = keptFor(base.lexicon);
  const before = ofFacts.get(fact);
  if (before) return before;
  const terms =
    unpacked(packed?.(fact) ?? null) ??
    (seriesOf(fact, base).every(isPlainFigure) ? termsOfMetric(fact, base) : createTerms(fact, base));
  ofFacts.set(fact, terms);
  return terms;
}

/** A figure with those of other periods; words alone for what is told in words. */
function seriesOf(fact: Fact, base: FactBase): readonly Fact[] {
  if (fact.unit === null) return [fact];
  const objects = fact.objects.join();
  return base.factsOn(fact.subject, fact.metric).filter((other) => other.objects.join() === objects);
}

/** Whoever asks for one period of a series may ask in the words of another: those that tell no period and no value. */
function phrasingsOf(fact: Fact, base: FactBase): string[] {
  const others = seriesOf(fact, base).filter((other) => other !== fact);
  return [...fact.asked, ...others.flatMap(({ asked }) => asked.filter((text) => !/\d/.test(text)))];
}

/** Its statement says nothing that its name, measure, period and value do not. */
function isPlainFigure({ unit, asked, definition }: Fact): boolean {
  return unit !== null && asked.length === 0 && definition === null;
}

function termsOfMetric(fact: Fact, base: FactBase): Terms {
  const { ofMetrics } = keptFor(base.lexicon);
  const { label } = base.metric(fact.metric);
  const terms = ofMetrics.get(fact.metric) ?? collectTerms([[PLACE.asked, [label.zh, label.en]]], base);
  ofMetrics.set(fact.metric, terms);
  return terms;
}

/** Terms as plain data, in the order of the fields of `Terms`. */
export type PackedTerms = readonly [
  entities: readonly (readonly [string, number])[],
  metrics: readonly (readonly [string, number])[],
  groups: readonly (readonly [number, number])[],
  keys: readonly (readonly [string, number])[],
  han: Terms['han'],
  figures: Terms['figures'],
  years: readonly string[],
];

export function packTerms(fact: Fact, base: FactBase): PackedTerms {
  const { entities, metrics, groups, keys, han, figures, years } = termsOf(fact, base);
  return [[...entities], [...metrics], [...groups], [...keys], han, figures, [...years]];
}

/** Takes terms that were packed from the very same facts and words: read when they are asked for. */
export function giveTerms(lexicon: Lexicon, terms: (fact: Fact) => PackedTerms | null): void {
  keptFor(lexicon).packed = terms;
}

function unpacked(terms: PackedTerms | null): Terms | null {
  if (!terms) return null;
  const [entities, metrics, groups, keys, han, figures, years] = terms;
  return {
    entities: new Map(entities),
    metrics: new Map(metrics),
    groups: new Map(groups),
    keys: new Map(keys),
    han,
    figures,
    years: new Set(years),
  };
}

function createTerms(fact: Fact, base: FactBase): Terms {
  return collectTerms(textsOf(fact, base), base);
}

function collectTerms(
  places: readonly (readonly [weight: number, texts: readonly string[]])[],
  base: FactBase,
): Terms {
  const entities = new Map<string, number>();
  const metrics = new Map<string, number>();
  const groups = new Map<number, number>();
  const keys = new Map<string, number>();
  const han: { text: string; weight: number }[] = [];
  const figures: Figure[] = [];
  const years = new Set<string>();
  for (const [weight, raws] of places) {
    const texts = raws.map(normalise);
    han.push({ text: texts.join('\n'), weight });
    for (const text of texts) {
      const found = findFigures(text);
      figures.push(...found);
      for (const year of text.match(/(?:19|20)\d\d/g) ?? []) years.add(year);
      for (const part of coverGreedily(text, base.lexicon)) {
        for (const sense of part.senses) {
          if (sense.kind === 'entity') raise(entities, sense.id, weight);
          if (sense.kind === 'metric') raise(metrics, sense.id, weight);
          if (sense.kind === 'word') raise(groups, sense.group, weight);
        }
        for (const key of part.keys) raise(keys, key, weight);
      }
    }
  }
  return { entities, metrics, groups, keys, han, figures, years };
}

function textsOf(fact: Fact, base: FactBase): [number, string[]][] {
  const value = typeof fact.value === 'object' && 'zh' in fact.value ? [fact.value.zh, fact.value.en] : [];
  const metric = base.metric(fact.metric);
  return [
    [PLACE.asked, [...phrasingsOf(fact, base), metric.label.zh, metric.label.en]],
    [
      PLACE.statement,
      [fact.statement.zh, fact.statement.en, ...value, ...pair(fact.definition).map(affirmed)],
    ],
  ];
}

/** What a definition says the figure is; what it says it is not are words of another figure. */
function affirmed(text: string): string {
  return text.replace(/[，,;；（(]?\s?(?:而?不是|并非|不等于|不含|而非|\bnot\b|rather than|never).*$/iu, '');
}

function pair(text: { zh: string; en: string } | null): string[] {
  return text === null ? [] : [text.zh, text.en];
}

function raise<K>(map: Map<K, number>, key: K, weight: number): void {
  if ((map.get(key) ?? 0) < weight) map.set(key, weight);
}
