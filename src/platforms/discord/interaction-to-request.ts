/** What Discord delivers when a command, a completion or a button is used, as the bot's own `Request`. */
import type {
  APIApplicationCommandInteractionDataOption,
  APIAttachment,
  APIInteraction,
  APIInteractionDataResolved,
  APIPingInteraction,
  APIUser,
} from 'discord-api-types/v10';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { Locale } from '../../language/locale.ts';
import type { Call, Request } from '../platform.ts';
import { attachmentToUpload } from './attachments.ts';
import { customIdToPress } from './buttons.ts';
import { modalToSubmission } from './forms.ts';

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

/** What is asked, with the ids of the files that were sent along by the option they are for. */
type Asked = Call & { readonly attached: readonly { readonly option: string; readonly id: string }[] };

/** Walks down subcommand group and subcommand; names are the default ones, whatever the reader's language. */
function dataToAsked(name: string, options: readonly DataOption[]): Asked {
  const [only] = options;
  if (only && isBranch(only)) return dataToAsked(`${name} ${only.name}`, only.options ?? []);
  const given = options.flatMap((option) => ('value' in option ? [option] : []));
  const isFile = (option: DataOption) => option.type === ApplicationCommandOptionType.Attachment;
  return {
    command: name,
    options: Object.fromEntries(
      given.filter((option) => !isFile(option)).map((option) => [option.name, String(option.value)]),
    ),
    attached: given.filter(isFile).map((option) => ({ option: option.name, id: String(option.value) })),
  };
}

function interactionToAsked(interaction: UserInteraction): Asked | undefined {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete:
      if (interaction.data.type !== ApplicationCommandType.ChatInput) return undefined;
      return dataToAsked(interaction.data.name, interaction.data.options ?? []);
    case InteractionType.MessageComponent: {
      const press = customIdToPress(interaction.data.custom_id);
      return press?.kind === 'call' ? { ...press.call, attached: [] } : undefined;
    }
    case InteractionType.ModalSubmit: {
      const sent = modalToSubmission(interaction.data);
      return sent && { ...sent.call, attached: sent.files };
    }
    default:
      return undefined;
  }
}

function resolvedOf(interaction: UserInteraction): Readonly<Record<string, APIAttachment>> {
  const { data } = interaction;
  const resolved = 'resolved' in data ? data.resolved : undefined;
  // The types of the different interactions leave it out where Discord may well send it.
  const { attachments } = (resolved ?? {}) as Pick<APIInteractionDataResolved, 'attachments'>;
  return attachments ?? {};
}

/** The files, and their names as the values of their options. */
function filesOf(asked: Asked, interaction: UserInteraction) {
  const resolved = resolvedOf(interaction);
  const files = asked.attached.flatMap(({ option, id }) => {
    const attachment = resolved[id];
    return attachment ? [attachmentToUpload(option, attachment)] : [];
  });
  const names = Object.fromEntries(files.map((file) => [file.option, file.name]));
  return files.length === 0 ? { options: asked.options } : { options: { ...asked.options, ...names }, files };
}

/** What the member may do in this channel, as Discord itself says with each interaction; outside a server nothing. */
function rightsOf(interaction: UserInteraction) {
  const { member } = interaction;
  // Nobody else reads a direct message with the bot.
  if (!member) return isDirect(interaction) ? { managesChannel: true } : {};
  const has = (...flags: readonly bigint[]) =>
    flags.some((flag) => (BigInt(member.permissions) & flag) !== 0n);
  const { Administrator, ManageGuild, ManageChannels } = PermissionFlagsBits;
  return {
    administrator: has(Administrator, ManageGuild),
    managesChannel: has(Administrator, ManageChannels),
  };
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

export function userOf(interaction: UserInteraction): APIUser | undefined {
  return interaction.member?.user ?? interaction.user;
}

/** The server, and whether it is the home server; neither in a direct message. */
export function spaceOf(guild: string | undefined, homeGuild: string | undefined) {
  return guild === undefined ? {} : { space: guild, home: guild === homeGuild };
}

/** Undefined when this version of the bot cannot have made what was used: an old button, an old form. */
export function interactionToRequest(
  interaction: UserInteraction,
  now: Date,
  homeGuild?: string,
): Request | undefined {
  const asked = interactionToAsked(interaction);
  const user = userOf(interaction);
  if (!asked || !user) return undefined;
  const name = interaction.member?.nick ?? user.global_name ?? user.username;
  return {
    command: asked.command,
    ...filesOf(asked, interaction),
    id: interaction.id,
    user: { id: `discord:${user.id}`, name, ...rightsOf(interaction) },
    place: {
      kind: isDirect(interaction) ? 'direct' : 'channel',
      id: interaction.channel?.id ?? interaction.channel_id ?? user.id,
      ...spaceOf(interaction.guild_id, homeGuild),
    },
    locale: interactionToLocale(interaction),
    today: dayOf(now),
  };
}
