/** Every figure of the base with the names, measures and periods by which it can be asked for. */
import type { Fact } from '../../src/knowledge/fact.ts';
import type { Entry } from '../../src/knowledge/lexicon.ts';
import { grainOf } from '../../src/language/calendar.ts';
import type { Locale } from '../../src/language/locale.ts';
import { base } from '../knowledge/knowledge.ts';

export type Words = Readonly<Record<Locale, readonly string[]>>;
export type Figure = {
  readonly fact: Fact;
  /** Facts of the same subject, quantity and period: any of them answers. */
  readonly expected: ReadonlySet<string>;
  readonly names: Words;
  readonly measures: Words;
  /** Notations of one period; of a figure without one, a single empty text. */
  readonly periods: Words;
};

const HAN = /\p{Script=Han}/u;
const ENTRIES = new Map<string, Entry>([...base.lexicon.entries()].map((entry) => [entry.text, entry]));

/** The names that mean this and nothing else: what a name with two meanings asks for is no matter of form. */
function only(texts: readonly string[], means: (entry: Entry) => boolean): string[] {
  return [...new Set(texts)].filter((text) => {
    const entry = ENTRIES.get(text);
    return entry !== undefined && entry.senses.length === 1 && means(entry);
  });
}

function byLocale(texts: readonly string[]): Words {
  return {
    zh: texts.filter((text) => HAN.test(text)),
    en: texts.filter((text) => /^[\w .&'-]+$/.test(text)),
  };
}

function namesOf({ subject }: Fact): Words {
  const { label, aliases } = base.entity(subject);
  const own = only(aliases, ({ senses: [sense] }) => sense?.kind === 'entity');
  return byLocale([label.zh, label.en, ...own.filter((name) => name.length > 2)]);
}

function measuresOf({ metric, value }: Fact): Words {
  const { label, words, negative } = base.metric(metric);
  const turned = negative && typeof value === 'number' && value < 0;
  const own = only(turned ? negative.words : words, ({ senses: [sense] }) => sense?.kind === 'metric');
  const { zh, en } = turned ? negative.label : label;
  return byLocale([zh, en, ...own.filter((word) => word.length > 2)]);
}

const QUARTERS = ['一', '二', '三', '四'] as const;
const ORDINALS = ['first', 'second', 'third', 'fourth'] as const;

function periodsOf({ period }: Fact): Words {
  if (period === null) return { zh: [''], en: [''] };
  const [year = '', part = ''] = period.split('-');
  const short = year.slice(2);
  if (grainOf(period) === 'year') {
    const han = [...year].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('');
    return {
      zh: [`${year}年`, `${year}年度`, `${han}年`, `${short}年`, `${year}年全年`],
      en: [year, `FY${year}`, `FY${short}`, `fiscal ${year}`, `the year ${year}`],
    };
  }
  if (grainOf(period) === 'quarter') {
    const number = Number(part.slice(1));
    const [han, ordinal] = [QUARTERS[number - 1], ORDINALS[number - 1]];
    return {
      zh: [
        `${year}年第${han}季度`,
        `${year}年${han}季度`,
        `${short}年${han}季度`,
        `${year}年Q${number}`,
        `${year}年${number}季度`,
      ],
      en: [
        `Q${number} ${year}`,
        `${year} Q${number}`,
        `${year}Q${number}`,
        `${number}Q${short}`,
        `the ${ordinal} quarter of ${year}`,
        `Q${number}'${short}`,
      ],
    };
  }
  if (grainOf(period) === 'range') {
    const [from = '', to = ''] = period.split('/');
    if (from.length > 4) return { zh: [''], en: [''] };
    return { zh: [`${from}年至${to}年`, `${from}-${to}年`], en: [`from ${from} to ${to}`, `${from}-${to}`] };
  }
  return { zh: [''], en: [''] };
}

export function sameQuantity(fact: Fact): readonly Fact[] {
  const family = base.family(fact.metric);
  return base.facts.filter(
    (other) => other.unit !== null && other.subject === fact.subject && family.includes(other.metric),
  );
}

/** Months and days are not asked for: where the base has them, the question needs none. */
export const FIGURES: readonly Figure[] = base.facts
  .filter((fact) => fact.unit !== null)
  .map((fact) => ({
    fact,
    expected: new Set(
      sameQuantity(fact)
        // Without a year, any year's figure answers.
        .filter((other) => fact.period === null || other.period === fact.period)
        .map((other) => other.id),
    ),
    names: namesOf(fact),
    measures: measuresOf(fact),
    periods: periodsOf(fact),
  }));
