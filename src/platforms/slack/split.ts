/** Cutting long text where a reader would: after a sentence, else after a clause, never inside a figure. */
import { urlsIn } from './escape.ts';
import { lengthOf } from './limits.ts';

// A figure with its sign, currency and unit: "-1,234.5 亿元", "$3.2 billion", "2024-06-30", "FY2024", "12.5%".
const FIGURE =
  /[A-Za-z]{0,4}[+\-−±~≈<>]?[$¥￥€£]?\d[\d.,:/\-–%‰]*(?:\s?(?:[万亿千百]+\s?[\p{Script=Han}]{0,2}|(?:billion|million|trillion|thousand|bn|mn|nm|USD|CNY|RMB|%|x)\b))?/gu;
// Marks of ASCII end a sentence or a clause only before a space: they also stand inside figures and addresses.
const SENTENCE_END = /[。！？；\n]["”’」』）)]*\s*|[.!?;]["”’)]*\s+/gu;
const CLAUSE_END = /[，、：]\s*|[,:]\s+|\s+/gu;

type Measure = (text: string) => number;

/**
 * The text in pieces no longer than `limit`, as `measure` counts them (by default UTF-16 units or code points,
 * whichever is more). Joined, the pieces are the text. A figure or an address is cut only when it alone is longer
 * than a piece.
 */
export function splitText(text: string, limit: number, measure: Measure = lengthOf): readonly string[] {
  if (measure(text) <= limit) return text === '' ? [] : [text];
  const wholes = wholesOf(text);
  const inside = insidesOf(wholes);
  const cuts = [SENTENCE_END, CLAUSE_END].map((marks) =>
    [...text.matchAll(marks)]
      .map((match) => match.index + match[0].length)
      .filter((at) => at < text.length && !inside.has(at)),
  );
  const pieces: string[] = [];
  let start = 0;
  // No measure is below UTF-16 units, so most of a long text need not be measured.
  while (text.length - start > limit || measure(text.slice(start)) > limit) {
    const longest = longestFit(text, start, limit, measure);
    const end = bestCut(cuts, start, longest) ?? hardCut(text, start, longest, wholes);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return start < text.length ? [...pieces, text.slice(start)] : pieces;
}

/** The text's first piece, with an ellipsis when something was left out. */
export function shorten(text: string, limit: number, measure: Measure = lengthOf): string {
  if (measure(text) <= limit) return text;
  const first = splitText(text, limit - 1, measure)[0] ?? '';
  return `${first.trimEnd()}…`;
}

/** The last cut in reach, at sentence marks before clause marks; a sentence cut far too early is no good. */
function bestCut(cuts: readonly (readonly number[])[], start: number, longest: number): number | undefined {
  for (const marks of cuts) {
    const reach = marks.filter((at) => at > start && at <= longest).at(-1);
    if (reach !== undefined && reach - start >= (longest - start) / 4) return reach;
  }
  return cuts
    .flat()
    .filter((at) => at > start && at <= longest)
    .sort((a, b) => a - b)
    .at(-1);
}

/** Without any mark in reach: before the figure that would be cut, else between two characters. */
function hardCut(text: string, start: number, longest: number, wholes: readonly Span[]): number {
  const whole = wholes.find(([from, to]) => longest > from && longest < to);
  if (whole && whole[0] > start) return whole[0];
  // Never between the two halves of a surrogate pair, and always at least one character further.
  const splitsPair = /[\uD800-\uDBFF]/u.test(text.charAt(longest - 1)) && longest - 1 > start;
  return splitsPair ? longest - 1 : longest;
}

/** The furthest offset whose text from `start` still fits; at least one character on. */
function longestFit(text: string, start: number, limit: number, measure: Measure): number {
  let low = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  let high = Math.min(text.length, start + limit);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(text.slice(start, middle)) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

type Span = readonly [from: number, to: number];

/** Where figures and web addresses stand: a half of either says something else. */
function wholesOf(text: string): readonly Span[] {
  const figures = [...text.matchAll(FIGURE)].map((match) => {
    // A mark that ends the sentence is not part of its last figure.
    const figure = match[0].replace(/[.,:/\-–]+$/u, '');
    return [match.index, match.index + figure.length] as const;
  });
  return [...urlsIn(text), ...figures];
}

function insidesOf(spans: readonly Span[]): ReadonlySet<number> {
  const inside = new Set<number>();
  for (const [from, to] of spans) for (let at = from + 1; at < to; at += 1) inside.add(at);
  return inside;
}
