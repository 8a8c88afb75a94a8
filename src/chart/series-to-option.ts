/** The marks of a chart: bars, floating bars for ranges, lines; what has not happened hatched or dashed. */
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import { type ChartPoint, type ChartSeries, type ChartSpec, pointsOf } from './chart-spec.ts';
import { COLOURS, FONTS, HATCH, INK, LABEL } from './look.ts';

/** With more points than this a line tells the figures of its ends and extremes only. */
const MOST_LABELS = 12;

/** A picture has no pointer over it. */
const STILL = { silent: true, emphasis: { disabled: true } } as const;

type Placed = { readonly spec: ChartSpec; readonly at: number; readonly lying: boolean };
type Series = BarSeriesOption | LineSeriesOption;

/** A series goes by its number: two may have one name. */
export function seriesOf(row: ChartSeries, placed: Placed): Series[] {
  return placed.spec.kind === 'lines' ? linesOf(row, placed) : barsOf(row, placed);
}

/** A range floats: an invisible bar carries it, and where it spans zero it is two. */
function barsOf(row: ChartSeries, { at, lying }: Placed): Series[] {
  const ranges = row.points.some((point) => point && point.low !== point.high);
  const bar = (data: BarSeriesOption['data']): BarSeriesOption => ({
    type: 'bar',
    name: String(at),
    ...STILL,
    data: data ?? [],
    barMaxWidth: lying ? 24 : 72,
    barMinHeight: 2,
    ...(ranges ? { stack: `stack ${at}`, stackStrategy: 'samesign' } : {}),
  });
  const main = bar(row.points.map((point) => (point ? barOf(point, { at, lying }) : null)));
  if (!ranges) return [main];
  const hidden = { itemStyle: { color: 'transparent' } };
  const carrier = {
    ...bar(row.points.map((point) => (point ? carried(point) : null))),
    ...hidden,
    barMinHeight: 0,
  };
  const across = bar(
    row.points.map((point) =>
      point && point.low < 0 && point.high > 0 ? { value: point.low, itemStyle: styleOf(point, at) } : null,
    ),
  );
  return [carrier, main, across];
}

/** The end of a range that is nearer to zero; nothing carries a single figure. */
function carried({ low, high }: ChartPoint): number {
  if (low === high || (low < 0 && high > 0)) return 0;
  return low >= 0 ? low : high;
}

function lengthOf(point: ChartPoint): number {
  const { low, high } = point;
  if (low === high || (low < 0 && high > 0)) return high;
  return low >= 0 ? high - low : low - high;
}

function barOf(point: ChartPoint, { at, lying }: Pick<Placed, 'at' | 'lying'>) {
  const negative = point.high <= 0 && point.low < 0;
  const [above, below] = lying ? (['right', 'left'] as const) : (['top', 'bottom'] as const);
  return {
    value: lengthOf(point),
    itemStyle: styleOf(point, at),
    label: { ...labelOf(point), position: negative ? below : above },
  };
}

function styleOf({ low, high, outlook }: ChartPoint, at: number) {
  // Nothing is nothing, also where the smallest bars get a size that can be seen.
  if (low === 0 && high === 0) return { color: 'transparent' };
  const color = COLOURS[at % COLOURS.length] ?? COLOURS[0];
  return { color, ...(outlook ? { decal: HATCH, borderColor: color, borderWidth: 1.5 } : {}) };
}

function labelOf({ label }: ChartPoint) {
  return {
    show: true,
    formatter: () => label,
    fontFamily: FONTS,
    fontSize: LABEL.size,
    lineHeight: LABEL.line,
    color: INK,
    // Readable also across a rule or a line.
    textBorderColor: '#ffffff',
    textBorderWidth: 3,
    distance: 5,
  };
}

/** What has not happened is dashed, from the last figure before it on. */
function linesOf(row: ChartSeries, { spec, at }: Placed): Series[] {
  const color = COLOURS[at % COLOURS.length] ?? COLOURS[0];
  const told = pointsOf(spec).length <= MOST_LABELS ? undefined : landmarks(row);
  const isOut = (index: number): boolean => row.points[index]?.outlook === true;
  const line = (keep: (index: number) => boolean, outlook: boolean): LineSeriesOption => ({
    type: 'line',
    name: String(at),
    ...STILL,
    color,
    lineStyle: { width: 2.5, ...(outlook ? { type: 'dashed' as const } : {}) },
    symbol: outlook ? 'emptyCircle' : 'circle',
    symbolSize: 8,
    showAllSymbol: true,
    labelLayout: { hideOverlap: true },
    data: row.points.map((point, index) => {
      if (!point || !keep(index)) return null;
      const own = isOut(index) === outlook;
      return {
        value: point.high,
        ...(own ? {} : { symbol: 'none' }),
        ...(own && (told?.has(point) ?? true)
          ? { label: { ...labelOf(point), position: 'top' as const } }
          : {}),
      };
    }),
  });
  const solid = line((index) => !isOut(index), false);
  if (!row.points.some((point) => point?.outlook)) return [solid];
  return [solid, line((index) => isOut(index) || isOut(index + 1) || isOut(index - 1), true)];
}

/** The first and the last figure of a line, the highest and the lowest. */
function landmarks({ points }: ChartSeries): ReadonlySet<ChartPoint> {
  const held = points.filter((point) => point !== null);
  const byHeight = held.toSorted((a, b) => a.high - b.high);
  return new Set([held[0], held.at(-1), byHeight[0], byHeight.at(-1)].filter((point) => point !== undefined));
}
