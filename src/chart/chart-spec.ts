/** What a picture shows, as plain data: it travels to the thread that draws, and its digest is the picture's name. */
import type { Locale } from '../language/locale.ts';

export type ChartPoint = {
  /** In base units; the two ends of a range, else equal. */
  readonly low: number;
  readonly high: number;
  /** Beside the mark, short: 'over 700k'. */
  readonly label: string;
  /** The whole of it in words: 'net loss CNY 1.492 billion'. */
  readonly words: string;
  /** A forecast or a plan: hatched, or on a dashed line. */
  readonly outlook: boolean;
};

export type ChartSeries = {
  /** Empty where there is only one: the title names it. */
  readonly name: string;
  /** One for each category; null where nothing is known. */
  readonly points: readonly (ChartPoint | null)[];
};

export type ChartSpec = {
  readonly locale: Locale;
  readonly kind: 'bars' | 'lines';
  readonly title: string;
  readonly axis: {
    /** '亿元', 'CNY bn'; empty for bare counts. */
    readonly unit: string;
    /** Base units in one unit of the axis: 1e8 for 亿元. */
    readonly scale: number;
  };
  /** Periods in the order of time, or names. */
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Below the picture: what hatching means, who says so, what is not drawn, sources with their dates. */
  readonly notes: readonly string[];
};

export function pointsOf(spec: ChartSpec): ChartPoint[] {
  return spec.series.flatMap(({ points }) => points.filter((point) => point !== null));
}
