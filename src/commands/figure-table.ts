/** The figures of one entity as a table: a row for each measure and length of period, latest first. */
import { bracketed, objectsApart } from '../answer/bearer.ts';
import type { Fact } from '../knowledge/fact.ts';
import { comparePeriods, grainOf } from '../language/calendar.ts';
import type { Block } from '../platforms/platform.ts';
import * as words from './fact-words.ts';

/** Figures before the latest one that a row has room for. */
const EARLIER = 4;

/** One measure over periods of one length: quarters and years are never one series. */
export type Series = {
  readonly name: string;
  /** Latest first. */
  readonly facts: readonly Fact[];
};

/** @param id whose figures they are: others' names stand before their measures. */
export function seriesOf(id: string, facts: readonly Fact[], telling: words.Telling): Series[] {
  const figures = facts.filter(words.isFigure);
  const rows = new Map<string, Fact[]>();
  for (const fact of figures) {
    const grain = fact.period === null ? '' : grainOf(fact.period);
    const apart = objectsApart(fact, figures);
    const key = JSON.stringify([fact.subject, fact.metric, apart, grain, fact.unit]);
    const row = rows.get(key);
    if (row) row.push(fact);
    else rows.set(key, [fact]);
  }
  return [...rows.values()].map((row) => {
    const latestFirst = row.toSorted((a, b) => comparePeriods(b.period, a.period));
    return { name: nameOf(id, latestFirst, figures, telling), facts: latestFirst };
  });
}

function nameOf(id: string, [latest]: readonly Fact[], all: readonly Fact[], telling: words.Telling): string {
  if (!latest) return '';
  const { base, locale } = telling;
  const label = (entity: string): string => base.entity(entity).label[locale];
  const apart = objectsApart(latest, all).filter((object) => object !== id);
  const measure = bracketed(words.measureOf(latest, locale, base), apart.map(label), locale);
  return latest.subject === id ? measure : `${label(latest.subject)} ${measure}`;
}

export function seriesBlocks(series: readonly Series[], telling: words.Telling): Block[] {
  if (series.length === 0) return [];
  const cells = series.map((row) => cellsOf(row, telling));
  const head =
    telling.locale === 'zh'
      ? ['指标', '最新', '此前', '谁说的、第几段']
      : ['Measure', 'Latest', 'Earlier', 'Said by, paragraph'];
  // A column that is empty in every row says nothing.
  const earlier = cells.some((row) => row[2] !== '');
  const kept = (row: readonly string[]): readonly string[] => row.filter((_, at) => earlier || at !== 2);
  return [{ kind: 'table', head: kept(head), rows: cells.map(kept) }];
}

function cellsOf({ name, facts }: Series, { locale, base }: words.Telling): string[] {
  const [latest, ...earlier] = facts;
  if (!latest) return [];
  const between = locale === 'zh' ? '；' : '; ';
  const dated = (fact: Fact): string => {
    const period = fact.period === null ? '' : `${words.periodOf(fact.period, locale)} `;
    // A profit in a row of losses is called one.
    const turned = words.isLoss(fact, base) !== words.isLoss(latest, base);
    const measure = turned ? `${words.measureOf(fact, locale, base)} ` : '';
    return period + measure + words.amountOf(fact, locale, base);
  };
  const said = new Set(facts.slice(0, EARLIER + 1).map((fact) => words.basisOf(fact, locale, base)));
  return [name, dated(latest), earlier.slice(0, EARLIER).map(dated).join(between), [...said].join(between)];
}
