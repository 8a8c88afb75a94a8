/** What the question takes for granted and the facts contradict. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { grainOf } from '../language/calendar.ts';
import type { Item, Question } from '../question/question.ts';
import type { Correction } from './answer.ts';
import { chronological, numberOf, sizeOf } from './derive.ts';
import { figureAgrees, isRounded, unitsAgree } from './figure-match.ts';
import { termsOf } from './terms.ts';

/** Names of the measure itself, which say nothing about its sign. */
const UNSIGNED =
  /^(?:归母)?净利(?:润)?$|^net (?:profit|result|income|profits)$|^bottom[ -]line$|^业绩$|^盈亏$|profit (?:or|and) loss|p&l/;

export function corrections(
  question: Question,
  items: readonly Item[],
  facts: readonly Fact[],
  base: FactBase,
): Correction[] {
  return [
    ...signCorrections(question.text, items, facts),
    ...directionCorrections(question, items, facts, base),
    ...comparisonCorrections(question, items, facts),
    ...figureCorrections(question, items, facts, base),
    ...relationCorrections(question, items, facts, base),
    ...natureCorrections(question, facts),
    ...currencyCorrections(question, items, facts),
  ];
}

const FELL = /跌|掉|下滑|\b(?:fell|fall|drop|dropped|down|decline|declined|slid|sank)\b/u;
const ROSE = /涨|升|\b(?:rose|rise|gain|gained|up|climb|jump|jumped)\b/u;

function signCorrections(question: string, items: readonly Item[], facts: readonly Fact[]): Correction[] {
  const values = facts.flatMap((fact) => numberOf(fact) ?? []);
  if (values.length === 0) return [];
  const mentions = items.flatMap((item) =>
    item.kind === 'metric' ? item.metrics.map((m) => ({ ...m, text: item.text })) : [],
  );
  const about = mentions.filter(({ id }) => facts.some((fact) => fact.metric === id && id === 'net_profit'));
  const changes = facts.every(({ metric }) => metric === 'share_price_change');
  if (changes && FELL.test(question) && !ROSE.test(question) && values.every((value) => value > 0))
    return [{ kind: 'rose-not-fell' }];
  const saysLoss = about.some((m) => m.negative);
  const saysProfit = about.some((m) => !m.negative && !UNSIGNED.test(m.text));
  if (saysProfit && !saysLoss && values.every((value) => value < 0)) return [{ kind: 'loss-not-profit' }];
  if (saysLoss && values.every((value) => value > 0)) return [{ kind: 'profit-not-loss' }];
  return [];
}

/** Rose or fell, from the first to the last of a series of one subject. */
function directionCorrections(
  question: Question,
  items: readonly Item[],
  facts: readonly Fact[],
  base: FactBase,
): Correction[] {
  const used = (start: number) =>
    items.some(
      (item) =>
        item.start === start &&
        item.kind === 'metric' &&
        item.metrics.some(({ id }) => facts.some((fact) => fact.metric === id)),
    );
  const says = (wanted: string) =>
    question.operations.some((op) => op.operation === wanted && !used(op.start));
  const own = facts.filter((fact) => numberOf(fact) !== null && fact.period !== null);
  const dated = chronological(own.length === 1 ? own.flatMap((fact) => withYearBefore(fact, base)) : own);
  // A quarter is no end of a row of years.
  const years = dated.filter((fact) => grainOf(fact.period ?? '') === 'year');
  const series = years.length > 1 ? years : dated;
  if (new Set(series.map((fact) => grainOf(fact.period ?? ''))).size > 1) return [];
  const [first] = series;
  const last = series.at(-1);
  if (
    !first ||
    !last ||
    first === last ||
    series.some((fact) => fact.subject !== first.subject || fact.metric !== first.metric)
  )
    return [];
  const rose = sizeOf(last) > sizeOf(first);
  const reversed = orderReversed(items, first, last);
  if (reversed) return [{ kind: rose ? 'rose-not-fell' : 'fell-not-rose' }];
  if (says('rise') === says('fall')) return [];
  if (says('rise') && !rose) return [{ kind: 'fell-not-rose' }];
  if (says('fall') && rose && base.metric(first.metric).kind !== 'text') return [{ kind: 'rose-not-fell' }];
  return [];
}

/** One year rose or fell against the year before, where the base has it. */
function withYearBefore(fact: Fact, base: FactBase): Fact[] {
  if (!/^\d{4}$/.test(fact.period ?? '')) return [fact];
  const before = String(Number(fact.period) - 1);
  const same = (other: Fact) => other.period === before && other.objects.join() === fact.objects.join();
  return [...base.factsOn(fact.subject, fact.metric).filter(same), fact];
}

/** A range is compared by its upper end. */
function upper(fact: Fact): number {
  return typeof fact.value === 'object' && !('zh' in fact.value) ? fact.value[1] : sizeOf(fact);
}

