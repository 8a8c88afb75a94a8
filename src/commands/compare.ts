/** `/chip compare`: two side by side, like with like only. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { UserError } from '../language/user-error.ts';
import type { Action, Call, Message } from '../platforms/platform.ts';
import { askCall, callActions, distinctActions } from './actions.ts';
import { type Asked, localeOf, optionOf, quote, requiredOption } from './asked.ts';
import { comparison, noteBlocks, pairsOf, type Sides, type Two } from './comparison.ts';
import * as words from './fact-words.ts';
import { readPeriods } from './names.ts';
import { askFor } from './questions.ts';
import { resolveEntity, resolveMetric } from './readings.ts';

const MOST_CHOICES = 10;
const MOST_ROWS = 12;

export function compare(asked: Asked): Message {
  const { request } = asked;
  const typed = { first: requiredOption(request, 'first'), second: requiredOption(request, 'second') };
  const [metric, period] = [optionOf(request, 'metric'), optionOf(request, 'period')];
  const locale = localeOf(request, typed.first, typed.second, metric, period);
  const again = (changed: Record<string, string>): Call => ({
    command: 'chip compare',
    options: { ...typed, ...(metric ? { metric } : {}), ...(period ? { period } : {}), ...changed },
  });
  const first = resolveEntity({ text: typed.first, locale, callFor: (id) => again({ first: id }) }, asked);
  if ('message' in first) return first.message;
  const second = resolveEntity({ text: typed.second, locale, callFor: (id) => again({ second: id }) }, asked);
  if ('message' in second) return second.message;
  if (first.id === second.id)
    throw new UserError('same-twice', { name: asked.base.entity(first.id).label[locale] });
  const two: Two = {
    first: first.id,
    second: second.id,
    locale,
    period,
    notes: [...first.note, ...second.note],
  };
  if (metric === undefined) return withoutMetric(two, asked);
  const callFor = (id: string): Call => callOf(two, id);
  const resolved = resolveMetric({ text: metric, locale, callFor, together: true }, asked, ({ id }) =>
    hasFigures(id, two, asked.base),
  );
  if ('message' in resolved) return resolved.message;
  return withMetric(resolved.id, { ...two, notes: [...two.notes, ...resolved.note] }, asked);
}

function callOf({ first, second, period }: Two, metric: string): Call {
  return { command: 'chip compare', options: { first, second, metric, ...(period ? { period } : {}) } };
}

/** Either side's figures are enough to talk about: who lacks it is then said. */
function hasFigures(metric: string, { first, second }: Two, base: FactBase): boolean {
  return [first, second].some((id) => figuresOf(id, metric, base).length > 0);
}

/** Figures of the measure, and of others by another definition of the same quantity (valuations). */
function figuresOf(subject: string, metric: string, base: FactBase): Fact[] {
  const own = (id: string): Fact[] =>
    base.factsOf(id).filter((f) => f.subject === subject && words.isFigure(f));
  const exact = own(metric);
  return exact.length > 0 ? exact : base.family(metric).flatMap(own);
}

/** Measures that both have figures of, one for each family, in the order of the vocabulary. */
export function commonMetrics(first: string, second: string, base: FactBase): string[] {
  const both = base.vocabulary.metrics.filter(
    ({ id }) => figuresOf(first, id, base).length > 0 && figuresOf(second, id, base).length > 0,
  );
  const families = new Set<string>();
  return both
    .filter(({ id, family = id }) => !families.has(family) && families.add(family).has(family))
    .map(({ id }) => id);
}

function withoutMetric(two: Two, asked: Asked): Message {
  const { base } = asked;
  const { first, second, locale } = two;
  const common = commonMetrics(first, second, base);
  const [only] = common;
  if (only !== undefined && common.length === 1) return withMetric(only, two, asked);
  if (only === undefined) return nothingInCommon(two, asked);
  const labels = common.map((id) => base.metric(id).label[locale]);
  const names = namesOf(two, base);
  return {
    locale,
    blocks: [
      {
        kind: 'text',
        text:
          locale === 'zh'
            ? `${names}：两者都有下列指标，请选一项。`
            : `${names}: both have these measures. Choose one.`,
      },
      { kind: 'list', items: labels },
      ...noteBlocks(two.notes),
    ],
    actions: common
      .slice(0, MOST_CHOICES)
      .flatMap((id, at) => callActions(labels[at] ?? id, callOf(two, id))),
  };
}

function namesOf({ first, second, locale }: Two, base: FactBase): string {
  const [a, b] = [base.entity(first).label[locale], base.entity(second).label[locale]];
  return locale === 'zh' ? `${a}与${b}` : `${a} and ${b}`;
}

