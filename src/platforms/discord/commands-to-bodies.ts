/** The bot's commands as Discord's application commands, with names and descriptions for its Chinese readers. */
import type {
  APIApplicationCommandAttachmentOption,
  APIApplicationCommandBasicOption,
  APIApplicationCommandStringOption,
  APIApplicationCommandSubcommandGroupOption,
  APIApplicationCommandSubcommandOption,
  LocalizationMap,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { Words } from '../../language/locale.ts';
import type { CommandSpec, OptionSpec } from '../platform.ts';
import { LIMITS } from './limits.ts';
import { shorten } from './split.ts';

/** Commands of one server have no contexts and no ways of installing: Discord takes those of global ones only. */
export type Scope = 'global' | 'guild';
export type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;

type Node = { readonly name: string; readonly spec?: CommandSpec; readonly children: readonly Node[] };
type Named = { readonly name: string; readonly name_localizations?: LocalizationMap | null | undefined };

const ADMIN_ROOT = 'chip-admin';
const CHINESE = [
  ['zh-CN', 'zh'],
  ['zh-TW', 'hant'],
] as const;

function specsToNodes(specs: readonly CommandSpec[], depth: number): Node[] {
  const names = [...new Set(specs.map((spec) => spec.path[depth] ?? ''))];
  return names.map((name) => {
    const under = specs.filter((spec) => spec.path[depth] === name);
    const spec = under.find((candidate) => candidate.path.length === depth + 1);
    const children = specsToNodes(
      under.filter((candidate) => candidate !== spec),
      depth + 1,
    );
    return { name, children, ...(spec ? { spec } : {}) };
  });
}

/** A name as Discord takes it (`^[-_'\p{L}\p{N}]{1,32}$`, lower case); undefined when nothing of it is left. */
function localName(text: string): string | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/\s+/gu, '-')
    .replace(/[^-_'\p{L}\p{N}]/gu, '')
    .slice(0, LIMITS.commandName)
    .toWellFormed()
    .replaceAll('\uFFFD', '');
  return name === '' ? undefined : name;
}

/** zh-TW does not fall back to zh-CN on Discord, so both are given. */
function localNames(words: Words): LocalizationMap {
  return Object.fromEntries(
    CHINESE.flatMap(([locale, key]) => {
      const name = localName(words[key]);
      return name === undefined ? [] : [[locale, name] as const];
    }),
  );
}

function descriptions(words: Words) {
  const cut = (text: string) => shorten(text, LIMITS.commandDescription);
  return {
    description: cut(words.en) || '–',
    description_localizations: Object.fromEntries(
      CHINESE.flatMap(([locale, key]) => (words[key] === '' ? [] : [[locale, cut(words[key])] as const])),
    ),
  };
}

/** A group that the bot does not describe is described by what is in it. */
function groupWords(node: Node): Words {
  const list = (key: keyof Words) =>
    node.children.map((child) => child.spec?.name[key] ?? child.name).join(', ');
  return { zh: list('zh'), hant: list('hant'), en: list('en') };
}

function nodeToTexts(node: Node) {
  return {
    name: node.name,
    ...(node.spec ? { name_localizations: localNames(node.spec.name) } : {}),
    ...descriptions(node.spec?.description ?? groupWords(node)),
  };
}

/** Discord refuses siblings that share a name in any language: the later one then keeps its default name there. */
function distinct<T extends Named>(siblings: readonly T[]): T[] {
  const taken = new Set(siblings.map((sibling) => `name ${sibling.name}`));
  return siblings.map((sibling) => {
    const kept = Object.entries(sibling.name_localizations ?? {}).filter(([locale, name]) => {
      const free = name === sibling.name || !(taken.has(`name ${name}`) || taken.has(`${locale} ${name}`));
      if (free) taken.add(`${locale} ${name}`);
      return free;
    });
    return sibling.name_localizations
      ? { ...sibling, name_localizations: Object.fromEntries(kept) }
      : sibling;
  });
}

function optionToBody(
  option: OptionSpec,
): APIApplicationCommandStringOption | APIApplicationCommandAttachmentOption {
  const body = {
    name: option.name,
    name_localizations: localNames(option.label),
    ...descriptions(option.description),
    required: option.required,
  } as const;
  if (option.kind === 'file') return { type: ApplicationCommandOptionType.Attachment, ...body };
  const text = { type: ApplicationCommandOptionType.String, ...body } as const;
  return option.complete ? { ...text, autocomplete: true } : text;
}

/** Discord wants the required ones first. */
function specToOptions(spec: CommandSpec | undefined): APIApplicationCommandBasicOption[] {
  const options = (spec?.options ?? []).toSorted((a, b) => Number(b.required) - Number(a.required));
  return distinct(options.map(optionToBody));
}

function nodeToSubcommand(node: Node): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    ...nodeToTexts(node),
    options: specToOptions(node.spec),
  };
}

function nodeToOption(
  node: Node,
): APIApplicationCommandSubcommandOption | APIApplicationCommandSubcommandGroupOption {
  if (node.children.length === 0) return nodeToSubcommand(node);
  return {
    type: ApplicationCommandOptionType.SubcommandGroup,
    ...nodeToTexts(node),
    options: distinct(node.children.map(nodeToSubcommand)),
  };
}

const EVERYWHERE = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

/**
 * One body for each root. A spec whose path is a whole group ('chip digest' beside 'chip digest list') names and
 * describes the group: Discord cannot run groups themselves.
 * The permission of the admin root hides it from most; the bot checks rights itself.
 */
export function commandsToBodies(commands: readonly CommandSpec[], scope: Scope): CommandBody[] {
  const shown = commands.filter((spec) => !spec.hidden);
  return specsToNodes(shown, 0).map((root) => ({
    type: ApplicationCommandType.ChatInput,
    ...nodeToTexts(root),
    options:
      root.children.length === 0 ? specToOptions(root.spec) : distinct(root.children.map(nodeToOption)),
    ...(root.name === ADMIN_ROOT
      ? { default_member_permissions: String(PermissionFlagsBits.ManageGuild) }
      : {}),
    ...(scope === 'global' ? EVERYWHERE : {}),
  }));
}
