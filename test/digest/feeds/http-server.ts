/** A web server on this machine that answers what a test tells it to. No network beyond loopback. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange, Limits } from '../../../src/digest/feeds/exchange.ts';
import { exchange } from '../../../src/digest/feeds/exchange.ts';
import { fetchFeed, type Resolver } from '../../../src/digest/feeds/fetch-feed.ts';
import type { FetchOutcome, Validators } from '../../../src/digest/feeds/outcome.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

export type TestServer = {
  readonly port: number;
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  readonly on: (path: string, handle: Handle) => void;
  readonly close: () => Promise<void>;
};

export async function openServer(): Promise<TestServer> {
  const handlers = new Map<string, Handle>();
  const requests: TestServer['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers });
    const handle = handlers.get(path);
    if (handle) handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    on: (path, handle) => handlers.set(path, handle),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export const QUICK: Limits = { total: 5_000, idle: 1_000, wire: 50_000, decoded: 200_000 };
export const NOW = Date.parse('2026-11-23T09:00:00Z');

/** Reads a path of the server by a name that the stub resolver knows. */
export function fetchFrom(
  server: TestServer,
  path: string,
  more: { readonly validators?: Validators; readonly limits?: Limits; readonly host?: string } = {},
): Promise<FetchOutcome> {
  const { validators = {}, limits = QUICK, host = 'feeds.example.org' } = more;
  return fetchFeed(
    { url: `http://${host}:${server.port}${path}`, validators },
    { resolve: async () => ['127.0.0.1'], exchange, now: () => NOW },
    {
      allowed: new Set([`${host}:${server.port}`, `old.example.org:${server.port}`]),
      limits,
      userAgent: 'chip-facts-bot test',
    },
  );
}

/** What a fetch connected to, with a resolver and a web that exist in the test alone. */
export function watched(
  answers: Readonly<Record<string, { readonly status: number; readonly location: string }>>,
  dns: Resolver,
): { readonly resolve: Resolver; readonly exchange: Exchange; readonly connected: string[] } {
  const connected: string[] = [];
  return {
    connected,
    resolve: dns,
    exchange: async ({ url, addresses }) => {
      connected.push(...addresses);
      const answer = answers[url.href];
      return answer
        ? {
            kind: 'answer',
            status: answer.status,
            headers: { location: answer.location },
            body: new Uint8Array(),
          }
        : { kind: 'answer', status: 200, headers: {}, body: new TextEncoder().encode('<rss/>') };
    },
  };
}
