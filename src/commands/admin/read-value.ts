/** A figure as people write it → value, unit and qualifier of a fact: 14.92亿元, CNY 1.492bn, 约39亿, 10%–20%, 超过70万片. */
import type { FactValue, Qualifier } from '../../knowledge/fact.ts';
import type { Metric, Unit } from '../../knowledge/vocabulary.ts';
import { type Figure, findFigures } from '../../language/figures.ts';
import { normalise } from '../../language/normalise.ts';

export type ReadValue = {
  readonly value: FactValue;
  readonly unit: Unit | null;
  readonly qualifier: Qualifier;
};

export type ValueProblem =
  | { readonly problem: 'no-figure' | 'several-figures' | 'range-order' | 'loss-of-what' | 'two-languages' }
  /** The unit was not said and the measure has several. */
  | { readonly problem: 'unit-missing'; readonly units: readonly Unit[] }
  | { readonly problem: 'unit-unfit'; readonly units: readonly Unit[] }
  /** Words beside the figure that nobody would account for. */
  | { readonly problem: 'left-over'; readonly text: string };

/** The longest first: 不超过 is not 超过. */
const QUALIFIERS: readonly (readonly [RegExp, Qualifier])[] = [
  [
    /不超过|不高于|不多于|不到|不足|低于|少于|最多|至多|at most|up to|less than|no more than|under|below|<=?|≤/gu,
    'under',
  ],
  [
    /超过|多于|高于|大于|逾|超|以上|至少|more than|at least|over|above|>=?|≥|余|多(?=[亿万元片个家]|$)|\+$/gu,
    'over',
  ],
  [/将近|接近|逼近|近|nearly|almost|close to/gu, 'nearly'],
  [
    /大约|大概|约为|约|左右|上下|approximately|approx\.?|about|around|roughly|circa|ca\.|~(?=\s*\S)/gu,
    'about',
  ],
];
const LOSS = /净?亏损?|\bnet loss(?:es)?\b|\bloss(?:es)?\b|\blost\b/gu;
const PARENTHESES = /^\((.*)\)$/u;
/** What may stand beside a figure and says nothing. */
const FILLER = /\b(?:of|a|an|the|was|is|were|in|total)\b|为|是|达到?|共|了|[\s,，。.:：;；]/gu;

/** @param context the unit that neighbouring facts have: taken where the text names none of several. */
export function readValue(text: string, metric: Metric, context?: Unit): ReadValue | ValueProblem {
  if (metric.kind === 'text' || metric.units.length === 0) return readWords(text);
  const { rest, qualifier, loss } = readAround(normalise(text));
  if (loss && !metric.negative) return { problem: 'loss-of-what' };
  const read = readRange(rest) ?? readSingle(rest);
  if ('problem' in read) return read;
  const unit = unitOf(read.figure, metric, context);
  if (typeof unit !== 'string') return unit;
  const sign = loss ? (value: number) => -Math.abs(value) : (value: number) => value;
  const [low, high] = [sign(read.low), read.high === undefined ? undefined : sign(read.high)];
  if (high === undefined) return { value: low, unit, qualifier };
  const ordered = [low, high].toSorted((a, b) => a - b);
  if (!loss && low >= high) return { problem: 'range-order' };
  return { value: [ordered[0] ?? low, ordered[1] ?? high], unit, qualifier };
}

/** Words need both languages: 中文 | English. */
function readWords(text: string): ReadValue | ValueProblem {
  const [zh = '', en = '', ...more] = text.split(/[|｜]/u).map((part) => part.trim());
  if (zh === '' || en === '' || more.length > 0) return { problem: 'two-languages' };
  return { value: { zh, en }, unit: null, qualifier: 'exact' };
}

type Around = { readonly rest: string; readonly qualifier: Qualifier; readonly loss: boolean };

function readAround(normalised: string): Around {
  const inside = PARENTHESES.exec(normalised)?.[1];
  const text = inside ?? normalised;
  const loss = inside !== undefined || new RegExp(LOSS).test(text);
  let rest = text.replace(LOSS, ' ');
  let qualifier: Qualifier = 'exact';
  for (const [pattern, means] of QUALIFIERS) {
    const without = rest.replace(pattern, ' ');
    if (without !== rest && qualifier === 'exact') qualifier = means;
    if (without !== rest) rest = without;
  }
  return { rest: rest.replace(/\s+/gu, ' ').trim(), qualifier, loss };
}

type Read = { readonly low: number; readonly high?: number; readonly figure: Figure };

/** 10亿-20亿元: each side with a scale of its own. 10-20亿 is one figure already. */
function readRange(text: string): Read | null {
  const halves = /^(.*[^\s\d-].*?)\s*(?:-|~|到|至|\bto\b)\s*(\d.*)$/u.exec(text);
  if (!halves) return null;
  const [low, high] = [readSingle(halves[1] ?? ''), readSingle(halves[2] ?? '')];
  if ('problem' in low || 'problem' in high || low.high !== undefined || high.high !== undefined) return null;
  return { low: low.low, high: high.low, figure: high.figure.unit === null ? low.figure : high.figure };
}

function readSingle(text: string): Read | ValueProblem {
  const figures = findFigures(text);
  const [figure, ...more] = figures;
  if (!figure) return { problem: 'no-figure' };
  if (more.length > 0) return { problem: 'several-figures' };
  // The minus of a currency stands before it: -cny 5.
  const before = text.slice(0, figure.start);
  const minus = /-\s*$/u.test(before);
  const left = `${before.replace(/-\s*$/u, '')}${text.slice(figure.end)}`.replace(FILLER, '');
  if (left !== '') return { problem: 'left-over', text: left };
  const sign = minus ? -1 : 1;
  return {
    low: figure.value * sign,
    ...(figure.high === undefined ? {} : { high: figure.high * sign }),
    figure,
  };
}

/** What a unit in a text may stand for among the units of the base. */
const SAME: Readonly<Record<NonNullable<Figure['unit']>, readonly Unit[]>> = {
  money: ['CNY', 'USD'],
  CNY: ['CNY'],
  USD: ['USD'],
  '%': ['%'],
  points: [],
  piece: ['piece', 'count'],
  EFLOPS: ['EFLOPS'],
  nm: ['nm'],
  month: ['month'],
  year: ['year'],
  x: ['x'],
  card: ['piece', 'count'],
  count: ['count'],
};

function unitOf({ unit }: Figure, metric: Metric, context: Unit | undefined): Unit | ValueProblem {
  const { units } = metric;
  const fitting = unit === null ? units : units.filter((one) => SAME[unit].includes(one));
  const [only, ...more] = fitting;
  if (only === undefined) return { problem: 'unit-unfit', units };
  if (more.length === 0) return only;
  if (context !== undefined && fitting.includes(context)) return context;
  return { problem: 'unit-missing', units: fitting };
}
