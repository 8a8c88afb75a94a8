/** `/chip chart`: the figures of one measure as a picture. */
import type { Refusal } from '../answer/answer.ts';
import { factLine } from '../answer/fact-text.ts';
import { REFUSAL } from '../answer/phrases.ts';
import { type Charted, factsToChart } from '../chart/facts-to-chart.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Action, Message } from '../platforms/platform.ts';
import { callActions, distinctActions } from './actions.ts';
import { type Asked, type Command, localeOf, optionOf } from './asked.ts';
import { chartLabel } from './chart-actions.ts';
import { drawableMetrics, figuresFor, figuresOn, withMembers } from './chart-figures.ts';
import { type Drawing, drawnMessage } from './chart-message.ts';
import { type ChartWish, chartCall, readWish } from './chart-reading.ts';
import { noteBlocks } from './comparison.ts';
import * as words from './fact-words.ts';

const MOST_CHOICES = 10;
const MOST_APART = 6;
const MOST_OFFERED = 4;

export function createChart(drawing: Drawing): Command {
  return (asked) => {
    const { request, base } = asked;
    const locale = localeOf(request, optionOf(request, 'subject'), optionOf(request, 'metric'));
    const wish = readWish(asked, locale);
    if ('without' in wish) return nothingToDraw(wish, { locale, base });
    if ('message' in wish) return wish.unknown ? withCharts(wish.message, base) : wish.message;
    const [only, ...more] = wish.metric === undefined ? drawableMetrics(wish.subjects, base) : [wish.metric];
    if (only === undefined) return nothingToDraw(wish, { locale, base });
    if (more.length > 0) return chooseMetric(wish, [only, ...more], { locale, base });
    return chartOf({ ...wish, metric: only }, { ...asked, ...drawing, locale });
  };
}

type Wanted = ChartWish & { readonly metric: string };
type Telling = words.Telling;

function metricActions(
  subjects: readonly string[],
  metrics: readonly string[],
  { locale, base }: Telling,
): Action[] {
  return metrics
    .slice(0, MOST_CHOICES)
    .flatMap((id) => callActions(base.metric(id).label[locale], chartCall(subjects, id)));
}

function namesOf(subjects: readonly string[], { locale, base }: Telling): string {
  return words.listed(
    subjects.map((id) => base.entity(id).label[locale]),
    locale,
  );
}

function chooseMetric({ subjects, notes }: ChartWish, metrics: readonly string[], telling: Telling): Message {
  const { locale } = telling;
  const zh = locale === 'zh';
  const names = namesOf(subjects, telling);
  const of = zh ? `${names}：` : `${names}: `;
  const text = zh ? '请选要画的指标。' : 'Choose the measure to draw.';
  return {
    locale,
    blocks: [{ kind: 'text', text: (names === '' ? '' : of) + text }, ...noteBlocks(notes)],
    actions: distinctActions(metricActions(subjects, metrics, telling), MOST_CHOICES),
  };
}

type Nothing = { readonly subjects: readonly string[]; readonly without?: string };

/** What was asked for makes no picture: what does is offered, of the same subjects first. */
function nothingToDraw({ subjects, without }: Nothing, telling: Telling): Message {
  const { locale, base } = telling;
  const zh = locale === 'zh';
  const names = namesOf(subjects, telling);
  const label = without === undefined ? '' : base.metric(without).label[locale];
  const lacking =
    names === ''
      ? zh
        ? `库里没有${label}的数字。`
        : `The base has no figures of ${label}.`
      : zh
        ? `库里没有${names}的${label}数字。`
        : `The base has no figures of ${label} for ${names}.`;
  const few = zh
    ? `库里没有${names}两个以上可比的数字，画不成图。`
    : `The base has no two comparable figures of ${names}, so there is nothing to draw.`;
  const own = drawableMetrics(subjects, base);
  const actions =
    own.length > 0
      ? metricActions(subjects, own, telling)
      : metricActions([], drawableMetrics([], base), telling);
  const text = (without === undefined ? few : lacking) + (zh ? '可以画的有：' : ' What can be drawn:');
  return { locale, blocks: [{ kind: 'text', text }], actions };
}

