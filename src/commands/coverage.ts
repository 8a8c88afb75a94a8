/** How much the base holds, counted. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { periodOf } from './fact-words.ts';

type Coverage = {
  readonly facts: number;
  readonly companies: number;
  readonly sources: number;
  /** The first and the last year of any period; null where no fact has one. */
  readonly years: readonly [first: string, last: string] | null;
};

/** A base never changes: what it holds is counted once, however often it is told. */
const kept = new WeakMap<FactBase, Coverage>();

function coverageOf(base: FactBase): Coverage {
  const before = kept.get(base);
  if (before) return before;
  const { entities, sources } = base.vocabulary;
  const companies = entities.filter(({ id, kind }) => kind === 'company' && base.factsAbout(id).length > 0);
  const coverage: Coverage = {
    facts: base.facts.length,
    companies: companies.length,
    sources: sources.length,
    years: yearsOf(base),
  };
  kept.set(base, coverage);
  return coverage;
}

function yearsOf({ facts }: FactBase): Coverage['years'] {
  let years: Coverage['years'] = null;
  for (const { period } of facts) {
    if (period === null) continue;
    const year = period.slice(0, 4);
    if (years === null) years = [year, year];
    else if (year < years[0]) years = [year, years[1]];
    else if (year > years[1]) years = [years[0], year];
  }
  return years;
}

/** 278条事实，28家公司，1个来源，期间从2018年到2028年. Companies that some fact involves. */
export function coverageText(base: FactBase, locale: Locale): string {
  const { facts, companies, sources, years } = coverageOf(base);
  const span = spanText(years, locale);
  if (locale === 'zh') {
    return `目前有 ${facts} 条事实，涉及 ${companies} 家公司，来自 ${sources} 个来源${span}。`;
  }
  const count = (number: number, one: string, many: string): string =>
    `${number} ${number === 1 ? one : many}`;
  const parts = [count(facts, 'fact', 'facts'), count(companies, 'company', 'companies')];
  return `At present ${parts.join(' about ')} from ${count(sources, 'source', 'sources')}${span}.`;
}

function spanText(years: Coverage['years'], locale: Locale): string {
  if (years === null) return '';
  const [from, to] = [periodOf(years[0], locale), periodOf(years[1], locale)];
  return locale === 'zh' ? `，期间从${from}到${to}` : `, for periods from ${from} to ${to}`;
}
