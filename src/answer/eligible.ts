/** Which facts may answer a question of this kind at all: a figure for 'how much', words for 'why'. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import type { Item } from '../question/question.ts';
import { evidenceOf, isFigureMetric, isMetric, OWN } from './evidence.ts';
import { periodText } from './figure-text.ts';
import { standsIn } from './match.ts';
import type { Match } from './retrieve.ts';

const UNITS_OF: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  money: ['CNY', 'USD'],
  pieces: ['piece'],
  percent: ['%'],
  duration: ['month', 'year'],
};

/** A figure whose measure is named in the question, or that stands in it, or that is the only one of its unit. */
export function isFigureMatch(match: Match, operations: ReadonlySet<Operation>, base: FactBase): boolean {
  const { fact, worths } = match;
  if (fact.unit === null || !unitFits(fact, operations) || !countFits(match, operations, base)) return false;
  // How long something took does not say when it was.
  if (operations.has('when') && ['month', 'year'].includes(fact.unit)) return false;
  const has = (fits: (item: Item) => boolean, least: number, below = 5) =>
    [...worths].some(([item, value]) => fits(item) && value >= least && value < below);
  const isEntity = (item: Item) => item.kind === 'entity';
  if (!isOfNamed(match)) return false;
  if (!isPointed(match, operations)) return false;
  if (has(isMetric, OWN) || has((item) => item.kind === 'figure', 4)) return true;
  // 'The raise' with the name of a project asks for the project's part of it.
  if (has(isEntity, OWN, 4) && has((item) => item.kind === 'metric', 2.6)) return true;
  if (!has(isEntity, 4)) return false;
  // 'How many cards did the market take' names no measure, but only one is counted in cards.
  if (countsIn(fact, operations)) return true;
  // 'How big is the market' asks for its size.
  return (
    base.entity(fact.subject).kind === 'market' &&
    base.metric(fact.metric).size &&
    SIZING.some((operation) => operations.has(operation))
  );
}

/** A figure is of a company or product that is named, not only told of beside it. */
function isOfNamed({ worths }: Match): boolean {
  const names = [...worths].filter(([item]) => item.kind === 'entity' && !item.optional);
  return names.length === 0 || names.some(([, value]) => value >= 2.5);
}

/** A measure alone may be any word; with a name, a period, a figure or a question word it is asked for. */
function isPointed({ worths }: Match, operations: ReadonlySet<Operation>): boolean {
  return (
    operations.size > 0 ||
    [...worths.keys()].some((item) => item.kind !== 'word' && item.kind !== 'metric') ||
    [...worths.keys()].every((item) => item.kind === 'metric')
  );
}

/** Whether the question asks for so many of the fact's own unit. */
function countsIn(fact: Fact, operations: ReadonlySet<Operation>): boolean {
  return Object.entries(UNITS_OF).some(
    ([operation, units]) => operations.has(operation as Operation) && units.includes(fact.unit ?? ''),
  );
}

function unitFits(fact: Fact, operations: ReadonlySet<Operation>): boolean {
  // A percentage that is to be computed does not ask for figures that are percentages.
  if (DERIVING.some((operation) => operations.has(operation))) return true;
  return Object.entries(UNITS_OF).every(
    ([operation, units]) =>
      !operations.has(operation as Operation) || fact.unit === null || units.includes(fact.unit),
  );
}

const SIZING = [
  'quantity',
  'growth',
  'difference',
  'ratio',
  'rise',
  'fall',
  'series',
  'compare',
  'forecast',
  'money',
] as const;
const DERIVING = ['growth', 'share', 'ratio', 'difference'] as const;

/**
 * A fact told in words (or a figure told by words alone) answers when something besides names and periods asks for
 * it: its own metric, its words, or a question word that its kind of fact answers. Words never answer 'how much'.
 */
