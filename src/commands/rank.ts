/** `/chip rank`: who has most of what. Only those in the base, of one kind, one period and one unit. */
import { bearerOf, bracketed } from '../answer/bearer.ts';
import { sizeOf } from '../answer/derive.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Metric } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';
import { UserError } from '../language/user-error.ts';
import type { Action, Block, Call, Message } from '../platforms/platform.ts';
import { callActions, distinctActions, shareActions } from './actions.ts';
import { type Asked, localeOf, optionOf, quote, requiredOption } from './asked.ts';
import { chartLabel, FEWEST } from './chart-actions.ts';
import { figuresFor } from './chart-figures.ts';
import { chartCall } from './chart-reading.ts';
import * as words from './fact-words.ts';
import { type Field, fieldsOf } from './fields.ts';
import { readPeriods } from './names.ts';
import { resolveMetric } from './readings.ts';

const MOST_ROWS = 20;
const MOST_PERIODS = 6;
/** Of what is told in a note: a line is read, a page is not. */
const MOST_NAMED = 12;
const MOST_NOTES = 8;

export function rank(asked: Asked): Message {
  const { request, base } = asked;
  const text = requiredOption(request, 'metric');
  const period = optionOf(request, 'period');
  const locale = localeOf(request, text, period);
  const callFor = (id: string): Call => rankCall(id, period);
  const resolved = resolveMetric({ text, locale, callFor }, asked, (metric) => isRankable(metric, base));
  if ('message' in resolved) return notInFigures(text, locale, asked) ?? resolved.message;
  const fields = fieldsOf(resolved.id, base);
  const named = period === undefined ? undefined : namedPeriods(period, fields, asked);
  const chosen = fields.find((field) => named === undefined || named.includes(field.period ?? ''));
  if (!chosen) return noSuchPeriod(resolved.id, { locale, period: period ?? '', fields }, base);
  return ranking(resolved.id, { ...asked, locale, chosen, fields, notes: resolved.note });
}

function rankCall(metric: string, period: string | null | undefined): Call {
  return { command: 'chip rank', options: { metric, ...(period ? { period } : {}) } };
}

export function isRankable({ id }: Metric, base: FactBase): boolean {
  return base.factsOf(id).some(words.isFigure);
}

function namedPeriods(text: string, fields: readonly Field[], { base, request }: Asked): readonly string[] {
  const named = readPeriods(
    text,
    fields.flatMap(({ period }) => period ?? []),
    base,
    request.today,
  );
  if (named === null) throw new UserError('not-a-period', { text });
  return named;
}

/** A measure told in words has no order: said as such, not as an unknown name. */
function notInFigures(text: string, locale: Locale, asked: Asked): Message | undefined {
  const { base } = asked;
  const callFor = (id: string): Call => rankCall(id, undefined);
  const worded = resolveMetric({ text, locale, callFor }, asked, ({ id }) => base.factsOf(id).length > 0);
  if ('message' in worded || isRankable(base.metric(worded.id), base)) return undefined;
  const label = base.metric(worded.id).label[locale];
  const said =
    locale === 'zh'
      ? `“${label}”在库里只有文字、没有数字，排不出先后。`
      : `The base has “${label}” in words, not in figures: there is no order to it.`;
  return { locale, blocks: [{ kind: 'text', text: said }], actions: [] };
}

type Unheld = { readonly locale: Locale; readonly period: string; readonly fields: readonly Field[] };

function noSuchPeriod(metric: string, { locale, period, fields }: Unheld, base: FactBase): Message {
  const label = base.metric(metric).label[locale];
  const text =
    locale === 'zh'
      ? `库里没有${quote(period)}的${label}，不以别的期间代替。`
      : `The base has no ${label} for ${quote(period)}, and no other period is given instead.`;
  return { locale, blocks: [{ kind: 'text', text }], actions: periodActions(metric, fields, locale) };
}

function periodActions(metric: string, fields: readonly Field[], locale: Locale): Action[] {
  const periods = [...new Set(fields.map(({ period }) => period))];
  const actions = periods.flatMap((period) =>
    period === null ? [] : callActions(words.periodOf(period, locale), rankCall(metric, period)),
  );
  return distinctActions(actions, MOST_PERIODS);
}

type Ranked = Asked & {
  readonly locale: Locale;
  readonly chosen: Field;
  readonly fields: readonly Field[];
  readonly notes: readonly string[];
};

