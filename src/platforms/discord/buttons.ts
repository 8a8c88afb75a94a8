/** Actions as Discord buttons. A button carries its whole call in `custom_id`, so the bot keeps no state for it. */
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIButtonComponentWithURL,
} from 'discord-api-types/v10';
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Locale } from '../../language/locale.ts';
import type { Action, Call, Link, Message } from '../platform.ts';
import { toPlainText } from './escape.ts';
import { LIMITS, size } from './limits.ts';
import { shorten } from './split.ts';

type Button = APIButtonComponentWithCustomId | APIButtonComponentWithURL;
export type ButtonRow = APIActionRowComponent<Button>;
export type Press =
  | { readonly kind: 'call'; readonly call: Call }
  /** Opens the form that is held under this key. */
  | { readonly kind: 'open'; readonly key: string }
  | { readonly kind: 'share'; readonly locale: Locale };

const CALL = 'c';
const SHARE = 's';
const OPEN = 'o';
const DEAD = 'x';

const packField = (field: string) => field.replaceAll('~', '~0').replaceAll('|', '~1');
const unpackField = (field: string) => field.replaceAll('~1', '|').replaceAll('~0', '~');

/**
 * 'c|chip ask|question|…': command, then name and value of each option. A call of 80 units with nine options still
 * fits in 100.
 */
export function callToCustomId(call: Call): string {
  return packCustomId([CALL, call.command, ...Object.entries(call.options).flat()]);
}

export function packCustomId(fields: readonly string[]): string {
  return fields.map(packField).join('|');
}

/** The call behind `kind`; undefined when the text is something else. */
export function unpackCustomId(kind: string, customId: string): Call | undefined {
  const [found, command, ...rest] = customId.split('|').map(unpackField);
  if (found !== kind || !command || rest.length % 2 !== 0) return undefined;
  const options = rest.flatMap((name, at) => (at % 2 === 0 ? [[name, rest[at + 1] ?? ''] as const] : []));
  return { command, options: Object.fromEntries(options) };
}

/** What a pressed button stands for; undefined when this version of the bot did not make it. */
export function customIdToPress(customId: string): Press | undefined {
  const [kind, first] = customId.split('|').map(unpackField);
  if (kind === SHARE && (first === 'zh' || first === 'en')) return { kind: 'share', locale: first };
  if (kind === OPEN && first) return { kind: 'open', key: first };
  const call = unpackCustomId(CALL, customId);
  return call ? { kind: 'call', call } : undefined;
}

export function isShareButton(customId: string): boolean {
  return customIdToPress(customId)?.kind === 'share';
}

function styleOf(action: Action): APIButtonComponentWithCustomId['style'] {
  if (action.kind === 'share' || action.style === 'primary') return ButtonStyle.Primary;
  return action.style === 'danger' ? ButtonStyle.Danger : ButtonStyle.Secondary;
}

/** Opens a form that is held in this process, because only a press can open it. */
export function openButton(key: string, label: string): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Primary, label, custom_id: `${OPEN}|${key}` };
}

/** Opens a page: nothing is sent to the bot. */
function linkToButton({ label, url }: Link): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: labelOf(label), url };
}

function labelOf(text: string): string {
  return shorten(toPlainText(text).replace(/\s+/g, ' ').trim(), LIMITS.buttonLabel) || '…';
}

function actionToButton(action: Action, locale: Locale): APIButtonComponentWithCustomId {
  const customId = action.kind === 'share' ? `${SHARE}|${locale}` : callToCustomId(action.call);
  // The port bounds a call at 80 units; one that breaks the bound is shown, but cannot be pressed.
  const dead = size(customId) > LIMITS.customId;
  return {
    type: ComponentType.Button,
    style: styleOf(action),
    label: labelOf(action.label),
    custom_id: dead ? shorten(`${DEAD}|${customId}`, LIMITS.customId) : customId,
    ...(dead ? { disabled: true } : {}),
  };
}

/** Discord refuses a message with two equal `custom_id`s; two buttons with one meaning are one button. */
function distinct(buttons: readonly APIButtonComponentWithCustomId[]): APIButtonComponentWithCustomId[] {
  return [...new Map(buttons.toReversed().map((button) => [button.custom_id, button])).values()].reverse();
}

/** Buttons in rows as Discord wants them. */
export function buttonsToRows(buttons: readonly Button[]): ButtonRow[] {
  const rows: ButtonRow[] = [];
  for (let at = 0; at < buttons.length; at += LIMITS.buttonsPerRow) {
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(at, at + LIMITS.buttonsPerRow) });
  }
  return rows;
}

/**
 * The buttons of a message, the share button apart because each page of a long answer has it. Links are the last
 * of `calls`; `dropped` says how many choices did not fit.
 */
export function actionsToButtons({ actions, locale, links = [] }: Message): {
  readonly calls: Button[];
  readonly share: APIButtonComponentWithCustomId[];
  readonly dropped: number;
} {
  const buttonsOf = (kind: Action['kind']) =>
    distinct(
      actions.filter((action) => action.kind === kind).map((action) => actionToButton(action, locale)),
    );
  const share = buttonsOf('share').slice(0, 1);
  const pages = links.filter(({ url }) => size(url) <= LIMITS.buttonUrl).map(linkToButton);
  const all = buttonsOf('call');
  const calls = all.slice(0, LIMITS.buttons - share.length - pages.length);
  return { calls: [...calls, ...pages], share, dropped: all.length - calls.length };
}
