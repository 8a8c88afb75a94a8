/** Whether a fact is of the period that is asked for. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { contains, grainOf, periodDays } from '../language/calendar.ts';
import type { PeriodMention } from '../question/period-words.ts';
import { termsOf } from './terms.ts';
import { WORTH, type Worth } from './worth.ts';

/** A flow is of its period and of no other: 2025 is never answered with 2025-Q1. */
export function periodWorth(period: PeriodMention, base: FactBase): Worth {
  const known = new Map<string, number>();
  const within = (own: string, exact: boolean): number => {
    const key = exact ? `${own} exact` : own;
    const value = known.get(key) ?? (periodFits(own, period, exact) || (exact ? 0 : endFits(own, period)));
    known.set(key, value);
    return value;
  };
  return (fact) => {
    const flow = base.metric(fact.metric).kind === 'flow' && fact.unit !== null;
    const inside = fact.period === null ? 0 : within(fact.period, flow);
    if (inside > 0 || flow) return inside;
    if (fact.asOf !== null && fact.period === null && periodFits(fact.asOf, period, false) > 0)
      return WORTH.asOf;
    // Words may tell of more than one year; a figure is of its own period only.
    return fact.unit !== null && fact.period !== null ? 0 : yearsWorth(fact, period, base);
  };
}

function yearsWorth(fact: Fact, period: PeriodMention, base: FactBase): number {
  const years = [period.from, period.to].flatMap((p) =>
    p === null || p.startsWith('*') ? [] : [p.slice(0, 4)],
  );
  const wholeYears = years.length > 0 && grainOf(period.from ?? '') === 'year';
  return wholeYears && !period.relative && years.every((year) => termsOf(fact, base).years.has(year))
    ? WORTH.yearInText
    : 0;
}

/** What holds at the end of a quarter holds at the end of its last month: 'end of March' is '2025-Q1'. */
function endFits(own: string, { kind, from }: PeriodMention): number {
  if (
    kind !== 'at' ||
    from === null ||
    from.startsWith('*') ||
    grainOf(own) !== 'quarter' ||
    grainOf(from) !== 'month'
  )
    return 0;
  return periodDays(own)[1] === periodDays(from)[1] ? WORTH.periodInside : 0;
}

/** Whether the fact's period is the one that is asked for, or lies in it. */
function periodFits(own: string, { kind, from, to }: PeriodMention, exact: boolean): number {
  if (kind === 'at' && from !== null) {
    if (from.startsWith('*'))
      return own.endsWith(from.slice(1)) || own.includes(from.slice(1)) ? WORTH.periodInside : 0;
    if (own === from) return WORTH.period;
    return !exact && contains(from, own) ? WORTH.periodInside : 0;
  }
  if (from !== null && to !== null && own === `${from}/${to}`) return WORTH.period;
  const [first, last] = periodDays(own);
  const inside =
    (from === null || periodDays(from)[0] <= first) && (to === null || last <= periodDays(to)[1]);
  return inside ? WORTH.periodInside : 0;
}
