/** How well one fact accounts for one thing that the question says. 0: not at all. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { wordTokens } from '../knowledge/lexicon.ts';
import { contains, grainOf, periodDays } from '../language/calendar.ts';
import type { Figure } from '../language/figures.ts';
import type { PeriodMention } from '../question/period-words.ts';
import type { Also, Item, MetricMention } from '../question/question.ts';
import { type Terms, termsOf } from './terms.ts';

/** What a mention is worth by its place in the fact. */
const WORTH = {
  subject: 4,
  subjectLine: 3,
  object: 3.5,
  by: 3,
  byLine: 2.5,
  about: 2.5,
  /** A company told of beside the figure's own: see `isOfNamed`. */
  beside: 1.2,
  metric: 4,
  family: 3.9,
  /** A measure that stands in the name of this one: the revenue of 'China's share of revenue'. */
  named: 1.6,
  /** The whole is named, and this is a part of it. */
  part: 2.6,
  period: 3,
  periodInside: 2.5,
  asOf: 1.5,
  yearInText: 1,
  figure: 4,
  figureInText: 1.5,
  /** An entity or a metric that stands only in the fact's words. */
  inText: 0.8,
} as const;

/** What a fact accounts for of one item. */
type Worth = (fact: Fact) => number;

/** What the fact accounts for of the item, whether it must be accounted for or not. */
export function worth(fact: Fact, item: Item, base: FactBase): number {
  return worthOf(item, base)(fact);
}

/** The same for many facts: what depends on the item alone is worked out once. */
export function worthOf(item: Item, base: FactBase): Worth {
  const own = ownWorth(item, base);
  const also = isIdentity(item, base) ? [] : item.also.map((one) => senseWorth(one, base));
  const inText = textWorth(item, base);
  const metric = item.kind === 'metric';
  const flow = metric && item.metrics.every(({ id }) => base.metric(id).kind === 'flow');
  const named = isNamed(item);
  return (fact) => {
    const measured = metric && fact.unit !== null;
    const first = own(fact);
    // A loss is a loss; that the word also means losing a customer does not make a share of it a loss.
    if (measured && flow) return Math.max(first, inText(fact));
    const others =
      measured && first > 0 ? first : also.reduce((most, one) => Math.max(most, one(fact)), first);
    return first === 0 && !named && !measured ? Math.max(others, inText(fact)) : others;
  };
}

/** 'Founder' asks for the founder of the very subject: that the word has synonyms elsewhere does not help. */
function isIdentity(item: Item, base: FactBase): boolean {
  return (
    item.kind === 'metric' &&
    item.metrics.every(({ id }) => ['person', 'date', 'place'].includes(base.metric(id).answers))
  );
}

/** Names are looked up by what they name, not by their letters: 海光 stands in 上海光学 too. */
function isNamed(item: Item): boolean {
  return item.kind === 'entity';
}

function ownWorth(item: Item, base: FactBase): Worth {
  switch (item.kind) {
    case 'entity':
    case 'metric':
    case 'word':
      return senseWorth(item, base);
    case 'period':
      return periodWorth(item.period, base);
    case 'figure':
      return (fact) => figureWorth(fact, item.figure, base);
    case 'other':
      return () => 0;
  }
}

function senseWorth(sense: Also, base: FactBase): Worth {
  switch (sense.kind) {
    case 'entity':
      return (fact) => Math.max(...sense.entities.map((id) => entityWorth(fact, id, base)));
    case 'metric':
      return metricWorth(sense.metrics, base);
    case 'word':
      return (fact) => {
        const { groups } = termsOf(fact, base);
        return sense.groups.reduce((most, group) => Math.max(most, groups.get(group) ?? 0), 0);
      };
  }
}

function entityWorth(fact: Fact, id: string, base: FactBase): number {
  if (fact.subject === id) return WORTH.subject;
  if (fact.objects.includes(id)) return WORTH.object;
  if (base.lineage(fact.subject).has(id)) return WORTH.subjectLine;
  if (fact.by === id) return WORTH.by;
  if (base.lineage(fact.by).has(id)) return WORTH.byLine;
  // A figure is of the named company or product, never of another that is told of beside it.
  if (fact.unit !== null && ['company', 'product'].includes(base.findEntity(id)?.kind ?? ''))
    return fact.about.includes(id) ? WORTH.beside : 0;
  if (isAbout(fact, id, base)) return WORTH.about;
  if (fact.objects.some((object) => base.lineage(object).has(id))) return WORTH.about;
  return (termsOf(fact, base).entities.get(id) ?? 0) * WORTH.inText;
}

