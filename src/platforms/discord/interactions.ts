/** Answers one interaction through a responder, however it came in. */
import type {
  APIInteraction,
  APIMessageComponentInteraction,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import { InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { Locale } from '../../language/locale.ts';
import { formToMessage, replyToMessage } from '../form-message.ts';
import {
  type Block,
  type Bot,
  type Call,
  type Form,
  isForm,
  type Log,
  type Reply,
  type Request,
} from '../platform.ts';
import { buttonsToRows, callToCustomId, customIdToPress, openButton } from './buttons.ts';
import { within } from './deliveries.ts';
import { formToModal } from './forms.ts';
import type { HeldForms } from './held-forms.ts';
import {
  focusedOption,
  interactionToLocale,
  interactionToRequest,
  isDirect,
  type UserInteraction,
  userOf,
} from './interaction-to-request.ts';
import { LIMITS, size } from './limits.ts';
import { type MessageBody, messageToBodies } from './message-to-bodies.ts';
import { isSettled, logOutcome } from './outcome.ts';
import { type Responder, telling } from './responder.ts';
import { messageToShared } from './share.ts';
import { suggestionsToChoices } from './suggestions.ts';
import { sentence } from './words.ts';

/** Discord allows 3 s for the first response; what is left of it is for the network and for retries. */
export type Timings = {
  readonly deferAfterMs: number;
  readonly suggestWithinMs: number;
  readonly stopWithinMs: number;
  /** Of one REST call; the client tries three times more. */
  readonly restTimeoutMs: number;
};

export type Context = {
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  readonly timings: Timings;
  /** The server whose administrators are the fact base's: DISCORD_GUILD_ID. */
  readonly homeGuild?: string | undefined;
  readonly held: HeldForms;
};

const PRIVATE = { flags: MessageFlags.Ephemeral } as const;

/** In a server an answer is the asker's alone until shared; in a direct message nobody else reads. */
function visibilityOf(interaction: UserInteraction): { flags?: MessageFlags.Ephemeral } {
  return isDirect(interaction) ? {} : PRIVATE;
}

function reply(responder: Responder, body: MessageBody, visibility: { flags?: MessageFlags }): Promise<void> {
  const { files, ...rest } = body;
  const data = { ...rest, ...visibility };
  return responder.callback({ type: InteractionResponseType.ChannelMessageWithSource, data }, files);
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
  const request = interactionToRequest(interaction, context.now(), context.homeGuild);
  const option = focusedOption(interaction);
  const asked = request && option ? context.bot.suggest(request, option) : Promise.resolve([]);
  const found = await within(
    context.timings.suggestWithinMs,
    asked.catch((error: unknown) => {
      // Its message may hold what was typed.
      const name = error instanceof Error ? error.name : typeof error;
      context.log('error', 'discord-suggest-failed', { request: interaction.id, error: name });
      return [];
    }),
  );
  const choices = suggestionsToChoices(found ?? []);
  await responder.callback({
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices },
  });
}

function openModal(data: APIModalInteractionResponseCallbackData, responder: Responder): Promise<void> {
  return responder.callback({ type: InteractionResponseType.Modal, data });
}

/** Discord opens a form in answer to a command or a press, as the first response only, never to another form. */
function modalFor(
  form: Form,
  interaction: UserInteraction,
): APIModalInteractionResponseCallbackData | undefined {
  return interaction.type === InteractionType.ModalSubmit ? undefined : formToModal(form);
}

/**
 * A form that answers a form is held, with what was typed, until the button below it is pressed; so is one that comes
 * too late for a modal and whose call is longer than a button can carry.
 */
function replyToBodies(
  context: Context,
  said: Reply,
  { interaction, share }: { readonly interaction: UserInteraction; readonly share: boolean },
): MessageBody[] {
  const owner = userOf(interaction)?.id;
  const toForm = interaction.type === InteractionType.ModalSubmit;
  if (!isForm(said) || owner === undefined || !(toForm || isTooLong(said.call))) {
    return messageToBodies(replyToMessage(said), { share });
  }
  context.held.hold(interaction.id, said, owner);
  const blocks: readonly Block[] =
    said.problem === undefined
      ? formToMessage(said).blocks
      : [
          { kind: 'headline', text: said.title },
          { kind: 'text', text: said.problem },
        ];
  const bodies = messageToBodies({ locale: said.locale, blocks, actions: [] }, { share: false });
  const label = sentence(said.problem === undefined ? 'fillIn' : 'openForm', said.locale);
  const rows = buttonsToRows([openButton(interaction.id, label)]);
  return bodies.map((body, at) => (at === bodies.length - 1 ? { ...body, components: rows } : body));
}

function isTooLong(call: Call): boolean {
  return size(callToCustomId(call)) > LIMITS.customId;
}

/** Opens a form that was held back. */
async function open(
  context: Context,
  { interaction, key }: { readonly interaction: APIMessageComponentInteraction; readonly key: string },
  responder: Responder,
): Promise<void> {
  const form = context.held.find(key, userOf(interaction)?.id ?? '');
  const modal = form && formToModal(form);
  await (modal ? openModal(modal, responder) : say('unknownForm', interaction, responder));
}

/** Replies at once when the answer is quick; else first says that it is coming, in time for Discord's deadline. */
async function answer(
  context: Context,
  interaction: UserInteraction,
  { request, responder }: { readonly request: Request; readonly responder: Responder },
): Promise<void> {
  const visibility = visibilityOf(interaction);
  const share = visibility.flags !== undefined;
  const asked = context.bot.handle(request);
  const quick = await within(context.timings.deferAfterMs, asked);
  const modal = quick && isForm(quick) ? modalFor(quick, interaction) : undefined;
  if (modal) return openModal(modal, responder);
  if (!quick) {
    await responder.callback({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      data: visibility,
    });
  }
  const [first, ...more] = replyToBodies(context, await asked, { interaction, share });
  if (first) await (quick ? reply(responder, first, visibility) : responder.edit(first));
  for (const body of more) await responder.followUp({ ...body, ...visibility });
}

/** Posts what the asker sees for everyone. */
async function share(
  interaction: APIMessageComponentInteraction,
  responder: Responder,
  locale: Locale,
): Promise<void> {
  const id = userOf(interaction)?.id;
  const body = id === undefined ? undefined : await messageToShared(interaction.message, { id, locale });
  await (body ? reply(responder, body, {}) : say('nothingToShare', interaction, responder));
}

const UNKNOWN = {
  [InteractionType.ApplicationCommand]: 'unknownCommand',
  [InteractionType.MessageComponent]: 'unknownButton',
  [InteractionType.ModalSubmit]: 'unknownForm',
} as const;

async function route(context: Context, interaction: UserInteraction, responder: Responder): Promise<void> {
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
    return suggest(context, interaction, responder);
  }
  if (interaction.type === InteractionType.MessageComponent) {
    const press = customIdToPress(interaction.data.custom_id);
    if (press?.kind === 'share') return share(interaction, responder, press.locale);
    if (press?.kind === 'open') return open(context, { interaction, key: press.key }, responder);
  }
  const request = interactionToRequest(interaction, context.now(), context.homeGuild);
  const known = context.bot.commands.some((command) => command.path.join(' ') === request?.command);
  if (request && known) return answer(context, interaction, { request, responder });
  return say(UNKNOWN[interaction.type], interaction, responder);
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
  given: Responder,
): Promise<void> {
  const { log, now } = context;
  const responder = telling(given, { log, now, request: interaction.id });
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
