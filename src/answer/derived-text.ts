/** A computed figure with its working, so that a reader can check it. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Derived } from './answer.ts';
import { colon, metricName } from './fact-text.ts';
import { figureText, quantityText } from './figure-text.ts';

const OPERATION_NAMES = {
  zh: {
    sum: '合计',
    difference: '相差',
    ratio: '之比',
    growth: '变化',
    share: '占比',
    annual: '年均变化',
    before: '由增速推算的上一期',
    mean: '平均每年',
  },
  en: {
    sum: 'total',
    difference: 'difference',
    ratio: 'ratio',
    growth: 'change',
    share: 'share',
    annual: 'change a year (compound)',
    before: 'implied level a period earlier',
    mean: 'average a year',
  },
} as const;

export function derivedText(
  derived: Derived,
  facts: readonly Fact[],
  locale: Locale,
  base: FactBase,
): string {
  const terms = derived.from
    .map((id) => facts.find((fact) => fact.id === id) ?? base.fact(id))
    .filter((fact) => fact !== undefined);
  const name =
    OPERATION_NAMES[locale][
      derived.symbol === 'annual' || derived.symbol === 'before' || derived.symbol === 'mean'
        ? derived.symbol
        : derived.operation
    ];
  const [first] = terms;
  const subjects = [...new Set(terms.map((fact) => base.entity(fact.subject).label[locale]))]
    .slice(0, 3)
    .join(locale === 'zh' ? '与' : ' and ');
  const measures = derived.symbol === '÷' ? byMeasure(terms) : [terms];
  const named = measures.flatMap(([one]) => (one ? [metricName(one, locale, base)] : [])).join(' ÷ ');
  const about = first ? `${subjects} ${named} ` : '';
  return `${about}${name}${colon(locale)}${inexact(derived, terms, locale)}${derivedValue(derived, first, locale)}${working(derived, terms, locale)}`;
}

function derivedValue({ operation, value, unit }: Derived, fact: Fact | undefined, locale: Locale): string {
  if (operation === 'difference' && unit === '%') {
    const points = Number(Math.abs(value).toPrecision(6));
    return locale === 'zh'
      ? `${value < 0 ? '下降' : '上升'}${points}个百分点`
      : `${value < 0 ? 'down' : 'up'} ${points} percentage points`;
  }
  if (operation === 'growth')
    return `${value > 0 ? '+' : ''}${quantityText(Number(value.toFixed(1)), '%', locale)}`;
  if (operation === 'ratio' && unit !== 'x')
    return locale === 'zh'
      ? `约${quantityText(Math.abs(value), unit, 'zh')}`
      : `about ${quantityText(Math.abs(value), unit, 'en')}`;
  if (operation === 'ratio')
    return locale === 'zh' ? `${Number(value.toFixed(2))}倍` : `${Number(value.toFixed(2))} times`;
  if (operation === 'share') return quantityText(Number(value.toFixed(1)), '%', locale);
  const loss = operation === 'sum' && value < 0;
  return quantityText(
    loss ? -value : Math.abs(value),
    unit,
    locale,
    fact && /([片张颗])/.exec(fact.statement.zh)?.[1],
  );
}

/** A sum of 'about 39' and 80 is about 119; of 'over' and exact, over. */
function inexact({ operation }: Derived, terms: readonly Fact[], locale: Locale): string {
  if (operation === 'growth' || operation === 'ratio' || terms.every((fact) => fact.qualifier === 'exact'))
    return '';
  const lower =
    operation === 'sum' && terms.every((fact) => fact.qualifier === 'exact' || fact.qualifier === 'over');
  if (lower) return locale === 'zh' ? '超过' : 'over ';
  return locale === 'zh' ? '约' : 'about ';
}

/** Terms of one measure together, in the order in which the measures come. */
function byMeasure(terms: readonly Fact[]): (readonly Fact[])[] {
  return [...Map.groupBy(terms, (fact) => fact.metric).values()];
}

/** The calculation, so that a reader can check it. */
function working(derived: Derived, terms: readonly Fact[], locale: Locale): string {
  const values = terms.map((fact) => figureText({ ...fact, qualifier: 'exact' }, locale, true));
  const [last = '', first = ''] = values;
  const [open, close] = locale === 'zh' ? ['（', '）'] : [' (', ')'];
  if (derived.symbol === 'growth' || derived.symbol === 'annual') return `${open}${first} → ${last}${close}`;
  if (derived.symbol === 'before') return `${open}${values[0]} ÷ (1 + ${values[1]})${close}`;
  if (derived.symbol === 'mean') {
    const total = values.length > 1 ? `(${values.join(' + ')})` : first || last;
    return `${open}${total} ÷ ${derived.years}${close}`;
  }
  if (derived.symbol === '÷' && values.length > 2) {
    const sums = byMeasure(terms).map((facts) => {
      const parts = facts.map((fact) => figureText({ ...fact, qualifier: 'exact' }, locale, true));
      return parts.length > 1 ? `(${parts.join(' + ')})` : parts.join('');
    });
    return `${open}${sums.join(' ÷ ')}${close}`;
  }
  return `${open}${values.join(` ${derived.symbol} `)}${close}`;
}
