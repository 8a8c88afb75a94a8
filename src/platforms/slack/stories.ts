/** News as a list of rich text: outside text goes where Slack parses no markup, and each time is shown in the reader's zone. */
import type { RichTextBlock, RichTextElement } from '@slack/types';
import type { StoryLine } from '../platform.ts';
import { chunkBySize, type SlackPiece } from './blocks.ts';
import { lengthOf, limits } from './limits.ts';

type Item = { readonly elements: RichTextElement[]; readonly text: string; readonly size: number };

export function storiesToPieces(stories: readonly StoryLine[]): readonly SlackPiece[] {
  const items = stories.map(storyToItem);
  return chunkBySize(items, limits.blockText, ({ size }) => size).map((group) => {
    const elements = group.map((item) => ({
      type: 'rich_text_section' as const,
      elements: item.elements,
    }));
    const block: RichTextBlock = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_list', style: 'bullet', elements }],
    };
    const text = group.map((item) => `• ${item.text}`).join('\n');
    return { block, text, size: group.reduce((sum, { size }) => sum + size, 0) };
  });
}

function storyToItem({ title, link, from, at, notes }: StoryLine): Item {
  const name = oneLine(title) || '…';
  const outlet = oneLine(from);
  const lines = notes.map((note) => `\n↳ ${oneLine(note)}`).join('');
  const elements: RichTextElement[] = [
    link === null ? { type: 'text', text: name } : { type: 'link', url: link, text: name },
    ...(outlet === '' ? [] : [plain(` · ${outlet}`)]),
    ...(at === null ? [] : [plain(' · '), date(at)]),
    ...(lines === '' ? [] : [plain(lines)]),
  ];
  const text = `${[name, outlet, at === null ? '' : utc(at)].filter(Boolean).join(' · ')}${lines}`;
  return { elements, text, size: lengthOf(text) + lengthOf(link ?? '') };
}

function plain(text: string): RichTextElement {
  return { type: 'text', text };
}

function date(at: number): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(at / 1000),
    format: '{date_short_pretty} {time}',
    fallback: utc(at),
  };
}

/** For notifications and old clients, which know no zone. */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
