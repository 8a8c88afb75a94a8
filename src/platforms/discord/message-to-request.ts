/** A message that mentions the bot, or a direct message to it, as a question. */
import type { GatewayMessageCreateDispatchData } from 'discord-api-types/v10';
import { MessageType } from 'discord-api-types/v10';
import type { Call, Request } from '../platform.ts';
import { dayOf, spaceOf } from './interaction-to-request.ts';

function textToCall(text: string): Call {
  if (text === '') return { command: 'chip help', options: {} };
  return { command: 'chip ask', options: { question: text } };
}

function nameOf({ author, member }: GatewayMessageCreateDispatchData): string {
  return member?.nick ?? author.global_name ?? author.username;
}

/**
 * Undefined for what is not a question to the bot: another bot's or its own message, a join notice, a message
 * without a mention. A reply pings its author without naming them in the text; a 'thanks' is no question, so only
 * a mention in the text counts.
 * `me` is the bot's user id.
 */
export function messageToRequest(
  message: GatewayMessageCreateDispatchData,
  me: string,
  { now, homeGuild }: { readonly now: Date; readonly homeGuild?: string | undefined },
): Request | undefined {
  const mention = new RegExp(`<@!?${me}>`, 'g');
  const spoken = message.type === MessageType.Default || message.type === MessageType.Reply;
  const addressed = message.guild_id === undefined || mention.test(message.content);
  if (!spoken || !addressed || message.author.bot || message.webhook_id || message.author.id === me)
    return undefined;
  return {
    ...textToCall(message.content.replace(mention, ' ').replace(/\s+/g, ' ').trim()),
    id: message.id,
    // A message comes without the rights of its author: nobody, until a button is pressed.
    user: { id: `discord:${message.author.id}`, name: nameOf(message) },
    place: {
      kind: message.guild_id === undefined ? 'direct' : 'channel',
      id: message.channel_id,
      ...spaceOf(message.guild_id, homeGuild),
    },
    today: dayOf(now),
  };
}
