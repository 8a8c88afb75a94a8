/** The fake's gateway: one bot in shards, with sessions that survive a lost connection and are replayed on resume. */
import type { Server } from 'node:http';
import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Journal } from './journal.ts';

const PRIVILEGED =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

export type GatewayOptions = {
  readonly token: string;
  readonly applicationId: string;
  readonly botId: string;
  /** The servers that the bot is in. */
  readonly guildIds: readonly string[];
  /** How many there are besides, of which nothing is told. */
  readonly moreGuilds?: number;
  /** So many shards may identify at once, one of each bucket in five seconds; not enforced without it. */
  readonly maxConcurrency?: number;
  /** Closes with this code instead of letting the bot in: 4004 bad token, 4014 disallowed intents. */
  readonly refuseWith?: number;
};

type Event = { readonly op: 0; readonly s: number; readonly t: string; readonly d: unknown };
type Shard = readonly [id: number, count: number];
type Session = {
  readonly id: string;
  readonly shard: Shard;
  readonly intents: number;
  readonly events: Event[];
  socket?: WebSocket;
};
type Packet = { readonly op: number; readonly d: unknown };
type Identify = { readonly token: string; readonly intents: number; readonly shard?: Shard };
type Resume = { readonly token: string; readonly session_id: string; readonly seq: number };

export type Gateway = {
  /** Resolves when the bot is connected, with all of its shards, and ready to be told things. */
  connected(): Promise<void>;
  /**
   * Goes to the shard of its server alone. Kept while the bot is away, and replayed when it resumes. `intent` 0 is sent
   * to everyone.
   */
  dispatch(t: string, d: unknown, intent: number): void;
  /** Op 7: the bot should come back and resume. */
  reconnect(shard?: number): void;
  /** Op 9: the session is over, the bot must identify afresh. */
  invalidate(shard?: number): void;
  /** Breaks the connection; 4000 is resumable. */
  drop(code: number, shard?: number): void;
  /** New connections are not greeted until the function that it gives is called. */
  hold(): () => void;
  close(): void;
};

const send = (socket: WebSocket, packet: object) => socket.send(JSON.stringify(packet));

function refusalOf(identify: Identify, options: GatewayOptions): number | undefined {
  if (identify.token !== options.token) return 4004;
  const { shard: [id, count] = [0, 1] } = identify;
  if (!Number.isInteger(id) || !Number.isInteger(count) || id < 0 || id >= count) return 4010;
  const guilds = options.guildIds.length + (options.moreGuilds ?? 0);
  if (guilds > count * GUILDS_A_SHARD) return 4011;
  return (identify.intents & PRIVILEGED) === 0 ? options.refuseWith : 4014;
}

/** https://discord.com/developers/docs/events/gateway#sharding */
const GUILDS_A_SHARD = 2_500;
const IDENTIFY_EVERY_MS = 5_000;

function shardOf(guildId: string, count: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(count));
}

function guildsOf({ shard: [id, count] }: Session, { guildIds }: GatewayOptions): readonly string[] {
  return guildIds.filter((guild) => shardOf(guild, count) === id);
}

function readyOf(session: Session, options: GatewayOptions, url: string) {
  return {
    v: 10,
    user: {
      id: options.botId,
      username: 'chip-facts',
      discriminator: '0',
      global_name: null,
      avatar: null,
      bot: true,
    },
    guilds: guildsOf(session, options).map((id) => ({ id, unavailable: true })),
    shard: session.shard,
    session_id: session.id,
    resume_gateway_url: `${url}/resume`,
    application: { id: options.applicationId, flags: 0 },
  };
}

