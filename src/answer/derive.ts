/** Figures computed from facts: a sum, a difference, a ratio, growth, a share. Refuses what makes no sense. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { comparePeriods, contains, grainOf } from '../language/calendar.ts';
import type { Derived, Refusal } from './answer.ts';

export type Derivation = { readonly derived: readonly Derived[] } | { readonly refused: Refusal };

/** The number of a fact; a range or words have none. */
export function numberOf(fact: Fact): number | null {
  return typeof fact.value === 'number' ? fact.value : null;
}

/** What a reader calls the amount: a loss of 18.40 is larger than one of 14.92. */
export function sizeOf(fact: Fact): number {
  return Math.abs(numberOf(fact) ?? 0);
}

/** Adds up flows over time or over subjects, and levels over subjects at one time. Ratios never add up. */
export function sum(facts: readonly Fact[], base: FactBase): Derivation {
  const refused = sumRefusal(facts, base);
  if (refused) return { refused };
  const value = exact(facts.reduce((total, fact) => total + (numberOf(fact) ?? 0), 0));
  return {
    derived: [{ operation: 'sum', value, unit: unitOf(facts[0]), from: facts.map((f) => f.id), symbol: '+' }],
  };
}

function sumRefusal(facts: readonly Fact[], base: FactBase): Refusal | null {
  const common = operandRefusal(facts, base);
  if (common) return common;
  const kind = base.metric(facts[0]?.metric ?? '').kind;
  if (kind === 'ratio') return 'ratios-do-not-add';
  const overTime = new Set(facts.map((f) => `${f.subject} ${f.objects.join()}`)).size < facts.length;
  if (kind === 'level' && overTime) return 'level-over-time';
  for (const a of facts) {
    for (const b of facts) {
      if (a !== b && a.subject === b.subject && a.objects.join() === b.objects.join() && overlaps(a, b))
        return 'periods-differ';
    }
  }
  return null;
}

function overlaps(a: Fact, b: Fact): boolean {
  return (
    a.period !== null && b.period !== null && (contains(a.period, b.period) || contains(b.period, a.period))
  );
}

function operandRefusal(facts: readonly Fact[], base: FactBase): Refusal | null {
  if (facts.length < 2 || facts.some((fact) => numberOf(fact) === null)) return 'part-missing';
  return unlikeRefusal(facts, base);
}

function unlikeRefusal(facts: readonly Fact[], base: FactBase): Refusal | null {
  if (new Set(facts.map((fact) => fact.unit)).size > 1) return 'currencies-differ';
  const [first] = facts;
  if (facts.some((fact) => !base.family(first?.metric ?? '').includes(fact.metric))) return 'metrics-differ';
  return null;
}

/** Why figures do not stand on one scale; null where they do. Ranges may: nothing is computed. */
export function scaleRefusal(facts: readonly Fact[], base: FactBase): Refusal | null {
  const [first, ...others] = facts;
  if (!first) return 'part-missing';
  const apart = others.map((other) => grainRefusal(first, other, base)).find((refusal) => refusal !== null);
  return unlikeRefusal(facts, base) ?? apart ?? null;
}

/** |b| − |a| as people say it: how much more, how much less. Of two percentages: points. */
export function difference(a: Fact, b: Fact, base: FactBase): Derivation {
  const refused = operandRefusal([a, b], base) ?? grainRefusal(a, b, base);
  if (refused) return { refused };
  // Between companies the larger less the smaller; over time the later less the earlier.
  if (a.subject !== b.subject && sizeOf(a) > sizeOf(b)) return difference(b, a, base);
  const value = exact(signedSize(b, a) - signedSize(a, b));
  return { derived: [{ operation: 'difference', value, unit: unitOf(a), from: [b.id, a.id], symbol: '−' }] };
}

