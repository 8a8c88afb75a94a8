/** What the question wants done with the facts: set side by side, ordered, added up, set in proportion. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import type { Item } from '../question/question.ts';
import type { Derived, Refusal, Shape } from './answer.ts';
import { chronological, type Derivation, difference, growth, numberOf, sizeOf, sum } from './derive.ts';
import { mean } from './mean.ts';
import { ofOneGrain, pairOf, withLatest, withYearBefore } from './operands.ts';
import { ofTotals, proportion, quotient } from './proportion.ts';
import { missingYears, total, totalsBySubject } from './totals.ts';
import { growthStatedOf, implied, leavesOut, left } from './whole-and-parts.ts';

export type Asked = {
  readonly facts: readonly Fact[];
  /** One list for each thing set side by side, in the order of the question. */
  readonly cells: readonly (readonly Fact[])[];
  readonly family: boolean;
  readonly items: readonly Item[];
  /** Operations that no fact's own metric already stands for. */
  readonly operations: ReadonlySet<Operation>;
  /** The question speaks of a loss: the largest is the most negative. */
  readonly negative: boolean;
  readonly text: string;
};

export type Done = {
  readonly facts: readonly Fact[];
  readonly derived: readonly Derived[];
  readonly first: Fact | null;
  readonly shape: Shape;
};

export function operate(asked: Asked, base: FactBase): Done | { readonly refused: Refusal } {
  const figures = inOneUnit(asked.facts.filter((fact) => numberOf(fact) !== null));
  const plain = {
    facts: order(asked.facts),
    derived: [],
    first: null,
    shape: shapeOf(asked.facts, asked.family, base),
  };
  if (figures.length === 0) return plain;
  const has = (...operations: Operation[]) => operations.some((operation) => asked.operations.has(operation));
  if (has('average')) return finish(mean(asked, figures, base), plain);
  if (has('imply')) {
    const before = implied(figures, base);
    if (!has('growth') || (before && 'derived' in before)) return finish(before, plain);
  }
  if (has('remainder') || leavesOut(asked, figures)) return finish(left(figures, asked.items, base), plain);
  if (
    has('difference', 'points') &&
    (has('rise', 'fall') || (has('sum') && new Set(figures.map((f) => f.subject)).size === 1))
  )
    return change(asked, figures, plain, base);
  const comparing =
    has('most', 'least', 'compare', 'which-company', 'who') &&
    new Set(figures.map((f) => f.subject)).size > 1;
  const several = new Set(figures.map((fact) => fact.subject)).size < figures.length;
  if (has('sum') && comparing && several) return totalsBySubject(asked, figures, plain, base);
  if (has('sum') && has('ratio', 'share') && new Set(figures.map((f) => f.metric)).size === 2)
    return finish(ofTotals(asked, figures), plain);
  if (has('sum') && figures.length > 1) return finish(total(asked, figures, base), plain);
  if (has('sum') && missingYears(asked, figures, base)) return { refused: 'part-missing' };
  if (has('share') && !has('growth') && figures.length > 1 && figures.every((f) => f.unit !== '%'))
    return finish(proportion(asked, figures), plain);
  if (has('ratio')) return finish(quotient(asked, figures, base), plain);
  const moved =
    has('rise', 'fall') &&
    has('quantity', 'money', 'percent') &&
    new Set(figures.map((f) => f.period)).size > 1;
  if (has('growth', 'difference', 'points') || moved) return change(asked, figures, plain, base);
  if (has('most', 'least', 'rank') && figures.length > 1) return ranked(asked, figures, plain, base);
  // How many percent is not told by an amount.
  if (has('percent') && !has('money') && figures.every(({ unit }) => unit !== '%' && unit !== 'x'))
    return { refused: 'part-missing' };
  if (asked.cells.length === 2 && figures.length === 2) return sideBySide(asked, figures, plain, base);
  return plain;
}

/** Of amounts told in two currencies those that all measures have are set against one another. */
function inOneUnit(figures: readonly Fact[]): readonly Fact[] {
  const units = [...Map.groupBy(figures, (fact) => `${fact.subject} ${fact.metric}`).values()].map(
    (facts) => new Set(facts.map(({ unit }) => unit)),
  );
  if (units.length < 2 || units.every((own) => own.size < 2)) return figures;
  const [common, ...more] = [...(units[0] ?? [])].filter((unit) => units.every((own) => own.has(unit)));
  return common === undefined || more.length > 0 ? figures : figures.filter(({ unit }) => unit === common);
}

function finish(
  derivation: (Derivation & { facts?: readonly Fact[] }) | null,
  plain: Done,
): Done | { readonly refused: Refusal } {
  if (derivation === null) return plain;
  if ('refused' in derivation) return derivation;
  return { ...plain, derived: derivation.derived, facts: derivation.facts ?? plain.facts };
}

function shapeOf(facts: readonly Fact[], family: boolean, base: FactBase): Shape {
  const [first] = facts;
  const metrics = new Set(facts.map((fact) => fact.metric));
  const oneFamily =
    first !== undefined && facts.every((fact) => base.family(first.metric).includes(fact.metric));
  if (family || (oneFamily && metrics.size > 1)) return 'sources';
  if (facts.length < 2 || facts.every((fact) => fact.unit === null)) return 'facts';
  if (facts.some((fact) => fact.subject !== first?.subject)) return 'comparison';
  return metrics.size === 1 && new Set(facts.map((f) => f.period)).size > 1 ? 'series' : 'facts';
}

