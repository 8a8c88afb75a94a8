/** What Discord delivers, built from the little that a test cares about. */
import type {
  APIAttachment,
  APIInteraction,
  APIMessage,
  GatewayMessageCreateDispatchData,
} from 'discord-api-types/v10';
import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  InteractionType,
} from 'discord-api-types/v10';
import type { SentFile } from './files.ts';
import { type Filling, fillModal, type Modal } from './modal-checks.ts';

type Where = 'guild' | 'direct' | 'group';

export type InteractionInput = {
  /** A command by its path: 'chip ask'. */
  readonly command?: string;
  readonly options?: Readonly<Record<string, string>>;
  /** The option being typed: makes it a completion. */
  readonly focus?: string;
  /** A button by its `custom_id`, under this message. */
  readonly press?: { readonly message: APIMessage; readonly customId: string };
  /** A modal that the bot opened, as this user fills it in; files by their name in `files`. */
  readonly submit?: { readonly modal: Modal; readonly filling: Filling };
  /** What the user attaches: by the option of a command, or by the label of a field. */
  readonly files?: Readonly<Record<string, { readonly name: string; readonly content: string | Uint8Array }>>;
  readonly user?: string;
  /** What the user may do in the channel: a bit field in digits. */
  readonly permissions?: string;
  /** The server, where it is not the first. */
  readonly guild?: string;
  readonly locale?: string;
  readonly where?: Where;
  /** The app is not in the server: the user brought it along. */
  readonly userInstalled?: boolean;
};

export type World = {
  readonly applicationId: string;
  readonly botId: string;
  readonly guildId: string;
  /** All servers; `guildId` is the first. They lie in shards of their own. */
  readonly guildIds: readonly string[];
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

type Files = Readonly<Record<string, APIAttachment>>;

function filesOf(input: InteractionInput, world: World, put: (file: SentFile) => string): Files {
  const entries = Object.entries(input.files ?? {}).map(([key, { name, content }]) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const url = put({ name, type: 'text/plain', bytes, at: '0' });
    const attachment = { id: world.nextId(), filename: name, size: bytes.byteLength, url, proxy_url: url };
    return [key, attachment as APIAttachment] as const;
  });
  return Object.fromEntries(entries);
}

/** As `resolved` has them: by id. */
function resolvedOf(files: Files) {
  const attachments = Object.fromEntries(Object.values(files).map((file) => [file.id, file]));
  return Object.keys(attachments).length === 0 ? {} : { resolved: { attachments } };
}

function optionsOf(input: InteractionInput, files: Files): unknown[] {
  const attached = Object.entries(files).map(([name, { id: value }]) => ({
    type: ApplicationCommandOptionType.Attachment,
    name,
    value,
  }));
  const texts = Object.entries(input.options ?? {}).map(([name, value]) => ({
    type: ApplicationCommandOptionType.String,
    name,
    value,
    ...(input.focus === name ? { focused: true } : {}),
  }));
  return [...texts, ...attached];
}

function commandData(input: InteractionInput, world: World, files: Files): unknown {
  const [root = '', ...rest] = (input.command ?? '').split(' ');
  // The innermost word is a subcommand, the one around it a group.
  const options = rest.reduceRight<unknown[]>(
    (inner, name, at) => {
      const type =
        at === rest.length - 1
          ? ApplicationCommandOptionType.Subcommand
          : ApplicationCommandOptionType.SubcommandGroup;
      return [{ type, name, options: inner }];
    },
    optionsOf(input, files),
  );
  return { id: world.nextId(), type: 1, name: root, options, ...resolvedOf(files) };
}

function dataOf(input: InteractionInput, world: World, files: Files): unknown {
  const { press, submit } = input;
  if (submit) {
    const ids = Object.fromEntries(Object.entries(files).map(([label, { id }]) => [label, id]));
    const components = fillModal(submit.modal, { ...submit.filling, ...ids });
    return { custom_id: submit.modal.custom_id, components, ...resolvedOf(files) };
  }
  if (press) return { component_type: 2, custom_id: press.customId, id: 2 };
  return commandData(input, world, files);
}

function typeOf(input: InteractionInput): InteractionType {
  if (input.submit) return InteractionType.ModalSubmit;
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
    permissions: input.permissions ?? '0',
    joined_at: '2025-01-01T00:00:00.000Z',
    deaf: false,
    mute: false,
  };
  return (input.where ?? 'guild') === 'guild'
    ? { ...place, guild_id: input.guild ?? world.guildId, member }
    : { ...place, user };
}

/** An INTERACTION_CREATE payload. */
export function buildInteraction(
  input: InteractionInput,
  world: World,
  put: (file: SentFile) => string,
): APIInteraction {
  const id = world.nextId();
  const owners = input.userInstalled
    ? { [ApplicationIntegrationType.UserInstall]: input.user ?? ASKER }
    : { [ApplicationIntegrationType.GuildInstall]: input.guild ?? world.guildId };
  const { press } = input;
  const files = filesOf(input, world, put);
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
    data: dataOf(input, world, files),
    ...(press ? { message: press.message } : {}),
    ...whoAndWhere(input, world),
  } as unknown as APIInteraction;
}

export type MessageInput = {
  readonly content: string;
  readonly where?: 'guild' | 'direct';
  /** The server, where it is not the first. */
  readonly guild?: string;
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
    ...(input.where === 'direct' ? {} : { guild_id: input.guild ?? world.guildId }),
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
