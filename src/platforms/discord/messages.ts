/** Answers messages: a mention in a channel by a public reply, a direct message by a plain one. */
import type { REST } from '@discordjs/rest';
import type { GatewayMessageCreateDispatchData } from 'discord-api-types/v10';
import { Routes } from 'discord-api-types/v10';
import { replyToMessage } from '../form-message.ts';
import type { Request } from '../platform.ts';
import type { Context } from './interactions.ts';
import { messageToBodies, NO_MENTIONS } from './message-to-bodies.ts';
import { logOutcome } from './outcome.ts';
import { withFiles } from './responder.ts';

/**
 * Posts the answer below the question, in the same channel or thread. Never rejects: what Discord refuses is logged.
 * The nonce makes Discord itself drop the second message when a call is repeated after a fault.
 */
export async function answerMessage(
  context: Context,
  rest: REST,
  { message, request }: { readonly message: GatewayMessageCreateDispatchData; readonly request: Request },
): Promise<void> {
  try {
    const bodies = messageToBodies(replyToMessage(await context.bot.handle(request)), { share: false });
    for (const [at, { files, ...body }] of bodies.entries()) {
      await rest.post(Routes.channelMessages(message.channel_id), {
        ...withFiles(files),
        body: {
          ...body,
          allowed_mentions: { ...NO_MENTIONS, replied_user: false },
          message_reference: { message_id: message.id, fail_if_not_exists: false },
          nonce: `${message.id}-${at}`,
          enforce_nonce: true,
        },
      });
    }
  } catch (error) {
    logOutcome(context.log, error, message.id);
  }
}
