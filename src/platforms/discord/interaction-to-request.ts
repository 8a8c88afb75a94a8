/** What Discord delivers when a command, a completion or a button is used, as the bot's own `Request`. */
import type {
  APIApplicationCommandInteractionDataOption,
  APIInteraction,
  APIPingInteraction,
} from 'discord-api-types/v10';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  InteractionType,
} from 'discord-api-types/v10';
import type { Locale } from '../../language/locale.ts';
import type { Call, Request } from '../platform.ts';
import { customIdToPress } from './buttons.ts';

/** Everything but the PING of the HTTP mode, which nobody asked. */
export type UserInteraction = Exclude<APIInteraction, APIPingInteraction>;

type DataOption = APIApplicationCommandInteractionDataOption<
  InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete
>;

function isBranch(option: DataOption): option is Extract<DataOption, { options?: unknown }> {
  return (
    option.type === ApplicationCommandOptionType.Subcommand ||
    option.type === ApplicationCommandOptionType.SubcommandGroup
  );
}

function optionsToRecord(options: readonly DataOption[]): Record<string, string> {
  return Object.fromEntries(
    options.flatMap((option) => ('value' in option ? [[option.name, String(option.value)] as const] : [])),
  );
}

/** Walks down subcommand group and subcommand; names are the default ones, whatever the reader's language. */
function dataToCall(name: string, options: readonly DataOption[]): Call {
  const [only] = options;
  if (only && isBranch(only)) return dataToCall(`${name} ${only.name}`, only.options ?? []);
  return { command: name, options: optionsToRecord(options) };
}

function interactionToCall(interaction: UserInteraction): Call | undefined {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete:
      if (interaction.data.type !== ApplicationCommandType.ChatInput) return undefined;
      return dataToCall(interaction.data.name, interaction.data.options ?? []);
    case InteractionType.MessageComponent: {
      const press = customIdToPress(interaction.data.custom_id);
      return press?.kind === 'call' ? press.call : undefined;
    }
    default:
      return undefined;
  }
}

/** Discord's client language; only these two of its languages are Chinese, all others read English here. */
export function interactionToLocale(interaction: UserInteraction): Locale {
  return interaction.locale === 'zh-CN' || interaction.locale === 'zh-TW' ? 'zh' : 'en';
}

/**
 * True in a direct message with the bot, where nobody else reads. A group chat or somebody else's direct message
 * (a user-installed app) has other readers: it counts as a channel.
 */
export function isDirect(interaction: UserInteraction): boolean {
  if (interaction.context !== undefined) return interaction.context === InteractionContextType.BotDM;
  return interaction.guild_id === undefined;
}

/** UTC day: Discord does not tell the asker's time zone. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** The option being typed in a completion, undefined elsewhere. */
export function focusedOption(interaction: UserInteraction): string | undefined {
  if (interaction.type !== InteractionType.ApplicationCommandAutocomplete) return undefined;
  const find = (options: readonly DataOption[]): string | undefined => {
    for (const option of options) {
      const name = isBranch(option)
        ? find(option.options ?? [])
        : 'focused' in option && option.focused && option.name;
      if (name) return name;
    }
    return undefined;
  };
  return find(interaction.data.options);
}

/** Undefined when this version of the bot cannot have made what was used (an old button, a form). */
export function interactionToRequest(interaction: UserInteraction, now: Date): Request | undefined {
  const call = interactionToCall(interaction);
  const user = interaction.member?.user ?? interaction.user;
  if (!call || !user) return undefined;
  return {
    ...call,
    id: interaction.id,
    user: { id: `discord:${user.id}` },
    place: {
      kind: isDirect(interaction) ? 'direct' : 'channel',
      id: interaction.channel?.id ?? interaction.channel_id ?? user.id,
      ...(interaction.guild_id === undefined ? {} : { space: interaction.guild_id }),
    },
    locale: interactionToLocale(interaction),
    today: dayOf(now),
  };
}
