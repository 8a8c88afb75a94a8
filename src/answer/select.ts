/** The facts that account for a question → those it asks for, or the readings it has. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import { type Cell, type Group, groupMatches } from './cells.ts';
import { answersKind } from './eligible.ts';
import type { Match } from './retrieve.ts';

export type Selection =
  | {
      readonly kind: 'facts';
      readonly facts: readonly Fact[];
      readonly cells: readonly (readonly Fact[])[];
      readonly family: boolean;
    }
  | { readonly kind: 'readings'; readonly groups: readonly Group[] };

/** Groups this close to the best are as good a reading. */
const NEAR = 1.2;
/** Facts told in words: this many are told together, best first. */
const MOST_TEXTS = 4;

export function select(
  cells: readonly Cell[],
  operations: ReadonlySet<Operation>,
  base: FactBase,
): Selection | null {
  const chosen = cells.map((cell) => selectInCell(cell, operations, base));
  if (chosen.some((c) => c === null)) return null;
  const readings = chosen.flatMap((c) => (c?.kind === 'readings' ? c.groups : []));
  if (readings.length > 0) {
    if (cells.length === 1) return { kind: 'readings', groups: readings };
    return null;
  }
  const facts = chosen.flatMap((c) => (c?.kind === 'facts' ? c.facts : []));
  return {
    kind: 'facts',
    facts: unique(facts),
    cells: chosen.map((c) => (c?.kind === 'facts' ? c.facts : [])),
    family: chosen.some((c) => c?.kind === 'facts' && c.family),
  };
}

function selectInCell(cell: Cell, operations: ReadonlySet<Operation>, base: FactBase): Selection | null {
  const scored = cell.matches.map((m) => ({
    ...m,
    score: m.score - unasked(m) + typeBonus(m.fact, operations, base),
  }));
  const groups = groupMatches(scored);
  const best = groups[0];
  if (!best) return null;
  const slots = (group: Group) =>
    Math.max(...group.matches.map((m) => namedScore(m) + typeBonus(m.fact, operations, base)));
  // Which of two figures is meant is not told by how closely their statements resemble the question.
  const near = isText(best)
    ? groups.filter((group) => group.score >= best.score - NEAR)
    : groups.filter((group) => !isText(group) && slots(group) >= slots(best) - NEAR);
  return settle(near, operations, base);
}

/** A measure in the frame of a question ('a comment says', 'the statement that') is hardly what is asked for. */
function unasked({ worths }: Match): number {
  return [...worths].reduce(
    (sum, [item, value]) => sum + (item.optional && item.kind === 'metric' ? value / 2 : 0),
    0,
  );
}

function settle(near: readonly Group[], operations: ReadonlySet<Operation>, base: FactBase): Selection {
  const [best] = near;
  if (!best) return { kind: 'readings', groups: [] };
  const family = base.family(best.metric);
  const oneMetric = near.every((group) => group.metric === best.metric);
  const oneFamily = near.every((group) => family.includes(group.metric));
  const identity = IDENTITIES.includes(base.metric(best.metric).answers);
  if (isText(best) && identity && oneMetric && !named(best) && near.length > 1)
    return { kind: 'readings', groups: near };
  if (isText(best)) {
    const texts = near.filter(isText).flatMap((group) => bestTexts(group, best.score));
    const facts = texts
      .sort((a, b) => b.score - a.score)
      .slice(0, Math.max(MOST_TEXTS, best.matches.length))
      .map((m) => m.fact);
    return { kind: 'facts', facts, cells: [], family: false };
  }
  const ranked = ['most', 'least', 'rank', 'which-company', 'compare', 'sum', 'series'].some((op) =>
    operations.has(op as Operation),
  );
  // A measure that many have, and nothing else: of whom and when is for the asker to say.
  if (near.length > 1 && oneMetric && !ranked && near.every(isBareFlow(base)))
    return { kind: 'readings', groups: near };
  if (near.length === 1 || oneFamily || (oneMetric && ranked)) {
    const figures = near.filter((group) => !isText(group)).flatMap((group) => bestFigures(group));
    return { kind: 'facts', facts: figures.map((m) => m.fact), cells: [], family: oneFamily && !oneMetric };
  }
  return { kind: 'readings', groups: near };
}