export function isTextMatch(match: Match, operations: ReadonlySet<Operation>, base: FactBase): boolean {
  const { fact } = match;
  if (
    !unitFits(fact, operations) ||
    !nameFits(match, operations, base) ||
    !countFits(match, operations, base)
  )
    return false;
  if (operations.has('reason') && fact.unit !== null) return false;
  if ((operations.has('when') || operations.has('which-year')) && !tellsWhen(fact)) return false;
  const { own, words, names, kind } = evidenceOf(match, operations, base);
  if (!ordinalFits(match, operations)) return false;
  if (own === 0 && isOneMeasure(match, base)) return false;
  if (fact.unit !== null) return own + words >= 1 && isOfNamed(match);
  // One word alone could be said of anything.
  const anchored = isAnchored(match, operations);
  if (!anchored) return false;
  if (asksAmount(operations)) return false;
  if (COMPUTED.some((operation) => operations.has(operation)) && own === 0 && asksFigure(match, base))
    return false;
  // Words answer 'how many' only where they hold a number.
  if (operations.has('quantity') && asksOtherFigure(match, base)) return false;
  if (operations.has('quantity'))
    return own > 0 && base.metric(fact.metric).answers !== 'date' && /\d/.test(valueText(fact));
  if (RANKING.some((operation) => operations.has(operation))) return own + words >= 1;
  if (operations.has('reason')) return kind > 0 || own + words >= 2;
  const company = operations.has('which-company') || operations.has('which-item');
  if (company && isListOf(match)) return true;
  if ((names + kind === 0 || company) && own === 0 && !isSaid(match)) return false;
  return own + words + names + kind >= 1;
}

/** 'Which company besides A, B and C': the statement that names all of them names the others. */
function isListOf({ fact, worths, missing }: Match): boolean {
  const names = [...worths].filter(([item]) => item.kind === 'entity');
  return (
    missing.length === 0 &&
    names.length >= 3 &&
    names.every(([, value]) => value >= 3) &&
    fact.objects.length > names.length
  );
}

/** The third largest customer is not the first. */
function ordinalFits({ fact, worths }: Match, operations: ReadonlySet<Operation>): boolean {
  const own = ordinalIn(fact.statement.zh);
  if (own === null) return true;
  const said = [...worths.keys()].flatMap((item) => ordinalIn(item.text) ?? []);
  if (said.length > 0) return said.includes(own);
  return !operations.has('most') || own === 1;
}

function ordinalIn(text: string): number | null {
  const found = ORDINALS.findIndex((pattern) => pattern.test(text));
  return found < 0 ? null : found + 1;
}

const ORDINALS = [
  /第[一1]大|最大|头号|首位|\b(?:largest|biggest|number one|no\.? ?1)\b(?<!(?:second|third|fourth|fifth)[- ](?:largest|biggest))/u,
  /第[二2]大|\bsecond[- ](?:largest|biggest)\b/u,
  /第[三3]大|\bthird[- ](?:largest|biggest)\b/u,
  /第[四4]大|\bfourth[- ](?:largest|biggest)\b/u,
  /第[五5]大|\bfifth[- ](?:largest|biggest)\b/u,
] as const;

/** 'The capacity of Hygon': one measure, of which the statement has another name in passing, is not what it tells. */
function isOneMeasure({ fact, worths }: Match, base: FactBase): boolean {
  const [one, ...more] = [...worths.keys()].filter(
    (item) => !item.optional && item.kind !== 'entity' && item.kind !== 'period',
  );
  return more.length === 0 && one?.kind === 'metric' && !standsIn(fact, one, base);
}

/** Something besides names and periods that must be accounted for. */
function isSaid({ worths }: Match): boolean {
  return [...worths].some(
    ([item, value]) =>
      !item.optional && (item.kind !== 'entity' || isMetric(item)) && item.kind !== 'period' && value >= 1,
  );
}

/** A name, or two words that must be accounted for, or one measure with the question word for it. */
function isAnchored({ worths }: Match, operations: ReadonlySet<Operation>): boolean {
  if ([...worths].some(([item, value]) => item.kind === 'entity' && value >= 1)) return true;
  const said = [...worths].filter(
    ([item, value]) => !item.optional && item.kind !== 'period' && value >= 1.2,
  );
  const own = said.some(([item, value]) => isMetric(item) && value >= OWN);
  return (
    said.length >= 2 ||
    (own && said.length === worths.size) ||
    (own && ASKING.some((operation) => operations.has(operation)))
  );
}

const ASKING = [
  'who',
  'when',
  'where',
  'reason',
  'which-company',
  'which-item',
  'which-year',
  'count',
  'quantity',
] as const;

