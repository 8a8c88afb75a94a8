/** Options of a command → the fact that is meant. Every problem is one sentence, with the nearest names. */
import type { Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { sourceToEntity } from '../../knowledge/fold.ts';
import type { Metric, Source, Unit } from '../../knowledge/vocabulary.ts';
import { isPeriod } from '../../language/calendar.ts';
import type { Locale } from '../../language/locale.ts';
import { parseQuestion } from '../../question/parse.ts';
import { quote } from '../asked.ts';
import { listed } from '../fact-words.ts';
import { indexesOf, meaningsOf } from '../indexes.ts';
import { type Reading, readEntity, readMetric } from '../names.ts';

export type Problem = { readonly problem: string };
export type Reader = { readonly base: FactBase; readonly today: string; readonly locale: Locale };

const MOST_NEAR = 3;
const NONE = /^(?:-|–|—|无|没有|不限|none|null|no period)$/iu;

export function isProblem(value: object | string | null): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

/** @returns the id of the entity that the text names without doubt. */
export function readSubject(text: string, { base, today, locale }: Reader): string | Problem {
  const reading = readEntity(text, base, today);
  const near = (): string[] => [
    ...reading.ids,
    ...indexesOf(base)
      .entities.near(text, meaningsOf(text, base))
      .map(({ value }) => value),
  ];
  return oneOf(text, reading, {
    near,
    locale,
    label: (id) => base.entity(id).label[locale],
    what: { zh: '对象', en: 'subject' },
  });
}

export function readMeasure(text: string, { base, today, locale }: Reader): string | Problem {
  const reading = readMetric(text, base, today);
  const near = (): string[] => [
    ...reading.ids,
    ...indexesOf(base)
      .metrics.near(text, meaningsOf(text, base))
      .map(({ value }) => value),
  ];
  return oneOf(text, reading, {
    near,
    locale,
    label: (id) => base.metric(id).label[locale],
    what: { zh: '指标', en: 'measure' },
  });
}

/** Whether a measure was named by its loss: 净亏损, 'net loss'. */
export function saysLoss(text: string, metric: Metric, { base, today }: Reader): boolean {
  if (!metric.negative || base.findMetric(text)) return false;
  const named = (parseQuestion(text, base, today)?.items ?? [])
    .flatMap((item) => (item.kind === 'metric' ? item.metrics : []))
    .filter(({ id }) => id === metric.id);
  return named.length > 0 && named.every(({ negative }) => negative);
}

type Naming = {
  readonly near: () => readonly string[];
  readonly locale: Locale;
  readonly label: (id: string) => string;
  readonly what: { readonly zh: string; readonly en: string };
};

/** A repaired name is near, never sure: what is written down for good must be what was meant. */
function oneOf(text: string, { ids, sure, repairs }: Reading, naming: Naming): string | Problem {
  const [only, ...more] = ids;
  if (only !== undefined && more.length === 0 && sure && repairs.length === 0) return only;
  const { near, locale, label, what } = naming;
  const names = [...new Set(near())].slice(0, MOST_NEAR).map((id) => `${label(id)} (${id})`);
  const zh = locale === 'zh';
  const several = sure && more.length > 0 && repairs.length === 0;
  const lead = several
    ? zh
      ? `${what.zh}${quote(text)}有几种理解，请写编号。`
      : `The ${what.en} ${quote(text)} may be several things: please give the id.`
    : zh
      ? `库里没有${what.zh}${quote(text)}。`
      : `The base has no ${what.en} ${quote(text)}.`;
  const parts = names.length === 0 ? [lead] : [lead, hintOf(names, several, locale)];
  if (!several) parts.push(zh ? '新的公司、产品和指标要在 knowledge/ 的文件里添加。' : ADDED_IN_FILES);
  return { problem: parts.join(zh ? '' : ' ') };
}

const ADDED_IN_FILES = 'New companies, products and measures are added in the files of knowledge/.';

function hintOf(names: readonly string[], several: boolean, locale: Locale): string {
  if (several) return listed(names, locale);
  return locale === 'zh' ? `是不是：${listed(names, locale)}？` : `Did you mean: ${listed(names, locale)}?`;
}

/** '2024', 2025年第一季度, Q1 2025, 2022/2024; 无 for a fact whose source gives none. */
export function readPeriod(
  text: string,
  { base, today, locale }: Reader,
): { readonly period: string | null } | Problem {
  const typed = text.normalize('NFKC').trim().toUpperCase();
  if (NONE.test(typed)) return { period: null };
  if (isPeriod(typed)) return { period: typed };
  const looksLikeOne = /^\d{4}-(?:\d{1,2}|[QH]\d)/u.test(typed);
  const items = looksLikeOne ? [] : (parseQuestion(text, base, today)?.items ?? []);
  const [item, ...more] = items.filter(({ optional }) => !optional);
  if (item?.kind === 'period' && more.length === 0) {
    const { kind, from, to } = item.period;
    const period = kind === 'at' ? from : from !== null && to !== null ? `${from}/${to}` : null;
    if (period !== null && isPeriod(period)) return { period };
  }
  const problem =
    locale === 'zh'
      ? `${quote(text)}看不出是哪一期。请写成 2024、2025-Q1、2025-H1、2025-07 或 2022/2024；原文没写期间就写“无”。`
      : `${quote(text)} names no period. Write 2024, 2025-Q1, 2025-H1, 2025-07 or 2022/2024, or “none” where the source gives none.`;
  return { problem };
}

/** The unit that figures of the subject, else of the measure at all, have; none where they differ. */
export function usualUnit(subject: string, metric: Metric, base: FactBase): Unit | undefined {
  const all = base.factsOf(metric.id).filter(({ unit }) => unit !== null);
  const own = all.filter((fact) => fact.subject === subject);
  const units = new Set((own.length > 0 ? own : all).map(({ unit }) => unit));
  const [unit] = units;
  return units.size === 1 && unit !== null ? unit : undefined;
}

/** Who speaks in a source: its publisher where the base knows them, else the document itself. */
export function speakerOf(source: Source, base: FactBase): string {
  const told = base.facts.filter((fact) => fact.source === source.id).map(({ by }) => by);
  const named = source.publisher === '' ? undefined : publisherOf(source, base);
  return named ?? (base.findEntity(source.id) || told.length === 0 ? source.id : (told[0] ?? source.id));
}

function publisherOf({ publisher }: Source, base: FactBase): string | undefined {
  const { ids, sure, repairs } = readEntity(publisher, base, '2000-01-01');
  return sure && ids.length === 1 && repairs.length === 0 ? ids[0] : undefined;
}

/** The base as it will be once these sources are recorded. */
export function withSources(base: FactBase, sources: readonly Source[]): FactBase {
  if (sources.length === 0) return base;
  const added = new Map(sources.map((source) => [source.id, source]));
  const entities = new Map(
    sources.filter(({ id }) => !base.findEntity(id)).map((source) => [source.id, sourceToEntity(source)]),
  );
  return {
    ...base,
    vocabulary: {
      ...base.vocabulary,
      sources: [...base.vocabulary.sources.filter(({ id }) => !added.has(id)), ...sources],
      entities: [...base.vocabulary.entities, ...entities.values()],
    },
    entity: (id) => entities.get(id) ?? base.entity(id),
    findEntity: (id) => entities.get(id) ?? base.findEntity(id),
    source: (id) => added.get(id) ?? base.source(id),
  };
}

/** A button has to hold the id, with its command and the revision that a form was filled from. */
const LONGEST_ID = 46;

/** An id that neither stands nor stood for another fact. */
export function freeFactId(
  fact: Pick<Fact, 'subject' | 'metric' | 'period'>,
  taken: (id: string) => boolean,
): string {
  const parts = [fact.subject, fact.metric, ...(fact.period === null ? [] : [fact.period])];
  const name = parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, LONGEST_ID)
    .replace(/-+$/u, '');
  for (let number = 1; ; number++) {
    const id = number === 1 ? name : `${name}-${number}`;
    if (!taken(id)) return id;
  }
}
