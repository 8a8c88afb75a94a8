/** One block of a `Message` as Slack blocks. Outside text goes only where Slack parses no markup. */
import type { ContextBlock, KnownBlock, RichTextBlock, RichTextElement, TableBlock } from '@slack/types';
import type { Block } from '../platform.ts';
import { escapeText, linkMarkup, textPieces } from './escape.ts';
import { lengthOf, limits } from './limits.ts';
import { splitText } from './split.ts';
import { storiesToPieces } from './stories.ts';

/** A Slack block with what packing it into messages needs to know. */
export type SlackPiece = {
  readonly block: KnownBlock;
  /** The same in plain text, for screen readers and notifications. */
  readonly text: string;
  /** Characters it adds to a message, as sent. */
  readonly size: number;
};

/** Where the blocks go: a Home view takes no tables (docs.slack.dev, "Table block"). */
export type Surface = 'message' | 'home';

/** The Slack blocks of one block of a message, each within its own limits. Blank texts give none. */
export function blockToPieces(block: Block, surface: Surface): readonly SlackPiece[] {
  switch (block.kind) {
    case 'headline':
      return headlineToPieces(block.text);
    case 'text':
      return splitText(block.text.trim(), limits.blockText)
        .filter(isSaid)
        .map((text) => richText(text));
    case 'note':
      return noteToPieces(block.text.trim());
    case 'rule':
      return [{ block: { type: 'divider' }, text: '', size: 0 }];
    case 'list':
      return listToPieces(block.items);
    case 'stories':
      return storiesToPieces(block.stories);
    case 'table':
      return fitsTable(block, surface) ? tableToPieces(block) : listToPieces(tableToLines(block));
  }
}

/** `escapeText` counted: what a text object takes up. */
export function escapedLength(text: string): number {
  return lengthOf(escapeText(text));
}

function isSaid(text: string): boolean {
  return text.trim() !== '';
}

function headlineToPieces(text: string): readonly SlackPiece[] {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line === '') return [];
  if (escapedLength(line) > limits.header) {
    return splitText(line, limits.blockText).map((part) => richText(part, true));
  }
  const block: KnownBlock = {
    type: 'header',
    text: { type: 'plain_text', text: escapeText(line), emoji: false },
  };
  return [{ block, text: line, size: escapedLength(line) }];
}

function richText(text: string, bold = false): SlackPiece {
  const elements = richElements(text, bold);
  const block: RichTextBlock = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
  return { block, text, size: lengthOf(text) };
}

function richElements(text: string, bold = false): RichTextElement[] {
  const style = bold ? { style: { bold } } : {};
  return textPieces(text).map((piece) =>
    piece.kind === 'link'
      ? { type: 'link', url: piece.text, ...style }
      : { type: 'text', text: piece.text, ...style },
  );
}

function noteToPieces(note: string): readonly SlackPiece[] {
  const elements = textPieces(note).flatMap((piece): ContextBlock['elements'] => {
    const link = linkMarkup(piece.text);
    if (piece.kind === 'link' && lengthOf(link) <= limits.contextText) {
      return [{ type: 'mrkdwn', text: link, verbatim: true }];
    }
    const parts = splitText(piece.text.trim(), limits.contextText, escapedLength).filter(isSaid);
    return parts.map((part) => ({ type: 'plain_text', text: escapeText(part), emoji: false }));
  });
  return chunk(elements, limits.contextElements).flatMap((group, index) =>
    // A context block holds more text than a message may: long notes take a block for each element.
    sizeOf(group) > limits.blockText
      ? group.map((one, at) => context([one], index + at, note))
      : [context(group, index, note)],
  );
}

function context(elements: ContextBlock['elements'], index: number, note: string): SlackPiece {
  return { block: { type: 'context', elements }, text: index === 0 ? note : '', size: sizeOf(elements) };
}