/** By the fact's own metric; null where only the words of the fact can tell. */
function metricWorth(mentions: readonly MetricMention[], base: FactBase): Worth {
  const known = new Map<string, number | null>();
  return (fact) => {
    const key = `${fact.metric} ${fact.unit}`;
    const before = known.get(key);
    const value = before === undefined ? byMetric(fact, mentions, base) : before;
    if (before === undefined) known.set(key, value);
    if (value !== null) return value;
    const { metrics } = termsOf(fact, base);
    return mentions.reduce((most, { id }) => Math.max(most, metrics.get(id) ?? 0), 0) * WORTH.inText;
  };
}

function byMetric(fact: Fact, mentions: readonly MetricMention[], base: FactBase): number | null {
  if (mentions.some(({ id }) => id === fact.metric)) return WORTH.metric;
  if (mentions.some(({ id }) => base.family(id).includes(fact.metric))) return WORTH.family;
  if (mentions.some(({ id }) => base.metric(fact.metric).partOf === id)) return WORTH.part;
  // Another amount's name in a statement does not make the figure that amount.
  const amounts = mentions.every(({ id }) => base.metric(id).kind === 'flow');
  const ofOtherUnit = fact.unit === '%' && mentions.every(({ id }) => isAmount(base.metric(id).units));
  if (fact.unit !== null && (amounts || ofOtherUnit))
    return mentions.some(({ id }) => isNamedIn(fact.metric, id, base)) ? WORTH.named : 0;
  return null;
}

const namedIn = new WeakMap<FactBase, Map<string, boolean>>();

/** Whether the name of one metric holds the name of another. */
function isNamedIn(metric: string, other: string, base: FactBase): boolean {
  const known = namedIn.get(base) ?? new Map<string, boolean>();
  namedIn.set(base, known);
  const key = `${metric} ${other}`;
  const before = known.get(key) ?? holdsName(metric, other, base);
  known.set(key, before);
  return before;
}

function holdsName(metric: string, other: string, base: FactBase): boolean {
  const { label } = base.metric(metric);
  const { label: part, words } = base.metric(other);
  return [part.zh, part.en, ...words].some(
    (word) =>
      word.length > 1 && (label.zh.includes(word) || label.en.toLowerCase().includes(word.toLowerCase())),
  );
}

function isAmount(units: readonly string[]): boolean {
  return units.length > 0 && units.every((unit) => ['CNY', 'USD', 'piece', 'count'].includes(unit));
}

/** What is told of beside the subject, and what that belongs to: the lifting of the H20 ban is about the H20. */
function isAbout(fact: Fact, id: string, base: FactBase): boolean {
  return fact.about.some((about) => about === id || base.entity(about).of.includes(id));
}

/** A flow is of its period and of no other: 2025 is never answered with 2025-Q1. */
function periodWorth(period: PeriodMention, base: FactBase): Worth {
  const known = new Map<string, number>();
  const within = (own: string, exact: boolean): number => {
    const key = exact ? `${own} exact` : own;
    const value = known.get(key) ?? (periodFits(own, period, exact) || (exact ? 0 : endFits(own, period)));
    known.set(key, value);
    return value;
  };
  return (fact) => {
    const flow = base.metric(fact.metric).kind === 'flow' && fact.unit !== null;
    const inside = fact.period === null ? 0 : within(fact.period, flow);
    if (inside > 0 || flow) return inside;
    if (fact.asOf !== null && fact.period === null && periodFits(fact.asOf, period, false) > 0)
      return WORTH.asOf;
    // Words may tell of more than one year; a figure is of its own period only.
    return fact.unit !== null && fact.period !== null ? 0 : yearsWorth(fact, period, base);
  };
}

function yearsWorth(fact: Fact, period: PeriodMention, base: FactBase): number {
  const years = [period.from, period.to].flatMap((p) =>
    p === null || p.startsWith('*') ? [] : [p.slice(0, 4)],
  );
  const wholeYears = years.length > 0 && grainOf(period.from ?? '') === 'year';
  return wholeYears && !period.relative && years.every((year) => termsOf(fact, base).years.has(year))
    ? WORTH.yearInText
    : 0;
}

