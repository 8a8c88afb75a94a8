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
    const field = fields.get(key);
    if (field) field.push(fact);
    else fields.set(key, [fact]);
  }
  return [...fields.values()]
    .map((facts) => ({
      field: { period: facts[0]?.period ?? null, facts },
      bearers: new Set(facts.map(({ subject }) => subject)).size,
    }))
    .sort((a, b) => b.bearers - a.bearers || comparePeriods(b.field.period, a.field.period))
    .map(({ field }) => field);
}