/** `url` is asked for late: the port is not known before the server listens. */
export function createGateway(
  server: Server,
  journal: Journal,
  options: GatewayOptions & { url(): string },
): Gateway {
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();
  const identified = new Map<number, number>();
  let made = 0;
  let waiting: (() => void)[] = [];
  let held: Promise<void> | undefined;

  const shardCount = () => [...sessions.values()].at(-1)?.shard[1] ?? 0;
  const newest = (shard = 0) => [...sessions.values()].findLast((session) => session.shard[0] === shard);
  const isWhole = () =>
    shardCount() > 0 && Array.from({ length: shardCount() }).every((_, shard) => newest(shard)?.socket);

  function detach(shard = 0): Session | undefined {
    const session = newest(shard);
    if (session) delete session.socket;
    return session;
  }

  /** Another shard of the same bucket has just identified. */
  function isTooSoon(shard: number): boolean {
    if (options.maxConcurrency === undefined) return false;
    const bucket = shard % options.maxConcurrency;
    const last = identified.get(bucket) ?? Number.NEGATIVE_INFINITY;
    identified.set(bucket, performance.now());
    return performance.now() - last < IDENTIFY_EVERY_MS;
  }

  function dispatch(session: Session, t: string, d: unknown): void {
    const event: Event = { op: 0, s: session.events.length + 1, t, d };
    session.events.push(event);
    if (session.socket) send(session.socket, event);
  }

  function attach(session: Session, socket: WebSocket): void {
    session.socket = socket;
    socket.on('close', () => {
      if (session.socket === socket) delete session.socket;
    });
  }

  function welcome(): void {
    if (!isWhole()) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  function identify(socket: WebSocket, data: Identify): void {
    journal.record({ method: 'WS', path: 'identify', body: { intents: data.intents, shard: data.shard } });
    const { intents, shard = [0, 1] } = data;
    const others = [...sessions.values()].filter(({ socket: open }) => open);
    const refusal = refusalOf(data, options);
    // Discord takes another count beside the first one; a bot that is one process never means to.
    const unlike = others.some((session) => session.shard[1] !== shard[1]) ? 4010 : undefined;
    if (refusal !== undefined || unlike !== undefined) {
      socket.close(refusal ?? unlike);
      return;
    }
    if (isTooSoon(shard[0])) {
      send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
      return;
    }
    made += 1;
    const session: Session = { id: `session-${made}`, shard, intents, events: [] };
    sessions.set(session.id, session);
    attach(session, socket);
    dispatch(session, 'READY', readyOf(session, options, options.url()));
    for (const id of guildsOf(session, options)) {
      dispatch(session, 'GUILD_CREATE', { id, name: 'Chips', channels: [], members: [] });
    }
    welcome();
  }

  function resume(socket: WebSocket, data: Resume): void {
    journal.record({ method: 'WS', path: 'resume', body: { session_id: data.session_id, seq: data.seq } });
    const session = sessions.get(data.session_id);
    if (data.token !== options.token || !session) {
      if (data.token !== options.token) socket.close(4004);
      else send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
      return;
    }
    for (const event of session.events.filter((each) => each.s > data.seq)) send(socket, event);
    attach(session, socket);
    dispatch(session, 'RESUMED', {});
    welcome();
  }

  sockets.on('connection', async (socket) => {
    await held;
    send(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: 41_250 } });
    socket.on('message', (data) => {
      const packet = JSON.parse(String(data)) as Packet;
      if (packet.op === GatewayOpcodes.Identify) identify(socket, packet.d as Identify);
      else if (packet.op === GatewayOpcodes.Resume) resume(socket, packet.d as Resume);
      else if (packet.op === GatewayOpcodes.Heartbeat) {
        journal.record({ method: 'WS', path: 'heartbeat', body: packet.d });
        send(socket, { op: GatewayOpcodes.HeartbeatAck });
      }
    });
  });

  return {
    connected: () => (isWhole() ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
    dispatch(t, d, intent) {
      const { guild_id: guild } = (d ?? {}) as { readonly guild_id?: string };
      // What happens in no server goes to the first shard.
      const session = newest(guild === undefined ? 0 : shardOf(guild, shardCount() || 1));
      if (!session) throw new Error('No bot has connected yet: await connected() first');
      if (intent === 0 || (session.intents & intent) !== 0) dispatch(session, t, d);
    },
    reconnect(shard) {
      const socket = newest(shard)?.socket;
      detach(shard);
      if (socket) send(socket, { op: GatewayOpcodes.Reconnect, d: null });
    },
    invalidate(shard) {
      const socket = newest(shard)?.socket;
      const session = detach(shard);
      if (session) sessions.delete(session.id);
      if (socket) send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
    },
    drop(code, shard) {
      const socket = newest(shard)?.socket;
      detach(shard);
      socket?.close(code);
    },
    hold() {
      const gate = Promise.withResolvers<void>();
      held = gate.promise;
      return gate.resolve;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
