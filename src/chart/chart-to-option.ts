/** A chart as Apache ECharts is told of it: sizes, axes, series. Plain data but for two formatters. */
import type { EChartsCoreOption } from 'echarts/core';
import { type ChartSeries, type ChartSpec, pointsOf } from './chart-spec.ts';
import { COLOURS, FONTS, GREY, INK, LABEL, NOTE, RULE, TITLE } from './look.ts';
import { widthOf, wrap } from './measure.ts';
import { plainNumber } from './scale.ts';
import { seriesOf } from './series-to-option.ts';

export type Sized = { readonly option: EChartsCoreOption; readonly width: number; readonly height: number };

const WIDTH = 880;
const MARGIN = 28;
const PLOT = 330;
/** For each bar of a lying chart. */
const ROW = 38;
/** More categories than this lie, and so do those with long names. */
const MOST_STANDING = 6;
const MOST_NAME_LINES = 3;
/** The share of a category's place that its bars take, less what keeps two labels apart. */
const BARS = 0.78;
/** About as wide as a lying plot is, names and labels taken off. */
const LYING_PLOT = 520;

export function chartToOption(given: ChartSpec): Sized {
  const lying = isLying(given);
  const spec = lying || given.kind === 'lines' ? given : fitLabels(given);
  const title = wrap(spec.title, { width: WIDTH - 2 * MARGIN, size: TITLE.size, lines: 2 });
  const notes = spec.notes.flatMap((note) =>
    wrap(note, { width: WIDTH - 2 * MARGIN, size: NOTE.size, lines: 2 }),
  );
  const legend = spec.series.length > 1 ? legendOf(spec.series) : undefined;
  const names = namesOf(spec, lying);
  const top = MARGIN + title.length * TITLE.line + (legend?.height ?? 0) + 34;
  const below = lying ? 26 : names.height + 14;
  const plot = lying ? Math.max(4, spec.categories.length) * ROW : PLOT;
  const foot = notes.length * NOTE.line + 16;
  const height = top + plot + below + foot + 10;
  const grid = {
    left: MARGIN + (lying ? names.width + 10 : 58),
    right: MARGIN + (lying ? labelRoom(spec) : 6),
    top,
    height: plot,
  };
  const category = categoryAxis(names.texts, lying, spec);
  const value = valueAxis(spec, { lying, plot });
  const option = {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONTS },
    color: [...COLOURS],
    title: [
      textBlock(title.join('\n'), { top: MARGIN - 8, ...TITLE, color: INK, weight: 700 }),
      textBlock(notes.join('\n'), { top: height - foot, ...NOTE, color: GREY, weight: 400 }),
      ...(spec.axis.unit === '' ? [] : [unitText(spec, top)]),
    ],
    ...(legend ? { legend: { ...legend.option, top: MARGIN + title.length * TITLE.line } } : {}),
    grid,
    xAxis: lying ? value : category,
    yAxis: lying ? { ...category, inverse: true } : value,
    series: spec.series.flatMap((row, at) => seriesOf(row, { spec, at, lying })),
  };
  return { option, width: WIDTH, height };
}

type Look = { readonly top: number; readonly size: number; readonly line: number; readonly color: string };

function textBlock(text: string, { top, size, line, color, weight }: Look & { readonly weight: 400 | 700 }) {
  return {
    text,
    left: MARGIN,
    top,
    padding: 0,
    textStyle: { fontFamily: FONTS, fontSize: size, lineHeight: line, fontWeight: weight, color },
  };
}

function unitText({ axis, locale }: ChartSpec, top: number) {
  const text = locale === 'zh' ? `单位：${axis.unit}` : axis.unit;
  return textBlock(text, { top: top - 30, ...NOTE, color: GREY, weight: 400 });
}

/** Rows of names, each as wide as it is: the height has to be known before anything is drawn. */
function legendOf(series: readonly ChartSeries[]) {
  const names = series.map(({ name }) => shortName(name));
  const room = WIDTH - 2 * MARGIN;
  let [rows, used] = [1, 0];
  for (const name of names) {
    const width = widthOf(name, LABEL.size) + 44;
    if (used > 0 && used + width > room) [rows, used] = [rows + 1, 0];
    used += width;
  }
  const option = {
    type: 'plain',
    left: MARGIN - 4,
    width: room,
    itemGap: 18,
    itemWidth: 20,
    itemHeight: 12,
    textStyle: { fontFamily: FONTS, fontSize: LABEL.size, color: INK },
    formatter: (number: string) => names[Number(number)] ?? '',
    selectedMode: false,
    // Names of series, not the symbols of their first figure.
    data: series.map((_, at) => ({ name: String(at), icon: 'rect', itemStyle: { color: COLOURS[at] } })),
  };
  return { option, height: rows * 24 + 6 };
}