/** Figures of one subject in the order of time, subjects in the order in which they were found. */
function order(facts: readonly Fact[]): Fact[] {
  if (facts.some((fact) => fact.unit === null)) return [...facts];
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = `${fact.subject} ${fact.metric}`;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups.values()].flatMap(chronological);
}

function change(
  asked: Asked,
  figures: readonly Fact[],
  plain: Done,
  base: FactBase,
): Done | { readonly refused: Refusal } {
  // A range has no one number: both are shown, nothing is computed. Two measures are compared, not subtracted.
  if (asked.facts.some((fact) => fact.unit !== null && numberOf(fact) === null)) return plain;
  // One amount told in two currencies, and shares by two definitions, are told side by side.
  const [one] = figures;
  const samePeriod = figures.every(
    (fact) => fact.subject === one?.subject && fact.metric === one?.metric && fact.period === one?.period,
  );
  if (figures.length > 1 && samePeriod) return plain;
  const ratios = one !== undefined && base.metric(one.metric).kind === 'ratio';
  if (ratios && figures.some((fact) => fact.metric !== one.metric) && base.family(one.metric).length > 1)
    return { ...plain, shape: 'sources' };
  if (one && figures.some((fact) => !base.family(one.metric).includes(fact.metric)))
    return ranked(asked, figures, plain, base);
  // A rate of growth answers for growth by itself.
  if (figures.length === 1 && figures[0]?.unit === '%' && !asked.operations.has('points')) return plain;
  const operands =
    figures.length > 1
      ? pairOf(asked, figures)
      : asked.operations.has('points')
        ? withLatest(figures[0], base)
        : withYearBefore(figures[0], base);
  const [a, b] = operands;
  const stated = !a && one && asked.operations.has('growth') ? growthStatedOf(one, base) : undefined;
  if (stated) return { ...plain, facts: [stated, one as Fact] };
  if (!a || !b) return asked.operations.has('points') ? plain : { refused: 'part-missing' };
  const facts = figures.length === 1 ? [b, a] : plain.facts;
  const gap = difference(a, b, base);
  if (a.unit === '%') return 'refused' in gap ? gap : { ...plain, facts, derived: gap.derived };
  const rate = growth(a, b, base);
  if ('refused' in gap) return gap;
  const sameSubject = a.subject === b.subject;
  if (!sameSubject && asked.operations.has('growth') && !asked.operations.has('difference'))
    return { refused: 'metrics-differ' };
  const rates = 'derived' in rate && sameSubject ? rate.derived : [];
  const rateFirst = asked.operations.has('growth') && !asked.operations.has('difference');
  return { ...plain, facts, derived: rateFirst ? [...rates, ...gap.derived] : [...gap.derived, ...rates] };
}

/** Several periods of one measure against another measure are compared as totals. */
function totalsOf(figures: readonly Fact[], base: FactBase): Derived[] {
  const metrics = [...new Set(figures.map((fact) => fact.metric))];
  if (metrics.length < 2) return [];
  return metrics.flatMap((metric) => {
    const total = sum(
      figures.filter((fact) => fact.metric === metric),
      base,
    );
    return 'derived' in total ? total.derived : [];
  });
}

function ranked(
  asked: Asked,
  figures: readonly Fact[],
  plain: Done,
  base: FactBase,
): Done | { readonly refused: Refusal } {
  if (new Set(figures.map((fact) => fact.unit)).size > 1) return { refused: 'currencies-differ' };
  const totals = totalsOf(figures, base);
  if (totals.length > 0) return { ...plain, derived: totals };
  const comparable = ofOneGrain(chronological(figures));
  const size = (fact: Fact) => (asked.negative ? sizeOf(fact) : (numberOf(fact) ?? 0));
  const down = !asked.operations.has('least') || asked.operations.has('most');
  const sorted = [...comparable].sort((a, b) => (down ? size(b) - size(a) : size(a) - size(b)));
  const subjects = new Set(sorted.map((fact) => fact.subject)).size;
  const shape =
    asked.operations.has('rank') || sorted.length > 2 ? 'ranking' : subjects > 1 ? 'comparison' : 'ranking';
  const [larger, smaller, ...more] = down ? sorted : [...sorted].reverse();
  const gap =
    larger && smaller && more.length === 0 && subjects > 1 && isClose(larger) && isClose(smaller)
      ? difference(smaller, larger, base)
      : null;
  const derived = gap && 'derived' in gap ? gap.derived : [];
  return { ...plain, facts: sorted, first: sorted[0] ?? null, derived, shape };
}

/** 'Over 5' less 'over 4' is nothing in particular. */
function isClose({ qualifier }: Fact): boolean {
  return qualifier === 'exact' || qualifier === 'about';
}

function sideBySide(asked: Asked, figures: readonly Fact[], plain: Done, base: FactBase): Done {
  const [a, b] = figures;
  const comparing = ['compare', 'which-company', 'which-item', 'most'].some((op) =>
    asked.operations.has(op as Operation),
  );
  if (!a || !b || !comparing || a.metric !== b.metric || a.unit !== b.unit) return plain;
  const size = (fact: Fact) => (asked.negative ? sizeOf(fact) : (numberOf(fact) ?? 0));
  const [larger, smaller] = size(a) >= size(b) ? [a, b] : [b, a];
  const gap = difference(smaller, larger, base);
  if ('refused' in gap || !isClose(a) || !isClose(b)) return plain;
  return { ...plain, facts: [larger, smaller], first: larger, derived: gap.derived, shape: 'comparison' };
}
