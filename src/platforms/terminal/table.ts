/** Tables in columns that line up for Chinese too: its characters are two cells wide. */
import stringWidth from 'string-width';

const GAP = '  ';

/**
 * The table as lines, the head first. Where it is wider than `columns` each row becomes lines of `head: cell`
 * with an empty line between rows. Cells must be single lines.
 */
export function tableToLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns = Number.POSITIVE_INFINITY,
): readonly string[] {
  const widths = head.map((title, column) =>
    [title, ...rows.map((row) => row[column] ?? '')].reduce(
      (most, cell) => Math.max(most, stringWidth(cell)),
      0,
    ),
  );
  const whole = widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
  if (whole > columns) return rows.flatMap((row, index) => rowToList(head, row, index));
  return [head, ...rows].map((row) => alignRow(row, widths));
}

function alignRow(row: readonly string[], widths: readonly number[]): string {
  return widths
    .map((width, column) => {
      const cell = row[column] ?? '';
      return cell + ' '.repeat(width - stringWidth(cell));
    })
    .join(GAP)
    .trimEnd();
}

function rowToList(head: readonly string[], row: readonly string[], index: number): readonly string[] {
  const lines = head.map((title, column) => `${title}: ${row[column] ?? ''}`);
  return index === 0 ? lines : ['', ...lines];
}