function shortName(name: string): string {
  return wrap(name, { width: 260, size: LABEL.size, lines: 1 }).join('');
}

/** Labels of bars that stand close are broken at their blank, 'about' above its figure: never inside a figure. */
function fitLabels(spec: ChartSpec): ChartSpec {
  const width = ((slot(spec) + 10) / spec.series.length) * (spec.series.length > 1 ? BARS : 1);
  const broken = (label: string): string =>
    label
      .split('\n')
      .map((line) => (widthOf(line, LABEL.size) <= width ? line : line.replace(/ /, '\n')))
      .join('\n');
  const series = spec.series.map(({ name, points }) => ({
    name,
    points: points.map((point) => point && { ...point, label: broken(point.label) }),
  }));
  return { ...spec, series };
}

function isLying(spec: ChartSpec): boolean {
  if (spec.kind === 'lines' || spec.series.length > 1) return false;
  if (spec.categories.length > MOST_STANDING) return true;
  const room = slot(spec);
  return spec.categories.some(
    (name) => wrap(name, { width: room, size: LABEL.size, lines: 9 }).length > MOST_NAME_LINES,
  );
}

function slot({ categories }: ChartSpec): number {
  return (WIDTH - 2 * MARGIN - 64) / categories.length - 10;
}

function namesOf(spec: ChartSpec, lying: boolean) {
  const box = lying
    ? { width: 240, size: LABEL.size, lines: 2 }
    : {
        width: Math.max(slot(spec), spec.kind === 'lines' ? 100 : 56),
        size: LABEL.size,
        lines: MOST_NAME_LINES,
      };
  const wrapped = spec.categories.map((name) => wrap(name, box));
  const lines = wrapped.flat();
  return {
    texts: wrapped.map((parts) => parts.join('\n')),
    width: Math.max(...lines.map((line) => widthOf(line, LABEL.size))),
    height: Math.max(...wrapped.map((parts) => parts.length)) * LABEL.line,
  };
}

function categoryAxis(data: readonly string[], lying: boolean, { kind }: ChartSpec) {
  return {
    type: 'category',
    data: data.map((value) => ({ value })),
    axisTick: { show: false },
    axisLine: { onZero: true, lineStyle: { color: GREY } },
    axisLabel: {
      fontFamily: FONTS,
      fontSize: LABEL.size,
      lineHeight: LABEL.line,
      color: INK,
      margin: 10,
      // Names stay at the edge when bars go below zero.
      ...(kind === 'lines' ? { hideOverlap: true } : { interval: 0 }),
      ...(lying ? { align: 'right' } : {}),
    },
  };
}

/** Beside the longest bar. */
function labelRoom(spec: ChartSpec): number {
  const lines = pointsOf(spec).flatMap(({ label }) => label.split('\n'));
  return Math.max(...lines.map((line) => widthOf(line, LABEL.size))) + 8;
}

/**
 * Room for labels beyond the bars, none on the side where there are no bars. ECharts takes it as a share of the span
 * of the data, before zero is made part of the axis.
 */
function gaps(spec: ChartSpec, { lying, plot }: { readonly lying: boolean; readonly plot: number }) {
  const points = pointsOf(spec);
  const [least, most] = [
    Math.min(...points.map(({ low }) => low)),
    Math.max(...points.map(({ high }) => high)),
  ];
  const span = most - least || Math.abs(least) || 1;
  const whole = Math.max(most, 0) - Math.min(least, 0);
  const lines = Math.max(...points.map(({ label }) => label.split('\n').length));
  const room = lying ? labelRoom(spec) / LYING_PLOT : (lines * LABEL.line + 10) / plot;
  const share = `${Math.ceil((room * whole * 100) / span)}%`;
  return [least < 0 ? share : 0, most > 0 && !lying ? share : 0];
}

function valueAxis(spec: ChartSpec, sized: { readonly lying: boolean; readonly plot: number }) {
  const { axis } = spec;
  return {
    type: 'value',
    scale: false,
    splitNumber: 5,
    boundaryGap: gaps(spec, sized),
    axisLine: { show: false },
    splitLine: { lineStyle: { color: RULE } },
    axisLabel: {
      fontFamily: FONTS,
      fontSize: NOTE.size,
      color: GREY,
      hideOverlap: true,
      formatter: (value: number) => plainNumber(value / axis.scale),
    },
  };
}
