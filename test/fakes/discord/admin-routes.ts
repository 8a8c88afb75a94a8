/** What Discord tells an app about itself and about the server it is in. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Route } from './routes.ts';

type Overwrite = { readonly id: string; readonly type: 0 | 1; readonly allow: string; readonly deny: string };

/** To be changed by a test. */
export type ServerState = {
  publicKey: string;
  /** Interactions Endpoint URL in the developer portal. */
  endpoint: string | null;
  startsLeft: number;
  /** Of everybody in the server. */
  everybody: bigint;
  /** Of the role that the invite made for the bot. */
  botRole: bigint;
  channels: readonly {
    readonly name: string;
    readonly type: number;
    readonly overwrites?: readonly Overwrite[];
  }[];
};

const { ViewChannel, SendMessages, EmbedLinks, AttachFiles, ReadMessageHistory } = PermissionFlagsBits;

export function createServerState(publicKey: string): ServerState {
  return {
    publicKey,
    endpoint: null,
    startsLeft: 1_000,
    everybody: ViewChannel | SendMessages | ReadMessageHistory,
    botRole: ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory,
    channels: [
      { name: 'general', type: 0 },
      { name: 'voice', type: 2 },
    ],
  };
}

export const BOT_ROLE = '1100000000000000050';

export function adminRoutes(
  state: ServerState,
  world: {
    readonly applicationId: string;
    readonly botId: string;
    readonly guildId: string;
    nextId(): string;
  },
): Route[] {
  const get = (pattern: RegExp, body: () => unknown): Route => ({
    method: 'GET',
    pattern,
    auth: true,
    handle: () => ({ status: 200, body: body() }),
  });
  const { applicationId, botId, guildId } = world;
  const role = (id: string, permissions: bigint) => ({ id, name: id, permissions: String(permissions) });
  return [
    get(/^\/applications\/@me$/, () => ({
      id: applicationId,
      verify_key: state.publicKey,
      interactions_endpoint_url: state.endpoint,
      bot: { id: botId },
    })),
    get(/^\/users\/@me$/, () => ({ id: botId, username: 'chip-facts', bot: true })),
    get(new RegExp(`^/guilds/${guildId}/roles$`), () => [
      role(guildId, state.everybody),
      role(BOT_ROLE, state.botRole),
    ]),
    get(new RegExp(`^/guilds/${guildId}/members/${botId}$`), () => ({
      user: { id: botId },
      roles: [BOT_ROLE],
    })),
    get(new RegExp(`^/guilds/${guildId}/channels$`), () =>
      state.channels.map(({ overwrites = [], ...channel }) => ({
        id: world.nextId(),
        ...channel,
        permission_overwrites: overwrites,
      })),
    ),
  ];
}
