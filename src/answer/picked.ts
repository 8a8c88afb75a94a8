/** Who or which is meant: readings of a name that several bear, and what does not say who. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import type { Item } from '../question/question.ts';
import { type Cell, type Group, groupMatches } from './cells.ts';
import { matchFact } from './retrieve.ts';
import type { Selection } from './select.ts';

const PICKING = ['which-company', 'which-item', 'who'] as const;
const COUNTING = ['quantity', 'count', 'most', 'least', 'rank', 'compare'] as const;

/** 'Which three have their headquarters there' is not answered by 'three'. */
export function isCountOfPicked(facts: readonly Fact[], operations: ReadonlySet<Operation>): boolean {
  return (
    PICKING.some((operation) => operations.has(operation)) &&
    !COUNTING.some((operation) => operations.has(operation)) &&
    facts.every(({ unit }) => unit === 'count')
  );
}

/** A family name that several people bear: each of whom the same is told is a reading. */
export function whichPerson(
  items: readonly Item[],
  cells: readonly Cell[],
  base: FactBase,
): Selection | null {
  const shared = items.find(
    (item) =>
      item.kind === 'entity' &&
      item.entities.length > 1 &&
      item.entities.every((id) => base.findEntity(id)?.kind === 'person'),
  );
  if (shared?.kind !== 'entity') return null;
  const found = cells.flatMap((cell) => cell.matches);
  const metrics = new Set(found.map(({ fact }) => fact.metric));
  const own = (id: string): Group[] => {
    const told = found.filter(({ fact }) => fact.subject === id || fact.objects.includes(id));
    if (told.length > 0) return groupMatches(told).slice(0, 1);
    const others = [...metrics].flatMap((metric) => base.factsOn(id, metric));
    return groupMatches(others.map((fact) => matchFact(fact, items, base))).slice(0, 1);
  };
  const readings = [...new Set(shared.entities.flatMap(own))];
  return readings.length > 1 ? { kind: 'readings', groups: readings } : null;
}
