/** The server with its roles, members and channels, as far as a bot asks for permissions; and direct messages. */
import { type Reply, refusal } from './interactions.ts';
import type { Route } from './routes.ts';

type Overwrite = { readonly id: string; readonly type: 0 | 1; readonly allow: bigint; readonly deny: bigint };

/** What of the server differs from one where @everyone may see and write. */
export type Places = {
  readonly owner?: string;
  /** Of @everyone. */
  readonly everyone?: bigint;
  readonly roles?: Readonly<Record<string, bigint>>;
  /** User → ids of roles. Nobody else is a member, but the bot. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  readonly overwrites?: readonly Overwrite[];
};

type Server = {
  readonly guildId: string;
  readonly channelId: string;
  readonly directId: string;
  readonly botId: string;
  readonly isGone: (channel: string) => boolean;
  readonly isKicked: () => boolean;
  readonly places: () => Places;
};

const VIEW_AND_WRITE = 0x400n | 0x800n | 0x4000n | 0x10000n;

export function placeRoutes(server: Server): Route[] {
  const { guildId, channelId, directId, botId } = server;
  const kicked = (): Reply | undefined =>
    server.isKicked() ? refusal(403, 50001, 'Missing Access') : undefined;
  const channelOf = (id: string): Reply => {
    if (id === directId)
      return { status: 200, body: { id, type: 1, recipients: [{ id: '1100000000000000077' }] } };
    if (server.isGone(id)) return refusal(404, 10003, 'Unknown Channel');
    if (id !== channelId) return refusal(403, 50001, 'Missing Access');
    const { overwrites = [] } = server.places();
    const permission_overwrites = overwrites.map((one) => ({
      ...one,
      allow: String(one.allow),
      deny: String(one.deny),
    }));
    return kicked() ?? { status: 200, body: { id, type: 0, guild_id: guildId, permission_overwrites } };
  };
  const memberOf = (id: string): Reply => {
    const roles = id === botId ? (server.places().members?.[id] ?? []) : server.places().members?.[id];
    return roles ? { status: 200, body: { user: { id }, roles } } : refusal(404, 10007, 'Unknown Member');
  };
  return [
    {
      method: 'GET',
      pattern: /^\/channels\/(\d+)$/,
      auth: true,
      handle: ({ parts }) => channelOf(parts[0] ?? ''),
    },
    {
      method: 'GET',
      pattern: /^\/guilds\/(\d+)$/,
      auth: true,
      handle: () => {
        const { owner = '1100000000000000099', everyone = VIEW_AND_WRITE, roles = {} } = server.places();
        const others = Object.entries(roles).map(([id, permissions]) => ({
          id,
          permissions: String(permissions),
        }));
        const own = { id: guildId, permissions: String(everyone) };
        return kicked() ?? { status: 200, body: { id: guildId, owner_id: owner, roles: [own, ...others] } };
      },
    },
    {
      method: 'GET',
      pattern: /^\/guilds\/(\d+)\/members\/(\d+)$/,
      auth: true,
      handle: ({ parts }) => kicked() ?? memberOf(parts[1] ?? ''),
    },
    {
      method: 'POST',
      pattern: /^\/users\/@me\/channels$/,
      auth: true,
      operation: '/users/@me/channels',
      handle: () => ({ status: 200, body: { id: directId, type: 1 } }),
    },
  ];
}
