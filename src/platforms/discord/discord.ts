/** The Discord platform, over the gateway or over HTTP. Works on Discord's own JSON objects; discord.js only carries them. */
import type { GatewayDispatchPayload } from 'discord-api-types/v10';
import { UserError } from '../../language/user-error.ts';
import type { PostOutcome } from '../outcomes.ts';
import type { Bot, Log, Platform, Route } from '../platform.ts';
import { type Connection, closeRest, openConnection, openRestConnection } from './connection.ts';
import { createDeliveries } from './deliveries.ts';
import { createEndpoint, type EndpointOptions } from './endpoint.ts';
import { createHeldForms } from './held-forms.ts';
import type { Timings } from './interactions.ts';
import { registrationErrorToUserError } from './outcome.ts';
import { createPlaces } from './place.ts';
import { createPoster } from './post.ts';
import { createReceiver, type Receiver } from './receive.ts';
import { registerCommands } from './register-commands.ts';

type DiscordConfig = {
  readonly token: string;
  readonly applicationId: string;
  /** Verifies what the HTTP mode receives; the gateway needs none. */
  readonly publicKey?: string | undefined;
  /** Commands are registered in this server only; without it, globally. */
  readonly guildId?: string | undefined;
  /** Over 'http' come interactions only: neither mentions nor direct messages. */
  readonly mode: 'gateway' | 'http';
  /** Connections to the gateway; 1 by default. */
  readonly shards?: number | 'auto' | undefined;
  /** Base of the REST API without version, for a proxy or a test peer. The gateway's address is learnt from it. */
  readonly apiUrl?: string | undefined;
};

export type DiscordOptions = {
  readonly config: DiscordConfig;
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  /** False where the bot only posts: no gateway, no route, no commands registered. */
  readonly receives?: boolean;
  /** Milliseconds; the defaults keep Discord's deadline of 3 s. */
  readonly timings?: Partial<Timings>;
};

const TIMINGS: Timings = {
  deferAfterMs: 1_000,
  suggestWithinMs: 2_000,
  stopWithinMs: 10_000,
  restTimeoutMs: 15_000,
};

/** Over HTTP a delivery may be repeated for as long as its signature holds; over the gateway for a few minutes. */
const REMEMBERED = { gateway: 2_000, http: 50_000 };

const receivesBy = ({ config, receives = true }: DiscordOptions): 'gateway' | 'http' | 'nothing' =>
  receives ? config.mode : 'nothing';

function checkApplication({ applicationId, told }: Connection, config: DiscordConfig): void {
  if (applicationId !== config.applicationId) {
    throw new UserError('bad-setting', {
      setting: 'DISCORD_APPLICATION_ID',
      reason: `the token belongs to the app ${applicationId}`,
    });
  }
  const { publicKey } = config;
  if (publicKey !== undefined && told && told.publicKey.toLowerCase() !== publicKey.toLowerCase()) {
    throw new UserError('bad-setting', {
      setting: 'DISCORD_PUBLIC_KEY',
      reason: 'it is not the key of the app; copy the Public Key from its General Information page',
    });
  }
}

/** Connects; what arrives before the connection is known waits for it and keeps its order. */
async function connect(
  options: DiscordOptions,
  signal: AbortSignal,
  receive: Receiver['event'],
): Promise<Connection> {
  const { token, apiUrl, shards = 1 } = options.config;
  const timeoutMs = options.timings?.restTimeoutMs ?? TIMINGS.restTimeoutMs;
  if (receivesBy(options) !== 'gateway') return openRestConnection({ token, apiUrl, timeoutMs, signal });
  const early: GatewayDispatchPayload[] = [];
  let onDispatch = (event: GatewayDispatchPayload): void => void early.push(event);
  const connection = await openConnection({
    token,
    apiUrl,
    timeoutMs,
    shards,
    log: options.log,
    signal,
    onDispatch: (event) => onDispatch(event),
  });
  onDispatch = (event) => receive(connection, event);
  early.forEach(onDispatch);
  return connection;
}

/** Resolves once connected and registered, to what undoes it. */
async function openSession(options: DiscordOptions, signal: AbortSignal) {
  const { config, bot, log, now } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const deliveries = createDeliveries(REMEMBERED[config.mode]);
  const context = { bot, log, now, timings, homeGuild: config.guildId, held: createHeldForms(now) };
  const receiver = createReceiver(context, { applicationId: config.applicationId, deliveries });
  const connection = await connect(options, signal, receiver.event);
  const close = async () => {
    // The gateway first: what Discord cannot deliver it reports to the user at once, and the REST calls of what
    // is being answered do not need it.
    deliveries.close();
    await connection.close();
    const unfinished = await deliveries.finish(timings.stopWithinMs);
    if (unfinished > 0) log('warn', 'discord-stopped-unfinished', { unfinished });
    closeRest(connection.rest);
  };
  try {
    checkApplication(connection, config);
    if (receivesBy(options) !== 'nothing') {
      await registerCommands(connection.rest, bot.commands, { ...config, log });
    }
  } catch (error) {
    await close();
    throw registrationErrorToUserError(error, config.guildId) ?? error;
  }
  const { rest, me } = connection;
  const posting = createPoster({ rest, me, log, now });
  const take: EndpointOptions['take'] = (...delivery) => receiver.http(connection, ...delivery);
  const endpoint = connection.told?.endpoint;
  return { close, take, endpoint, ...posting, ...createPlaces({ rest, me, post: posting.post }) };
}

type Session = Awaited<ReturnType<typeof openSession>>;

const NOT_CONNECTED: PostOutcome = { kind: 'retry', code: 'not-connected', afterMs: 30_000, unsure: false };

function logReady({ log, ...options }: DiscordOptions, { endpoint }: Session): void {
  const by = receivesBy({ log, ...options });
  log('info', 'discord-ready', { mode: by });
  // Discord takes the address only while somebody answers there, so that it is not set yet is how it begins.
  if (by === 'http' && endpoint === undefined) log('warn', 'discord-endpoint-not-set');
}

/**
 * The Discord adapter. In mode 'http' its route has to be served by the process's listener. `start` rejects with a
 * UserError 'bad-setting' (details `setting` and `reason`) when Discord refuses the token, the intents, the shards, the
 * app id, the server id or the public key.
 */
export function createDiscord(options: DiscordOptions): Platform {
  const { config, log, now } = options;
  let session: Promise<Session> | undefined;
  let opened: Session | undefined;
  const stopping = new AbortController();
  const live = async () => (stopping.signal.aborted ? undefined : await session?.catch(() => undefined));
  const take: EndpointOptions['take'] = (...delivery) => opened?.take(...delivery) ?? 'closed';
  const { publicKey = '' } = config;
  const routes: readonly Route[] =
    receivesBy(options) === 'http' ? [createEndpoint({ publicKey, now, log, take })] : [];
  return {
    name: 'discord',
    routes,
    async start() {
      session ??= openSession(options, stopping.signal);
      opened = await session;
      logReady(options, opened);
    },
    async stop() {
      stopping.abort();
      const ended = await session?.catch(() => undefined);
      await ended?.close();
    },
    post: async (post) => (await live())?.post(post) ?? NOT_CONNECTED,
    findPosted: async (sought) => (await live())?.findPosted(sought) ?? { kind: 'unknown' },
    look: async (place, user) => (await live())?.look(place, user) ?? { kind: 'unknown' },
    tell: async (user, message, key) => (await live())?.tell(user, message, key) ?? NOT_CONNECTED,
  };
}
