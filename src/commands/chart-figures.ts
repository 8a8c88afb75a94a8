/** The figures that a chart is made of, by subject and measure; and which charts there are. */
import { comparable, isDrawable } from '../chart/comparable.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { fieldsOf } from './fields.ts';

/** More than these in one grid cannot be told apart: then one period is drawn. */
const MOST_BEARERS = 6;

/** Figures of the measure, or of others by another definition of the same quantity (valuations). */
export function figuresOn(subject: string, metric: string, base: FactBase): Fact[] {
  const own = (id: string): Fact[] => base.factsOn(subject, id).filter(isDrawable);
  const exact = own(metric);
  return exact.length > 0 ? exact : base.family(metric).flatMap(own);
}

/** A group without figures of its own stands for its members. */
export function withMembers(subjects: readonly string[], metric: string, base: FactBase): string[] {
  const ids = subjects.flatMap((id) => {
    const { members } = base.entity(id);
    return members.length > 0 && figuresOn(id, metric, base).length === 0 ? members : [id];
  });
  return [...new Set(ids)];
}

/**
 * Without subjects those of one kind and unit, as in a ranking: all their periods while they are few, else the period
 * that most of them have.
 * @param period only this one, as facts write it
 */
export function figuresFor(
  { subjects, metric, period }: { subjects: readonly string[]; metric: string; period?: string },
  base: FactBase,
): Fact[] {
  const inPeriod = (facts: readonly Fact[]): Fact[] =>
    facts.filter((fact) => period === undefined || fact.period === period);
  if (subjects.length > 0)
    return inPeriod(withMembers(subjects, metric, base).flatMap((id) => figuresOn(id, metric, base)));
  const fields = fieldsOf(metric, base);
  const field = fields.find((one) => period === undefined || one.period === period);
  const [first] = field?.facts ?? [];
  if (!field || !first || period !== undefined) return (field?.facts ?? []).filter(isDrawable);
  const { kind } = base.entity(first.subject);
  const alike = base
    .factsOf(metric)
    .filter(
      (fact) => isDrawable(fact) && fact.unit === first.unit && base.entity(fact.subject).kind === kind,
    );
  const bearers = new Set(alike.map(({ subject }) => subject)).size;
  return bearers > MOST_BEARERS ? field.facts.filter(isDrawable) : alike;
}

/** Measures of which the subjects, or all, have two figures or more on one scale; one of each family. */
export function drawableMetrics(subjects: readonly string[], base: FactBase): string[] {
  const families = new Set<string>();
  return base.vocabulary.metrics.flatMap(({ id, family = id }) => {
    if (families.has(family)) return [];
    const like = comparable(figuresFor({ subjects, metric: id }, base), base);
    if (like.kind === 'refused' || like.facts.length < 2) return [];
    families.add(family);
    return [id];
  });
}
