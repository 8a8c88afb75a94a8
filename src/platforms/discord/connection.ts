/**
 * The only file that loads discord.js, and of it only the two packages that carry JSON: the REST client and the
 * gateway. Its umbrella package hides this WebSocketManager behind one that needs its Client, and takes twice as
 * long to load.
 */

import type { REST } from '@discordjs/rest';
import type { SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import type {
  APIApplication,
  APIUser,
  GatewayDispatchPayload,
  GatewayReadyDispatchData,
} from 'discord-api-types/v10';
import { GatewayIntentBits, Routes } from 'discord-api-types/v10';
import type { UserError } from '../../language/user-error.ts';
import type { Log } from '../platform.ts';
import { refusalToUserError, unauthorizedToUserError } from './outcome.ts';

/** None of these is privileged. Message texts come with mentions of the bot and in direct messages all the same. */
const INTENTS = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages;

export type Connection = {
  readonly rest: REST;
  /** The bot's own user id. */
  readonly me: string;
  readonly applicationId: string;
  /** What Discord tells over REST alone. */
  readonly told?: {
    readonly publicKey: string;
    /** Where Discord delivers interactions, instead of the gateway. */
    readonly endpoint: string | undefined;
  };
  /** Leaves the gateway for good; calls over REST still work. */
  close(): Promise<void>;
};

type RestOptions = {
  readonly token: string;
  readonly apiUrl?: string | undefined;
  /** Of one REST call; the client's own by default. */
  readonly timeoutMs?: number | undefined;
  /** Aborted when the bot is stopped before it is connected: connecting has no other end while Discord is away. */
  readonly signal: AbortSignal;
};

export type ConnectionOptions = RestOptions & {
  readonly log: Log;
  /** Connections to the gateway, all of this process: 'auto' is as many as Discord says. */
  readonly shards: number | 'auto';
  /** Called for each event, in order. */
  readonly onDispatch: (event: GatewayDispatchPayload) => void;
};

/** Sessions by shard, so that a lost connection is resumed where it broke off. */
function createSessions() {
  const sessions = new Map<number, SessionInfo>();
  let closed = false;
  return {
    close: () => {
      closed = true;
    },
    retrieveSessionInfo: (shardId: number): SessionInfo | null | Promise<never> => {
      // A shard that is between two connections cannot be told to stop; asked for its session it waits here
      // for ever instead of connecting again, and holds nothing that would keep the process up.
      if (closed) return new Promise<never>(() => {});
      return sessions.get(shardId) ?? null;
    },
    updateSessionInfo: (shardId: number, info: SessionInfo | null) => {
      if (info) sessions.set(shardId, info);
      else sessions.delete(shardId);
    },
  };
}

/** Longer waits for posting in a channel are the caller's to plan; all other calls wait as long as Discord says. */
const LONGEST_WAIT_MS = 60_000;

async function openRest({ token, apiUrl, timeoutMs }: RestOptions): Promise<REST> {
  // A token with blanks or line feeds is no header value; the HTTP client's words for that would show the token.
  const refused = refusalToUserError(4004);
  if (refused && !/^[\x21-\x7e]+$/.test(token)) throw refused;
  const { REST } = await import('@discordjs/rest');
  return new REST({
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    rejectOnRateLimit: ({ route, timeToReset, retryAfter }) =>
      route.startsWith('/channels/') && Math.max(timeToReset, retryAfter) > LONGEST_WAIT_MS,
  }).setToken(token);
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function listen(manager: WebSocketManager, events: typeof WebSocketShardEvents, options: ConnectionOptions) {
  const seen: { ready?: GatewayReadyDispatchData; refusal?: UserError | undefined } = {};
  const { log } = options;
  manager.on(events.Ready, ({ data, shardId }) => {
    seen.ready = data;
    log('info', 'discord-connected', { shard: shardId });
  });
  manager.on(events.Dispatch, ({ data }) => options.onDispatch(data));
  manager.on(events.Resumed, ({ shardId }) => log('info', 'discord-resumed', { shard: shardId }));
  manager.on(events.Closed, ({ code, shardId }) => {
    const refusal = refusalToUserError(code);
    seen.refusal ??= refusal;
    log(refusal ? 'error' : 'info', 'discord-closed', { code, shard: shardId });
  });
  manager.on(events.Error, ({ error }) => log('error', 'discord-gateway', { reason: error.message }));
  return seen;
}

async function openGateway(rest: REST, options: ConnectionOptions) {
  const { WebSocketManager, WebSocketShardEvents } = await import('@discordjs/ws');
  const { close: closeSessions, ...sessions } = createSessions();
  const shardCount = options.shards === 'auto' ? null : options.shards;
  const manager = new WebSocketManager({
    token: options.token,
    intents: INTENTS,
    rest,
    shardCount,
    ...sessions,
  });
  const seen = listen(manager, WebSocketShardEvents, options);
  const close = async () => {
    closeSessions();
    await manager.destroy({ reason: 'stopped' });
  };
  const connect = async () => {
    options.log('info', 'discord-shards', { count: await manager.getShardCount() });
    await manager.connect();
  };
  try {
    await Promise.race([connect(), untilAborted(options.signal)]);
  } catch (error) {
    await close();
    throw seen.refusal ?? unauthorizedToUserError(error) ?? error;
  }
  return { ready: seen.ready, close };
}

/**
 * Connects and resolves once Discord calls every shard ready. Lost connections are resumed without end.
 * Rejects with a UserError 'bad-setting' when Discord refuses the token, the intents or so few shards, with what
 * `@discordjs/rest` throws when Discord cannot be reached, and with the reason of `signal`.
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const rest = await openRest(options);
  const { ready, close } = await openGateway(rest, options);
  if (!ready) throw new Error('Discord called a shard ready without saying who the bot is');
  return { rest, me: ready.user.id, applicationId: ready.application.id, close };
}

/**
 * No gateway: asks over REST who the bot is. Rejects with a UserError 'bad-setting' when Discord refuses the token, with
 * what `@discordjs/rest` throws when Discord cannot be reached, and with the reason of `signal`.
 */
export async function openRestConnection(options: RestOptions): Promise<Connection> {
  const rest = await openRest(options);
  try {
    const { signal } = options;
    const [app, user] = await Promise.all([
      rest.get(Routes.currentApplication(), { signal }) as Promise<APIApplication>,
      rest.get(Routes.user(), { signal }) as Promise<APIUser>,
    ]);
    const told = { publicKey: app.verify_key, endpoint: app.interactions_endpoint_url ?? undefined };
    return { rest, me: user.id, applicationId: app.id, told, close: async () => {} };
  } catch (error) {
    closeRest(rest);
    throw unauthorizedToUserError(error) ?? error;
  }
}

/** Stops the REST client's own timers. What is under way is finished first by the caller. */
export function closeRest(rest: REST): void {
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
}
