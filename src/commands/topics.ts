/** What the base covers, as topics. A topic is a rule over facts, so that new facts join it without a list of ids. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { EntityKind, Metric } from '../knowledge/vocabulary.ts';
import type { Text } from '../language/locale.ts';

export type Topic = { readonly id: string; readonly label: Text; readonly facts: readonly Fact[] };

const subjectsKept = new WeakMap<readonly Fact[], readonly string[]>();

/** Those with most facts first; counted once for each list of facts. */
export function subjectsOf(facts: readonly Fact[]): readonly string[] {
  const before = subjectsKept.get(facts);
  if (before) return before;
  const counts = new Map<string, number>();
  for (const { subject } of facts) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  const subjects = [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  subjectsKept.set(facts, subjects);
  return subjects;
}

type Rule = {
  readonly id: string;
  readonly label: Text;
  readonly holds: (fact: Fact, base: FactBase) => boolean;
};

const RULES: readonly Rule[] = [
  {
    id: 'results',
    label: { zh: '公司业绩', en: 'company results' },
    holds: (fact, base) => kindIs(fact.subject, base, 'company') && isMoneyFlow(base.metric(fact.metric)),
  },
  {
    id: 'listings',
    label: { zh: '上市、募资与估值', en: 'listings, fundraising and valuations' },
    holds: (fact, base) => isCalled(base.metric(fact.metric), /上市|IPO|募资|融资|估值|市值/),
  },
  {
    id: 'export-controls',
    label: { zh: 'H20与出口管制', en: 'H20 and export controls' },
    holds: (fact, base) => restricted(base).has(fact.subject),
  },
  {
    id: 'shares',
    label: { zh: '市场份额与占比', en: 'market shares' },
    holds: (fact, base) => fact.unit === '%' && isCalled(base.metric(fact.metric), /份额|占比|比例|自给率/),
  },
  {
    id: 'forecasts',
    label: { zh: '预测与计划', en: 'forecasts and plans' },
    holds: ({ nature }) => nature === 'forecast' || nature === 'plan',
  },
  {
    id: 'markets',
    label: { zh: '市场与需求', en: 'markets and demand' },
    holds: (fact, base) =>
      kindIs(fact.subject, base, 'market') || isCalled(base.metric(fact.metric), /^需求|市场变化|出货量$/),
  },
  {
    id: 'people',
    label: { zh: '人物', en: 'people' },
    holds: (fact, base) => [fact.subject, ...fact.objects].some((id) => kindIs(id, base, 'person')),
  },
  {
    id: 'products',
    label: { zh: '产品与技术', en: 'products and technology' },
    holds: (fact, base) =>
      [fact.subject, ...fact.objects].some(
        (id) => kindIs(id, base, 'product') || kindIs(id, base, 'technology'),
      ),
  },
  {
    id: 'customers',
    label: { zh: '客户、供应商与产能', en: 'customers, suppliers and capacity' },
    holds: (fact, base) => isCalled(base.metric(fact.metric), /客户|供应|买家|产能/),
  },
  {
    id: 'views',
    label: { zh: '各方看法与原因', en: 'views and reasons' },
    holds: (fact, base) =>
      fact.unit === null && (fact.nature === 'claim' || base.metric(fact.metric).answers === 'reason'),
  },
];

const kept = new WeakMap<FactBase, readonly Topic[]>();

/** Topics with at least one fact, in a fixed order; places with facts of their own come last. */
export function topicsOf(base: FactBase): readonly Topic[] {
  const before = kept.get(base);
  if (before) return before;
  const standing = base.facts.filter(({ rank }) => rank !== 'deprecated');
  const ruled = RULES.map(({ id, label, holds }) => ({
    id,
    label,
    facts: standing.filter((f) => holds(f, base)),
  }));
  const topics = [...ruled, ...places(base, standing)].filter(({ facts }) => facts.length > 0);
  kept.set(base, topics);
  return topics;
}

/** Shanghai with what belongs to it; a country that every fact is about is no topic. */
function places(base: FactBase, facts: readonly Fact[]): Topic[] {
  const subjects = new Set(facts.map(({ subject }) => subject));
  const own = base.vocabulary.entities.filter(({ id, kind }) => kind === 'place' && subjects.has(id));
  return own.map(({ id, label }) => ({
    id,
    label,
    facts: base.factsAbout(id).filter(({ rank }) => rank !== 'deprecated'),
  }));
}

/** Products whose export is spoken of, and what is theirs: their market, the ban, its lifting. */
function restricted(base: FactBase): ReadonlySet<string> {
  const before = restrictions.get(base);
  if (before) return before;
  const named = base.facts
    .filter((fact) => isCalled(base.metric(fact.metric), /出口|禁/))
    .map((f) => f.subject);
  const theirs = base.vocabulary.entities
    .filter(({ of }) => of.some((id) => named.includes(id)))
    .map(({ id }) => id);
  const all = new Set([...named, ...theirs]);
  restrictions.set(base, all);
  return all;
}
const restrictions = new WeakMap<FactBase, ReadonlySet<string>>();

function kindIs(id: string, base: FactBase, kind: EntityKind): boolean {
  return base.entity(id).kind === kind;
}

function isMoneyFlow({ kind, units }: Metric): boolean {
  return (
    (kind === 'flow' || kind === 'ratio') &&
    units.some((unit) => unit === 'CNY' || unit === 'USD' || unit === 'x')
  );
}

/** Metrics are told apart by their own Chinese label: a new one joins by its name. */
function isCalled({ label }: Metric, words: RegExp): boolean {
  return words.test(label.zh);
}
