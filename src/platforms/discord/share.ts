/** A message that one reader sees, copied for the whole channel: nothing is asked again, so nothing can have changed. */
import type { APIButtonComponent, APIEmbed, APIMessage } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import type { Locale } from '../../language/locale.ts';
import { copyAttachments } from './attachments.ts';
import { type ButtonRow, buttonsToRows, isShareButton } from './buttons.ts';
import { type MessageBody, NO_MENTIONS } from './message-to-bodies.ts';
import { sharedBy } from './words.ts';

/** The parts of a received embed that may be sent: Discord adds others of its own. */
function copyEmbed({ title, description, color }: APIEmbed): APIEmbed {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(color === undefined ? {} : { color }),
  };
}

function copyButton(button: APIButtonComponent): ButtonRow['components'] {
  const { type } = button;
  if ('url' in button) return [{ type, style: button.style, url: button.url, ...labelOf(button) }];
  if (!('custom_id' in button) || isShareButton(button.custom_id)) return [];
  const { style, custom_id, disabled } = button;
  return [{ type, style, custom_id, ...labelOf(button), ...(disabled === undefined ? {} : { disabled }) }];
}

function labelOf({ label }: { readonly label?: string }): { label?: string } {
  return label === undefined ? {} : { label };
}

/** The buttons of the message without the share button: the shared message is public already. */
function copyButtons(message: APIMessage): ButtonRow[] {
  const buttons = (message.components ?? [])
    .flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []))
    .flatMap((part) => (part.type === ComponentType.Button ? copyButton(part) : []));
  return buttonsToRows(buttons);
}

/** Undefined when there is nothing left in the message. Rejects when a file of it cannot be copied. */
export async function messageToShared(
  message: APIMessage,
  sharer: { readonly id: string; readonly locale: Locale },
): Promise<MessageBody | undefined> {
  const embeds = message.embeds.map(copyEmbed);
  if (embeds.length === 0) return undefined;
  return {
    content: sharedBy(sharer.id, sharer.locale),
    embeds,
    components: copyButtons(message),
    allowed_mentions: NO_MENTIONS,
    ...(await copyAttachments(message)),
  };
}
