/** Tables in Markdown, as they stand in `docs/benchmarks.md`. */

type Cell = string | number;

/** The first column is words, the others are figures. */
export function markdownTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function thousands(value: number): string {
  return Number.isNaN(value) ? '–' : Math.round(value).toLocaleString('en-US');
}
