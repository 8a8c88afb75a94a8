/** A whole and its parts, a level and its growth: what follows from two facts about one thing. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item } from '../question/question.ts';
import { type Derivation, numberOf, remainder, sizeOf } from './derive.ts';
import { worth } from './match.ts';
import type { Asked, Done } from './operate.ts';

/** The whole and its parts are held as facts of two metrics, or both stand in the question. */
export function left(
  figures: readonly Fact[],
  items: readonly Item[],
  base: FactBase,
): (Derivation & { facts: readonly Fact[] }) | null {
  const [some] = figures;
  if (!some) return null;
  const wholeMetric = base.metric(some.metric).partOf ?? some.metric;
  const whole = base.factsOn(some.subject, wholeMetric).find((fact) => numberOf(fact) !== null);
  const parts = base.vocabulary.metrics
    .filter(({ partOf }) => partOf === wholeMetric)
    .flatMap(({ id }) => base.factsOn(some.subject, id))
    .filter((fact) => numberOf(fact) !== null);
  if (whole && parts.length > 0) return { ...remainder(whole, parts), facts: [whole, ...parts] };
  const market = figures.length === 1 ? marketOf(some, items, base) : undefined;
  if (market) return { ...remainder(market, [some]), facts: [market, some] };
  const [largest, ...rest] = [...figures].sort((a, b) => sizeOf(b) - sizeOf(a));
  if (!largest || rest.length === 0 || largest.unit === '%') return null;
  return { ...remainder(largest, rest), facts: [largest, ...rest] };
}

/** The market that a part is a part of: the one that the question names, with the same measure and period. */
export function marketOf(part: Fact, items: readonly Item[], base: FactBase): Fact | undefined {
  const named = items.flatMap((item) => (item.kind === 'entity' ? item.entities : []));
  const markets = named.filter((id) => base.findEntity(id)?.kind === 'market' && id !== part.subject);
  const [whole, ...more] = [...new Set(markets)].flatMap((id) =>
    base.factsOn(id, part.metric).filter(({ period, unit }) => period === part.period && unit === part.unit),
  );
  return more.length === 0 ? whole : undefined;
}

/**
 * A whole less its parts, asked for in one question about all of them: what one fact cannot account for, they do
 * together. Null when the question is about something else as well.
 */
export function wholeAndParts(items: readonly Item[], base: FactBase): Done | null {
  const mentioned = new Set(
    items.flatMap((item) => (item.kind === 'metric' ? item.metrics.map((m) => m.id) : [])),
  );
  const names = new Set(items.flatMap((item) => (item.kind === 'entity' ? item.entities : [])));
  for (const part of base.vocabulary.metrics) {
    const { partOf } = part;
    if (partOf === undefined || !(mentioned.has(partOf) || mentioned.has(part.id))) continue;
    const wholes = base
      .factsOf(partOf)
      .filter((fact) => numberOf(fact) !== null && base.factsOn(fact.subject, part.id).length > 0);
    const named = wholes.filter((fact) => names.has(fact.subject));
    const [whole, ...others] = named.length > 0 || wholes.length > 1 ? named : wholes;
    if (!whole || others.length > 0) continue;
    const parts = base.factsOn(whole.subject, part.id).filter((fact) => numberOf(fact) !== null);
    const facts = [whole, ...parts];
    const open = items.filter((item) => !item.optional && !facts.some((fact) => worth(fact, item, base) > 0));
    const taken = remainder(whole, parts);
    if ('refused' in taken || open.some((item) => item.kind !== 'word') || open.length > 2) continue;
    return { facts, derived: taken.derived, first: null, shape: 'facts' };
  }
  return null;
}

/** 'Not domestic', where the whole and the domestic part are both at hand. */
export function leavesOut(asked: Asked, figures: readonly Fact[]): boolean {
  return (
    asked.cells.length === 2 &&
    figures.length === 2 &&
    /非|不是|除了|以外|之外|除外|non-|not |excluding|other than/.test(asked.text) &&
    asked.operations.has('not')
  );
}

/** The level of the period before, from a level and its growth: 1037.3 ÷ 1.43. */
export function implied(
  figures: readonly Fact[],
  base: FactBase,
): (Derivation & { facts?: readonly Fact[] }) | null {
  for (const fact of figures) {
    const growthMetric = base.vocabulary.metrics.find((m) => m.growthOf === fact.metric);
    const levelMetric = base.metric(fact.metric).growthOf;
    const level = levelMetric === undefined ? fact : sibling(fact, levelMetric, base);
    const rate = levelMetric === undefined ? growthMetric && sibling(fact, growthMetric.id, base) : fact;
    if (!level || !rate || numberOf(level) === null || numberOf(rate) === null) continue;
    const value = Number((sizeOf(level) / (1 + (numberOf(rate) ?? 0) / 100)).toPrecision(4));
    return {
      derived: [
        {
          operation: 'ratio',
          value,
          unit: level.unit ?? 'count',
          from: [level.id, rate.id],
          symbol: 'before',
        },
      ],
      facts: [level, rate],
    };
  }
  return { refused: 'part-missing' };
}

/** What somebody stated of how much it grew. */
export function growthStatedOf(level: Fact, base: FactBase): Fact | undefined {
  const metric = base.vocabulary.metrics.find(({ growthOf }) => growthOf === level.metric);
  return metric && sibling(level, metric.id, base);
}

function sibling(fact: Fact, metric: string, base: FactBase): Fact | undefined {
  return base.factsOn(fact.subject, metric).find((other) => other.period === fact.period);
}
