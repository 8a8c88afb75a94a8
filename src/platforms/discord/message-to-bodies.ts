/** A `Message` as bodies that Discord takes: usually one, several where a text is longer than one message. */
import type { APIEmbed } from 'discord-api-types/v10';
import type { Block, Message } from '../platform.ts';
import { type Attached, filesToAttached } from './attachments.ts';
import { blocksToPieces, blocksToSections, type Piece } from './blocks.ts';
import { actionsToButtons, type ButtonRow, buttonsToRows } from './buttons.ts';
import { escapeMarkdown } from './escape.ts';
import { LIMITS, size } from './limits.ts';
import { filesLeft, moreChoices, sentence } from './words.ts';

/** Nobody is ever pinged, by a message or by an edit (an edit without this pings by the defaults). */
export const NO_MENTIONS = { parse: [] as never[] };

export type MessageBody = {
  readonly content?: string;
  readonly embeds: APIEmbed[];
  readonly components: ButtonRow[];
  readonly allowed_mentions: typeof NO_MENTIONS;
  readonly attachments?: Attached['attachments'];
  /** Not part of the JSON: sent beside it. */
  readonly files?: Attached['files'];
};

const ANSWER_COLOR = 0x2f6f9f;
const DETAIL_COLOR = 0x99aab5;
/** Kept free on each page, with one embed, for the line that says that something is not shown. */
const RESERVE = 200;
const EMBEDS = LIMITS.embeds - 1;
const PAGES = LIMITS.followUps;

type Page = { readonly embeds: APIEmbed[]; used: number };

function embedSize(embed: APIEmbed): number {
  return size(embed.title ?? '') + size(embed.description ?? '');
}

/** The headline as title, where a title can hold it. */
function splitTitle(section: readonly Block[]): { title?: string; rest: readonly Block[] } {
  const [first, ...rest] = section;
  if (first?.kind !== 'headline') return { rest: section };
  const title = escapeMarkdown(first.text).trim();
  const fits = title !== '' && size(title) <= LIMITS.embedTitle && !title.includes('\n');
  return fits ? { title, rest } : { rest: section };
}

function joinPiece(embed: APIEmbed, piece: Piece): string {
  if (!embed.description) return piece.markdown;
  return `${embed.description}${piece.close ? '\n' : '\n\n'}${piece.markdown}`;
}

function pageFor(pages: Page[], wanted: number): Page {
  const page = pages.at(-1);
  const full = !page || page.embeds.length >= EMBEDS || page.used + wanted > LIMITS.embedsTotal - RESERVE;
  if (page && !full) return page;
  const fresh: Page = { embeds: [], used: 0 };
  pages.push(fresh);
  return fresh;
}

function addEmbed(pages: Page[], embed: APIEmbed): void {
  const page = pageFor(pages, embedSize(embed));
  page.embeds.push(embed);
  page.used += embedSize(embed);
}

/** Adds to the last embed while it has room, else opens another one, else another page. */
function addPiece(pages: Page[], piece: Piece, color: number): void {
  const page = pages.at(-1);
  const embed = page?.embeds.at(-1);
  const description = embed ? joinPiece(embed, piece) : '';
  const used = (page?.used ?? 0) - size(embed?.description ?? '') + size(description);
  const fits = size(description) <= LIMITS.embedDescription && used <= LIMITS.embedsTotal - RESERVE;
  if (page && embed && fits) {
    embed.description = description;
    page.used = used;
  } else addEmbed(pages, { description: piece.markdown, color });
}

/** Each stretch between rules is an embed of its own: on Discord the edge of a card is the rule. */
function addSection(pages: Page[], section: readonly Block[], color: number): void {
  const { title, rest } = splitTitle(section);
  const [first, ...others] = blocksToPieces(rest).filter((piece) => piece.markdown.trim() !== '');
  if (title !== undefined) {
    addEmbed(pages, { title, color });
    if (first) addPiece(pages, first, color);
  } else if (first) addEmbed(pages, { description: first.markdown, color });
  for (const piece of others) addPiece(pages, piece, color);
}

/** Small print below everything else of a page; the reserve has room for it. */
function addRemark(page: Page | undefined, text: string): void {
  const embed = page?.embeds.at(-1);
  const remark = `-# ${escapeMarkdown(text)}`;
  if (!page || !embed) return;
  const description = joinPiece(embed, { markdown: remark, close: false });
  if (size(description) <= LIMITS.embedDescription) embed.description = description;
  else page.embeds.push({ description: remark, color: DETAIL_COLOR });
}

function messageToPages(message: Message): Page[] {
  const pages: Page[] = [];
  blocksToSections(message.blocks).forEach((section, at) => {
    addSection(pages, section, at === 0 ? ANSWER_COLOR : DETAIL_COLOR);
  });
  if (pages.length === 0)
    addEmbed(pages, { description: sentence('empty', message.locale), color: DETAIL_COLOR });
  const shown = pages.slice(0, PAGES);
  if (shown.length < pages.length) addRemark(shown.at(-1), sentence('tooLong', message.locale));
  return shown;
}

/**
 * Bodies for create, edit and follow-up, first to last; at least one. Files and buttons are under the last one, the share
 * button under each, because it posts the very message it belongs to.
 * `share` false leaves that button out: in a direct message and on a public reply there is nothing to share.
 */
export function messageToBodies(message: Message, options: { readonly share: boolean }): MessageBody[] {
  const pages = messageToPages(message);
  const { calls, share, dropped } = actionsToButtons(message);
  if (dropped > 0) addRemark(pages.at(-1), moreChoices(dropped, message.locale));
  const { attached, left } = filesToAttached(message.files ?? []);
  if (left.length > 0) addRemark(pages.at(-1), filesLeft(left, message.locale));
  return pages.map((page, at) => ({
    embeds: page.embeds,
    components: buttonsToRows([...(at === pages.length - 1 ? calls : []), ...(options.share ? share : [])]),
    allowed_mentions: NO_MENTIONS,
    ...(at === pages.length - 1 ? attached : {}),
  }));
}
