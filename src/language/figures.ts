/** Figures that stand in a text: a number with its unit, in base units (yuan, dollars, percent, pieces …). */
import { HAN_NUMERAL, readNumber } from './numerals.ts';

export type Figure = {
  readonly start: number;
  readonly end: number;
  /** In base units; a range has two. */
  readonly value: number;
  readonly high?: number;
  /** Null for a bare number. */
  readonly unit: FigureUnit | null;
};
type FigureUnit =
  | 'money'
  | 'CNY'
  | 'USD'
  | '%'
  | 'points'
  | 'piece'
  | 'EFLOPS'
  | 'nm'
  | 'month'
  | 'year'
  | 'x'
  | 'card'
  | 'count';

const NUMBER = `\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|[${HAN_NUMERAL}]+`;
const SCALE =
  '万亿|千亿|百亿|十亿|亿|千万|百万|万|个亿|(?:trillion|trn|tn|billion|bn|million|mn|mln|thousand|b|m|k|t)(?![a-z])';
const UNIT =
  '个?百分点|percentage points?|percent|per cent|pct|pp|%|亿?美元|美金|美刀|刀|usd|us dollars?|dollars?|人民币|元人民币|元|块钱|块|yuan|rmb|cny|万?片|万?颗|万?张|万?枚|万?块卡|pieces?|chips?|gpus?|cards?|units?|eflops|纳米|奈米|nm|nanometers?|个月|months?|年|years?|倍|times|x|卡|家|款|次|条|项|位|名|人|大';
/** 百分之 stands before its number as a currency does. */
const CURRENCY = 'us\\$|usd|\\$|rmb|cny|¥|人民币';
const FIGURE = new RegExp(
  `([${HAN_NUMERAL}\\d])成([${HAN_NUMERAL}])?|(?<!\\d|\\.|[a-z](?=\\d))(?:(${CURRENCY}|百分之)\\s?)?([+-]?)(${NUMBER})(?:\\s?%?\\s?(?:-|~|到|至|to)\\s?(${NUMBER}))?\\s?(${SCALE})?(?![\\d])(?:\\s?(${UNIT})(?![a-z]))?`,
  'gu',
);

const SCALES: Readonly<Record<string, number>> = {
  万亿: 1e12,
  千亿: 1e11,
  百亿: 1e10,
  十亿: 1e9,
  亿: 1e8,
  个亿: 1e8,
  千万: 1e7,
  百万: 1e6,
  万: 1e4,
  trillion: 1e12,
  trn: 1e12,
  tn: 1e12,
  t: 1e12,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  million: 1e6,
  mn: 1e6,
  mln: 1e6,
  m: 1e6,
  thousand: 1e3,
  k: 1e3,
};

const UNITS: readonly (readonly [RegExp, FigureUnit])[] = [
  [/百分点|points?$|^pp$/, 'points'],
  [/^(?:%|percent|per cent|pct|成|百分之)$/, '%'],
  [/美|刀|usd|dollar|\$/, 'USD'],
  [/人民币|元|块钱|yuan|rmb|cny|¥/, 'CNY'],
  [/^万?(?:片|颗|张|枚|块卡)$|piece|chip|gpu|card|unit/, 'piece'],
  [/eflops/, 'EFLOPS'],
  [/纳米|奈米|nm|nanomet/, 'nm'],
  [/月|month/, 'month'],
  [/年|year/, 'year'],
  [/倍|times|^x$/, 'x'],
  [/卡/, 'card'],
  [/./, 'count'],
];

/** Every figure of a normalised text, left to right. Chinese single numerals before a noun (一片, 三家) are counts. */
export function findFigures(text: string): Figure[] {
  const figures: Figure[] = [];
  for (const match of text.matchAll(FIGURE)) {
    const figure = match[1] === undefined ? toFigure(match) : tenths(match);
    if (figure) figures.push(figure);
  }
  return figures;
}

/** 三成 is 30 %, 三成五 is 35 %. */
function tenths(match: RegExpMatchArray): Figure | null {
  const whole = readNumber(match[1] ?? '');
  const rest = match[2] === undefined ? 0 : readNumber(match[2]);
  if (whole === null || rest === null) return null;
  return {
    start: match.index ?? 0,
    end: (match.index ?? 0) + match[0].length,
    value: whole * 10 + rest,
    unit: '%',
  };
}

function toFigure(match: RegExpMatchArray): Figure | null {
  const [whole, , , currency, sign, first = '', second, scale, unitText] = match;
  const start = match.index ?? 0;
  const low = readNumber(first);
  if (low === null || /^[点千百十万亿]+$/.test(first)) return null;
  // 一 before no noun is part of a word or of a name, and no number.
  if (first === '一' && (scale ?? unitText ?? currency) === undefined) return null;
  const factor =
    (scale ? (SCALES[scale] ?? 1) : 1) * (unitText && /^[万亿]/.test(unitText) ? unitScale(unitText) : 1);
  const unit = unitOf(currency ?? unitText, scale, unitText);
  const direction = sign === '-' ? -1 : 1;
  const tenfold = unitText === '成' ? 10 : 1;
  const value = exact(low * tenfold, factor) * direction;
  const high = second === undefined ? null : readNumber(second);
  return {
    start,
    end: start + whole.trimEnd().length,
    value,
    ...(high === null ? {} : { high: exact(high * tenfold, factor) }),
    unit,
  };
}

/** Products of decimals are rounded to what was written: 1.24 × 1e8 is 124000000. */
function exact(value: number, factor: number): number {
  return Number((value * factor).toPrecision(12));
}

function unitScale(unit: string): number {
  return unit.startsWith('亿') ? 1e8 : 1e4;
}

function unitOf(
  name: string | undefined,
  scale: string | undefined,
  unitText: string | undefined,
): FigureUnit | null {
  const text = name ?? unitText;
  if (text !== undefined) return UNITS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  // 80亿 without a noun is money; 70万 may be anything.
  return scale !== undefined && /亿|bn|billion|tn|trillion/.test(scale) ? 'money' : null;
}
