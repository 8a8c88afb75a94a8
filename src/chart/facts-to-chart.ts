/** Facts → what a picture of them shows. Which of them may stand together is decided by the engine's own rules. */
import type { Refusal } from '../answer/answer.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { ChartPoint, ChartSeries, ChartSpec } from './chart-spec.ts';
import { isOutlook, notesOf, pointWords, type Told, titleOf } from './chart-words.ts';
import { comparable } from './comparable.ts';
import { type Layout, layOut } from './layout.ts';
import { axisOf, endsOf, shortFigure } from './scale.ts';

export type Charted =
  | {
      readonly kind: 'chart';
      readonly spec: ChartSpec;
      /** What is drawn. */
      readonly facts: readonly Fact[];
      /** Figures that were given and are not comparable with these. */
      readonly apart: readonly Fact[];
    }
  /** One figure makes no picture; none, or those of two currencies, neither. */
  | { readonly kind: 'refused'; readonly reason: Refusal | 'one-figure' };

/**
 * One family of measures, one unit, one length of period, at least two figures. Periods become categories and bearers
 * series; of one period the bearers are the categories, the largest first.
 */
export function factsToChart(facts: readonly Fact[], locale: Locale, base: FactBase): Charted {
  const like = comparable(facts, base);
  if (like.kind === 'refused') return like;
  if (like.facts.length < 2) return { kind: 'refused', reason: 'one-figure' };
  const layout = layOut(like.facts, { locale, base });
  const drawn = layout.series.flatMap(({ facts: row }) => row.filter((fact) => fact !== null));
  const told: Told = { locale, base, facts: drawn };
  const spec: ChartSpec = {
    locale,
    kind: layout.kind,
    title: titleOf(layout, told),
    axis: axisOf(drawn, locale),
    categories: layout.categories,
    series: layout.series.map((row) => seriesOf(row, told)),
    notes: notesOf(told, { kind: layout.kind, cut: like.facts.length - drawn.length }),
  };
  return { kind: 'chart', spec, facts: drawn, apart: like.apart };
}

function seriesOf({ name, facts }: Layout['series'][number], told: Told): ChartSeries {
  return { name, points: facts.map((fact) => (fact ? pointOf(fact, told) : null)) };
}

function pointOf(fact: Fact, told: Told): ChartPoint {
  const [low, high] = endsOf(fact);
  const { mark, words } = pointWords(fact, told);
  const figure = shortFigure(fact, told.locale);
  return { low, high, label: mark === '' ? figure : `${figure}\n${mark}`, words, outlook: isOutlook(fact) };
}