/** Change from a to b relative to a, in percent. `years` > 1 adds the compound annual rate. */
export function growth(a: Fact, b: Fact, base: FactBase): Derivation {
  const refused = operandRefusal([a, b], base) ?? grainRefusal(a, b, base);
  if (refused) return { refused };
  const from = signedSize(a, b);
  if (from <= 0) return { refused: 'part-missing' };
  const total = (signedSize(b, a) / from - 1) * 100;
  const years = Number(b.period?.slice(0, 4)) - Number(a.period?.slice(0, 4));
  const whole: Derived = {
    operation: 'growth',
    value: round(total),
    unit: '%',
    from: [b.id, a.id],
    symbol: 'growth',
  };
  if (!(years > 1) || signedSize(b, a) <= 0) return { derived: [whole] };
  const annual = ((signedSize(b, a) / from) ** (1 / years) - 1) * 100;
  return { derived: [whole, { ...whole, value: round(annual), symbol: 'annual' }] };
}

export function ratio(a: Fact, b: Fact, base: FactBase): Derivation {
  const refused = operandRefusal([a, b], base) ?? grainRefusal(a, b, base);
  if (refused) return { refused };
  if (sizeOf(b) === 0) return { refused: 'part-missing' };
  return {
    derived: [
      { operation: 'ratio', value: round(sizeOf(a) / sizeOf(b)), unit: 'x', from: [a.id, b.id], symbol: '÷' },
    ],
  };
}

/** A part of its whole, in percent. */
export function share(part: Fact, whole: Fact): Derivation {
  if (part.unit !== whole.unit || part.unit === '%')
    return { refused: part.unit === '%' ? 'ratios-do-not-add' : 'currencies-differ' };
  if (numberOf(part) === null || numberOf(whole) === null || sizeOf(whole) === 0)
    return { refused: 'part-missing' };
  const value = round((sizeOf(part) / sizeOf(whole)) * 100);
  return { derived: [{ operation: 'share', value, unit: '%', from: [part.id, whole.id], symbol: '÷' }] };
}

/** What is left of a whole when its parts are taken away. */
export function remainder(whole: Fact, parts: readonly Fact[]): Derivation {
  if (parts.length === 0 || parts.some((part) => part.unit !== whole.unit))
    return { refused: 'currencies-differ' };
  const value = exact(sizeOf(whole) - parts.reduce((total, part) => total + sizeOf(part), 0));
  return {
    derived: [
      {
        operation: 'difference',
        value,
        unit: unitOf(whole),
        from: [whole.id, ...parts.map((p) => p.id)],
        symbol: '−',
      },
    ],
  };
}

/** Two totals of different metrics over the same years: R&D of three years over the revenue of the same three. */
export function totalsRatio(a: readonly Fact[], b: readonly Fact[]): Derivation {
  const all = [...a, ...b];
  if (all.some((fact) => numberOf(fact) === null)) return { refused: 'part-missing' };
  if (new Set(all.map((fact) => fact.unit)).size > 1) return { refused: 'currencies-differ' };
  const total = (facts: readonly Fact[]) => facts.reduce((value, fact) => value + sizeOf(fact), 0);
  if (total(b) === 0) return { refused: 'part-missing' };
  return {
    derived: [
      {
        operation: 'ratio',
        value: round(total(a) / total(b)),
        unit: 'x',
        from: all.map((f) => f.id),
        symbol: '÷',
      },
    ],
  };
}

/** A quarter is never set against a year where amounts add up over time. */
function grainRefusal(a: Fact, b: Fact, base: FactBase): Refusal | null {
  if (base.metric(a.metric).kind !== 'flow') return null;
  if (a.period === null || b.period === null) return a.period === b.period ? null : 'periods-differ';
  return grainOf(a.period) === grainOf(b.period) ? null : 'periods-differ';
}

/** Losses are compared by their size as long as both are losses; a loss against a profit keeps its sign. */
function signedSize(fact: Fact, other: Fact): number {
  const value = numberOf(fact) ?? 0;
  return value < 0 && (numberOf(other) ?? 0) < 0 ? -value : value;
}

function unitOf(fact: Fact | undefined): Derived['unit'] {
  return fact?.unit ?? 'count';
}

/** Amounts keep their digits: 18.40 + 16.73 + 14.92 is 50.05, not 50.05000000000001. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}

/** In the order of time; facts without a period last. */
export function chronological(facts: readonly Fact[]): Fact[] {
  return [...facts].sort((a, b) => comparePeriods(a.period, b.period));
}
