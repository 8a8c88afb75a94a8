/** Slack's side of Socket Mode: hello, envelopes with acks, disconnect. */
import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { type Delivered, type Delivery, newId } from './delivery.ts';

export type SocketMode = {
  /** A new single-use address, as `apps.connections.open` gives it. */
  openUrl(): string;
  /** How many connections have been greeted so far. */
  readonly greeted: number;
  /** Resolves once `count` connections have been greeted since the start. */
  connected(count?: number): Promise<void>;
  deliver(delivery: Delivery, retry?: number): Promise<Delivered>;
  /** Asks every client to connect anew, as Slack does about hourly. */
  disconnect(): void;
  /** Cuts every connection without a word. */
  cut(): void;
  close(): void;
};

export type SocketOptions = {
  readonly server: Server;
  readonly host: () => string;
  readonly ackTimeoutMs: number;
  readonly onAck: (delivery: Delivery, payload: unknown) => void;
};

const PATH = '/socket';

export function createSocketMode(options: SocketOptions): SocketMode {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open = new Set<WebSocket>();
  const acks = new Map<string, (payload: unknown) => void>();
  const waiting = new Set<() => void>();
  let greeted = 0;
  options.server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? '';
    // An address is good for one connection.
    if (!tickets.delete(ticket)) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => {
      open.add(client);
      client.on('close', () => open.delete(client));
      client.on('message', (data) => receiveAck(data, acks));
      client.send(
        JSON.stringify({ type: 'hello', num_connections: open.size, connection_info: { app_id: 'A1' } }),
      );
      greeted += 1;
      for (const look of waiting) look();
    });
  });
  return {
    openUrl: () => {
      const ticket = newId('ticket');
      tickets.add(ticket);
      return `ws://${options.host()}${PATH}?ticket=${ticket}`;
    },
    get greeted() {
      return greeted;
    },
    connected: (count = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (greeted < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    deliver: (delivery, retry = 0) => deliver(delivery, retry, { open, acks, options }),
    disconnect: () => {
      for (const client of open) {
        // A client that was asked to leave gets no more envelopes.
        open.delete(client);
        client.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
    },
    cut: () => {
      for (const client of open) client.terminate();
    },
    close: () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

type Wires = {
  readonly open: ReadonlySet<WebSocket>;
  readonly acks: Map<string, (payload: unknown) => void>;
  readonly options: SocketOptions;
};

/** Each payload goes to any one connection. */
function deliver(delivery: Delivery, retry: number, { open, acks, options }: Wires): Promise<Delivered> {
  const client = [...open].find((one) => one.readyState === one.OPEN);
  if (!client) return Promise.resolve({ acked: false, tries: 0 });
  const envelope = newId('envelope');
  const retried = retry > 0 ? { retry_attempt: retry, retry_reason: 'timeout' } : {};
  return new Promise((resolve) => {
    const finish = (acked: boolean): void => {
      clearTimeout(timer);
      client.off('close', onClose);
      acks.delete(envelope);
      resolve({ acked, tries: 1 });
    };
    const onClose = (): void => finish(false);
    const timer = setTimeout(onClose, options.ackTimeoutMs);
    client.on('close', onClose);
    acks.set(envelope, (payload) => {
      options.onAck(delivery, payload);
      finish(true);
    });
    client.send(
      JSON.stringify({
        type: delivery.kind,
        envelope_id: envelope,
        payload: delivery.payload,
        accepts_response_payload: delivery.kind !== 'events_api',
        ...retried,
      }),
    );
  });
}

function receiveAck(data: RawData, acks: ReadonlyMap<string, (payload: unknown) => void>): void {
  const message = JSON.parse(data.toString()) as { envelope_id?: string; payload?: unknown };
  acks.get(message.envelope_id ?? '')?.(message.payload);
}
