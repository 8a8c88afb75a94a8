/** A `Message` as the text that a terminal shows. */
import { styleText } from 'node:util';
import type { Action, Block, Message, StoryLine } from '../platform.ts';
import { cleanLine, cleanText } from './clean.ts';
import { tableToLines } from './table.ts';

export type Look = {
  /** Bold and dim; off for pipes, files and NO_COLOR. */
  readonly color: boolean;
  /** Width of the screen; unknown for pipes and files. */
  readonly columns?: number;
};

/** The buttons that can be pressed here, in the order of their numbers: there is nobody to share with. */
export function actionsOf(message: Message): readonly Action[] {
  return message.actions.filter((action) => action.kind === 'call');
}

/** The message in lines, its buttons numbered from 1; ends without a line feed. */
export function messageToText(message: Message, look: Look): string {
  const blocks = message.blocks.map((block) => blockToText(block, look));
  const buttons = actionsOf(message).map((action, index) => `[${index + 1}] ${cleanLine(action.label)}`);
  const links = (message.links ?? []).map(({ label, url }) => cleanLine(`${label}: ${url}`));
  return [...blocks, ...links, ...buttons].join('\n');
}

function blockToText(block: Block, look: Look): string {
  switch (block.kind) {
    case 'headline':
      return style('bold', cleanText(block.text), look);
    case 'text':
      return cleanText(block.text);
    case 'note':
      return style('dim', cleanText(block.text), look);
    case 'rule':
      return style('dim', '─'.repeat(Math.min(look.columns ?? 40, 40)), look);
    case 'list':
      return block.items.map((item) => `- ${cleanLine(item)}`).join('\n');
    case 'stories':
      return block.stories.map(storyToText).join('\n');
    case 'table':
      return tableToText(block, look);
  }
}

/** The time is the terminal's own. */
function storyToText({ title, link, from, at, notes }: StoryLine): string {
  const time = at === null ? '' : LOCAL_TIME.format(at);
  const head = [title, from, time].filter((part) => part !== '').join(' · ');
  return [`- ${cleanLine(head)}`, ...(link === null ? [] : [link]), ...notes]
    .map((line, index) => (index === 0 ? line : `  ${cleanLine(line)}`))
    .join('\n');
}

const LOCAL_TIME = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

function tableToText(table: Extract<Block, { kind: 'table' }>, look: Look): string {
  const rows = table.rows.map((row) => row.map(cleanLine));
  const [head = '', ...body] = tableToLines(table.head.map(cleanLine), rows, look.columns);
  return [style('bold', head, look), ...body].join('\n');
}

/** Line by line: a style that spans lines colours the rest of the screen where an answer is cut. */
function style(format: 'bold' | 'dim', text: string, { color }: Look): string {
  if (!color) return text;
  const styled = (line: string) => (line === '' ? line : styleText(format, line, { validateStream: false }));
  return text.split('\n').map(styled).join('\n');
}