/** What holds at the end of a quarter holds at the end of its last month: 'end of March' is '2025-Q1'. */
function endFits(own: string, { kind, from }: PeriodMention): number {
  if (
    kind !== 'at' ||
    from === null ||
    from.startsWith('*') ||
    grainOf(own) !== 'quarter' ||
    grainOf(from) !== 'month'
  )
    return 0;
  return periodDays(own)[1] === periodDays(from)[1] ? WORTH.periodInside : 0;
}

/** Whether the fact's period is the one that is asked for, or lies in it. */
function periodFits(own: string, { kind, from, to }: PeriodMention, exact: boolean): number {
  if (kind === 'at' && from !== null) {
    if (from.startsWith('*'))
      return own.endsWith(from.slice(1)) || own.includes(from.slice(1)) ? WORTH.periodInside : 0;
    if (own === from) return WORTH.period;
    return !exact && contains(from, own) ? WORTH.periodInside : 0;
  }
  if (from !== null && to !== null && own === `${from}/${to}`) return WORTH.period;
  const [first, last] = periodDays(own);
  const inside =
    (from === null || periodDays(from)[0] <= first) && (to === null || last <= periodDays(to)[1]);
  return inside ? WORTH.periodInside : 0;
}

function figureWorth(fact: Fact, figure: Figure, base: FactBase): number {
  if (figureAgrees(fact, figure)) return WORTH.figure;
  return termsOf(fact, base).figures.some((other) => sameFigure(other, figure)) ? WORTH.figureInText : 0;
}

/** Whether a figure in the question is the fact's own: amounts without their sign, within half a percent. */
export function figureAgrees(fact: Fact, figure: Figure): boolean {
  if (!unitsAgree(fact, figure)) return false;
  if (typeof fact.value === 'number') return close(Math.abs(fact.value), Math.abs(figure.value));
  if (!('zh' in fact.value)) {
    return figure.high === undefined
      ? fact.value.some((value) => close(value, figure.value))
      : close(fact.value[0], figure.value) && close(fact.value[1], figure.high);
  }
  return false;
}

export function unitsAgree(fact: Fact, figure: Figure): boolean {
  if (fact.unit === null) return false;
  if (figure.unit === null)
    return figure.value >= 1000 || fact.unit === 'count' || (fact.unit === '%' && figure.value >= 10);
  if (figure.unit === 'money') return fact.unit === 'CNY' || fact.unit === 'USD' || fact.unit === 'piece';
  if (figure.unit === 'card') return fact.unit === 'piece';
  if (figure.unit === 'points') return fact.unit === '%';
  // A wrong currency is a wrong figure of the right kind.
  if (figure.unit === 'CNY' || figure.unit === 'USD') return fact.unit === 'CNY' || fact.unit === 'USD';
  return figure.unit === fact.unit;
}

function sameFigure(a: Figure, b: Figure): boolean {
  return close(a.value, b.value) && (a.unit === b.unit || a.unit === null || b.unit === null);
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.abs(b) * 0.005;
}

/** Any word counts where the fact's own words have it: Latin word for word by stem, Chinese as it is written. */
function textWorth(item: Item, base: FactBase): Worth {
  if (item.kind === 'period' || item.kind === 'figure') return () => 0;
  const factor = item.kind === 'word' ? 1 : WORTH.inText;
  if (!/[a-z\d]/.test(item.text))
    return (fact) =>
      (termsOf(fact, base).han.find(({ text }) => text.includes(item.text))?.weight ?? 0) * factor;
  const keys = wordTokens(item.text).map((token) => token.key);
  if (keys.length === 0) return () => 0;
  return (fact) => {
    const terms = termsOf(fact, base);
    return (
      keys.reduce((least, key) => Math.min(least, keyWorth(key, terms)), Number.POSITIVE_INFINITY) * factor
    );
  };
}

/** A stem, or a Chinese character beside Latin ones ('晶圆fab'). */
function keyWorth(key: string, terms: Terms): number {
  if (/\p{Script=Han}/u.test(key)) return terms.han.find(({ text }) => text.includes(key))?.weight ?? 0;
  return terms.keys.get(key) ?? 0;
}