function isBareFlow(base: FactBase): (group: Group) => boolean {
  return ({ metric, matches }) =>
    base.metric(metric).kind === 'flow' &&
    matches.every(({ worths }) => [...worths.keys()].every(({ kind }) => kind === 'metric'));
}

/** 'Who is the founder', of no company in particular, is asked of each. */
const IDENTITIES = ['person', 'organisation', 'date', 'place'];

function named(group: Group): boolean {
  return group.matches.some((m) =>
    [...m.worths].some(([item, value]) => item.kind === 'entity' && value >= 1),
  );
}

function isText(group: Group): boolean {
  return group.matches.every((m) => m.fact.unit === null);
}

function bestTexts(group: Group, best: number): Match[] {
  return group.matches.filter((m) => m.score >= best - NEAR);
}

/** All periods of a series count alike, however their statements are worded; only a figure in the question tells. */
function bestFigures(group: Group): Match[] {
  const agreeing = group.matches.filter((m) =>
    [...m.worths].some(([item, value]) => item.kind === 'figure' && value >= 4),
  );
  const sameKind = group.matches.filter(
    (m) => m.fact.objects.join() === group.matches[0]?.fact.objects.join(),
  );
  if (agreeing.length > 0 && agreeing.length < group.matches.length && sameKind.length < group.matches.length)
    return agreeing;
  const best = Math.max(...group.matches.map((m) => requiredScore(m)));
  return group.matches.filter((m) => requiredScore(m) >= best - NEAR);
}

/** What the names, metrics and periods that must be accounted for contribute. */
function requiredScore(match: Match): number {
  return [...match.worths].reduce(
    (sum, [item, value]) => sum + (item.kind === 'word' || item.optional ? 0 : value),
    0,
  );
}

/** What names, metrics, periods and figures contribute, however the fact is worded. */
function namedScore(match: Match): number {
  return [...match.worths].reduce((sum, [item, value]) => {
    if (item.kind === 'word') return sum;
    return sum + (item.optional && item.kind !== 'figure' ? value / 2 : value);
  }, 0);
}

function typeBonus(fact: Fact, operations: ReadonlySet<Operation>, base: FactBase): number {
  let bonus = 0;
  if (answersKind(fact, operations, base)) bonus += 1.5;
  if ((operations.has('who') || operations.has('which-company')) && fact.objects.length > 0) bonus += 0.7;
  if (base.metric(fact.metric).answers === 'reason' && !operations.has('reason')) bonus -= 0.5;
  if (operations.has('forecast') && (fact.nature === 'forecast' || fact.nature === 'plan')) bonus += 0.8;
  if (operations.has('money') && (fact.unit === 'CNY' || fact.unit === 'USD')) bonus += 1;
  if (operations.has('pieces') && fact.unit === 'piece') bonus += 1;
  if (operations.has('percent') && fact.unit === '%') bonus += 1;
  if (operations.has('count') && (fact.unit === 'count' || fact.unit === 'month' || fact.unit === 'year'))
    bonus += 1.5;
  bonus += growthBonus(fact, operations, base);
  if (fact.rank === 'preferred') bonus += 0.5;
  if (fact.rank === 'deprecated') bonus -= 2;
  return bonus;
}

/** Growth of one period is a rate that someone stated; growth over several is computed from amounts. */
function growthBonus(fact: Fact, operations: ReadonlySet<Operation>, base: FactBase): number {
  if (!operations.has('growth') || fact.unit === null) return 0;
  if (base.metric(fact.metric).growthOf !== undefined) return 2.5;
  return fact.unit === '%' ? 0 : 1.3;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
