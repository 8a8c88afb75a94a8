/** Units that can be read on an axis, and figures short enough to stand beside a mark. */
import { figureText, measureWord, qualified, quantityText } from '../answer/figure-text.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { Unit } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';

type Step = readonly [size: number, word: string];

const STEPS: Readonly<Record<Locale, readonly Step[]>> = {
  zh: [
    [1e12, '万亿'],
    [1e8, '亿'],
    [1e4, '万'],
  ],
  en: [
    [1e12, 'tn'],
    [1e9, 'bn'],
    [1e6, 'm'],
    [1e3, 'k'],
  ],
};

const NAMES: Readonly<Record<Unit, { readonly zh: string; readonly en: string }>> = {
  CNY: { zh: '元', en: 'CNY' },
  USD: { zh: '美元', en: 'USD' },
  piece: { zh: '片', en: 'units' },
  '%': { zh: '%', en: '%' },
  EFLOPS: { zh: 'EFLOPS', en: 'EFLOPS' },
  nm: { zh: 'nm', en: 'nm' },
  month: { zh: '个月', en: 'months' },
  year: { zh: '年', en: 'years' },
  x: { zh: '倍', en: 'times' },
  count: { zh: '', en: '' },
};

const STEPPED: readonly (Unit | null)[] = ['CNY', 'USD', 'piece'];

function stepOf(size: number, unit: Unit | null, locale: Locale): Step {
  const none: Step = [1, ''];
  return STEPPED.includes(unit) ? (STEPS[locale].find(([least]) => size >= least) ?? none) : none;
}

/** The largest figure decides: of 14.92亿 and 42.64万 the axis is in 亿元. */
export function axisOf(facts: readonly Fact[], locale: Locale): { unit: string; scale: number } {
  const unit = facts[0]?.unit ?? 'count';
  const largest = Math.max(0, ...facts.flatMap((fact) => endsOf(fact).map(Math.abs)));
  const [scale, word] = stepOf(largest, unit, locale);
  const counted = [...new Set(facts.map((fact) => measureWord(fact) ?? NAMES.piece.zh))].join('/');
  const name = unit === 'piece' && locale === 'zh' ? counted : NAMES[unit][locale];
  return { scale, unit: locale === 'zh' ? word + name : stepped(name, word, unit) };
}

/** 'CNY bn', but 'm units'. */
function stepped(name: string, word: string, unit: Unit): string {
  return (unit === 'piece' ? [word, name] : [name, word]).filter((part) => part !== '').join(' ');
}

/** Both ends of a range, twice the number of a number. */
export function endsOf({ value }: Fact): readonly [low: number, high: number] {
  if (typeof value === 'number') return [value, value];
  return Array.isArray(value) ? [value[0], value[1]] : [0, 0];
}

/**
 * Without the unit, which the axis has. A figure without 万 or k keeps it: beside an axis in 亿元 a bare 5,000 would be
 * read as so many of those.
 */
export function shortFigure(fact: Fact, locale: Locale): string {
  if (!STEPPED.includes(fact.unit)) return figureText(fact, locale);
  if (locale === 'zh') return figureText(fact, locale).replace(/(?<=[万亿])美?元/gu, '');
  const [low, high] = endsOf(fact).map((end) => shortNumber(end, fact.unit ?? 'count'));
  return qualified(low === high ? `${low}` : `${low}–${high}`, fact.qualifier, locale);
}

function shortNumber(value: number, unit: Unit): string {
  const [size, word] = stepOf(Math.abs(value), unit, 'en');
  if (word === '') return value === 0 ? '0' : quantityText(value, unit, 'en');
  return plainNumber(value / size) + word;
}

/** All digits that a figure of the base has, at most six: 1.492, 1,037.3. */
export function plainNumber(value: number): string {
  const number = Number(value.toPrecision(6));
  return number.toLocaleString('en-US', { maximumFractionDigits: 20 }).replace('-', '−');
}
