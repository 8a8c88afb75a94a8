/**
 * A Discord to test against: REST over HTTP and the gateway over a web socket, on one port of this machine, and
 * deliveries by signed HTTP. A bot in this or any other process talks to it by the address in `apiUrl`. It refuses what Discord refuses, judges every
 * body by the official contract and by the rules that the contract does not hold, and keeps all it was told.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type APIInteraction, type APIMessage, GatewayIntentBits } from 'discord-api-types/v10';
import { adminRoutes, createServerState } from './admin-routes.ts';
import type { CommandBody } from './command-checks.ts';
import { openContract } from './contract.ts';
import { createSigningKey, signedInteraction } from './deliver-http.ts';
import { checkFiles, createFileShelf, type Received, readBody, readReceived } from './files.ts';
import { createGateway } from './gateway.ts';
import { type Callback, createInteractions, type Reply, refusal, type Sent } from './interactions.ts';
import { createJournal } from './journal.ts';
import {
  buildInteraction,
  buildMessage,
  type InteractionInput,
  type MessageInput,
  type World,
} from './payloads.ts';
import { type Places, placeRoutes } from './places.ts';
import {
  CALLBACK,
  channelRoutes,
  commandRoutes,
  gatewayRoutes,
  interactionRoutes,
  type Route,
} from './routes.ts';

export type FakeDiscordOptions = {
  readonly token?: string;
  /** For the first response; Discord's own is 3 s. */
  readonly deadlineMs?: number;
  /** The gateway lets nobody in: 4004 bad token, 4014 disallowed intents. */
  readonly refuseWith?: number;
  /** Shards that Discord recommends. */
  readonly shards?: number;
  /** Shards that may identify at once; enforced where it is given. */
  readonly maxConcurrency?: number;
  /** Servers of the bot that something is told of; 1 by default. */
  readonly guilds?: number;
  /** Servers besides, of which nothing is told. */
  readonly moreGuilds?: number;
};

/** An interaction delivered by HTTP. */
export type Delivered = Sent & {
  /** What the endpoint answered with; 0 when it did not in time. */
  readonly status: Promise<number>;
};

/** The next `times` calls that match ('POST /channels/…') are answered with this instead. */
export type Fault = {
  readonly match: RegExp;
  readonly status: number;
  readonly times?: number;
  /** Discord's JSON error code. */
  readonly code?: number;
  /** Seconds, for 429. */
  readonly retryAfter?: number;
  /** The call has its effect, only its answer is lost. */
  readonly lost?: boolean;
  /** It is never answered; with `lost` it has its effect all the same. */
  readonly hang?: boolean;
  /** It has its effect, and its answer breaks off in the middle. */
  readonly cut?: boolean;
};

const API = '/api/v10';

/** A 204 must not name a content type: the client would parse its empty body. */
function sendReply(response: ServerResponse, reply: Reply, headers: Record<string, string>): void {
  if (reply.body === undefined) response.writeHead(reply.status, headers).end();
  else {
    response.writeHead(reply.status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(reply.body));
  }
}

function faultToReply(fault: Fault): { reply: Reply; headers: Record<string, string> } {
  const retryAfter = fault.retryAfter ?? 0.05;
  if (fault.status !== 429) return { reply: refusal(fault.status, fault.code ?? 0, 'injected'), headers: {} };
  const body = { message: 'You are being rate limited.', retry_after: retryAfter, global: false };
  const headers = { 'retry-after': String(retryAfter), 'x-ratelimit-scope': 'user' };
  return { reply: { status: 429, body }, headers };
}

function createWorld(guilds: number): World {
  let last = 1_200_000_000_000_000_000n;
  const guildId = 1_100_000_000_000_000_003n;
  return {
    applicationId: '1100000000000000001',
    botId: '1100000000000000002',
    guildId: String(guildId),
    guildIds: Array.from({ length: guilds }, (_, at) => String(guildId + (BigInt(at) << 22n))),
    channelId: '1100000000000000004',
    directId: '1100000000000000005',
    nextId: () => String(++last),
  };
}

