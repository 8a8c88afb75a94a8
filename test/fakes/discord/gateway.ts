/** The fake's gateway: one bot, one shard, sessions that survive a lost connection and are replayed on resume. */
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
  readonly guildId: string;
  /** Closes with this code instead of letting the bot in: 4004 bad token, 4014 disallowed intents. */
  readonly refuseWith?: number;
};

type Event = { readonly op: 0; readonly s: number; readonly t: string; readonly d: unknown };
type Session = {
  readonly id: string;
  readonly intents: number;
  readonly events: Event[];
  socket?: WebSocket;
};
type Packet = { readonly op: number; readonly d: unknown };
type Identify = { readonly token: string; readonly intents: number };
type Resume = { readonly token: string; readonly session_id: string; readonly seq: number };

export type Gateway = {
  /** Resolves when the bot is connected and ready to be told things. */
  connected(): Promise<void>;
  /** Kept while the bot is away, and replayed when it resumes. `intent` 0 is sent to everyone. */
  dispatch(t: string, d: unknown, intent: number): void;
  /** Op 7: the bot should come back and resume. */
  reconnect(): void;
  /** Op 9: the session is over, the bot must identify afresh. */
  invalidate(): void;
  /** Breaks the connection; 4000 is resumable. */
  drop(code: number): void;
  close(): void;
};

const send = (socket: WebSocket, packet: object) => socket.send(JSON.stringify(packet));

function refusalOf(identify: Identify, options: GatewayOptions): number | undefined {
  if (identify.token !== options.token) return 4004;
  return (identify.intents & PRIVILEGED) === 0 ? options.refuseWith : 4014;
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
    guilds: [{ id: options.guildId, unavailable: true }],
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
  let waiting: (() => void)[] = [];

  const newest = () => [...sessions.values()].at(-1);

  function detach(): Session | undefined {
    const session = newest();
    if (session) delete session.socket;
    return session;
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
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  function identify(socket: WebSocket, data: Identify): void {
    journal.record({ method: 'WS', path: 'identify', body: { intents: data.intents } });
    const refusal = refusalOf(data, options);
    if (refusal !== undefined) {
      socket.close(refusal);
      return;
    }
    const session: Session = { id: `session-${sessions.size + 1}`, intents: data.intents, events: [] };
    sessions.set(session.id, session);
    attach(session, socket);
    dispatch(session, 'READY', readyOf(session, options, options.url()));
    dispatch(session, 'GUILD_CREATE', { id: options.guildId, name: 'Chips', channels: [], members: [] });
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

  sockets.on('connection', (socket) => {
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
    connected: () =>
      newest()?.socket ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve)),
    dispatch(t, d, intent) {
      const session = newest();
      if (!session) throw new Error('No bot has connected yet: await connected() first');
      if (intent === 0 || (session.intents & intent) !== 0) dispatch(session, t, d);
    },
    reconnect() {
      const socket = newest()?.socket;
      detach();
      if (socket) send(socket, { op: GatewayOpcodes.Reconnect, d: null });
    },
    invalidate() {
      const socket = newest()?.socket;
      const session = detach();
      if (session) sessions.delete(session.id);
      if (socket) send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
    },
    drop(code) {
      const socket = newest()?.socket;
      detach();
      socket?.close(code);
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
