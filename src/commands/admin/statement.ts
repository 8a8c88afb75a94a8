/** The sentences of a fact that was set from a chat: speaker, subject, period, measure and figure, by template. */
import { amount, metricName } from '../../answer/fact-text.ts';
import { figureText, periodText } from '../../answer/figure-text.ts';
import { changedFields, type Fact, type Nature } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import type { Entity } from '../../knowledge/vocabulary.ts';
import type { Locale, Text } from '../../language/locale.ts';
import { normalise } from '../../language/normalise.ts';
import { parseQuestion } from '../../question/parse.ts';
import type { Reader } from './read-fact.ts';

type Verb = { readonly exact: Text; readonly roughly: Text };

/** Before a bare figure, and before one with a word of its own such as 约 or 超过. */
const IS: Readonly<Record<Nature, Verb>> = {
  actual: { exact: { zh: '为', en: 'was' }, roughly: { zh: '', en: 'was' } },
  estimate: {
    exact: { zh: '估计为', en: 'is estimated at' },
    roughly: { zh: '估计', en: 'is estimated to be' },
  },
  forecast: {
    exact: { zh: '预计为', en: 'is forecast at' },
    roughly: { zh: '预计', en: 'is forecast to be' },
  },
  plan: { exact: { zh: '计划为', en: 'is planned at' }, roughly: { zh: '计划', en: 'is planned to be' } },
  claim: { exact: { zh: '据称为', en: 'is said to be' }, roughly: { zh: '据称', en: 'is said to be' } },
};

/** @param base has every id that the fact names. */
export function composeStatement(fact: Fact, base: FactBase): Text {
  const { value } = fact;
  const said = typeof value === 'object' && 'zh' in value ? value : null;
  return said
    ? { zh: inWords(said, 'zh', fact, base), en: inWords(said, 'en', fact, base) }
    : { zh: inChinese(fact, base), en: inEnglish(fact, base) };
}

/** What a sentence says of a fact besides its place in the source. */
const SAID = [
  'subject',
  'metric',
  'period',
  'value',
  'unit',
  'qualifier',
  'nature',
  'by',
  'objects',
] as const;

/**
 * A curated sentence stays as long as it says what the fact says. Whoever changed the fact and the sentence of one
 * language has written that one anew; the other is made by template.
 */
export function statementOf(fact: Fact, before: Fact, base: FactBase): Text {
  const changed = changedFields(before, fact);
  if (!SAID.some((field) => changed.includes(field))) return fact.statement;
  const composed = composeStatement(fact, base);
  const own = (locale: Locale): string =>
    fact.statement[locale] === before.statement[locale] ? composed[locale] : fact.statement[locale];
  return { zh: own('zh'), en: own('en') };
}

/** Words that name their subject are a sentence; others get subject and measure before them. */
function inWords(said: Text, locale: Locale, fact: Fact, base: FactBase): string {
  const text = said[locale].replace(/[。.]\s*$/u, '');
  const { label, aliases } = base.entity(fact.subject);
  const names = [label.zh, label.en, ...aliases];
  const named = names.some((name) => normalise(text).includes(normalise(name)));
  const period = fact.period === null ? '' : periodText(fact.period, locale);
  if (locale === 'zh') {
    const what = named ? text : `${joined(label.zh, period)}${base.metric(fact.metric).label.zh}：${text}`;
    return `据${base.entity(fact.by).label.zh}，${what}。`;
  }
  const when = period === '' ? '' : ` (${period})`;
  const what = named ? text : `${label.en}, ${base.metric(fact.metric).label.en}${when}: ${text}`;
  return `According to ${speaker(base.entity(fact.by))}, ${what}.`;
}

function inChinese(fact: Fact, base: FactBase): string {
  const name = (id: string): string => base.entity(id).label.zh;
  const period = fact.period === null ? '' : periodText(fact.period, 'zh');
  const objects = fact.objects.length === 0 ? '' : `（${fact.objects.map(name).join('、')}）`;
  const what = `${joined(name(fact.subject), period)}${metricName(fact, 'zh', base)}${objects}`;
  return `据${name(fact.by)}，${what}${verbOf(fact).zh}${amount(fact, 'zh', base)}。`;
}

/** H20 2025年4月: digits that would run together stand apart. */
function joined(name: string, period: string): string {
  return /[a-z\d]$/iu.test(name) && period !== '' ? `${name} ${period}` : `${name}${period}`;
}

function verbOf({ nature, qualifier }: Fact): Text {
  return IS[nature][qualifier === 'exact' ? 'exact' : 'roughly'];
}

function inEnglish(fact: Fact, base: FactBase): string {
  const name = (id: string): string => base.entity(id).label.en;
  const subject = name(fact.subject);
  const whose = `${subject}${subject.endsWith('s') ? '’' : '’s'}`;
  const objects = fact.objects.length === 0 ? '' : ` (${fact.objects.map(name).join(', ')})`;
  const period = fact.period === null ? '' : ` ${periodPhrase(fact.period)}`;
  const what = `${whose} ${metricName(fact, 'en', base)}${objects}${period}`;
  const by = speaker(base.entity(fact.by));
  return `According to ${by}, ${what} ${verbOf(fact).en} ${amount(fact, 'en', base)}.`;
}

/** The MetaX prospectus, but Reuters, “Huawei H1”. */
function speaker({ kind, label: { en } }: Entity): string {
  const isTitle = /[“”《》/]|^the /iu.test(en);
  return kind === 'document' && !isTitle ? `the ${en}` : en;
}

/** in 2024 · in Q1 2025 · on 15 July 2025 · from 2022 to 2024. */
function periodPhrase(period: string): string {
  const text = periodText(period, 'en');
  if (period.includes('/')) return `from ${text}`;
  return `${period.length === 10 ? 'on' : 'in'} ${text}`;
}

/** A note or definition that repeats the old figure would contradict the new one. */
export function withoutOldFigure(fact: Fact, before: Fact): Fact {
  const digits = (['zh', 'en'] as const).flatMap(
    (locale) => figureText(before, locale).match(/\d[\d.,]*/gu) ?? [],
  );
  const figureChanged = JSON.stringify(fact.value) !== JSON.stringify(before.value);
  const stale = (text: Text | null): boolean =>
    figureChanged &&
    text !== null &&
    digits.some((figure) => figure.length > 1 && `${text.zh} ${text.en}`.includes(figure));
  return {
    ...fact,
    note: stale(fact.note) ? null : fact.note,
    definition: stale(fact.definition) ? null : fact.definition,
  };
}

/** Of words that changed, the names that stand in the new ones: the old ones would contradict them. */
export function objectsOf(fact: Fact, before: Fact, { base, today }: Reader): readonly string[] {
  const { value, subject, by } = fact;
  if (typeof value !== 'object' || !('zh' in value) || before.objects.length === 0) return fact.objects;
  if (JSON.stringify(value) === JSON.stringify(before.value)) return fact.objects;
  const named = [value.zh, value.en].flatMap((text) =>
    (parseQuestion(text, base, today)?.items ?? []).flatMap((item) =>
      item.kind === 'entity' && item.entities.length === 1 ? item.entities : [],
    ),
  );
  return [...new Set(named)].filter((id) => id !== subject && id !== by);
}
