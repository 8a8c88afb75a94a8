/** The Discord platform over the gateway. Works on Discord's own JSON objects; discord.js only carries them. */
import {
  type APIInteraction,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
} from 'discord-api-types/v10';
import { UserError } from '../../language/user-error.ts';
import type { PostOutcome } from '../outcomes.ts';
import type { Bot, Log, Platform } from '../platform.ts';
import { type Connection, closeRest, openConnection } from './connection.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { createHeldForms } from './held-forms.ts';
import { answerInteraction, type Context, type Timings } from './interactions.ts';
import { messageToRequest } from './message-to-request.ts';
import { answerMessage } from './messages.ts';
import { registrationErrorToUserError } from './outcome.ts';
import { createPlaces } from './place.ts';
import { createPoster } from './post.ts';
import { registerCommands } from './register-commands.ts';
import { createRestResponder } from './responder.ts';

type DiscordConfig = {
  readonly token: string;
  readonly applicationId: string;
  /** Verifies what the HTTP mode receives; the gateway needs none. */
  readonly publicKey?: string | undefined;
  /** Commands are registered in this server only; without it, globally. */
  readonly guildId?: string | undefined;
  readonly mode: 'gateway';
  /** Base of the REST API without version, for a proxy or a test peer. The gateway's address is learnt from it. */
  readonly apiUrl?: string | undefined;
};

export type DiscordOptions = {
  readonly config: DiscordConfig;
  readonly bot: Bot;
  readonly receives?: boolean;
  readonly log: Log;
  readonly now: () => Date;
  /** Milliseconds; the defaults keep Discord's deadline of 3 s. */
  readonly timings?: Partial<Timings>;
};

const TIMINGS: Timings = {
  deferAfterMs: 1_000,
  suggestWithinMs: 2_000,
  stopWithinMs: 10_000,
  restTimeoutMs: 15_000,
};

function checkApplication(connection: Connection, config: DiscordConfig): void {
  if (connection.applicationId === config.applicationId) return;
  throw new UserError('bad-setting', {
    setting: 'DISCORD_APPLICATION_ID',
    reason: `the token belongs to the app ${connection.applicationId}`,
  });
}

type Receive = (connection: Connection, event: GatewayDispatchPayload) => void;

/** Hands interactions and questions on to be answered; all other events are of no interest. */
function createReceiver(context: Context, applicationId: string, deliveries: Deliveries): Receive {
  return ({ rest, me }, event) => {
    if (event.t === GatewayDispatchEvents.InteractionCreate) {
      const interaction: APIInteraction = event.d;
      const responder = createRestResponder(rest, applicationId, interaction);
      deliveries.take(interaction.id, () => answerInteraction(context, interaction, responder));
    } else if (event.t === GatewayDispatchEvents.MessageCreate) {
      const message = event.d;
      const { homeGuild } = context;
      const request = messageToRequest(message, me, { now: context.now(), homeGuild });
      if (request) deliveries.take(message.id, () => answerMessage(context, rest, { message, request }));
    }
  };
}

/** Connects; what arrives before the connection is known waits for it and keeps its order. */
async function connect(options: DiscordOptions, signal: AbortSignal, receive: Receive): Promise<Connection> {
  const early: GatewayDispatchPayload[] = [];
  let onDispatch = (event: GatewayDispatchPayload): void => void early.push(event);
  const connection = await openConnection({
    token: options.config.token,
    apiUrl: options.config.apiUrl,
    timeoutMs: options.timings?.restTimeoutMs ?? TIMINGS.restTimeoutMs,
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
  const deliveries = createDeliveries();
  const context = { bot, log, now, timings, homeGuild: config.guildId, held: createHeldForms(now) };
  const receive = createReceiver(context, config.applicationId, deliveries);
  const connection = await connect(options, signal, receive);
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
    await registerCommands(connection.rest, bot.commands, { ...config, log });
  } catch (error) {
    await close();
    throw registrationErrorToUserError(error, config.guildId) ?? error;
  }
  const { rest, me } = connection;
  const posting = createPoster({ rest, me, log, now });
  return { close, ...posting, ...createPlaces({ rest, me, post: posting.post }) };
}

const NOT_CONNECTED: PostOutcome = { kind: 'retry', code: 'not-connected', afterMs: 30_000, unsure: false };

/**
 * The Discord adapter. `start` rejects with a UserError 'bad-setting' (details `setting` and `reason`) when Discord
 * refuses the token, the intents, the app id or the server id.
 */
export function createDiscord(options: DiscordOptions): Platform {
  let session: ReturnType<typeof openSession> | undefined;
  const stopping = new AbortController();
  const live = async () => (stopping.signal.aborted ? undefined : await session?.catch(() => undefined));
  return {
    name: 'discord',
    routes: [],
    async start() {
      session ??= openSession(options, stopping.signal);
      await session;
      options.log('info', 'discord-ready', { mode: options.config.mode });
    },
    async stop() {
      stopping.abort();
      const opened = await session?.catch(() => undefined);
      await opened?.close();
    },
    post: async (post) => (await live())?.post(post) ?? NOT_CONNECTED,
    findPosted: async (sought) => (await live())?.findPosted(sought) ?? { kind: 'unknown' },
    look: async (place, user) => (await live())?.look(place, user) ?? { kind: 'unknown' },
    tell: async (user, message, key) => (await live())?.tell(user, message, key) ?? NOT_CONNECTED,
  };
}
