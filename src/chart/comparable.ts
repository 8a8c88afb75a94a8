/** Which figures may stand in one picture: those that the engine would also compute with. */
import type { Refusal } from '../answer/answer.ts';
import { scaleRefusal } from '../answer/derive.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';

export type Comparable =
  | {
      readonly kind: 'comparable';
      readonly facts: readonly Fact[];
      /** Figures of another length of period: a quarter beside years. */
      readonly apart: readonly Fact[];
    }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** A fact with a quantity that stands. */
export function isDrawable({ unit, rank, value }: Fact): boolean {
  const quantity = typeof value === 'number' || Array.isArray(value);
  return unit !== null && rank !== 'deprecated' && quantity;
}

/**
 * The largest group of figures on one scale, the first of equally large ones. Two currencies, or two measures, are
 * refused as a whole: which of them was meant is not for a picture to decide.
 */
export function comparable(facts: readonly Fact[], base: FactBase): Comparable {
  const figures = facts.filter(isDrawable);
  const groups: Fact[][] = [];
  for (const fact of figures) {
    const group = groups.find(([first]) => first && scaleRefusal([first, fact], base) === null);
    if (group) group.push(fact);
    else groups.push([fact]);
  }
  const [largest] = groups.toSorted((a, b) => b.length - a.length);
  if (!largest) return { kind: 'refused', reason: 'part-missing' };
  const reason = figures
    .map((fact) => (largest[0] ? scaleRefusal([largest[0], fact], base) : null))
    .find((refusal) => refusal !== null && refusal !== 'periods-differ');
  if (reason) return { kind: 'refused', reason };
  const held = new Set(largest);
  return { kind: 'comparable', facts: largest, apart: figures.filter((fact) => !held.has(fact)) };
}
