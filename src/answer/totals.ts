/** Sums over years and companies, of like with like. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { grainOf, yearsBetween } from '../language/calendar.ts';
import type { Refusal } from './answer.ts';
import { chronological, type Derivation, sum } from './derive.ts';
import type { Asked, Done } from './operate.ts';

export function total(asked: Asked, figures: readonly Fact[], base: FactBase): Derivation {
  if (missingYears(asked, figures, base)) return { refused: 'part-missing' };
  const named = asked.items.some((item) => item.kind === 'entity');
  if (!named && new Set(figures.map((fact) => fact.subject)).size > 1) return { refused: 'whose' };
  const parts = figures.filter((fact) => fact.period === null || grainOf(fact.period) !== 'range');
  return sum(chronological(wholeYears(parts, asked)), base);
}

/** 'Three years' are years: a quarter after them is added only where the question goes up to it, or names no span. */
function wholeYears(figures: readonly Fact[], asked: Asked): readonly Fact[] {
  const upTo = asked.items.some(
    (item) => item.kind === 'period' && /-[QH]/.test(`${item.period.from}${item.period.to}`),
  );
  const spanned =
    asked.items.some((item) => item.kind === 'period') ||
    /[两三四五二2-5]个?整?年|(?:two|three|four|full) years?|全年|整年/.test(asked.text);
  const years = figures.filter((fact) => fact.period !== null && grainOf(fact.period) === 'year');
  return spanned && !upTo && years.length > 1 ? years : figures;
}

/** Whether a range in the question has a year that the base lacks: a partial total would mislead. */
export function missingYears(asked: Asked, figures: readonly Fact[], base: FactBase): boolean {
  const [some] = figures;
  if (!some || base.metric(some.metric).kind !== 'flow') return false;
  return asked.items.some((item) => {
    if (
      item.kind !== 'period' ||
      item.period.kind !== 'range' ||
      item.period.from === null ||
      item.period.to === null
    )
      return false;
    const { from, to } = item.period;
    if (figures.some((fact) => fact.period === `${from}/${to}`)) return false;
    const years = yearsBetween(from, to).filter((year) => year !== to.slice(0, 4) || to.length === 4);
    const held = new Set(figures.map((fact) => fact.period));
    return years.some((year) => !held.has(year)) || (to.length > 4 && !held.has(to));
  });
}

/** Who lost more over the years: a total for each, the larger first. */
export function totalsBySubject(
  asked: Asked,
  figures: readonly Fact[],
  plain: Done,
  base: FactBase,
): Done | { readonly refused: Refusal } {
  const subjects = [...new Set(figures.map((fact) => fact.subject))];
  const totals = subjects.map((subject) =>
    total(
      { ...asked, cells: [] },
      figures.filter((fact) => fact.subject === subject),
      base,
    ),
  );
  const refused = totals.find((t) => 'refused' in t);
  if (refused && 'refused' in refused) return refused;
  const derived = totals.flatMap((t) => ('derived' in t ? t.derived : []));
  return { ...plain, derived: [...derived].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)) };
}