/** Listens on a free port of 127.0.0.1. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}) {
  const token = options.token ?? 'fake-discord-token';
  const world = createWorld(options.guilds ?? 1);
  const key = createSigningKey();
  const journal = createJournal();
  const contract = openContract();
  const interactions = createInteractions({ deadlineMs: options.deadlineMs ?? 3_000, nextId: world.nextId });
  const commands = new Map<string, CommandBody[]>();
  const posted: APIMessage[] = [];
  const violations: string[] = [];
  const sent = new Map<string, APIInteraction>();
  const gone = new Set<string>();
  const state = createServerState(key.publicKey);
  const shelf = createFileShelf(() => `http://127.0.0.1:${port()}`);
  let kicked = false;
  let places: Places = {};
  /** Once a test has said what the server is like, that is what Discord tells of it. */
  let arePlacesSet = false;
  let faults: Fault[] = [];

  const server = createServer((request, response) => void serve(request, response));
  const port = () => (server.address() as AddressInfo).port;
  const url = () => `ws://127.0.0.1:${port()}`;
  const gateway = createGateway(server, journal, { ...world, ...options, token, url });
  const admin = adminRoutes(state, world);
  const routes: Route[] = [
    ...gatewayRoutes(url, () => state.startsLeft, {
      shards: options.shards ?? 1,
      maxConcurrency: options.maxConcurrency ?? 1,
    }),
    ...commandRoutes(commands, world),
    ...interactionRoutes(interactions),
    ...channelRoutes(posted, {
      nextId: world.nextId,
      botId: world.botId,
      isGone: (id) => gone.has(id),
      isKicked: () => kicked,
    }),
    ...placeRoutes({
      ...world,
      isGone: (id) => gone.has(id),
      isKicked: () => kicked,
      places: () => places,
    }),
  ];

  function takeFault(call: string): Fault | undefined {
    const fault = faults.find((each) => each.match.test(call));
    if (!fault) return undefined;
    const left = (fault.times ?? 1) - 1;
    faults = faults.flatMap((each) =>
      each === fault ? (left > 0 ? [{ ...each, times: left }] : []) : [each],
    );
    return fault;
  }

  function judge(route: Pick<Route, 'method' | 'operation' | 'check'>, body: unknown): readonly string[] {
    if (!route.operation) return [];
    const problems = contract(route.method.toLowerCase(), route.operation, body);
    return [...problems, ...(route.check?.(body) ?? [])];
  }

  /** What the endpoint answered a delivery with is judged as a call of its own would be. */
  async function deliver(address: string, interaction: APIInteraction, now: Date): Promise<number> {
    const signal = AbortSignal.timeout(options.deadlineMs ?? 3_000);
    const response = await fetch(address, { ...signedInteraction(interaction, key, now), signal });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) return response.status;
    const received = await readBody(bytes, response.headers.get('content-type') ?? '');
    const problems = [...judge(CALLBACK, received.body), ...checkFiles(received)];
    violations.push(...problems.map((problem) => `response to ${interaction.id}: ${problem}`));
    const call = { ...received, method: 'RESPONSE', path: `/${interaction.id}`, status: 200 };
    const accepted = interactions.callback(interaction.token, shelf.shelve(received) as Callback);
    journal.record(call);
    if (accepted.status !== 204)
      violations.push(`response to ${interaction.id}: ${JSON.stringify(accepted)}`);
    return response.status;
  }

  function answer(
    request: IncomingMessage,
    path: string,
    received: Received,
    query: Record<string, string>,
  ): Reply {
    const { body } = received;
    const known = arePlacesSet ? [...routes, ...admin] : [...admin, ...routes];
    const route = known.find((each) => each.method === request.method && each.pattern.test(path));
    if (!route) return refusal(404, 0, '404: Not Found');
    if (route.auth && request.headers.authorization !== `Bot ${token}`)
      return refusal(401, 0, '401: Unauthorized');
    const problems = [...judge(route, body), ...(route.operation ? checkFiles(received) : [])];
    violations.push(...problems.map((problem) => `${request.method} ${path}: ${problem}`));
    if (problems.length > 0) return refusal(400, 50035, `Invalid Form Body: ${problems.join('; ')}`);
    const parts = route.pattern.exec(path)?.slice(1) ?? [];
    return route.handle({ parts, query, body: shelf.shelve(received) });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', 'http://fake');
    const file = shelf.get(address.pathname);
    if (file) return void response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
    const path = decodeURIComponent(address.pathname).replace(API, '');
    const query = Object.fromEntries(address.searchParams);
    const received = await readReceived(request);
    const fault = takeFault(`${request.method} ${path}`);
    const honest = () => ({ reply: answer(request, path, received, query), headers: {} });
    if (fault?.cut) {
      const whole = JSON.stringify(honest().reply.body);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length + 9 });
      response.write(whole.slice(0, whole.length / 2), () => response.destroy());
      return journal.record({ ...received, method: request.method ?? '', path, query, status: 0 });
    }
    if (fault?.lost) honest();
    const { reply, headers } = fault ? faultToReply(fault) : honest();
    if (fault?.hang) journal.record({ ...received, method: request.method ?? '', path, query, status: 0 });
    if (fault?.hang) return;
    sendReply(response, reply, headers);
    journal.record({ ...received, method: request.method ?? '', path, query, status: reply.status });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    ...world,
    token,
    /** What it signs deliveries over HTTP with. */
    key,
    /** The app and its server, as a test wants them. */
    state,
    apiUrl: `http://127.0.0.1:${port()}/api`,
    calls: journal.calls,
    /** Every rule that a body broke; a healthy bot leaves it empty. */
    violations: violations as readonly string[],
    /** Messages in channels, oldest first. */
    posted: posted as readonly APIMessage[],
    /** Registered commands of 'global' or of a server's id. */
    registered: (scope: string) => commands.get(scope) ?? [],
    waitFor: journal.waitFor,
    connected: gateway.connected,
    reconnect: gateway.reconnect,
    invalidate: gateway.invalidate,
    drop: gateway.drop,
    hold: gateway.hold,
    expire: interactions.expire,
    /** Makes the next matching calls fail. */
    failNext(fault: Fault): void {
      faults.push(fault);
    },
    /** A user uses a command, a completion or a button. */
    sendInteraction(input: InteractionInput): Sent {
      const interaction = buildInteraction(input, world, shelf.put);
      sent.set(interaction.id, interaction);
      const state = interactions.add(interaction);
      gateway.dispatch('INTERACTION_CREATE', interaction, 0);
      return state;
    },
    /** The same by HTTP, to the app's endpoint. The bot's clock may be another than this machine's. */
    deliverInteraction(address: string, input: InteractionInput, now = new Date()): Delivered {
      const interaction = buildInteraction(input, world, shelf.put);
      sent.set(interaction.id, interaction);
      const state = interactions.add(interaction);
      return { ...state, status: deliver(address, interaction, now).catch(() => 0) };
    },
    /** An interaction that was sent before, as it was. */
    interaction: (id: string): APIInteraction => sent.get(id) as APIInteraction,
    /** Roles, members and overwrites of the server. */
    setPlaces: (fresh: Places) => {
      arePlacesSet = true;
      places = fresh;
    },
    /** The channel is deleted. */
    deleteChannel: (id: string) => void gone.add(id),
    /** The bot is removed from the server. */
    kick: () => {
      kicked = true;
    },
    /** Delivers the same interaction once more. */
    redeliver(id: string): void {
      gateway.dispatch('INTERACTION_CREATE', sent.get(id), 0);
    },
    /** A user writes a message; its id. `copies` delivers it more than once. */
    sendMessage(input: MessageInput, copies = 1): string {
      const message = buildMessage(input, world);
      const intent =
        message.guild_id === undefined ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
      for (let copy = 0; copy < copies; copy++) gateway.dispatch('MESSAGE_CREATE', message, intent);
      return message.id;
    },
    async close(): Promise<void> {
      journal.close();
      interactions.close();
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;
