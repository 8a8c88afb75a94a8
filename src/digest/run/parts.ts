/** A long digest in several messages, each well within what every platform takes in one: continued, never cut. */
import type { Block, Message, StoryLine } from '../../platforms/platform.ts';

/**
 * Characters of a part before they are escaped. Discord takes 4,096 in one embed and 6,000 in all, Slack 50 blocks; a
 * story may be longer than this by itself, and then has a part of its own that the platform divides.
 */
const MOST_CHARACTERS = 2_400;
const MOST_STORIES = 8;
const MOST_RULES = 5;

/** @returns at least one; the first keeps the headline, the others say which they are. */
export function digestToParts(message: Message): readonly Message[] {
  const [first, ...others] = message.blocks;
  const headline = first?.kind === 'headline' ? first : undefined;
  const groups = pack((headline ? others : message.blocks).flatMap(blockToPieces));
  if (groups.length < 2) return [message];
  return groups.map((blocks, at) => ({
    ...message,
    blocks: [
      { kind: 'headline', text: numbered(headline?.text ?? '', at, groups.length) },
      ...trimmed(blocks),
    ],
  }));
}

function numbered(text: string, at: number, all: number): string {
  return `${text} (${at + 1}/${all})`.trim();
}

/** Pieces that are not divided any more; a group's name stays with its first story. */
function blockToPieces(block: Block): Block[] {
  if (block.kind === 'list') return block.items.map((item) => ({ kind: 'list', items: [item] }));
  if (block.kind === 'stories') return block.stories.map((story) => ({ kind: 'stories', stories: [story] }));
  return [block];
}

function pack(pieces: readonly Block[]): Block[][] {
  const parts: Block[][] = [];
  let current: Block[] = [];
  // A rule and a name are held back until what they are for has its place.
  let held: Block[] = [];
  for (const piece of pieces) {
    held.push(piece);
    if (piece.kind === 'rule' || piece.kind === 'text') continue;
    if (current.length > 0 && !hasRoom(current, held)) {
      parts.push(current);
      current = [];
    }
    current.push(...held);
    held = [];
  }
  current.push(...held);
  if (current.length > 0) parts.push(current);
  return parts.map(joined);
}

function hasRoom(part: readonly Block[], more: readonly Block[]): boolean {
  const all = [...part, ...more];
  const count = (kind: Block['kind']): number => all.filter((block) => block.kind === kind).length;
  const size = all.reduce((sum, block) => sum + sizeOf(block), 0);
  // "+ N more" stays with its group.
  const isSmall = more.every(({ kind }) => kind === 'note');
  return (
    isSmall || (size <= MOST_CHARACTERS && count('stories') <= MOST_STORIES && count('rule') <= MOST_RULES)
  );
}

function sizeOf(block: Block): number {
  switch (block.kind) {
    case 'list':
      return block.items.reduce((sum, item) => sum + item.length + 3, 0);
    case 'stories':
      return block.stories.reduce((sum, story) => sum + storySize(story), 0);
    case 'table':
      return [block.head, ...block.rows].flat().join(' ').length;
    case 'rule':
      return 1;
    default:
      return block.text.length + 1;
  }
}

function storySize({ title, link, from, notes }: StoryLine): number {
  return title.length + (link?.length ?? 0) + from.length + notes.join('').length + 60;
}

/** Pieces of one list, and stories that follow each other, are one block again. */
function joined(blocks: readonly Block[]): Block[] {
  const whole: Block[] = [];
  for (const block of blocks) {
    const before = whole.at(-1);
    if (before?.kind === 'list' && block.kind === 'list')
      whole.splice(-1, 1, { kind: 'list', items: [...before.items, ...block.items] });
    else if (before?.kind === 'stories' && block.kind === 'stories')
      whole.splice(-1, 1, { kind: 'stories', stories: [...before.stories, ...block.stories] });
    else whole.push(block);
  }
  return whole;
}

function trimmed(blocks: readonly Block[]): readonly Block[] {
  return blocks[0]?.kind === 'rule' ? blocks.slice(1) : blocks;
}
