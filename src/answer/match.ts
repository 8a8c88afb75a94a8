/** How well one fact accounts for one thing that the question says. 0: not at all. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { wordTokens } from '../knowledge/lexicon.ts';
import type { Also, Item, MetricMention } from '../question/question.ts';
import { figureWorth } from './figure-match.ts';
import { periodWorth } from './period-match.ts';
import { type Terms, termsOf } from './terms.ts';
import { WORTH, type Worth } from './worth.ts';

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
  const quantity = metric && item.metrics.every(({ id }) => base.metric(id).kind !== 'text');
  const named = isNamed(item);
  const party = isParty(item, base);
  return (fact) => {
    if (party && fact.unit !== null) return 0;
    const measured = metric && fact.unit !== null;
    const first = own(fact);
    // A loss is a loss; that the word also means losing a customer does not make a share of it a loss.
    if (measured && quantity) return Math.max(first, inText(fact));
    const others =
      measured && first > 0 ? first : also.reduce((most, one) => Math.max(most, one(fact)), first);
    return first === 0 && !named && !measured ? Math.max(others, inText(fact)) : others;
  };
}

/** 'Its customers': that they are told of beside a figure does not make it theirs. */
function isParty(item: Item, base: FactBase): boolean {
  if (item.kind !== 'metric') return false;
  const parties = item.metrics.filter(({ id }) => base.metric(id).answers === 'organisation');
  return parties.length * 2 > item.metrics.length;
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
    // A statement is not about a quantity because one of its many names stands in it; the very word may: see `inText`.
    if (mentions.every(({ id }) => base.metric(id).kind !== 'text')) return 0;
    const { metrics } = termsOf(fact, base);
    return mentions.reduce((most, { id }) => Math.max(most, metrics.get(id) ?? 0), 0) * WORTH.inText;
  };
}

function byMetric(fact: Fact, mentions: readonly MetricMention[], base: FactBase): number | null {
  if (mentions.some(({ id }) => id === fact.metric)) return WORTH.metric;
  if (mentions.some(({ id }) => base.family(id).includes(fact.metric))) return WORTH.family;
  if (mentions.some(({ id }) => base.metric(fact.metric).partOf === id)) return WORTH.part;
  // Another quantity's name in a statement does not make the figure that quantity.
  if (fact.unit !== null && mentions.every(({ id }) => base.metric(id).kind !== 'text'))
    return mentions.some(({ id }) => isLike(fact, id, base) && isNamedIn(fact.metric, id, base))
      ? WORTH.named
      : 0;
  return null;
}

/** Pieces and dollars are no measure of each other, whatever their names have in common; a share is one of an amount. */
function isLike({ unit }: Fact, metric: string, base: FactBase): boolean {
  return unit !== null && (!AMOUNTS.includes(unit) || base.metric(metric).units.includes(unit));
}

const AMOUNTS = ['CNY', 'USD', 'piece', 'EFLOPS'];

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
  // The share of a share price is no share of anything.
  const en = label.en.toLowerCase().replace('share price', 'stock');
  return [part.zh, part.en, ...words].some(
    (word) => word.length > 1 && (label.zh.includes(word) || en.includes(word.toLowerCase())),
  );
}

/** What is told of beside the subject, and what that belongs to: the lifting of the H20 ban is about the H20. */
function isAbout(fact: Fact, id: string, base: FactBase): boolean {
  return fact.about.some((about) => about === id || base.entity(about).of.includes(id));
}

/** Whether the very word of the question stands in what is told of the fact. */
export function standsIn(fact: Fact, item: Item, base: FactBase): boolean {
  return textWorth(item, base)(fact) > 0;
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
