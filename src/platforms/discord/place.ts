/** What a channel is to the bot and to a user: worked out from roles and overwrites, as Discord does. */
import type { REST } from '@discordjs/rest';
import type {
  APIChannel,
  APIDMChannel,
  APIGuild,
  APIGuildMember,
  APIOverwrite,
  APIRole,
} from 'discord-api-types/v10';
import { OverwriteType, PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import type { Text } from '../../language/locale.ts';
import type { PlaceView, PostOutcome } from '../outcomes.ts';
import type { Message, Post } from '../platform.ts';
import { failureToOutcome } from './post-outcome.ts';

export type Places = {
  look(place: string, user: string): Promise<PlaceView>;
  tell(user: string, message: Message, key: string): Promise<PostOutcome>;
};

type Options = {
  readonly rest: REST;
  readonly me: string;
  readonly post: (post: Post) => Promise<PostOutcome>;
};

const { Administrator, ManageChannels, ViewChannel, SendMessages, EmbedLinks, ReadMessageHistory } =
  PermissionFlagsBits;
/** What a digest needs, as Discord's settings call it. */
const NEEDED: readonly (readonly [flag: bigint, name: Text])[] = [
  [ViewChannel, { zh: '查看频道', en: 'View Channel' }],
  [SendMessages, { zh: '发送消息', en: 'Send Messages' }],
  [EmbedLinks, { zh: '嵌入链接', en: 'Embed Links' }],
  [ReadMessageHistory, { zh: '读取消息历史', en: 'Read Message History' }],
];

export function createPlaces({ rest, me, post }: Options): Places {
  const get = async <T>(route: `/${string}`): Promise<T> => (await rest.get(route)) as T;

  async function lookIn(place: string, user: string): Promise<PlaceView> {
    const channel = await get<APIChannel>(Routes.channel(place));
    const guildId = 'guild_id' in channel ? channel.guild_id : undefined;
    if (guildId === undefined) {
      const readers = (channel as APIDMChannel).recipients ?? [];
      return { kind: 'seen', manages: readers.some(({ id }) => id === user), obstacle: null };
    }
    const [guild, bot, asker] = await Promise.all([
      get<APIGuild>(Routes.guild(guildId)),
      get<APIGuildMember>(Routes.guildMember(guildId, me)),
      get<APIGuildMember>(Routes.guildMember(guildId, user)).catch(() => undefined),
    ]);
    const overwrites = ('permission_overwrites' in channel && channel.permission_overwrites) || [];
    const of = (id: string, member: APIGuildMember): bigint =>
      permissionsOf({ id, roles: member.roles }, { guild, overwrites });
    const has = (held: bigint, flag: bigint): boolean => (held & (flag | Administrator)) !== 0n;
    const own = of(me, bot);
    const missing = NEEDED.filter(([flag]) => (own & Administrator) === 0n && (own & flag) === 0n);
    return {
      kind: 'seen',
      space: guildId,
      manages: asker !== undefined && has(of(user, asker), ManageChannels),
      obstacle: missing.length > 0 ? obstacleOf(missing.map(([, name]) => name)) : null,
    };
  }

  return {
    async look(place, user) {
      if (!/^\d{17,20}$/.test(place)) return { kind: 'unseen' };
      try {
        return await lookIn(place, user.replace(/^discord:/, ''));
      } catch (error) {
        const { kind } = failureToOutcome(error);
        return { kind: kind === 'gone' || kind === 'forbidden' ? 'unseen' : 'unknown' };
      }
    },
    async tell(user, message, key) {
      const recipient = user.replace(/^discord:/, '');
      try {
        const made = await rest.post(Routes.userChannels(), { body: { recipient_id: recipient } });
        return await post({ place: (made as APIDMChannel).id, message, key });
      } catch (error) {
        return failureToOutcome(error);
      }
    },
  };
}

type Member = { readonly id: string; readonly roles: readonly string[] };

/** https://discord.com/developers/docs/topics/permissions#permission-overwrites */
function permissionsOf(
  { id, roles }: Member,
  { guild, overwrites }: { readonly guild: APIGuild; readonly overwrites: readonly APIOverwrite[] },
): bigint {
  const held = guild.roles.filter((role: APIRole) => role.id === guild.id || roles.includes(role.id));
  const base = held.reduce((sum, { permissions }) => sum | BigInt(permissions), 0n);
  if (guild.owner_id === id || (base & Administrator) !== 0n) return base | Administrator;
  const everyone = overwrites.filter((one) => one.id === guild.id);
  const ofRoles = overwrites.filter((one) => one.type === OverwriteType.Role && roles.includes(one.id));
  const own = overwrites.filter((one) => one.type === OverwriteType.Member && one.id === id);
  return [everyone, ofRoles, own].reduce((sum, some) => {
    const deny = some.reduce((all, one) => all | BigInt(one.deny), 0n);
    const allow = some.reduce((all, one) => all | BigInt(one.allow), 0n);
    return (sum & ~deny) | allow;
  }, base);
}

function obstacleOf(names: readonly Text[]): Text {
  const zh = names.map((name) => name.zh).join('、');
  const en = names.map((name) => name.en).join(', ');
  return {
    zh: `机器人在那个频道缺少权限：${zh}。请在频道设置的“权限”里给它，然后再订阅。`,
    en: `The bot lacks permissions in that channel: ${en}. Grant them in the channel's settings under Permissions, then subscribe again.`,
  };
}
