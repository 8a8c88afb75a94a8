/** What the words for a period say, once the grammar of `periods.ts` has found them. */
import { monthOf, pad } from '../language/calendar.ts';
import { readHanNumeral } from '../language/numerals.ts';

export type PeriodMention = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /**
   * `at`: one period ('2024', '2025-Q1'), or one whose year is not said ('*-Q1', '*-07-15', '*-07', '*-H1').
   * `range`: from one period to another, both included; an open end is null.
   */
  readonly kind: 'at' | 'range';
  readonly from: string | null;
  readonly to: string | null;
  /** Counted from the asker's day. */
  readonly relative: boolean;
};

/** What a period is, wherever it stands. */
export type Found = Omit<PeriodMention, 'start' | 'end' | 'text'>;
export type Today = { readonly year: number; readonly month: number; readonly day: string };

export const QUARTER_ZH = '(?:[头前]三个月|首季度?|第?[一二三四1-4]季度?报?|第?[一二三四1-4]季)';
export const QUARTER_EN =
  '(?:(?:the )?first three months|q[1-4]|[1-4]q|(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th|last|final)[ -]quarter)';
export const HALF = '(?:上半年|下半年|h[12](?!\\d)|[12]h|(?:the )?(?:first|second) half)';

export function at(period: string, relative: boolean): Found {
  return { kind: 'at', from: period, to: period, relative };
}

export function monthDay(
  year: string | null,
  month: number,
  day: number | null,
  relative: boolean,
): Found | null {
  if (!(month >= 1 && month <= 12) || (day !== null && !(day >= 1 && day <= 31))) return null;
  return at(`${year ?? '*'}-${pad(month)}${day === null ? '' : `-${pad(day)}`}`, relative);
}

/** 'YYYY-MM', or null for a month that there is not. */
export function readMonth(text: string): string | null {
  const [, year = '', number] = /(\d{4})(?:\s?[年/.-]\s?(\d{1,2}))?/.exec(text) ?? [];
  const month = number === undefined ? monthOf(text) : Number(number);
  return month >= 1 && month <= 12 ? `${year}-${pad(month)}` : null;
}

export function relativeQuarter(step: number, today: Today): Found {
  const index = today.year * 4 + Math.floor((today.month - 1) / 3) + step;
  return at(`${Math.floor(index / 4)}-Q${(index % 4) + 1}`, true);
}

export function relativeMonth(step: number, today: Today): Found {
  const index = today.year * 12 + today.month - 1 + step;
  return at(`${Math.floor(index / 12)}-${pad((index % 12) + 1)}`, true);
}

export function rangeOf(from: string, to: string, today: Today): Found | null {
  const first = readPoint(from, today);
  if (!first?.from) return null;
  const year = first.from.slice(0, 4);
  const short = /^\d\d$/.test(to) ? `20${to}` : to;
  const bare = WHOLE_QUARTER.test(to) ? `${year} ${to}` : short;
  const last = readPoint(bare, today);
  if (!last?.from || last.from.slice(0, 4) < year) return null;
  return { kind: 'range', from: first.from, to: last.from, relative: first.relative || last.relative };
}

/** A year, quarter or half with its year, in any notation. */
export function readPoint(text: string, today: Today): Found | null {
  const part = PART_OF_YEAR.exec(text);
  const joined = /^(\d\d)(q[1-4]|h[12])$/.exec(text);
  if (joined) return at(`20${joined[1]}-${(joined[2] ?? '').toUpperCase()}`, false);
  const rest = part ? `${text.slice(0, part.index)} ${text.slice(part.index + part[0].length)}` : text;
  const year = readYear(
    rest
      .replace(/\b(?:of|the)\b/g, ' ')
      .replace(/[,，的/-]/g, ' ')
      .trim(),
    today,
  );
  if (!year) return null;
  if (!part) return at(year.year, year.relative);
  const half = WHOLE_HALF.test(part[0]);
  return at(`${year.year}-${half ? `H${halfOf(part[0])}` : `Q${quarterOf(part[0])}`}`, year.relative);
}

const WHOLE_QUARTER = new RegExp(`^(?:${QUARTER_ZH}|${QUARTER_EN})$`);
const WHOLE_HALF = new RegExp(`^${HALF}$`);
const PART_OF_YEAR = new RegExp(`${QUARTER_ZH}|${QUARTER_EN}|${HALF}`);

const STEPS: readonly (readonly [RegExp, number])[] = [
  [/大前年/, -3],
  [/前年|before last/, -2],
  [/去年|上一?年|last|previous/, -1],
  [/今年|本年|this/, 0],
  [/明年|next/, 1],
  [/后年/, 2],
];

export function readYear(text: string, today: Today): { year: string; relative: boolean } | null {
  const step = STEPS.find(([pattern]) => pattern.test(text));
  if (step) return { year: String(today.year + step[1]), relative: true };
  const digits = /(?:19|20)\d\d/.exec(text)?.[0] ?? /\d\d/.exec(text)?.[0];
  if (digits) return { year: digits.length === 4 ? digits : `20${digits}`, relative: false };
  const han = readHanNumeral(text.replace(/年.*$/, '').trim());
  if (han === null) return null;
  return { year: String(han < 100 ? 2000 + han : han), relative: false };
}

export function quarterOf(text: string): number {
  if (/三个月|首季|three months/.test(text)) return 1;
  const digit = /[1-4]/.exec(text)?.[0];
  if (digit) return Number(digit);
  const word = /一|二|三|四|first|second|third|fourth|last|final/.exec(text)?.[0] ?? '';
  return (
    { 一: 1, 二: 2, 三: 3, 四: 4, first: 1, second: 2, third: 3, fourth: 4, last: 4, final: 4 }[word] ?? 0
  );
}

export function halfOf(text: string): number {
  return /上|1|first/.test(text) ? 1 : 2;
}

export function number(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (readHanNumeral(text) ?? Number.NaN);
}