/** A name or a measure that is not known: beside what is near it, what can be drawn. */
function withCharts(message: Message, base: FactBase): Message {
  const { locale } = message;
  const metrics = drawableMetrics([], base).slice(0, MOST_OFFERED);
  const charts = metrics.flatMap((id) =>
    callActions(chartLabel(locale, base.metric(id).label[locale]), chartCall([], id)),
  );
  return { ...message, actions: distinctActions([...message.actions, ...charts], MOST_CHOICES) };
}

type Charting = Asked & Drawing & { readonly locale: Locale };

function chartOf({ subjects, metric, notes }: Wanted, given: Charting): Message | Promise<Message> {
  const { locale, base, request } = given;
  const period = optionOf(request, 'period');
  const facts = figuresFor({ subjects, metric, ...(period === undefined ? {} : { period }) }, base);
  const charted = factsToChart(facts, locale, base);
  if (charted.kind === 'refused') return refusal(charted.reason, { subjects, facts }, given);
  const said = [...apartNotes(charted, given), ...lackingNotes(subjects, metric, given), ...notes];
  const { options } = chartCall(subjects, metric);
  const again = {
    command: 'chip chart',
    options: { ...options, ...(period === undefined ? {} : { period }) },
  };
  return drawnMessage(charted, { ...given, said, again });
}

/** One sentence, and what can be drawn instead. */
function refusal(
  reason: Refusal | 'one-figure',
  { subjects, facts }: { readonly subjects: readonly string[]; readonly facts: readonly Fact[] },
  telling: Telling,
): Message {
  const { locale, base } = telling;
  const zh = locale === 'zh';
  const metrics = drawableMetrics(subjects, base);
  const actions = metricActions(subjects, metrics, telling);
  if (reason !== 'one-figure') {
    const text = zh
      ? `不能画在一张图里：${REFUSAL[reason].zh}。`
      : `They cannot stand in one picture: ${REFUSAL[reason].en}.`;
    return { locale, blocks: [{ kind: 'text', text }], actions };
  }
  const lines = facts.map((fact) => factLine(fact, locale, base));
  const text = zh ? '只有一个数字，画不成图：' : 'There is only one figure, and that makes no picture:';
  return {
    locale,
    blocks: [
      { kind: 'text', text },
      { kind: 'list', items: lines },
    ],
    actions,
  };
}

function lackingNotes(subjects: readonly string[], metric: string, telling: Telling): string[] {
  const { locale, base } = telling;
  const lacking = withMembers(subjects, metric, base).filter(
    (id) => figuresOn(id, metric, base).length === 0,
  );
  if (lacking.length === 0) return [];
  const label = base.metric(metric).label[locale];
  const names = namesOf(lacking, telling);
  return [locale === 'zh' ? `库里没有${names}的${label}。` : `The base has no ${label} for ${names}.`];
}

/** A quarter is no bar among years: it is told. */
function apartNotes(
  { apart, facts }: Extract<Charted, { kind: 'chart' }>,
  { locale, base }: Telling,
): string[] {
  if (apart.length === 0) return [];
  const several = new Set([...apart, ...facts].map(({ subject }) => subject)).size > 1;
  const figures = apart.slice(0, MOST_APART).map((fact) => {
    const name = several ? [base.entity(fact.subject).label[locale]] : [];
    const loss = words.isLoss(fact, base) ? [words.measureOf(fact, locale, base)] : [];
    const amount = words.amountOf(fact, locale, base);
    return [...name, words.periodOf(fact.period, locale), ...loss, amount].join(' ');
  });
  const left = apart.length - figures.length;
  const more = left === 0 ? [] : [locale === 'zh' ? `另有 ${left} 个` : `${left} more`];
  const listed = words.listed([...figures, ...more], locale);
  return [
    locale === 'zh'
      ? `期间长短不同，没有画入：${listed}。`
      : `Of another length of period, so not drawn: ${listed}.`,
  ];
}
