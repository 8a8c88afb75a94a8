/** The real fact base, made-up facts in it, and ways to read what was drawn. */
import { inflateSync } from 'node:zlib';
import type { ChartSpec } from '../../src/chart/chart-spec.ts';
import { type Charted, factsToChart } from '../../src/chart/facts-to-chart.ts';
import type { Fact } from '../../src/knowledge/fact.ts';
import { createFactBase, type FactBase } from '../../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Locale } from '../../src/language/locale.ts';

export const base: FactBase = createFactBase(
  loadKnowledge(new URL('../../knowledge', import.meta.url).pathname),
);

export const LOCALES: readonly Locale[] = ['zh', 'en'];

/** A figure like one of the base, with what the test is about in its place. */
export function figure(patch: Partial<Fact>): Fact {
  const model = base.fact('moore-threads-revenue-2024');
  if (!model) throw new Error('the model fact is gone');
  const fact = { ...model, ...patch };
  return { ...fact, id: patch.id ?? `${fact.subject}-${fact.metric}-${fact.period}` };
}

export function yearly(from: number, values: readonly number[], patch: Partial<Fact> = {}): Fact[] {
  return values.map((value, at) => figure({ period: String(from + at), value, ...patch }));
}

export function factsOf(metric: string, ...subjects: readonly string[]): Fact[] {
  return base.factsOf(metric).filter(({ subject }) => subjects.length === 0 || subjects.includes(subject));
}

export function chart(facts: readonly Fact[], locale: Locale = 'zh'): Extract<Charted, { kind: 'chart' }> {
  const charted = factsToChart(facts, locale, base);
  if (charted.kind !== 'chart') throw new Error(`refused: ${charted.reason}`);
  return charted;
}

export function specOf(facts: readonly Fact[], locale: Locale = 'zh'): ChartSpec {
  return chart(facts, locale).spec;
}

/** Everything that is written in an SVG, a line for each text element. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => unescapeXml(text));
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Bars: closed paths filled with a colour of a series, in the order in which they are drawn. */
export function barsOf(svg: string): Box[] {
  const paths = [...svg.matchAll(/<path d="M([^"]*)Z" fill="#(?:0072b2|d55e00|009e73)"/g)];
  // The squares of the legend are no bars.
  return paths.map(([, d = '']) => boxOf(d)).filter(({ width, height }) => width !== 20 || height !== 12);
}

/** 'x y l dx dy l dx dy …': where it begins, then from corner to corner. */
function boxOf(d: string): Box {
  const [[x = 0, y = 0] = [], ...steps] = d.split('l').map((pair) => pair.trim().split(/\s+/).map(Number));
  const corners = [{ x, y }];
  for (const [dx = 0, dy = 0] of steps) {
    const last = corners.at(-1) ?? { x, y };
    corners.push({ x: last.x + dx, y: last.y + dy });
  }
  const [left, top] = [Math.min(...corners.map((c) => c.x)), Math.min(...corners.map((c) => c.y))];
  const [right, bottom] = [Math.max(...corners.map((c) => c.x)), Math.max(...corners.map((c) => c.y))];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Where the axis writes 0: the height of its line in a standing chart. */
export function zeroOf(svg: string): number {
  const found = /transform="translate\([\d.]+ ([\d.]+)\)"[^>]*>0<\/text>/.exec(svg);
  if (!found) throw new Error('no zero on the axis');
  return Number(found[1]);
}

export type Png = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** Decodes an 8-bit RGBA PNG that is not interlaced: by hand, so that what is uploaded is known to be one. */
export function decodePng(png: Uint8Array): Png {
  const data = Buffer.from(png);
  if (data.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new Error('no PNG');
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)];
  if (data[24] !== 8 || data[25] !== 6 || data[28] !== 0) throw new Error('not 8-bit RGBA');
  const parts: Buffer[] = [];
  for (let at = 8; at < data.length; at += data.readUInt32BE(at) + 12) {
    if (data.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(data.subarray(at + 8, at + 8 + data.readUInt32BE(at)));
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(parts)), width * 4, height) };
}

function unfilter(lines: Buffer, stride: number, height: number): Uint8Array {
  const pixels = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = lines[row * (stride + 1)] ?? 0;
    for (let at = 0; at < stride; at += 1) {
      const left = at < 4 ? 0 : (pixels[row * stride + at - 4] ?? 0);
      const up = row === 0 ? 0 : (pixels[(row - 1) * stride + at] ?? 0);
      const corner = at < 4 || row === 0 ? 0 : (pixels[(row - 1) * stride + at - 4] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[row * stride + at] = (lines[row * (stride + 1) + 1 + at] ?? 0) + guess;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Which pixels of a strip are dark: what is written in it, as a text that can be compared. */
export function inkOf({ width, pixels }: Png, top: number, bottom: number): string {
  let ink = '';
  for (let at = top * width; at < bottom * width; at += 1) ink += (pixels[at * 4] ?? 255) < 128 ? '#' : ' ';
  return ink;
}