/** 'Why is A higher than B' where B is higher: the first named is said to be the larger. */
function comparisonCorrections(
  question: Question,
  items: readonly Item[],
  facts: readonly Fact[],
): Correction[] {
  const [a, b, ...more] = facts;
  if (
    !a ||
    !b ||
    more.length > 0 ||
    a.subject === b.subject ||
    /谁|哪|which|who\b|或|还是| or /.test(question.text)
  )
    return [];
  if (a.unit === null || a.unit !== b.unit) return [];
  const place = (fact: Fact) =>
    items.find((item) => item.kind === 'entity' && item.entities.includes(fact.subject))?.start ?? -1;
  const [first, second] = place(a) < place(b) ? [a, b] : [b, a];
  const larger =
    /(?:higher|larger|bigger|more|greater|deeper) (?:\w+ ){0,3}than|比.{1,12}(?:高|多|大)|超过|高于|多于|大于/.test(
      question.text,
    );
  const smaller = /(?:lower|smaller|less|fewer) (?:\w+ ){0,3}than|比.{1,12}(?:低|少|小)|低于|少于|小于/.test(
    question.text,
  );
  if (larger === smaller) return [];
  const truth = upper(first) > upper(second);
  return larger === truth || upper(first) === upper(second) ? [] : [{ kind: 'other-way-round' }];
}

/** 'From 50% to 95%' where it went from 95 to 50. */
function orderReversed(items: readonly Item[], first: Fact, last: Fact): boolean {
  const at = (fact: Fact) =>
    items.find((item) => item.kind === 'figure' && figureAgrees(fact, item.figure))?.start;
  const [early, late] = [at(first), at(last)];
  return early !== undefined && late !== undefined && late < early && sizeOf(first) !== sizeOf(last);
}

/** A figure of the fact's kind that is neither its value nor told with it. */
function figureCorrections(
  question: Question,
  items: readonly Item[],
  facts: readonly Fact[],
  base: FactBase,
): Correction[] {
  // 'Is it 50% or 13.11%?' says neither.
  if (
    /还是|\bor\b/.test(question.text) &&
    items.some((i) => i.kind === 'figure' && facts.some((f) => figureAgrees(f, i.figure)))
  )
    return [];
  return items.flatMap((item): Correction[] => {
    if (item.kind !== 'figure' || facts.length === 0) return [];
    const comparable = facts.filter((fact) => unitsAgree(fact, item.figure) && item.figure.unit !== null);
    if (comparable.length === 0 || item.figure.unit === 'count') return [];
    const { unit } = item.figure;
    const currency = (unit === 'CNY' || unit === 'USD') && comparable.every((fact) => fact.unit !== unit);
    if (currency) return [{ kind: 'figure', written: item.text }];
    const agrees = facts.some(
      (fact) =>
        figureAgrees(fact, item.figure) ||
        isRounded(fact, item.figure.value) ||
        termsOf(fact, base).figures.some(
          (other) => Math.abs(other.value - item.figure.value) <= Math.abs(other.value) * 0.01,
        ),
    );
    return agrees ? [] : [{ kind: 'figure', written: item.text }];
  });
}

/** Who does it to whom, where the question says it the other way round. */
function relationCorrections(
  question: Question,
  items: readonly Item[],
  facts: readonly Fact[],
  base: FactBase,
): Correction[] {
  return facts.slice(0, 1).flatMap((fact): Correction[] => {
    const [target] = fact.objects;
    if (!base.metric(fact.metric).directed || target === undefined) return [];
    const agent = agentOf(question, items, fact, target);
    return agent === target ? [{ kind: 'turned-round', agent: fact.subject, target }] : [];
  });
}

function agentOf(question: Question, items: readonly Item[], fact: Fact, target: string): string | null {
  const place = (id: string) =>
    items.find((item) => item.kind === 'entity' && item.entities.includes(id))?.start;
  const [a, b] = [place(fact.subject), place(target)];
  const verb = items.find(
    (item) => item.kind === 'metric' && item.metrics.some((m) => m.id === fact.metric),
  )?.start;
  if (a === undefined || b === undefined || verb === undefined) return null;
  const [first, second] = a < b ? [fact.subject, target] : [target, fact.subject];
  const between = question.text.slice(Math.min(a, b), Math.max(a, b));
  if (/被|遭| by /.test(between)) return second;
  if (verb > Math.max(a, b))
    return /谁|who/.test(question.text) ? null : /对|把|将|是/.test(between) ? first : null;
  if (verb < Math.min(a, b)) return /的是| by /.test(question.text.slice(verb)) ? second : null;
  return first;
}

/** An amount asked for in a currency that the source does not give it in. */
function currencyCorrections(
  question: Question,
  items: readonly Item[],
  facts: readonly Fact[],
): Correction[] {
  if (
    items.some((item) => item.kind === 'figure' && (item.figure.unit === 'CNY' || item.figure.unit === 'USD'))
  )
    return [];
  const held = [...new Set(facts.map((fact) => fact.unit))];
  const [only] = held;
  const asked = /美元|美金|美刀|\busd\b|dollar/.test(question.text)
    ? 'USD'
    : /人民币|\brmb\b|\byuan\b|\bcny\b/.test(question.text)
      ? 'CNY'
      : null;
  if (asked === null || held.length !== 1 || (only !== 'CNY' && only !== 'USD') || only === asked) return [];
  return [{ kind: 'not-converted', held: only }];
}

function natureCorrections(question: Question, facts: readonly Fact[]): Correction[] {
  const actual = question.operations.some((op) => op.operation === 'actual');
  const forecast = question.operations.some((op) => op.operation === 'forecast');
  const open =
    facts.length > 0 && facts.every((fact) => fact.nature === 'forecast' || fact.nature === 'plan');
  return actual && !forecast && open ? [{ kind: 'not-actual' }] : [];
}
