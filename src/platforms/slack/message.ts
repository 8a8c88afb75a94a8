/** A `Message` as what is sent: one or several Slack messages, or the view of the app's Home. */
import type { Button, HomeView, KnownBlock, RichTextSection } from '@slack/types';
import type { Action, Link, Message } from '../platform.ts';
import { blockToPieces, chunk, chunkBySize, escapedLength, type SlackPiece } from './blocks.ts';
import { escapeText } from './escape.ts';
import { lengthOf, limits } from './limits.ts';
import { shorten } from './split.ts';

/** One Slack message: blocks, and the text that notifications and screen readers give instead. */
export type Part = { readonly text: string; readonly blocks: KnownBlock[] };

export type Look = {
  /** False where the message is public or in a direct message already: there is nobody to share it with. */
  readonly share: boolean;
  /** A small line above: who shared the message. */
  readonly above?: string;
};

/** The message as Slack messages, in order, each within Slack's limits. At least one. */
export function messageToParts(message: Message, look: Look): readonly Part[] {
  const above = look.above === undefined ? [] : blockToPieces({ kind: 'note', text: look.above }, 'message');
  const body = message.blocks.flatMap((block) => blockToPieces(block, 'message'));
  const actions = message.actions.filter((action) => look.share || action.kind !== 'share');
  const groups = packPieces([
    ...above,
    ...body,
    ...linksToPieces(message.links),
    ...actionsToPieces(actions),
  ]);
  return groups.length > 0 ? groups.map(piecesToPart) : [{ text: '…', blocks: [] }];
}

/** The message as the Home view. What is over Slack's limit of blocks is left out. */
export function messageToHome(message: Message): HomeView {
  const body = message.blocks.flatMap((block) => blockToPieces(block, 'home'));
  const buttons = message.actions.filter((action) => action.kind !== 'share');
  const actions = [...linksToPieces(message.links), ...actionsToPieces(buttons)];
  const room = limits.homeBlocks - actions.length;
  return { type: 'home', blocks: [...body.slice(0, room), ...actions].map((piece) => piece.block) };
}

function packPieces(pieces: readonly SlackPiece[]): readonly SlackPiece[][] {
  const groups: SlackPiece[][] = [];
  let size = 0;
  for (const piece of pieces) {
    let group = groups.at(-1);
    if (!group || !hasRoom(group, size, piece)) {
      // A line above everything divides nothing.
      if (piece.block.type === 'divider') continue;
      group = [];
      groups.push(group);
      size = 0;
    }
    group.push(piece);
    size += piece.size;
  }
  return groups.map(withoutLastRule);
}

function hasRoom(group: readonly SlackPiece[], size: number, piece: SlackPiece): boolean {
  // Slack takes one table a message.
  const twoTables = piece.block.type === 'table' && group.some((other) => other.block.type === 'table');
  return group.length < limits.messageBlocks && size + piece.size <= limits.messageText && !twoTables;
}

function withoutLastRule(group: SlackPiece[]): SlackPiece[] {
  return group.at(-1)?.block.type === 'divider' ? group.slice(0, -1) : group;
}

function piecesToPart(pieces: readonly SlackPiece[]): Part {
  const text = pieces
    .map((piece) => piece.text)
    .filter((line) => line !== '')
    .join('\n');
  return {
    text: escapeText(shorten(text || '…', limits.topText, escapedLength)),
    blocks: pieces.map((piece) => piece.block),
  };
}

/** Links and no buttons: pressing a button with an address is an interaction all the same, which nobody waits for. */
function linksToPieces(links: readonly Link[] = []): readonly SlackPiece[] {
  return links.map(({ label, url }) => {
    const section: RichTextSection = {
      type: 'rich_text_section',
      elements: [{ type: 'link', url, text: label }],
    };
    const text = `${label}: ${url}`;
    return { block: { type: 'rich_text', elements: [section] }, text, size: lengthOf(text) };
  });
}

function actionsToPieces(actions: readonly Action[]): readonly SlackPiece[] {
  const buttons = actions.flatMap((action, index) => actionToButton(action, index));
  const groups = chunkBySize(buttons, limits.messageText, sizeOf);
  return groups
    .flatMap((group) => chunk(group, limits.actionElements))
    .map((elements) => {
      const size = elements.reduce((sum, button) => sum + sizeOf(button), 0);
      return { block: { type: 'actions', elements }, text: '', size };
    });
}

function sizeOf(button: Button): number {
  return lengthOf(button.text.text) + lengthOf(button.value ?? '');
}

/** A button whose value is its call; `action_id` tells what pressing it does, and is unique in the message. */
function actionToButton(action: Action, index: number): readonly Button[] {
  const value = JSON.stringify({ command: action.call.command, options: action.call.options });
  // The socket keeps calls far below this; a button that could not be pressed is better absent.
  if (lengthOf(value) > limits.buttonValue) return [];
  const label = escapeText(shorten(action.label.trim() || '…', limits.buttonText, escapedLength));
  return [
    {
      type: 'button',
      action_id: `${action.kind}:${index}`,
      text: { type: 'plain_text', text: label, emoji: false },
      value,
      ...(action.kind === 'call' && action.style ? { style: action.style } : {}),
    },
  ];
}
