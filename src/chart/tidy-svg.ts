/** The SVG of ECharts made fit to stand in a page: readable aloud, without styles that a strict CSP forbids. */
import { createHash } from 'node:crypto';
import type { ChartSpec } from './chart-spec.ts';
import { chartToAlt } from './chart-words.ts';

/**
 * The same chart gives the same text, whatever was drawn before: ids are counted by ECharts for a whole process. They
 * differ between charts, so that several stand in one page.
 */
export function tidySvg(svg: string, spec: ChartSpec): string {
  const name = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 10);
  return (
    svg
      .replace(/<style[\s\S]*?<\/style>/g, '')
      .replace(/ (?:class|ecmeta\w+|pointer-events)="[^"]*"/g, '')
      .replace(/(?<=\bid="|url\(#)zr\d+-/g, `c${name}-`)
      .replace(/ style="([^"]*)"/g, (_, style: string) => attributes(style))
      // A text for a replacement would have its '$' read.
      .replace('<svg ', () => `<svg role="img" aria-label="${escapeXml(chartToAlt(spec))}" `)
      .replace(/\n+/g, '\n')
  );
}

/** 'font-size:12px;fill:red' → ' font-size="12px" fill="red"'. */
function attributes(style: string): string {
  const pairs = style.split(';').map((pair) => pair.split(':'));
  return pairs.map(([name, value]) => (value === undefined ? '' : ` ${name}="${value.trim()}"`)).join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
