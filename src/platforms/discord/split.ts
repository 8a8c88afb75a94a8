/** Cutting long texts: at sentence marks where possible, and never inside a figure, an address or a character. */
import { ADDRESSES } from './escape.ts';
import { size } from './limits.ts';

/**
 * A number with its sign, currency, unit and one or two words after it: '-14.92亿元', '$4.17 trillion',
 * '2022/2024', '一百二十亿元'. Too wide is harmless here, too narrow cuts a figure in half.
 */
const FIGURES = new RegExp(
  [
    '(?:(?:[-−+±~≈<>≤≥][^\\S\\n]?)?(?:[A-Z]{1,3}(?=[$¥€£]))?[$¥€£]?[-−]?[\\d０-９]+(?:[.,:\\/~–—−－-][\\d０-９]+)*',
    '|[零一二三四五六七八九十百千万亿两点]{2,})',
    '(?:[^\\S\\n]?[%‰十百千万亿兆元年月日季度个张片颗倍]+)?(?:[^\\S\\n]?[A-Za-z]+){0,2}',
  ].join(''),
  'gu',
);

const LINE_END = /\n/gu;
const SENTENCE_END = /[。！？；!?;…]+[”"’')）」』]*|\.(?=\s)/gu;
const CLAUSE_END = /[，、：,:](?=\D)|\s/gu;

type Range = readonly [start: number, end: number];

function rangesOf(pattern: RegExp, text: string): Range[] {
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}

function characterRanges(text: string): Range[] {
  const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text);
  return [...characters].map(({ index, segment }) => [index, index + segment.length] as const);
}

function cutIsInside(ranges: readonly Range[], cut: number): boolean {
  return ranges.some(([start, end]) => start < cut && cut < end);
}

/** The longest prefix that fits, in UTF-16 units; at least 1, so that splitting always ends. */
function longestFit(text: string, fits: (piece: string) => boolean): number {
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The last place at or before `limit` after which a piece may end, by falling preference. */
function bestCut(text: string, limit: number, marks: readonly RegExp[]): number {
  // A figure may begin before the limit and end after it, so look a little beyond.
  const window = text.slice(0, limit + 64);
  const kept = [...rangesOf(FIGURES, window), ...rangesOf(ADDRESSES, text.slice(0, limit + 2_048))];
  const allowed = (cut: number) => cut > 0 && cut <= limit && !cutIsInside(kept, cut);
  for (const mark of marks) {
    const cut = rangesOf(mark, window).findLast(([, end]) => end > limit / 4 && allowed(end));
    if (cut) return cut[1];
  }
  const edges = characterRanges(window).map(([, end]) => end);
  return edges.findLast(allowed) ?? edges.findLast((cut) => cut <= limit) ?? limit;
}

/**
 * Splits a plain text into pieces of which each `fits`. Nothing but blanks at the cuts is lost.
 * `fits` is asked about the plain piece and answers for what it becomes (escaped, prefixed).
 */
export function splitText(text: string, fits: (piece: string) => boolean): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest !== '' && !fits(rest)) {
    let cut = bestCut(rest, longestFit(rest, fits), [LINE_END, SENTENCE_END, CLAUSE_END]);
    // A shorter piece is not always a smaller one once escaped: a cut can make a new line start of the rest only,
    // but it can also end an address early.
    while (cut > 1 && !fits(rest.slice(0, cut).trim())) cut = bestCut(rest, cut - 1, [CLAUSE_END]);
    pieces.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

/** A text of at most `limit` characters; what is cut off is marked by an ellipsis, and no figure is cut in half. */
export function shorten(text: string, limit: number): string {
  if (size(text) <= limit) return text;
  return `${text.slice(0, bestCut(text, limit - 1, [])).trimEnd()}…`;
}
