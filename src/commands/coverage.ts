/** How much the base holds, counted. */
import type { FactBase } from '../knowledge/fact-base.ts';
import { comparePeriods } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import { periodOf } from './fact-words.ts';

/** 278条事实，28家公司，1个来源，期间从2018年到2028年. Companies that some fact involves. */
export function coverageText(base: FactBase, locale: Locale): string {
  const facts = base.facts.length;
  const { entities, sources } = base.vocabulary;
  const companies = entities.filter(
    ({ id, kind }) => kind === 'company' && base.factsAbout(id).length > 0,
  ).length;
  const span = spanOf(base, locale);
  if (locale === 'zh') {
    return `目前有 ${facts} 条事实，涉及 ${companies} 家公司，来自 ${sources.length} 个来源${span}。`;
  }
  const count = (number: number, one: string, many: string): string =>
    `${number} ${number === 1 ? one : many}`;
  const parts = [count(facts, 'fact', 'facts'), count(companies, 'company', 'companies')];
  return `At present ${parts.join(' about ')} from ${count(sources.length, 'source', 'sources')}${span}.`;
}

function spanOf(base: FactBase, locale: Locale): string {
  const periods = base.facts.flatMap(({ period }) => period?.split('/')[0] ?? []).sort(comparePeriods);
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return '';
  const [from, to] = [periodOf(first.slice(0, 4), locale), periodOf(last.slice(0, 4), locale)];
  return locale === 'zh' ? `，期间从${from}到${to}` : `, for periods from ${from} to ${to}`;
}