/** 'Customer' never asks for a supplier, though both are organisations that the statement may name. */
function isOfOthers(item: Item, fact: Fact, base: FactBase): boolean {
  if (item.kind !== 'metric' || base.metric(fact.metric).answers !== 'organisation') return false;
  return item.metrics.every(({ id }) => id !== fact.metric && base.metric(id).answers === 'organisation');
}

/** Whether a measure that is a figure is named. */
function asksFigure({ worths }: Match, base: FactBase): boolean {
  return [...worths.keys()].some((item) => item.kind === 'metric' && isFigureMetric(item, base));
}

/** Whether a measure that is a figure is named which is not the fact's own: 'how many were shipped before the ban'. */
function asksOtherFigure({ worths }: Match, base: FactBase): boolean {
  return [...worths].some(
    ([item, value]) => item.kind === 'metric' && !item.optional && value < OWN && isFigureMetric(item, base),
  );
}

function tellsWhen(fact: Fact): boolean {
  return (
    (fact.period !== null && !isOnlySaidThen(fact)) ||
    /\d{4}年|\d月/.test(valueText(fact) + fact.statement.zh.replace(saidOn(fact), ''))
  );
}

/** An opinion of a month is held in that month: it does not say when something was. */
function isOnlySaidThen({ nature, period, asOf }: Fact): boolean {
  return nature === 'claim' && period === asOf && period !== null && period.length <= 7;
}

/** The day on which something was said is not the day on which it was. */
function saidOn({ asOf }: Fact): string {
  return asOf === null ? '' : periodText(asOf, 'zh');
}

function valueText({ value }: Fact): string {
  return typeof value === 'object' && 'zh' in value ? value.zh : '';
}

/** Which is larger is not told by a sentence that merely names both. */
const RANKING = ['most', 'least', 'rank', 'compare'] as const;

/** A computed figure is never told by a sentence. */
const COMPUTED = ['sum', 'difference', 'growth', 'ratio', 'remainder'] as const;

/** Whether a number with a unit is wanted, so that a sentence would not be an answer. */
export function asksAmount(operations: ReadonlySet<Operation>): boolean {
  return (['money', 'pieces', 'percent', 'points', 'duration', 'share', 'imply'] as const).some((operation) =>
    operations.has(operation),
  );
}

/** What was sold in all by the end of a quarter does not say what was sold in it. */
function countFits({ fact, worths }: Match, operations: ReadonlySet<Operation>, base: FactBase): boolean {
  const dated = [...worths.keys()].some((item) => item.kind === 'period');
  if (!dated || !base.metric(fact.metric).cumulative || operations.has('cumulative')) return true;
  return [...worths].some(
    ([item, value]) =>
      value >= OWN && (item.kind === 'figure' || (isMetric(item) && CUMULATIVE.test(item.text))),
  );
}

/** Names of the measure that say themselves that it is counted from the beginning. */
const CUMULATIVE = /累[计积]|cumulative|to date|so far|lifetime/;

/** Identity is asked of the very subject: 'founder of MetaX' is no question about a fact that mentions founders. */
function nameFits({ fact, worths }: Match, operations: ReadonlySet<Operation>, base: FactBase): boolean {
  if (operations.has('reason')) return true;
  // 'What post did Zhang hold before he founded it': of a person who is named, nobody's identity is asked.
  const isPerson = base.findEntity(fact.subject)?.kind === 'person';
  if (isPerson && [...worths].some(([item, value]) => item.kind === 'entity' && value >= 4)) return true;
  const picking = (['who', 'which-company', 'which-item', 'quantity', 'count', 'where'] as const).some((op) =>
    operations.has(op),
  );
  const kinds = picking ? [...IDENTITIES, 'organisation'] : IDENTITIES;
  const isIdentity = (item: Item) =>
    item.kind === 'metric' && item.metrics.some(({ id }) => kinds.includes(base.metric(id).answers));
  const said = [...worths].filter(
    ([item]) => (item.kind === 'metric' || item.kind === 'word') && !item.optional,
  );
  const unmet = said.some(([item, value]) => isIdentity(item) && value < OWN);
  if (said.some(([item, value]) => isOfOthers(item, fact, base) && value < OWN)) return false;
  return !unmet || said.some(([item, value]) => !isIdentity(item) && value >= 1.5);
}

const IDENTITIES = ['person', 'date', 'place'];
