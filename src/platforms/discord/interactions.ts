/** Answers one interaction through a responder, however it came in. */
import type { APIEmbed, APIInteraction, APIMessageComponentInteraction } from 'discord-api-types/v10';
import { ComponentType, InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { Locale } from '../../language/locale.ts';
import { replyToMessage } from '../form-message.ts';
import type { Bot, Log, Request } from '../platform.ts';
import { type ButtonRow, buttonsToRows, customIdToPress, isShareButton } from './buttons.ts';
import { within } from './deliveries.ts';
import {
  focusedOption,
  interactionToLocale,
  interactionToRequest,
  isDirect,
  type UserInteraction,
} from './interaction-to-request.ts';
import { type MessageBody, messageToBodies, NO_MENTIONS } from './message-to-bodies.ts';
import { isSettled, logOutcome } from './outcome.ts';
import type { Responder } from './responder.ts';
import { suggestionsToChoices } from './suggestions.ts';
import { sentence, sharedBy } from './words.ts';

/** Discord allows 3 s for the first response; what is left of it is for the network and for retries. */
export type Timings = {
  readonly deferAfterMs: number;
  readonly suggestWithinMs: number;
  readonly stopWithinMs: number;
};

export type Context = {
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  readonly timings: Timings;
};

const PRIVATE = { flags: MessageFlags.Ephemeral } as const;

/** In a server an answer is the asker's alone until shared; in a direct message nobody else reads. */
function visibilityOf(interaction: UserInteraction): { flags?: MessageFlags.Ephemeral } {
  return isDirect(interaction) ? {} : PRIVATE;
}

function reply(responder: Responder, body: MessageBody, visibility: { flags?: MessageFlags }): Promise<void> {
  return responder.callback({
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { ...body, ...visibility },
  });
}

function sentenceToBodies(key: Parameters<typeof sentence>[0], locale: Locale): MessageBody[] {
  return messageToBodies(
    { locale, blocks: [{ kind: 'text', text: sentence(key, locale) }], actions: [] },
    { share: false },
  );
}

/** One private sentence in the reader's language, as the first response. */
async function say(
  key: Parameters<typeof sentence>[0],
  interaction: UserInteraction,
  responder: Responder,
): Promise<void> {
  const [body] = sentenceToBodies(key, interactionToLocale(interaction));
  if (body) await reply(responder, body, PRIVATE);
}

async function suggest(context: Context, interaction: UserInteraction, responder: Responder): Promise<void> {
  const request = interactionToRequest(interaction, context.now());
  const option = focusedOption(interaction);
  const asked = request && option ? context.bot.suggest(request, option) : Promise.resolve([]);
  const found = await within(
    context.timings.suggestWithinMs,
    asked.catch((error: unknown) => {
      context.log('error', 'discord-suggest-failed', { id: interaction.id, reason: String(error) });
      return [];
    }),
  );
  const choices = suggestionsToChoices(found ?? []);
  await responder.callback({
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices },
  });
}

/** Replies at once when the answer is quick; else first says that it is coming, in time for Discord's deadline. */
async function answer(
  context: Context,
  interaction: UserInteraction,
  { request, responder }: { readonly request: Request; readonly responder: Responder },
): Promise<void> {
  const visibility = visibilityOf(interaction);
  const share = visibility.flags !== undefined;
  const bodies = context.bot
    .handle(request)
    .then((reply) => messageToBodies(replyToMessage(reply), { share }));
  const quick = await within(context.timings.deferAfterMs, bodies);
  if (!quick) {
    await responder.callback({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      data: visibility,
    });
  }
  const [first, ...more] = await bodies;
  if (first) await (quick ? reply(responder, first, visibility) : responder.edit(first));
  for (const body of more) await responder.followUp({ ...body, ...visibility });
}

/** The parts of a received embed that may be sent: Discord adds others of its own. */
function copyEmbed({ title, description, color }: APIEmbed): APIEmbed {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(color === undefined ? {} : { color }),
  };
}

/** The buttons of the message without the share button: the shared message is public already. */
function copyButtons(interaction: APIMessageComponentInteraction): ButtonRow[] {
  const buttons = (interaction.message.components ?? [])
    .flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []))
    .flatMap((part) => (part.type === ComponentType.Button && 'custom_id' in part ? [part] : []))
    .filter((button) => !isShareButton(button.custom_id))
    .map(({ type, style, label, custom_id, disabled }) => ({
      type,
      style,
      custom_id,
      ...(label === undefined ? {} : { label }),
      ...(disabled === undefined ? {} : { disabled }),
    }));
  return buttonsToRows(buttons);
}

/** Posts what the asker sees, copied from their message: nothing is asked again, so nothing can have changed. */
async function share(
  interaction: APIMessageComponentInteraction,
  responder: Responder,
  locale: Locale,
): Promise<void> {
  const user = interaction.member?.user ?? interaction.user;
  const embeds = interaction.message.embeds.map(copyEmbed);
  if (!user || embeds.length === 0) return say('nothingToShare', interaction, responder);
  const body: MessageBody = {
    content: sharedBy(user.id, locale),
    embeds,
    components: copyButtons(interaction),
    allowed_mentions: NO_MENTIONS,
  };
  await reply(responder, body, {});
}

async function route(context: Context, interaction: UserInteraction, responder: Responder): Promise<void> {
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
    return suggest(context, interaction, responder);
  }
  if (interaction.type === InteractionType.MessageComponent) {
    const press = customIdToPress(interaction.data.custom_id);
    if (press?.kind === 'share') return share(interaction, responder, press.locale);
  }
  const request = interactionToRequest(interaction, context.now());
  const known = context.bot.commands.some((command) => command.path.join(' ') === request?.command);
  if (request && known) return answer(context, interaction, { request, responder });
  const isCommand = interaction.type === InteractionType.ApplicationCommand;
  return say(isCommand ? 'unknownCommand' : 'unknownButton', interaction, responder);
}

/** Tells the user that the answer was lost; whether the first response was already given is not known here. */
async function apologise(interaction: UserInteraction, responder: Responder): Promise<void> {
  const [body] = sentenceToBodies('failed', interactionToLocale(interaction));
  if (!body || interaction.type === InteractionType.ApplicationCommandAutocomplete) return;
  await reply(responder, body, PRIVATE).catch(() => responder.edit(body));
}

/** Answers an interaction, a PING too. Never rejects: what Discord refuses is logged. */
export async function answerInteraction(
  context: Context,
  interaction: APIInteraction,
  responder: Responder,
): Promise<void> {
  try {
    if (interaction.type === InteractionType.Ping) {
      return await responder.callback({ type: InteractionResponseType.Pong });
    }
    await route(context, interaction, responder).catch(async (error: unknown) => {
      if (isSettled(error)) throw error;
      logOutcome(context.log, error, interaction.id);
      await apologise(interaction, responder);
    });
  } catch (error) {
    logOutcome(context.log, error, interaction.id);
  }
}
