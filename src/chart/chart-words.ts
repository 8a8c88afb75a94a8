/** The words in a picture, and the same picture in words. */
import { bearerOf } from '../answer/bearer.ts';
import { amount, basisText, metricName, sourceText } from '../answer/fact-text.ts';
import { periodText } from '../answer/figure-text.ts';
import { NATURE } from '../answer/phrases.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { type ChartSpec, pointsOf } from './chart-spec.ts';
import type { Layout } from './layout.ts';

/** In which language, from which snapshot, and what else is drawn. */
export type Told = { readonly locale: Locale; readonly base: FactBase; readonly facts: readonly Fact[] };

/** More names than this are named by the legend or the axis. */
const MOST_NAMES = 3;
const MOST_SOURCES = 2;
const MOST_DEFINITIONS = 4;

/** What has not happened. */
export function isOutlook({ nature }: Fact): boolean {
  return nature === 'forecast' || nature === 'plan';
}

function isLoss(fact: Fact, base: FactBase): boolean {
  return typeof fact.value === 'number' && fact.value < 0 && base.metric(fact.metric).negative !== undefined;
}

function isOneNature(facts: readonly Fact[]): boolean {
  return new Set(facts.map(({ nature }) => nature)).size === 1;
}

/** 摩尔线程 净利润（负数为净亏损） · Moore Threads: net profit (below zero: net loss). */
export function titleOf({ subjects, period }: Pick<Layout, 'subjects' | 'period'>, told: Told): string {
  const { locale, base, facts } = told;
  const zh = locale === 'zh';
  const few = subjects.length <= MOST_NAMES ? subjects : [];
  const names = few.map((id) => base.entity(id).label[locale]).join(zh ? '、' : ', ');
  const measures = [...new Set(facts.map(({ metric }) => base.metric(metric).label[locale]))];
  const measure = measures.join(zh ? '、' : ', ');
  const when = period ? periodText(period, locale) : '';
  const aside = asides(told).join(zh ? '，' : '; ');
  if (zh) return `${[names, when, measure].filter(Boolean).join(' ')}${aside && `（${aside}）`}`;
  const what = capital(names === '' ? measure : `${names}: ${measure}`);
  return [what, when && `in ${when}`, aside && `(${aside})`].filter(Boolean).join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the reader must know before the first bar: which way is down, and that nothing of it has happened yet. */
function asides({ locale, base, facts }: Told): string[] {
  const [first] = facts;
  const loss = facts.find((fact) => isLoss(fact, base));
  const negative = loss && base.metric(loss.metric).negative?.label[locale];
  const nature =
    first && isOneNature(facts) && first.nature !== 'actual' ? [NATURE[first.nature][locale]] : [];
  const below = locale === 'zh' ? `负数为${negative}` : `below zero: ${negative}`;
  return [...(negative ? [below] : []), ...nature];
}

/** What stands below a figure that is of another nature than its neighbours, and the figure in full. */
export function pointWords(fact: Fact, { locale, base, facts }: Told): { mark: string; words: string } {
  const mark = isOneNature(facts) || fact.nature === 'actual' ? '' : NATURE[fact.nature][locale];
  const loss = isLoss(fact, base) ? metricName(fact, locale, base) : '';
  const said = [loss, amount(fact, locale, base)].filter(Boolean).join(locale === 'zh' ? '' : ' ');
  const words = mark === '' ? said : locale === 'zh' ? `${said}（${mark}）` : `${said} (${mark})`;
  return { mark, words };
}

type Drawn = {
  readonly kind: ChartSpec['kind'];
  /** How many comparable figures found no room. */
  readonly cut: number;
};

export function notesOf({ locale, base, facts }: Told, { kind, cut }: Drawn): string[] {
  const zh = locale === 'zh';
  const hatched = facts.some(isOutlook);
  const sources = sourceText(facts, locale, base).split('\n');
  const more = sources.length - MOST_SOURCES;
  return [
    ...(cut > 0 ? [zh ? `另有 ${cut} 个数字没有画出` : `${cut} more figures are not drawn`] : []),
    ...(hatched ? [outlookNote(kind, zh)] : []),
    ...definitionNotes({ locale, base, facts }),
    basisText(facts, locale, base),
    ...sources.slice(0, MOST_SOURCES),
    ...(more > 0 ? [zh ? `另有 ${more} 个来源` : `and ${more} more sources`] : []),
  ];
}

/** What holds of every figure is told as it is; else each text with whose it is, so that it is read into no other. */
function definitionNotes(told: Told): string[] {
  const zh = told.locale === 'zh';
  const texts = ownedTexts(told, ({ definition }) => definition?.[told.locale].replace(/[。.]$/u, ''));
  if (texts.length < 2) return texts;
  const warning = zh ? '口径不同，不宜直接比较：' : 'Defined differently, not strictly comparable:';
  return [warning, ...texts.slice(0, MOST_DEFINITIONS)];
}

/** The texts of the figures, each once, with the names of those that have it unless all have. */
export function ownedTexts(told: Told, textOf: (fact: Fact) => string | undefined): string[] {
  const { facts, locale } = told;
  const zh = locale === 'zh';
  const owned = Map.groupBy(facts, (fact) => textOf(fact) ?? '');
  const named = [...owned].filter(([text]) => text !== '');
  if (owned.size < 2) return named.map(([text]) => text);
  return named.map(
    ([text, own]) => `${ownersOf(own, told).join(zh ? '、' : ', ')}${zh ? '：' : ': '}${text}`,
  );
}

/** By as much of subject, measure, period and speaker as no other figure has alike. */
function ownersOf(own: readonly Fact[], told: Told): string[] {
  const others = told.facts.filter((fact) => !own.includes(fact));
  const whole = (fact: Fact): boolean => !others.some(({ subject }) => subject === fact.subject);
  return [...new Set(own.map((fact) => (whole(fact) ? bearerOf(fact, own, told) : apartName(fact, told))))];
}

/** What tells the figure from the others: its bearer, its period, and where those are alike its speaker. */
function apartName(fact: Fact, { locale, base, facts }: Told): string {
  const zh = locale === 'zh';
  const differs = (key: 'subject' | 'metric' | 'period'): boolean =>
    facts.some((other) => other[key] !== fact[key]);
  const bearer = bearerOf(fact, facts, { locale, base });
  const bearers = new Set(facts.map((other) => bearerOf(other, facts, { locale, base })));
  const same = facts.filter(
    (other) =>
      other.period === fact.period && bearerOf(other, facts, { locale, base }) === bearer && other !== fact,
  );
  const none = zh ? '未写明期间' : 'no period given';
  return [
    ...(bearers.size > 1 ? [bearer] : []),
    ...(differs('metric') ? [base.metric(fact.metric).label[locale]] : []),
    ...(differs('period') ? [fact.period === null ? none : periodText(fact.period, locale)] : []),
    ...(same.some(({ by }) => by !== fact.by) ? [base.entity(fact.by).label[locale]] : []),
  ].join(zh ? ' ' : ', ');
}

function outlookNote(kind: ChartSpec['kind'], zh: boolean): string {
  if (zh) return `${kind === 'lines' ? '虚线' : '斜纹'}：预测或计划`;
  return `${kind === 'lines' ? 'Dashed' : 'Hatched'}: forecast or plan`;
}

/** See `OutgoingFile.alt`. */
const LONGEST_ALT = 1_000;
/** What is left of an alt text for the notes when there are many figures. */
const NOTES = 300;

/** Says what the picture shows, in at most 1,000 characters: kind, title, every figure that finds room, notes. */
export function chartToAlt(spec: ChartSpec): string {
  const zh = spec.locale === 'zh';
  const kinds = { bars: zh ? '柱状图' : 'Bar chart', lines: zh ? '折线图' : 'Line chart' };
  const head = `${kinds[spec.kind]}${zh ? '：' : ': '}${spec.title}${zh ? '。' : '. '}`;
  const notes = clip(spec.notes.join(zh ? '；' : '; '), NOTES);
  const all = pointsOf(spec).length;
  const figures = figuresToWords(spec);
  let shown = '';
  let count = 0;
  for (const figure of figures) {
    const next = shown + (shown === '' ? '' : zh ? '；' : '; ') + figure;
    if (head.length + next.length + notes.length > LONGEST_ALT - 60) break;
    shown = next;
    count += 1;
  }
  const left = all - count;
  const rest = left === 0 ? '' : zh ? `；另有 ${left} 个数字` : `; and ${left} more figures`;
  return clip(`${head}${shown}${rest}${zh ? '。' : '. '}${notes}`, LONGEST_ALT);
}

/** One sentence for each figure, in the order of the series: 'MetaX, 2024: CNY 743 million'. */
export function figuresToWords({ locale, categories, series }: ChartSpec): string[] {
  const zh = locale === 'zh';
  return series.flatMap(({ name, points }) =>
    points.flatMap((point, at) => {
      if (!point) return [];
      const where = [name, categories[at] ?? ''].filter((part) => part !== '').join(zh ? ' ' : ', ');
      return [`${where}${zh ? '：' : ': '}${point.words}`];
    }),
  );
}

function clip(text: string, length: number): string {
  const kept = [...text].slice(0, length);
  return kept.length < [...text].length ? `${kept.slice(0, -1).join('')}…` : text;
}
