/** Blocks as Discord markdown, in pieces small enough for one embed each. */
import type { Block, StoryLine } from '../platform.ts';
import { escapeMarkdown } from './escape.ts';
import { LIMITS, size } from './limits.ts';
import { splitText } from './split.ts';
import { storyToMarkdown } from './stories.ts';

/** Markdown that is kept together; `close` pieces belong to the line before, others stand apart from it. */
export type Piece = { readonly markdown: string; readonly close: boolean };

type Render = (text: string, first: boolean) => string;

const bold = (text: string) => `**${text}**`;
const oneLine = (text: string) => eachLine(text, (line) => line).replaceAll('\n', ' ');
const eachLine = (text: string, look: (line: string) => string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(look)
    .join('\n');

function renderSplit(text: string, render: Render): string[] {
  const fits = (piece: string) => size(render(piece, true)) <= LIMITS.embedDescription;
  return splitText(text, fits).map((piece, at) => render(piece, at === 0));
}

const renderNote: Render = (text) => eachLine(text, (line) => `-# ${escapeMarkdown(line)}`);
const renderHeadline: Render = (text) => eachLine(text, (line) => bold(escapeMarkdown(line)));
/** The continuation of a very long item is indented, so that it does not look like another item. */
const renderItem: Render = (text, first) => `${first ? '- ' : '  '}${escapeMarkdown(text)}`;

/**
 * A row of a table as one line, every cell with its head: columns would not line up, since Chinese characters are
 * wider than Latin ones in Discord's fonts, and a phone shows about thirty of them a line.
 */
function renderRow(head: readonly string[], row: readonly string[]): string[] {
  const [name = '', ...cells] = row.map((cell) => oneLine(cell) || '–');
  const named = cells.map((cell, at) =>
    [oneLine(head[at + 1] ?? ''), cell].filter((part) => part !== '').join(': '),
  );
  const markdown = `- ${[bold(escapeMarkdown(name)), ...named.map(escapeMarkdown)].join(' · ')}`;
  if (size(markdown) <= LIMITS.embedDescription) return [markdown];
  return renderSplit([name, ...named].join(' · '), renderItem);
}

function renderStory(story: StoryLine): string[] {
  const markdown = storyToMarkdown(story);
  if (size(markdown) <= LIMITS.embedDescription) return [markdown];
  const { title, from, link, notes } = story;
  return renderSplit(oneLine([title, from, link ?? '', ...notes].join(' · ')), renderItem);
}

function blockToMarkdown(block: Block): string[] {
  switch (block.kind) {
    case 'headline':
      return renderSplit(block.text, renderHeadline);
    case 'text':
      return renderSplit(block.text, escapeMarkdown);
    case 'note':
      return renderSplit(block.text, renderNote);
    case 'list':
      return block.items.flatMap((item) => renderSplit(oneLine(item), renderItem));
    case 'table':
      return block.rows.flatMap((row) => renderRow(block.head, row));
    case 'stories':
      return block.stories.flatMap(renderStory);
    case 'rule':
      return [];
  }
}

/** Blocks without rules as pieces in reading order. */
export function blocksToPieces(blocks: readonly Block[]): Piece[] {
  return blocks.flatMap((block, index) => {
    const afterNote = block.kind === 'note' && blocks[index - 1]?.kind === 'note';
    return blockToMarkdown(block).map((markdown, at) => ({
      markdown,
      close: afterNote || (at > 0 && block.kind !== 'text'),
    }));
  });
}

/** Blocks between rules. Empty stretches are left out. */
export function blocksToSections(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'rule') sections.push([]);
    else sections.at(-1)?.push(block);
  }
  return sections.filter((section) => section.length > 0);
}
