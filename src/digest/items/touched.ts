/** Which facts of ours an item touches: of a subject and a measure that it names, the latest figures. */
import type { Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { comparePeriods } from '../../language/calendar.ts';
import type { Tags } from './tag-item.ts';

const MOST = 2;

/** Figures only: facts in words answer questions, and a headline asks none. At most two, in the order of the names. */
export function factsTouched({ entities, metrics }: Tags, base: FactBase): readonly Fact[] {
  const found: Fact[] = [];
  for (const subject of entities) {
    for (const { id, negative } of metrics) {
      const latest = latestOf(base, subject, id);
      if (latest && (!negative || isNegative(latest)) && !found.includes(latest)) found.push(latest);
    }
  }
  return found.slice(0, MOST);
}

/** News of a loss does not touch a profit of ours: the year it is about is another one. */
function isNegative({ value }: Fact): boolean {
  return typeof value === 'number' && value < 0;
}

function latestOf(base: FactBase, subject: string, metric: string): Fact | undefined {
  const figures = base
    .factsOf(metric)
    .filter((fact) => fact.subject === subject && fact.unit !== null && fact.rank !== 'deprecated')
    // What happened goes before what was foreseen, whatever the years.
    .sort((a, b) => Number(a.nature !== 'actual') - Number(b.nature !== 'actual') || later(a, b));
  const [first, second] = figures;
  // Two figures for one time, by two definitions or speakers: neither is ours alone to quote in a line.
  return first && second && samePlace(first, second) ? undefined : first;
}

function later(a: Fact, b: Fact): number {
  return comparePeriods(b.period ?? b.asOf, a.period ?? a.asOf);
}

function samePlace(a: Fact, b: Fact): boolean {
  return a.nature === b.nature && a.period === b.period && a.asOf === b.asOf;
}
