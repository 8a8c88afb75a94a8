/** What stands before several processes: each delivery goes to the next one in turn, and 502 says that it was not taken. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Router = {
  readonly url: string;
  add(port: number): void;
  remove(port: number): void;
  /** The ports that a delivery was sent to, by its id; the last one acknowledged it, if any did. */
  triedBy(id: string): readonly number[];
  /** How many deliveries a port has acknowledged. */
  acknowledged(port: number): number;
};

export async function openRouter(path: string): Promise<Router> {
  const ports: number[] = [];
  const tried = new Map<string, number[]>();
  const counts = new Map<number, number>();
  let turn = 0;
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));
  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await Array.fromAsync(incoming);
    const text = Buffer.concat(body).toString();
    const id = idOf(text);
    const before = tried.get(id) ?? [];
    // What comes again goes to one that has not had it: by turns alone the dead one could get it every time.
    const others = ports.filter((one) => !before.includes(one));
    const open = others.length > 0 ? others : ports;
    const port = open[++turn % open.length];
    if (port === undefined) return void outgoing.writeHead(502).end();
    tried.set(id, [...before, port]);
    const { headers } = incoming;
    const sent = request({ port, path, method: 'POST', headers, agent: false }, (answer) => {
      if (answer.statusCode === 200) counts.set(port, (counts.get(port) ?? 0) + 1);
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing.writeHead(answer.statusCode ?? 502));
    });
    sent.on('error', () => outgoing.headersSent || outgoing.writeHead(502).end());
    sent.end(text);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    add: (port) => void ports.push(port),
    remove: (port) => void ports.splice(ports.indexOf(port), 1),
    triedBy: (id) => tried.get(id) ?? [],
    acknowledged: (port) => counts.get(port) ?? 0,
  };
}

/** Events are JSON, commands a form. */
function idOf(body: string): string {
  if (!body.startsWith('{')) return new URLSearchParams(body).get('trigger_id') ?? '';
  return String((JSON.parse(body) as { event_id?: unknown }).event_id);
}