function ranking(metric: string, given: Ranked): Message {
  const { locale, chosen, fields, base } = given;
  const ordered = [...chosen.facts].sort((a, b) => heightOf(b, chosen, base) - heightOf(a, chosen, base));
  const shown = ordered.slice(0, MOST_ROWS);
  const others = fields.filter((field) => field !== chosen && field.period !== chosen.period);
  return {
    locale,
    blocks: [
      { kind: 'headline', text: titleOf(chosen, locale, base) },
      tableOf(shown, locale, base),
      { kind: 'note', text: words.sourceLine(shown, locale, base) },
      ...caveats(metric, given).map((text): Block => ({ kind: 'note', text })),
      ...given.notes.map((text): Block => ({ kind: 'note', text })),
    ],
    actions: [
      ...periodActions(metric, others, locale),
      ...rankingChart(metric, given),
      ...shareActions(rankCall(metric, chosen.period), locale),
    ],
  };
}

/** The period of the ranking goes with the button; it is no option that can be typed. */
function rankingChart(metric: string, { chosen, locale, base }: Ranked): Action[] {
  const period = chosen.period === null ? {} : { period: chosen.period };
  const drawn = new Set(figuresFor({ subjects: [], metric, ...period }, base));
  if (chosen.facts.filter((fact) => drawn.has(fact)).length < FEWEST) return [];
  const { command, options } = chartCall([], metric);
  return callActions(chartLabel(locale), { command, options: { ...options, ...period } });
}

/** Where all lose money the largest loss comes first; a loss among profits stands below them. */
function heightOf(fact: Fact, { facts }: Field, base: FactBase): number {
  if (facts.every((each) => words.isLoss(each, base))) return sizeOf(fact);
  if (typeof fact.value === 'number') return fact.value;
  return Array.isArray(fact.value) ? (fact.value[0] + fact.value[1]) / 2 : 0;
}

function titleOf({ facts, period }: Field, locale: Locale, base: FactBase): string {
  const [first] = facts;
  if (!first) return '';
  const losses = facts.every((fact) => words.isLoss(fact, base));
  const measure = losses ? words.measureOf(first, locale, base) : base.metric(first.metric).label[locale];
  const when = words.periodOf(period, locale);
  return locale === 'zh'
    ? `${measure}排名（${when}，从高到低）`
    : `Ranking by ${measure} (${when}, highest first)`;
}

function tableOf(facts: readonly Fact[], locale: Locale, base: FactBase): Block {
  const head =
    locale === 'zh'
      ? ['名次', '名称', '数值', '谁说的、第几段']
      : ['Rank', 'Name', 'Figure', 'Said by, paragraph'];
  const losses = facts.every((fact) => words.isLoss(fact, base));
  const rows = facts.map((fact, at) => [
    String(rankAt(facts, at)),
    bearerOf(fact, facts, { locale, base }),
    figureOf(fact, losses, { locale, base }),
    words.basisOf(fact, locale, base),
  ]);
  return { kind: 'table', head, rows };
}

/** A loss among profits is called one; where all are losses the title says it. */
function figureOf(fact: Fact, allLosses: boolean, { locale, base }: words.Telling): string {
  const amount = words.amountOf(fact, locale, base);
  return words.isLoss(fact, base) && !allLosses ? `${words.measureOf(fact, locale, base)} ${amount}` : amount;
}

/** Equal values share a rank. */
function rankAt(facts: readonly Fact[], at: number): number {
  const value = JSON.stringify(facts[at]?.value);
  return facts.findIndex((fact) => JSON.stringify(fact.value) === value) + 1;
}

/** What it covers, who is missing, what is not ranked with it. */
function caveats(metric: string, given: Ranked): string[] {
  const { locale, chosen, base } = given;
  const zh = locale === 'zh';
  const subjects = [...new Set(chosen.facts.map(({ subject }) => subject))];
  const covers = zh
    ? `只包括库里有这项数字的 ${subjects.length} ${kindOf(chosen, locale, base)}，不是全行业排名。`
    : `Covers only what the base has with this figure (${subjects.length} in all), not the whole industry.`;
  const alone = zh ? '只有一个，谈不上先后。' : 'There is only one: no order to speak of.';
  const notes = chosen.facts.flatMap(({ definition, note }) =>
    [definition?.[locale] ?? [], note?.[locale] ?? []].flat(),
  );
  return [
    ...(subjects.length === 1 && chosen.facts.length === 1 ? [covers + (zh ? '' : ' ') + alone] : [covers]),
    ...missing(metric, subjects, given),
    ...unlike(given),
    ...otherDefinitions(metric, locale, base),
    ...[...new Set(notes)].slice(0, MOST_NOTES),
  ];
}