function sizeOf(elements: ContextBlock['elements']): number {
  return elements.reduce((sum, element) => sum + ('text' in element ? lengthOf(element.text) : 0), 0);
}

function listToPieces(items: readonly string[]): readonly SlackPiece[] {
  const said = items.flatMap((item) => splitText(item.trim(), limits.blockText)).filter(isSaid);
  return chunkBySize(said, limits.blockText, lengthOf).map((group) => {
    const elements = group.map((item) => ({
      type: 'rich_text_section' as const,
      elements: richElements(item),
    }));
    const block: RichTextBlock = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_list', style: 'bullet', elements }],
    };
    const text = group.map((item) => `• ${item}`).join('\n');
    return { block, text, size: lengthOf(text) };
  });
}

type Table = Extract<Block, { kind: 'table' }>;

function widthOf(table: Table): number {
  return Math.max(table.head.length, ...table.rows.map((row) => row.length));
}

function fitsTable(table: Table, surface: Surface): boolean {
  const width = widthOf(table);
  const largest = Math.max(0, ...table.rows.map((row) => lengthOf(row.join(''))));
  const least = lengthOf(table.head.join('')) + largest + 2 * width;
  return surface === 'message' && width > 0 && width <= limits.tableColumns && least <= limits.tableText;
}

/** Slack's own table: it scrolls sideways on a phone. The head is repeated where the rows need several tables. */
function tableToPieces(table: Table): readonly SlackPiece[] {
  const width = widthOf(table);
  const head = table.head.length > 0 ? [table.head] : [];
  const sizeOfRow = (row: readonly string[]): number => lengthOf(row.join('')) + width;
  const room = limits.tableText - head.reduce((sum, row) => sum + sizeOfRow(row), 0);
  const groups = chunkBySize(table.rows, room, sizeOfRow).flatMap((group) =>
    chunk(group, limits.tableRows - 1),
  );
  return (groups.length > 0 ? groups : [[]]).map((group) => {
    const rows = [...head, ...group];
    const block: TableBlock = {
      type: 'table',
      column_settings: Array.from({ length: width }, (_, column) => columnSettings(table, column)),
      rows: rows.map((row) => Array.from({ length: width }, (_, column) => cell(row[column]))),
    };
    const text = rows.map((row) => row.join(' | ')).join('\n');
    return { block, text, size: rows.reduce((sum, row) => sum + sizeOfRow(row), 0) };
  });
}

/** Columns of figures are read from the right; text wraps, so that a phone shows it. */
function columnSettings(table: Table, column: number): { align: 'left' | 'right'; is_wrapped: boolean } {
  const cells = table.rows.map((row) => row[column]?.trim() ?? '').filter((text) => text !== '');
  const figures = cells.length > 0 && cells.every((text) => /^[+\-−±~≈]?[$¥￥€£]?\d/u.test(text));
  return { align: figures ? 'right' : 'left', is_wrapped: !figures };
}

/** Slack refuses an empty cell; a no-break space shows as one. */
function cell(text: string | undefined): { type: 'raw_text'; text: string } {
  return { type: 'raw_text', text: text && isSaid(text) ? text : '\u00a0' };
}

function tableToLines(table: Table): readonly string[] {
  return table.rows.map((row) =>
    row
      .map((text, column) => (column > 0 && table.head[column] ? `${table.head[column]}: ${text}` : text))
      .filter(isSaid)
      .join(' · '),
  );
}

/** Groups of at most `size` items. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
  return groups;
}

/** Groups whose items together measure at most `room`; an item larger than that is alone. */
export function chunkBySize<T>(items: readonly T[], room: number, measure: (item: T) => number): T[][] {
  const groups: T[][] = [];
  let left = 0;
  for (const item of items) {
    const size = measure(item);
    const group = groups.at(-1);
    if (group && size <= left) group.push(item);
    else {
      groups.push([item]);
      left = room;
    }
    left -= size;
  }
  return groups;
}
