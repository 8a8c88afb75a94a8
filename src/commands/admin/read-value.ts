/** A figure as people write it → value, unit and qualifier of a fact: 14.92亿元, CNY 1.492bn, 约39亿, 10%–20%, 超过70万片. */
import { type FactValue, isQuantity, type Qualifier } from '../../knowledge/fact.ts';
import type { Metric, Unit } from '../../knowledge/vocabulary.ts';
import { type Figure, findFigures } from '../../language/figures.ts';
import { normalise } from '../../language/normalise.ts';
import { HAN_NUMERAL } from '../../language/numerals.ts';

export type ReadValue = {
  readonly value: FactValue;
  readonly unit: Unit | null;
  readonly qualifier: Qualifier;
};

export type ValueProblem =
  | { readonly problem: 'no-figure' | 'several-figures' | 'range-order' | 'loss-of-what' | 'two-languages' }
  | { readonly problem: 'too-large' }
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
  [/大约|大概|约为|约|左右|上下|approximately|approx\.?|about|around|roughly|circa|ca\./gu, 'about'],
];
const LOSS = /净?亏损?|\bnet loss(?:es)?\b|\bloss(?:es)?\b|\blost\b/gu;
const PROFIT = /净?盈利|净?利润|净?赚|\b(?:net )?profits?\b|\bearned\b/gu;
const MINUS = /(?:负|\b(?:minus|negative)\b)\s*(?=\S)/gu;
const PARENTHESES = /^\((.*)\)$/u;
/** What may stand beside a figure and says nothing. */
const FILLER = /\b(?:of|a|an|the|was|is|were|in|total)\b|为|是|达到?|共|了|[\s,，。.:：;；]/gu;

/** @param context the unit that neighbouring facts have: taken where the text names none of several. */
export function readValue(text: string, metric: Metric, context?: Unit): ReadValue | ValueProblem {
  return read(text, metric, { context, loss: false });
}

/** The same where the measure was named by its loss: 净亏损 15亿元 is below zero without a sign of its own. */
export function readLoss(text: string, metric: Metric, context?: Unit): ReadValue | ValueProblem {
  return read(text, metric, { context, loss: true });
}

type Naming = { readonly context: Unit | undefined; readonly loss: boolean };

function read(text: string, metric: Metric, { context, loss: named }: Naming): ReadValue | ValueProblem {
  if (metric.kind === 'text' || metric.units.length === 0) return readWords(text);
  const around = readAround(normalise(text), metric);
  if (around.loss && !metric.negative) return { problem: 'loss-of-what' };
  const figures = readFigures(around.rest);
  if ('problem' in figures) return figures;
  const unit = unitOf(figures.figure, metric, context);
  if (typeof unit !== 'string') return unit;
  const loss = around.loss || (named && !around.profit);
  const value = valueFrom(figures, loss);
  return 'problem' in value ? value : { value: value.value, unit, qualifier: around.qualifier };
}

function valueFrom({ low, high }: Read, loss: boolean): { readonly value: FactValue } | ValueProblem {
  const ends = high === undefined ? [low] : [low, high];
  if (!ends.every((end) => isQuantity(end))) return { problem: 'too-large' };
  const [first = low, last] = loss ? ends.map((end) => -Math.abs(end)).toSorted((a, b) => a - b) : ends;
  if (last === undefined) return { value: first };
  return first < last ? { value: [first, last] } : { problem: 'range-order' };
}

/** Words need both languages: 中文 | English. */
function readWords(text: string): ReadValue | ValueProblem {
  const [zh = '', en = '', ...more] = text.split(/[|｜]/u).map((part) => part.trim());
  if (zh === '' || en === '' || more.length > 0) return { problem: 'two-languages' };
  return { value: { zh, en }, unit: null, qualifier: 'exact' };
}

/** Whether the text itself tells a loss from a profit. */
export function saysWhich(text: string): boolean {
  const plain = normalise(text);
  return [LOSS, PROFIT, MINUS, /^-|^\(/u].some((pattern) => new RegExp(pattern).test(plain));
}

type Around = {
  readonly rest: string;
  readonly qualifier: Qualifier;
  readonly loss: boolean;
  readonly profit: boolean;
};

function readAround(normalised: string, metric: Metric): Around {
  const inside = PARENTHESES.exec(normalised)?.[1];
  const text = inside ?? normalised;
  const loss = inside !== undefined || new RegExp(LOSS).test(text);
  // Both words in one value are left over, and so refused.
  const profit = !loss && metric.negative !== undefined && new RegExp(PROFIT).test(text);
  let rest = text.replace(loss ? LOSS : /$^/u, ' ').replace(profit ? PROFIT : /$^/u, ' ');
  let qualifier: Qualifier = 'exact';
  for (const [pattern, means] of QUALIFIERS) {
    const without = rest.replace(pattern, ' ');
    if (without !== rest && qualifier === 'exact') qualifier = means;
    if (without !== rest) rest = without;
  }
  const nearly = withoutTilde(rest);
  if (nearly !== rest && qualifier === 'exact') qualifier = 'about';
  rest = nearly.replace(MINUS, '-').replace(/\s+/gu, ' ').trim();
  return { rest, qualifier, loss, profit };
}

/** A tilde before the first figure means about; behind one it is a range. */
function withoutTilde(text: string): string {
  const at = text.indexOf('~');
  return at === -1 || HAS_NUMBER.test(text.slice(0, at)) ? text : text.replace('~', ' ');
}

type Read = { readonly low: number; readonly high?: number; readonly figure: Figure };

const HAS_NUMBER = new RegExp(`[\\d${HAN_NUMERAL}]`, 'u');
/** Words around two figures that say no more than the dash between them. */
const BETWEEN = [
  /^between (.*) and (.*)$/u,
  /^from (.*) to (.*)$/u,
  /^(?:介于|在)(.*?)(?:和|与|到|至|-|~)(.*?)(?:之?间)$/u,
  /^从(.*?)(?:到|至)(.*)$/u,
  /^()(.*)之间$/u,
] as const;

function readFigures(text: string): Read | ValueProblem {
  const parts = BETWEEN.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  const plain = parts ? [parts[1], parts[2]].filter(Boolean).join('-') : text;
  // One figure may be a range, with one currency and one scale for both of its ends: cny 700-800 million.
  const single = readSingle(plain);
  return 'problem' in single ? (readRange(plain) ?? single) : single;
}

/** 10亿-20亿元: each side with a scale of its own; cny 700-cny 800 million: that of the end, where only it has one. */
function readRange(text: string): Read | null {
  const halves = /^(.*?\d[^-~到至]*?)\s*(?:-|~|到|至|\bto\b)\s*(\D{0,12}\d.*)$/u.exec(text);
  if (!halves) return null;
  const [, first = '', second = ''] = halves;
  const tail = /\d$/u.test(first) ? (/^\D*[\d.,]*\d(.*)$/u.exec(second)?.[1] ?? '') : '';
  const [low, high] = [readSingle(first + tail), readSingle(second)];
  if ('problem' in low || 'problem' in high || low.high !== undefined || high.high !== undefined) return null;
  // Whether the minus of the first is the second's too stays open where one scale is for both.
  if (tail !== '' && low.low < 0 && high.low > 0) return null;
  const units = [low.figure.unit, high.figure.unit].filter((unit) => unit !== null && unit !== 'money');
  if (new Set(units).size > 1) return null;
  return { low: low.low, high: high.low, figure: units[0] === low.figure.unit ? low.figure : high.figure };
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
  // -7-8亿: the second may be meant below zero as well.
  if (figure.high !== undefined && figure.value < 0) return { problem: 'several-figures' };
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
