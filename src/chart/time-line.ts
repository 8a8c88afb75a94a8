/** The periods of a line: without those that are missing, a leap of three years would look like one. */
import { comparePeriods, type Grain, grainOf, pad } from '../language/calendar.ts';

/** Periods of one length in a year; others have no even steps. */
const A_YEAR: Partial<Readonly<Record<Grain, number>>> = { year: 1, half: 2, quarter: 4, month: 12 };
const MOST_STEPS = 120;

/** The periods in order, with those between them where all are of one even length and few are missing. */
export function timeLine(periods: readonly string[]): string[] {
  const held = [...new Set(periods)].sort(comparePeriods);
  const grains = new Set(held.map(grainOf));
  const [grain] = grains;
  const [first, last] = [held[0], held.at(-1)];
  const a = grain === undefined ? undefined : A_YEAR[grain];
  if (grains.size !== 1 || grain === undefined || a === undefined || !first || !last) return held;
  const [from, to] = [stepOf(first, a), stepOf(last, a)];
  if (to - from >= Math.min(MOST_STEPS, held.length * 2)) return held;
  return Array.from({ length: to - from + 1 }, (_, at) => periodAt(from + at, grain, a));
}

function stepOf(period: string, a: number): number {
  const part = Number(period.slice(5).replace(/\D/g, '') || '1');
  return Number(period.slice(0, 4)) * a + part - 1;
}

function periodAt(step: number, grain: Grain, a: number): string {
  const year = Math.floor(step / a);
  const part = (step % a) + 1;
  if (grain === 'year') return String(year);
  if (grain === 'month') return `${year}-${pad(part)}`;
  return `${year}-${grain === 'half' ? 'H' : 'Q'}${part}`;
}
