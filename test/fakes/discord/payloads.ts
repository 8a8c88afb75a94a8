/** What Discord delivers, built from the little that a test cares about. */
import type { APIInteraction, APIMessage, GatewayMessageCreateDispatchData } from 'discord-api-types/v10';
import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  InteractionType,
} from 'discord-api-types/v10';

type Where = 'guild' | 'direct' | 'group';

export type InteractionInput = {
  /** A command by its path: 'chip ask'. */
  readonly command?: string;
  readonly options?: Readonly<Record<string, string>>;
  /** The option being typed: makes it a completion. */
  readonly focus?: string;
  /** A button by its `custom_id`, under this message. */
  readonly press?: { readonly message: APIMessage; readonly customId: string };
  readonly user?: string;
  readonly locale?: string;
  readonly where?: Where;
  /** The app is not in the server: the user brought it along. */
  readonly userInstalled?: boolean;
};

export type World = {
  readonly applicationId: string;
  readonly botId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly directId: string;
  nextId(): string;
};

const CONTEXTS = {
  guild: InteractionContextType.Guild,
  direct: InteractionContextType.BotDM,
  group: InteractionContextType.PrivateChannel,
} as const;

export const ASKER = '820000000000000001';

function userOf(id: string, bot = false) {
  return { id, username: `user${id.slice(-2)}`, discriminator: '0', global_name: null, avatar: null, bot };
}

function optionsOf(input: InteractionInput): unknown[] {
  return Object.entries(input.options ?? {}).map(([name, value]) => ({
    type: ApplicationCommandOptionType.String,
    name,
    value,
    ...(input.focus === name ? { focused: true } : {}),
  }));
}

function commandData(input: InteractionInput, world: World): unknown {
  const [root = '', ...rest] = (input.command ?? '').split(' ');
  // The innermost word is a subcommand, the one around it a group.
  const options = rest.reduceRight<unknown[]>((inner, name, at) => {
    const type =
      at === rest.length - 1
        ? ApplicationCommandOptionType.Subcommand
        : ApplicationCommandOptionType.SubcommandGroup;
    return [{ type, name, options: inner }];
  }, optionsOf(input));
  return { id: world.nextId(), type: 1, name: root, options };
}

function typeOf(input: InteractionInput): InteractionType {
  if (input.press) return InteractionType.MessageComponent;
  return input.focus === undefined
    ? InteractionType.ApplicationCommand
    : InteractionType.ApplicationCommandAutocomplete;
}

function whoAndWhere(input: InteractionInput, world: World) {
  const user = userOf(input.user ?? ASKER);
  const channelId = input.where === 'direct' ? world.directId : world.channelId;
  const place = { channel_id: channelId, channel: { id: channelId, type: input.where === 'direct' ? 1 : 0 } };
  const member = {
    user,
    roles: [],
    permissions: '0',
    joined_at: '2025-01-01T00:00:00.000Z',
    deaf: false,
    mute: false,
  };
  return (input.where ?? 'guild') === 'guild'
    ? { ...place, guild_id: world.guildId, member }
    : { ...place, user };
}

/** An INTERACTION_CREATE payload. */
export function buildInteraction(input: InteractionInput, world: World): APIInteraction {
  const id = world.nextId();
  const owners = input.userInstalled
    ? { [ApplicationIntegrationType.UserInstall]: input.user ?? ASKER }
    : { [ApplicationIntegrationType.GuildInstall]: world.guildId };
  const { press } = input;
  return {
    id,
    application_id: world.applicationId,
    type: typeOf(input),
    token: `token-${id}`,
    version: 1,
    locale: input.locale ?? 'en-US',
    entitlements: [],
    attachment_size_limit: 10_485_760,
    context: CONTEXTS[input.where ?? 'guild'],
    authorizing_integration_owners: owners,
    data: press ? { component_type: 2, custom_id: press.customId, id: 2 } : commandData(input, world),
    ...(press ? { message: press.message } : {}),
    ...whoAndWhere(input, world),
  } as unknown as APIInteraction;
}

export type MessageInput = {
  readonly content: string;
  readonly where?: 'guild' | 'direct';
  readonly author?: string;
  /** Written by a bot. */
  readonly bot?: boolean;
  /** A reply that pings the bot without naming it in the text. */
  readonly repliesToBot?: boolean;
};

/** A MESSAGE_CREATE payload. The text is blank where the bot may not read it: not mentioned, not in private. */
export function buildMessage(input: MessageInput, world: World): GatewayMessageCreateDispatchData {
  const named = input.content.includes(`<@${world.botId}>`) || input.content.includes(`<@!${world.botId}>`);
  const mentioned = named || input.repliesToBot === true;
  const readable = mentioned || input.where === 'direct' || input.author === world.botId;
  return {
    id: world.nextId(),
    type: input.repliesToBot ? 19 : 0,
    channel_id: input.where === 'direct' ? world.directId : world.channelId,
    ...(input.where === 'direct' ? {} : { guild_id: world.guildId }),
    author: userOf(input.author ?? ASKER, input.bot),
    content: readable ? input.content : '',
    mentions: mentioned ? [userOf(world.botId, true)] : [],
    mention_roles: [],
    mention_everyone: false,
    embeds: [],
    attachments: [],
    timestamp: '2026-11-23T00:00:00.000Z',
    edited_timestamp: null,
    tts: false,
    pinned: false,
  } as unknown as GatewayMessageCreateDispatchData;
}
