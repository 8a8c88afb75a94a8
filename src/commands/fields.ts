/** Figures of one measure that can stand in one order. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { comparePeriods } from '../language/calendar.ts';
import { isFigure } from './fact-words.ts';

/** Figures that can stand in one order: of one kind of thing, one period, one unit. */
export type Field = { readonly period: string | null; readonly facts: readonly Fact[] };

/** The fullest field first, of equally full ones the latest. */
export function fieldsOf(metric: string, base: FactBase): Field[] {
  const fields = new Map<string, Fact[]>();
  for (const fact of base.factsOf(metric).filter(isFigure)) {
    const key = JSON.stringify([base.entity(fact.subject).kind, fact.period, fact.unit]);
    fields.set(key, [...(fields.get(key) ?? []), fact]);
  }
  const bearers = ({ facts }: Field): number => new Set(facts.map(({ subject }) => subject)).size;
  return [...fields.values()]
    .map((facts) => ({ period: facts[0]?.period ?? null, facts }))
    .sort((a, b) => bearers(b) - bearers(a) || comparePeriods(b.period, a.period));
}
