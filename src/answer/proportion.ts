/** One figure in proportion to another: a share in percent, or how many times. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { grainOf, yearsBetween } from '../language/calendar.ts';
import { chronological, type Derivation, numberOf, ratio, share, totalsRatio } from './derive.ts';
import { pairOf, withYearBefore } from './operands.ts';
import type { Asked } from './operate.ts';

/** What stands first in the question is the part. Both must be of the same years. */
export function proportion(asked: Asked, figures: readonly Fact[]): Derivation {
  const spanned = /[两三四五]年|(?:two|three|four) years/.test(asked.text);
  if (spanned || asked.cells.length > 2 || figures.length > 2) return { refused: 'periods-differ' };
  const [a, b] = pairOf(asked, figures);
  if (!a || !b) return { refused: 'part-missing' };
  if (a.period === b.period) return share(a, b);
  // A quarter as a part of a year is asked for by naming both: the shorter is the part.
  const whole = [a, b].find(({ period }) => period !== null && grainOf(period) === 'year');
  const part = whole === a ? b : a;
  const quarter = part.period !== null && grainOf(part.period) === 'quarter';
  const same = a.subject === b.subject && a.metric === b.metric;
  return whole && quarter && same ? share(part, whole) : { refused: 'periods-differ' };
}

const PER_EACH = /(?:for|per) (?:each|every)\b|每.{0,6}(?:一元|一块|1元)/;

/** 'For each yuan of revenue, how much was lost'; 'how many times revenue was R&D'. */
function namesDivisorFirst({ text, items }: Asked): boolean {
  const first = items.find((item) => item.kind === 'metric' && !item.optional);
  const before = text.slice(0, first?.start ?? 0);
  return PER_EACH.test(text) || /\bhow many times (?:its |the |their )?$/.test(before);
}

/** Three years of R&D over the revenue, or of the loss, of the same three: as a multiple or in percent. */
export function ofTotals(asked: Asked, figures: readonly Fact[]): Derivation {
  const [first] = [...(asked.cells[0] ?? []), ...figures].filter((fact) => numberOf(fact) !== null);
  const a = figures.filter((fact) => fact.metric === first?.metric);
  const b = figures.filter((fact) => fact.metric !== first?.metric);
  const years = (facts: readonly Fact[]) =>
    facts.flatMap(({ period }) => (period === null ? [] : yearsIn(period))).toSorted();
  if (years(a).join() !== years(b).join()) return { refused: 'periods-differ' };
  const [part, whole] = namesDivisorFirst(asked) ? [b, a] : [a, b];
  const ratioOf = totalsRatio(part, whole);
  if ('refused' in ratioOf || asked.operations.has('ratio')) return ratioOf;
  return {
    derived: ratioOf.derived.map((one) => ({
      ...one,
      operation: 'share',
      value: one.value * 100,
      unit: '%',
    })),
  };
}

function yearsIn(period: string): string[] {
  const [from = '', to = from] = period.split('/');
  return from.length === 4 && to.length === 4 ? yearsBetween(from, to) : [period];
}

export function quotient(asked: Asked, figures: readonly Fact[], base: FactBase): Derivation | null {
  const metrics = [...new Set(figures.map((fact) => fact.metric))];
  if (metrics.length === 2 && asked.cells.length >= 2) {
    const firstMetric =
      metrics.find((id) => asked.cells[0]?.some((fact) => fact.metric === id)) ?? metrics[0];
    const of = (test: (id: string) => boolean) => figures.filter((fact) => test(fact.metric));
    const [a, b] = againstLatest(
      of((id) => id === firstMetric),
      of((id) => id !== firstMetric),
      base,
    );
    return namesDivisorFirst(asked) ? totalsRatio(b, a) : totalsRatio(a, b);
  }
  const [a, b] = figures.length === 1 ? withYearBefore(figures[0], base) : pairOf(asked, figures);
  if (figures.length < 2 && (!a || !b)) return null;
  if (!a || !b) return { refused: 'part-missing' };
  // 'How many times did it multiply' is the later over the earlier; between companies, the first over the second.
  return a.subject === b.subject && a.metric === b.metric ? ratio(b, a, base) : ratio(a, b, base);
}

/** A valuation is set against the sales of one year, the last full one that is held, not of all years together. */
function againstLatest(
  a: readonly Fact[],
  b: readonly Fact[],
  base: FactBase,
): readonly [readonly Fact[], readonly Fact[]] {
  const isLevel = (facts: readonly Fact[]) =>
    facts.every(({ metric }) => base.metric(metric).kind === 'level');
  const latest = (facts: readonly Fact[]): readonly Fact[] =>
    chronological(facts.filter(({ period }) => period !== null && grainOf(period) === 'year')).slice(-1);
  if (isLevel(a) === isLevel(b)) return [a, b];
  const narrowed = (facts: readonly Fact[]) => (facts.length > 1 && !isLevel(facts) ? latest(facts) : facts);
  return [narrowed(a), narrowed(b)];
}
