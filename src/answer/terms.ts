/** The words a fact is told in, found with the same lexicon as a question's: what lets a text fact be recognised. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { type Figure, findFigures } from '../language/figures.ts';
import { normalise } from '../language/normalise.ts';
import { segment } from '../question/segment.ts';

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

const kept = new WeakMap<Fact, Terms>();

export function termsOf(fact: Fact, base: FactBase): Terms {
  const before = kept.get(fact);
  if (before) return before;
  const terms = createTerms(fact, base);
  kept.set(fact, terms);
  return terms;
}

function createTerms(fact: Fact, base: FactBase): Terms {
  const entities = new Map<string, number>();
  const metrics = new Map<string, number>();
  const groups = new Map<number, number>();
  const keys = new Map<string, number>();
  const han: { text: string; weight: number }[] = [];
  const figures: Figure[] = [];
  const years = new Set<string>();
  for (const [weight, raws] of textsOf(fact, base)) {
    const texts = raws.map(normalise);
    han.push({ text: texts.join('\n'), weight });
    for (const text of texts) {
      const found = findFigures(text);
      figures.push(...found);
      for (const year of text.match(/(?:19|20)\d\d/g) ?? []) years.add(year);
      for (const part of segment(text, base.lexicon, { periods: [], figures: [] }).segments) {
        for (const sense of part.senses) {
          if (sense.kind === 'entity') raise(entities, sense.id, weight);
          if (sense.kind === 'metric') raise(metrics, sense.id, weight);
          if (sense.kind === 'word') raise(groups, sense.group, weight);
        }
        if (part.latin) for (const key of part.keys) raise(keys, key, weight);
      }
    }
  }
  return { entities, metrics, groups, keys, han, figures, years };
}

function textsOf(fact: Fact, base: FactBase): [number, string[]][] {
  const value = typeof fact.value === 'object' && 'zh' in fact.value ? [fact.value.zh, fact.value.en] : [];
  const metric = base.metric(fact.metric);
  return [
    [PLACE.asked, [...fact.asked, metric.label.zh, metric.label.en]],
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
