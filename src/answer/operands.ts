/** The two figures that a difference, a ratio or growth is of. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { grainOf } from '../language/calendar.ts';
import { chronological, numberOf } from './derive.ts';
import type { Asked } from './operate.ts';

/** Two operands: the things set side by side, or the first and the last of a series. */
export function pairOf(asked: Asked, figures: readonly Fact[]): readonly (Fact | undefined)[] {
  if (asked.cells.length === 2) {
    const [a, b] = asked.cells.map((cell) => cell.find((fact) => numberOf(fact) !== null));
    if (a && b && a.subject === b.subject && a.metric === b.metric) return chronological([a, b]);
    return [a, b];
  }
  const series = ofOneGrain(chronological(figures));
  return [series[0], series.at(-1)];
}

/** The years of a series, or what it is made of when it has none: a quarter is not the end of a row of years. */
export function ofOneGrain(facts: readonly Fact[]): Fact[] {
  const years = facts.filter((fact) => fact.period !== null && grainOf(fact.period) === 'year');
  return years.length > 1 ? years : [...facts];
}

/** The same quantity a year earlier: what a year's growth is counted from. */
export function withYearBefore(fact: Fact | undefined, base: FactBase): readonly (Fact | undefined)[] {
  if (!fact?.period || !/^\d{4}(?:-[QH]\d)?$/.test(fact.period)) return [];
  const before = `${Number(fact.period.slice(0, 4)) - 1}${fact.period.slice(4)}`;
  const earlier = base
    .factsOn(fact.subject, fact.metric)
    .find((f) => f.period === before && f.objects.join() === fact.objects.join());
  return [earlier, fact];
}

/** 'By how many points has it shrunk from its 2022 level': up to the last that is held. */
export function withLatest(fact: Fact | undefined, base: FactBase): readonly (Fact | undefined)[] {
  if (!fact) return [];
  const series = chronological(
    base
      .factsOn(fact.subject, fact.metric)
      .filter((other) => other.period !== null && other.objects.join() === fact.objects.join()),
  );
  const last = series.at(-1);
  return last && last !== fact ? [fact, last] : withYearBefore(fact, base);
}
