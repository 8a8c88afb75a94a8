/** What is remarkable about a new or changed fact, found before anything is written. Words are the reader's matter. */
import { comparePeriods, grainOf, isPeriod, periodDays } from '../language/calendar.ts';
import { type Fact, isFactValue } from './fact.ts';
import type { FactBase } from './fact-base.ts';
import type { Unit } from './vocabulary.ts';

/** `stop` cannot be recorded; `confirm` can, when somebody says that it is meant. */
export type Finding =
  | { readonly level: 'stop'; readonly kind: 'unit'; readonly units: readonly Unit[] }
  | { readonly level: 'stop'; readonly kind: 'period' | 'words-with-unit' | 'too-large' }
  | { readonly level: 'stop'; readonly kind: 'unknown'; readonly what: string; readonly id: string }
  /** The same figure of the same source is there already. */
  | { readonly level: 'stop'; readonly kind: 'duplicate'; readonly fact: Fact }
  /** More than ten times as much as its neighbour, or less than a tenth: often 万 for 亿. */
  | { readonly level: 'confirm'; readonly kind: 'jump'; readonly times: number; readonly fact: Fact }
  | { readonly level: 'confirm'; readonly kind: 'sign'; readonly fact: Fact }
  /** Another unit than its neighbour has: the two cannot be measured against each other. */
  | { readonly level: 'confirm'; readonly kind: 'other-unit'; readonly fact: Fact }
  /** Nothing, where its neighbour is something; or the other way round. */
  | { readonly level: 'confirm'; readonly kind: 'zero'; readonly fact: Fact }
  /** Another fact says something of the same subject, measure and period. */
  | { readonly level: 'confirm'; readonly kind: 'beside'; readonly fact: Fact }
  /** An actual figure of a period that is not over. */
  | { readonly level: 'confirm'; readonly kind: 'future' };

const JUMP = 10;

/**
 * What several facts that enter at once are each found to be, beside the base and beside the others.
 * @param today YYYY-MM-DD.
 * @returns the findings of each, in their order.
 */
export function checkFacts(facts: readonly Fact[], base: FactBase, today: string): Finding[][] {
  const own = new Map(facts.map((fact) => [fact.id, fact]));
  const fresh = Map.groupBy(facts, ({ subject, metric }) => `${subject} ${metric}`);
  const withOwn: Checked = {
    ...base,
    fact: (id) => own.get(id) ?? base.fact(id),
    before: (id) => base.fact(id),
    factsOn: (subject, metric) => [
      ...base.factsOn(subject, metric).filter(({ id }) => !own.has(id)),
      ...(fresh.get(`${subject} ${metric}`) ?? []),
    ],
  };
  return facts.map((fact) => checkIn(fact, withOwn, today));
}

/** The base as it is to be, and each fact as it was. */
type Checked = Pick<FactBase, 'vocabulary' | 'findEntity' | 'findMetric' | 'fact' | 'factsOn'> & {
  readonly before: (id: string) => Fact | undefined;
};

function checkIn(fact: Fact, base: Checked, today: string): Finding[] {
  const faults = faultsOf(fact, base);
  if (faults.length > 0) return faults;
  const alike = base.factsOn(fact.subject, fact.metric).filter((other) => isAlike(fact, other));
  const others = alike.filter(({ id, period }) => id !== fact.id && period === fact.period);
  const duplicate = others.find((other) => isDuplicate(fact, other));
  if (duplicate) return [{ level: 'stop', kind: 'duplicate', fact: duplicate }];
  return [
    ...others.map((other): Finding => ({ level: 'confirm', kind: 'beside', fact: other })),
    ...neighboursOf(fact, alike, base.before(fact.id)).flatMap((other) => strides(fact, other)),
    ...futures(fact, today),
  ];
}

function faultsOf(fact: Fact, base: Checked): Finding[] {
  const unknown = (what: string, id: string): Finding => ({ level: 'stop', kind: 'unknown', what, id });
  const entities = [fact.subject, fact.by, ...fact.objects, ...fact.about];
  const metric = base.findMetric(fact.metric);
  const words = typeof fact.value === 'object' && !Array.isArray(fact.value);
  return [
    ...entities.filter((id) => !base.findEntity(id)).map((id) => unknown('entity', id)),
    ...(metric ? [] : [unknown('metric', fact.metric)]),
    ...(base.vocabulary.sources.some(({ id }) => id === fact.source) ? [] : [unknown('source', fact.source)]),
    ...fact.with.filter((id) => !base.fact(id)).map((id) => unknown('fact', id)),
    ...(fact.period === null || isPeriod(fact.period)
      ? []
      : [{ level: 'stop', kind: 'period' } satisfies Finding]),
    ...(isFactValue(fact.value) ? [] : [{ level: 'stop', kind: 'too-large' } satisfies Finding]),
    ...(words && fact.unit !== null ? [{ level: 'stop', kind: 'words-with-unit' } satisfies Finding] : []),
    ...(metric && !words && (fact.unit === null || !metric.units.includes(fact.unit))
      ? [{ level: 'stop', kind: 'unit', units: metric.units } satisfies Finding]
      : []),
  ];
}

function isAlike(fact: Fact, other: Fact): boolean {
  return other.rank !== 'deprecated' && other.objects.join() === fact.objects.join();
}

function isDuplicate(fact: Fact, other: Fact): boolean {
  const said = ({ value, unit, qualifier, source, by }: Fact) =>
    JSON.stringify([value, unit, qualifier, source, by]);
  return said(fact) === said(other);
}

/** The nearest earlier and later fact of periods as long, and what the fact said before. */
function neighboursOf(fact: Fact, alike: readonly Fact[], before: Fact | undefined): Fact[] {
  const { period } = fact;
  const self = before && before.metric === fact.metric ? [before] : [];
  if (period === null) return self;
  const comparable = alike.filter(
    (other) => other.id !== fact.id && other.period !== null && grainOf(other.period) === grainOf(period),
  );
  const ordered = comparable.toSorted((a, b) => comparePeriods(a.period, b.period));
  const earlier = ordered.findLast((other) => comparePeriods(other.period, period) < 0);
  const later = ordered.find((other) => comparePeriods(other.period, period) > 0);
  return [...self, ...(earlier ? [earlier] : []), ...(later ? [later] : [])];
}

function strides(fact: Fact, other: Fact): Finding[] {
  const [own, theirs] = [middleOf(fact), middleOf(other)];
  if (own === null || theirs === null) return [];
  if (fact.unit !== other.unit) return [{ level: 'confirm', kind: 'other-unit', fact: other }];
  if (own === 0 && theirs === 0) return [];
  if (own === 0 || theirs === 0) return [{ level: 'confirm', kind: 'zero', fact: other }];
  const turned = Math.sign(own) !== Math.sign(theirs);
  const times = Math.abs(own / theirs);
  return [
    ...(turned ? [{ level: 'confirm', kind: 'sign', fact: other } satisfies Finding] : []),
    ...(times > JUMP || times < 1 / JUMP
      ? [{ level: 'confirm', kind: 'jump', times, fact: other } satisfies Finding]
      : []),
  ];
}

function middleOf({ value }: Fact): number | null {
  if (typeof value === 'number') return value;
  return 'zh' in value ? null : (value[0] + value[1]) / 2;
}

/** An actual figure of a period that is not over. */
function futures({ period, nature }: Fact, today: string): Finding[] {
  if (period === null || nature !== 'actual') return [];
  const [, last] = periodDays(period);
  return last > today ? [{ level: 'confirm', kind: 'future' }] : [];
}
