/** Figures and periods as their readers write them: 14.92亿元 · CNY 1.492 billion. */
import type { Fact, Qualifier } from '../knowledge/fact.ts';
import type { Unit } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';

/** The value of a fact with its unit and qualifier; amounts without their sign when `size` is asked for. */
export function figureText(fact: Fact, locale: Locale, size = false): string {
  if (typeof fact.value === 'object' && 'zh' in fact.value) return fact.value[locale];
  const unit = fact.unit ?? 'count';
  const word = measureWord(fact);
  const number =
    typeof fact.value === 'number'
      ? quantityText(size ? Math.abs(fact.value) : fact.value, unit, locale, word)
      : rangeText(fact.value, unit, locale);
  return qualified(number, fact.qualifier, locale);
}

function rangeText(value: readonly [number, number], unit: Unit, locale: Locale): string {
  if (unit === '%') return `${plain(value[0])}%–${plain(value[1])}%`;
  return `${quantityText(value[0], unit, locale)}–${quantityText(value[1], unit, locale)}`;
}

const QUALIFIERS: Readonly<Record<Qualifier, { zh: string; en: string }>> = {
  exact: { zh: '', en: '' },
  about: { zh: '约', en: 'about ' },
  over: { zh: '超过', en: 'over ' },
  under: { zh: '不超过', en: 'at most ' },
  nearly: { zh: '接近', en: 'nearly ' },
};

/** 'over', 'about' and their like before a figure; nothing before an exact one. */
export function qualified(text: string, qualifier: Qualifier, locale: Locale): string {
  return `${QUALIFIERS[qualifier][locale]}${text}`;
}

/** A quantity in base units with its unit. */
export function quantityText(value: number, unit: Unit, locale: Locale, word?: string): string {
  return locale === 'zh' ? chinese(value, unit, word ?? '片') : english(value, unit);
}

function chinese(value: number, unit: Unit, word: string): string {
  switch (unit) {
    case 'CNY':
      return `${inWan(value)}元`;
    case 'USD':
      return `${inWan(value)}美元`;
    case 'piece':
      return `${inWan(value)}${word}`;
    case '%':
      return `${plain(value)}%`;
    case 'nm':
      return `${plain(value)}nm`;
    case 'month':
      return `${plain(value)}个月`;
    case 'year':
      return `${plain(value)}年`;
    case 'x':
      return `${plain(value)}倍`;
    case 'EFLOPS':
      return `${plain(value)} EFLOPS`;
    case 'count':
      return plain(value);
  }
}

function english(value: number, unit: Unit): string {
  switch (unit) {
    case 'CNY':
    case 'USD':
      return `${value < 0 ? '−' : ''}${unit} ${inMillions(Math.abs(value))}`;
    case 'piece':
      return `${value >= 1e6 ? inMillions(value) : grouped(value)} units`;
    case '%':
      return `${plain(value)}%`;
    case 'nm':
      return `${plain(value)} nm`;
    case 'month':
      return `${plain(value)} months`;
    case 'year':
      return `${plain(value)} years`;
    case 'x':
      return `${plain(value)} times`;
    case 'EFLOPS':
      return `${grouped(value)} EFLOPS`;
    case 'count':
      return grouped(value);
  }
}

function inWan(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size >= 1e12) return `${sign}${plain(size / 1e12)}万亿`;
  if (size >= 1e8) return `${sign}${plain(size / 1e8)}亿`;
  if (size >= 1e4) return `${sign}${plain(size / 1e4)}万`;
  return `${sign}${plain(size)}`;
}

function inMillions(value: number): string {
  if (value >= 1e12) return `${plain(value / 1e12)} trillion`;
  if (value >= 1e9) return `${plain(value / 1e9)} billion`;
  if (value >= 1e6) return `${plain(value / 1e6)} million`;
  return grouped(value);
}

/** As many digits as the figure has, at most six: 50.05, not 50.050000000000004. */
function plain(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

function grouped(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** 张, 片 and 颗 are different things to count: the statement's own word is kept. */
export function measureWord(fact: Fact): string | undefined {
  return /\d\s?[万亿]?\s?多?([片张颗枚])/.exec(fact.statement.zh)?.[1];
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** '2025-Q1' → 2025年第一季度 / Q1 2025. */
export function periodText(period: string, locale: Locale): string {
  const [from = '', to] = period.split('/');
  if (to !== undefined) {
    return locale === 'zh'
      ? `${periodText(from, locale)}至${periodText(to, locale)}`
      : `${periodText(from, locale)} to ${periodText(to, locale)}`;
  }
  const [year = '', part, day] = from.split('-');
  if (part === undefined) return locale === 'zh' ? `${year}年` : year;
  const number = Number(part.replace(/\D/g, ''));
  if (part.startsWith('Q'))
    return locale === 'zh' ? `${year}年第${'一二三四'[number - 1]}季度` : `Q${number} ${year}`;
  if (part.startsWith('H'))
    return locale === 'zh' ? `${year}年${number === 1 ? '上' : '下'}半年` : `H${number} ${year}`;
  const month = MONTHS[number - 1] ?? part;
  if (day === undefined) return locale === 'zh' ? `${year}年${number}月` : `${month} ${year}`;
  return locale === 'zh' ? `${year}年${number}月${Number(day)}日` : `${Number(day)} ${month} ${year}`;
}