function nothingInCommon(two: Two, { base, request }: Asked): Message {
  const { locale } = two;
  const asks = [two.first, two.second].flatMap((id) => singleAsks(id, locale, { base, request }, 3));
  const cards = [two.first, two.second].flatMap((id) =>
    callActions(base.entity(id).label[locale], { command: 'chip company', options: { name: id } }),
  );
  const text =
    locale === 'zh'
      ? `库里没有${namesOf(two, base)}都有的数字指标，无法比较，也不以别的指标代替。`
      : `The base has no figure of one and the same measure for ${namesOf(two, base)}, so they are not compared.`;
  return { locale, blocks: [{ kind: 'text', text }, ...noteBlocks(two.notes)], actions: [...cards, ...asks] };
}

function singleAsks(subject: string, locale: Locale, { base, request }: Asked, most: number): Action[] {
  const facts = base.factsAbout(subject).filter((fact) => fact.subject === subject && words.isFigure(fact));
  const latest = [...new Map(facts.map((fact) => [fact.metric, fact])).values()].slice(0, most);
  const questions = latest.flatMap((fact) => askFor(fact, locale, base, request.today) ?? []);
  return questions.flatMap((question) => callActions(question, askCall(question)));
}

function withMetric(metric: string, two: Two, asked: Asked): Message {
  const { base } = asked;
  const [firsts, seconds] = [figuresOf(two.first, metric, base), figuresOf(two.second, metric, base)];
  if (firsts.length === 0 || seconds.length === 0) return oneLacks(metric, two, asked);
  const pairs = pairsOf(firsts, seconds);
  const held = pairs.flatMap(({ period }) => period ?? []);
  const named = two.period === undefined ? held : readPeriods(two.period, held, base, asked.request.today);
  if (named === null) throw new UserError('not-a-period', { text: two.period ?? '' });
  const chosen =
    two.period === undefined ? pairs : pairs.filter(({ period }) => named.includes(period ?? ''));
  if (chosen.length === 0) return noCommonPeriod(metric, two, { ...asked, firsts, seconds, held });
  return comparison(two, {
    base,
    pairs: chosen.slice(-MOST_ROWS),
    firsts,
    seconds,
    call: callOf(two, metric),
  });
}

function oneLacks(metric: string, two: Two, asked: Asked): Message {
  const { base } = asked;
  const { locale } = two;
  const label = base.metric(metric).label[locale];
  const lacking = [two.first, two.second].filter((id) => figuresOf(id, metric, base).length === 0);
  const names = words.listed(
    lacking.map((id) => base.entity(id).label[locale]),
    locale,
  );
  const text =
    locale === 'zh'
      ? `库里没有${names}的${label}，无法比较。`
      : `The base has no ${label} for ${names}, so there is nothing to compare.`;
  const common = commonMetrics(two.first, two.second, base);
  const others = common.flatMap((id) => callActions(base.metric(id).label[locale], callOf(two, id)));
  const asks = [two.first, two.second].flatMap((id) =>
    figuresOf(id, metric, base)
      .slice(-1)
      .flatMap((fact) => askFor(fact, locale, base, asked.request.today) ?? []),
  );
  const actions = [...asks.flatMap((question) => callActions(question, askCall(question))), ...others];
  return {
    locale,
    blocks: [{ kind: 'text', text }, ...noteBlocks(two.notes)],
    actions: distinctActions(actions, MOST_CHOICES),
  };
}

function noCommonPeriod(
  metric: string,
  two: Two,
  given: Asked & Sides & { readonly held: readonly string[] },
): Message {
  const { base, firsts, seconds, held } = given;
  const { locale } = two;
  const zh = locale === 'zh';
  const label = base.metric(metric).label[locale];
  const period = two.period === undefined ? undefined : quote(two.period);
  const text = zh
    ? `库里没有两者${period ?? '同一期间'}的${label}；期间不同，不作比较。`
    : `The base has no ${label} of both for ${period ?? 'one and the same period'}, and different periods are not compared.`;
  const has = (facts: readonly Fact[], id: string): string => {
    const periods = words.listed(
      [...new Set(facts.map(({ period }) => words.periodOf(period, locale)))],
      locale,
    );
    return zh ? `${base.entity(id).label.zh}：${periods}` : `${base.entity(id).label.en}: ${periods}`;
  };
  const actions = held.flatMap((period) =>
    callActions(words.periodOf(period, locale), callOf({ ...two, period }, metric)),
  );
  return {
    locale,
    blocks: [
      { kind: 'text', text },
      { kind: 'list', items: [has(firsts, two.first), has(seconds, two.second)] },
      ...noteBlocks(two.notes),
    ],
    actions: distinctActions(actions, MOST_CHOICES),
  };
}
