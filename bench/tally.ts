/** Verdicts counted. */
import { VERDICTS, type Verdict } from '../test/judge.ts';

export type Tally = Readonly<Record<Verdict, number>>;

export function tally(verdicts: readonly Verdict[]): Tally {
  const counts = { right: 0, wrong: 0, incomplete: 0, missed: 0 };
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}

export function percent(count: number, all: number): string {
  return all === 0 ? '–' : ((100 * count) / all).toFixed(1);
}

/** right, wrong, incomplete and missed in percent of the questions. */
export function percents(counts: Tally): string[] {
  const all = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  return VERDICTS.map((verdict) => percent(counts[verdict], all));
}
