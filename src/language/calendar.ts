/** Periods as the fact base writes them, and what contains what. '2024' · '2025-Q1' · '2025-H1' · '2025-07' · '2025-07-15'. */

/** First and last day of a period, YYYY-MM-DD; of a range 'A/B', from A's first to B's last. */
export function periodDays(period: string): readonly [first: string, last: string] {
  const [from = period, to] = period.split('/');
  if (to !== undefined) return [periodDays(from)[0], periodDays(to)[1]];
  const [year = '', part = '', day] = from.split('-');
  if (part === '') return [`${year}-01-01`, `${year}-12-31`];
  if (day !== undefined) return [from, from];
  const [first, last] = months(part);
  return [`${year}-${pad(first)}-01`, `${year}-${pad(last)}-31`];
}

function months(part: string): [number, number] {
  const number = Number(part.slice(1));
  if (part.startsWith('Q')) return [number * 3 - 2, number * 3];
  if (part.startsWith('H')) return [number * 6 - 5, number * 6];
  return [Number(part), Number(part)];
}

export function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** Whether all of `inner` lies within `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [outerFirst, outerLast] = periodDays(outer);
  const [innerFirst, innerLast] = periodDays(inner);
  return outerFirst <= innerFirst && innerLast <= outerLast;
}

/** How long a period is: quarters are compared with quarters, years with years. */
export type Grain = 'year' | 'half' | 'quarter' | 'month' | 'day' | 'range';

export function grainOf(period: string): Grain {
  if (period.includes('/')) return 'range';
  const part = period.split('-')[1];
  if (part === undefined) return 'year';
  if (part.startsWith('Q')) return 'quarter';
  if (part.startsWith('H')) return 'half';
  return period.length === 7 ? 'month' : 'day';
}

/** The order of periods in a series: by first day, the shorter first. */
export function comparePeriods(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const [firstA, lastA] = periodDays(a);
  const [firstB, lastB] = periodDays(b);
  return firstA.localeCompare(firstB) || lastA.localeCompare(lastB);
}

/** The years from one to another, both included. */
export function yearsBetween(from: string, to: string): string[] {
  const first = Number(from.slice(0, 4));
  const last = Number(to.slice(0, 4));
  return Array.from({ length: Math.max(0, Math.min(50, last - first + 1)) }, (_, i) => String(first + i));
}

/** 'july', 'jul.' → 7; 0 for what is no English month in lower case. */
export function monthOf(text: string): number {
  return 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').indexOf(text.slice(0, 3)) + 1;
}

const POINT = /^(\d{4})(?:-(?:Q[1-4]|H[12]|(\d{2})(?:-(\d{2}))?))?$/;

/** Whether a text is a period as the fact base writes it, with a month and day that exist and a range in order. */
export function isPeriod(text: string): boolean {
  const [from = '', to, ...more] = text.split('/');
  if (more.length > 0 || !isPoint(from)) return false;
  // A range is of years, halves, quarters or months.
  return (
    to === undefined || (isPoint(to) && to.length < 10 && from.length < 10 && comparePeriods(from, to) < 0)
  );
}

function isPoint(text: string): boolean {
  const [, year, month, day] = POINT.exec(text) ?? [];
  if (year === undefined) return false;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  return day === undefined || isDay(text);
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
