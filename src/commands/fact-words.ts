/** A fact in words for tables and lists: measure, amount, who says so and where. */

import { sourceName } from '../answer/fact-text.ts';
import { figureText, periodText } from '../answer/figure-text.ts';
import { NATURE } from '../answer/phrases.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { EntityKind, Source } from '../knowledge/vocabulary.ts';
import type { Locale, Text } from '../language/locale.ts';

/** In which language, and from which snapshot. */
export type Telling = { readonly locale: Locale; readonly base: FactBase };

/** What is measured: a negative profit goes by the name of the loss. */
export function measureOf(fact: Fact, locale: Locale, base: FactBase): string {
  const metric = base.metric(fact.metric);
  return (isLoss(fact, base) && metric.negative ? metric.negative : metric).label[locale];
}

/** How much: a loss by its size, because its name already says which way. */
export function amountOf(fact: Fact, locale: Locale, base: FactBase): string {
  return figureText(fact, locale, isLoss(fact, base));
}

/** Whether the value is below zero under a metric that has a name for that. */
export function isLoss(fact: Fact, base: FactBase): boolean {
  const lower = typeof fact.value === 'number' && fact.value < 0;
  return lower && base.metric(fact.metric).negative !== undefined;
}

/** A fact with a quantity that stands: facts out of date are told by no table. */
export function isFigure(fact: Fact): boolean {
  return fact.unit !== null && fact.rank !== 'deprecated';
}

/** Who says so and where, and what kind of statement it is unless it is an actual figure. */
export function basisOf(fact: Fact, locale: Locale, base: FactBase): string {
  const nature = fact.nature === 'actual' ? [] : [NATURE[fact.nature][locale]];
  return [...nature, base.entity(fact.by).label[locale], fact.locator]
    .filter((part) => part !== '')
    .join(locale === 'zh' ? '，' : ', ');
}

/** A period, or that the source gives none. */
export function periodOf(period: string | null, locale: Locale): string {
  if (period !== null) return periodText(period, locale);
  return locale === 'zh' ? '未写明期间' : 'no period given';
}

/** One sentence with its speaker and place. */
export function statementLine(fact: Fact, locale: Locale, base: FactBase): string {
  return locale === 'zh'
    ? `${fact.statement.zh}（${basisOf(fact, locale, base)}）`
    : `${fact.statement.en} (${basisOf(fact, locale, base)})`;
}

/** Where the facts stand, each source once. */
export function sourceLine(facts: readonly Fact[], locale: Locale, base: FactBase): string {
  const sources = [...new Set(facts.map((fact) => fact.source))].map((id) => base.source(id));
  const shown = sources.slice(0, 3).map((source) => sourceText(source, locale));
  const more = sources.length - shown.length;
  if (more > 0) shown.push(locale === 'zh' ? `另有 ${more} 个来源` : `and ${more} more`);
  return `${locale === 'zh' ? '来源：' : 'Source: '}${shown.join(locale === 'zh' ? '；' : '; ')}`;
}

function sourceText(source: Source, locale: Locale): string {
  return `${sourceName(source, locale)}${locale === 'zh' ? '，' : ', '}${source.date}`;
}

export function listed(names: readonly string[], locale: Locale): string {
  return names.join(locale === 'zh' ? '、' : ', ');
}

export const KIND: Readonly<Record<EntityKind, Text>> = {
  company: { zh: '公司', en: 'company' },
  product: { zh: '产品', en: 'product' },
  person: { zh: '人物', en: 'person' },
  institution: { zh: '机构', en: 'institution' },
  market: { zh: '市场', en: 'market' },
  place: { zh: '地方', en: 'place' },
  group: { zh: '群体', en: 'group' },
  document: { zh: '文件', en: 'document' },
  event: { zh: '事件', en: 'event' },
  technology: { zh: '技术', en: 'technology' },
};
