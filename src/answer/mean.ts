/** What a quantity is on average a year: of its years, or of a total that is told for several. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { grainOf, yearsBetween } from '../language/calendar.ts';
import { chronological, type Derivation, numberOf } from './derive.ts';
import type { Asked } from './operate.ts';
import { missingYears } from './totals.ts';

/** Of one card, one customer, one employee: nobody says how many there were. */
const PER_ONE =
  /单[卡片颗台]|每[一]?[张片颗卡块台家户人位名]|[人户]均|每个?[季月天日周]|每半年|(?:per|a|each|every) (?:quarter|month|week|day|half)\b|quarterly|monthly|per (?:unit|chip|card|gpu|piece|device|head|capita|customer|employee)/u;

/** Only of an amount that adds up over time, of one company, and of whole years. */
export function mean(
  asked: Asked,
  figures: readonly Fact[],
  base: FactBase,
): Derivation & { readonly facts?: readonly Fact[] } {
  const [some] = figures;
  if (!some || PER_ONE.test(asked.text)) return { refused: 'average' };
  if (base.metric(some.metric).kind !== 'flow') return { refused: 'average' };
  const alike = figures.every(
    (fact) =>
      fact.subject === some.subject &&
      fact.metric === some.metric &&
      fact.unit === some.unit &&
      fact.objects.join() === some.objects.join(),
  );
  if (!alike) return { refused: 'average' };
  const years = figures.filter(({ period }) => period !== null && grainOf(period) === 'year');
  if (years.length > 1)
    return missingYears(asked, figures, base) ? { refused: 'part-missing' } : meanOf(years, years.length);
  const span = figures.find(({ period }) => period !== null && grainOf(period) === 'range');
  const [from = '', to = ''] = span?.period?.split('/') ?? [];
  if (!span || from.length !== 4 || to.length !== 4) return { refused: 'average' };
  return meanOf([span], yearsBetween(from, to).length);
}

function meanOf(facts: readonly Fact[], years: number): Derivation & { readonly facts: readonly Fact[] } {
  const terms = chronological(facts);
  const total = terms.reduce((value, fact) => value + (numberOf(fact) ?? 0), 0);
  const value = Number((total / years).toPrecision(4));
  const unit = terms[0]?.unit ?? 'count';
  const from = terms.map(({ id }) => id);
  return { derived: [{ operation: 'ratio', value, unit, from, symbol: 'mean', years }], facts: terms };
}