function kindOf({ facts }: Field, locale: Locale, base: FactBase): string {
  const [first] = facts;
  if (!first) return '';
  const { kind } = base.entity(first.subject);
  const measureWord = locale === 'en' ? '' : kind === 'company' ? '家' : '个';
  return measureWord + words.KIND[kind][locale];
}

/** Fellow members of a group by name; of all other companies only how many. */
function missing(metric: string, subjects: readonly string[], { chosen, locale, base }: Ranked): string[] {
  if (!subjects.some((id) => base.entity(id).kind === 'company')) return [];
  const { entities } = base.vocabulary;
  const ranked = new Set(subjects);
  const otherwise = new Set(
    base
      .family(metric)
      .flatMap(base.factsOf)
      .map(({ subject }) => subject),
  );
  const groups = entities.filter(({ members }) => members.some((id) => ranked.has(id)));
  const fellows = new Set(groups.flatMap(({ members }) => members).filter((id) => !ranked.has(id)));
  const lacking = [...fellows].filter((id) => chosen.period !== null || !otherwise.has(id));
  const rest = entities.filter(
    ({ id, kind }) => kind === 'company' && !ranked.has(id) && !fellows.has(id) && !otherwise.has(id),
  ).length;
  const names = words.listed(
    someOf(lacking, (id) => base.entity(id).label[locale], locale),
    locale,
  );
  const [when, others] =
    locale === 'zh'
      ? [chosen.period === null ? '缺' : '这一期缺', `库里另外 ${rest} 家公司也没有这项数字。`]
      : [
          chosen.period === null ? 'Missing' : 'Missing for this period',
          `The base has no such figure for ${rest} other companies either.`,
        ];
  const named = locale === 'zh' ? `${when}：${names}。` : `${when}: ${names}. `;
  const said = (names === '' ? '' : named) + (rest === 0 ? '' : others);
  return said === '' ? [] : [said.trim()];
}

/** The first few in words, and how many there are besides. */
function someOf<T>(items: readonly T[], said: (item: T) => string, locale: Locale): string[] {
  const rest = items.length - MOST_NAMED;
  const shown = items.slice(0, MOST_NAMED).map(said);
  return rest <= 0 ? shown : [...shown, locale === 'zh' ? `另有 ${rest} 个` : `and ${rest} more`];
}

/** Figures of the same period that are no like: a market beside a product, dollars beside yuan. */
function unlike({ fields, chosen, locale, base }: Ranked): string[] {
  const apart = fields.filter((field) => field !== chosen && field.period === chosen.period);
  if (apart.length === 0) return [];
  const figures = someOf(
    apart.flatMap(({ facts }) => facts.map((fact) => ({ fact, facts }))),
    ({ fact, facts }) =>
      `${bearerOf(fact, facts, { locale, base })} ${figureOf(fact, false, { locale, base })}`,
    locale,
  );
  const text = words.listed(figures, locale);
  return [
    locale === 'zh'
      ? `层级或单位不同，未列入排名：${text}。`
      : `Not of the same kind or unit, so not ranked: ${text}.`,
  ];
}

/** Valuations before and after the money are one quantity by two definitions. */
function otherDefinitions(metric: string, locale: Locale, base: FactBase): string[] {
  const others = base.family(metric).filter((id) => id !== metric && base.factsOf(id).some(words.isFigure));
  if (others.length === 0) return [];
  const named = others.map((id) => {
    const bearers = [...new Set(base.factsOf(id).map(({ subject }) => subject))];
    const subjects = someOf(bearers, (bearer) => base.entity(bearer).label[locale], locale);
    return bracketed(base.metric(id).label[locale], subjects, locale);
  });
  const text = words.listed(named, locale);
  return [
    locale === 'zh'
      ? `另有口径不同的指标，未并入：${text}。`
      : `Defined otherwise, and not mixed in: ${text}.`,
  ];
}
