/** The process's one HTTP listener: `/healthz`, and the routes that platforms bring along. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from './language/user-error.ts';
import type { Route } from './platforms/platform.ts';

export type HttpOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly routes: readonly Route[];
};

export type Listener = {
  /** The port it listens on. */
  readonly port: number;
  /** Takes no new connection; resolves when the last one is closed. */
  close(): Promise<void>;
};

/** A client that is slow to say what it wants must not hold a connection for ever. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than proxies keep an idle connection (60 s): a delivery that is sent while we close it would be lost. */
const IDLE_TIMEOUT_MS = 75_000;
/** What is still being sent when the process stops. */
const CLOSE_TIMEOUT_MS = 1_000;

/** Alive is all that this says: whether questions are answered is the platforms' matter. */
const HEALTH: Route = {
  method: 'GET',
  path: '/healthz',
  handle: (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end('{"status":"ok"}');
  },
};

/** Opens the listener. Rejects with a UserError 'bad-setting' when the port or the address cannot be had. */
export async function openHttp(options: HttpOptions): Promise<Listener> {
  const routes = [HEALTH, ...options.routes];
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: IDLE_TIMEOUT_MS,
    },
    (request, response) => dispatch(routes, request, response),
  );
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS).unref();
      }),
  };
}

function dispatch(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): void {
  const [path] = (request.url ?? '/').split('?', 1);
  const here = routesAt(routes, path ?? '/');
  // Node sends no body with the answer to HEAD.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = here.find((one) => one.method === method);
  if (route) route.handle(request, response);
  else if (here.length === 0) refuse(response, 404, 'Not Found');
  else
    refuse(response.setHeader('allow', here.map((one) => one.method).join(', ')), 405, 'Method Not Allowed');
}

/** Those of the path itself; else those of the longest folder that it lies in. */
function routesAt(routes: readonly Route[], path: string): readonly Route[] {
  const exact = routes.filter((route) => route.path === path);
  if (exact.length > 0) return exact;
  const around = routes.filter(
    ({ path: folder }) => folder.endsWith('/*') && path.startsWith(folder.slice(0, -1)),
  );
  const longest = Math.max(...around.map((route) => route.path.length));
  return around.filter((route) => route.path.length === longest);
}

/** The body is not wanted: the connection ends with the answer, however long the body is. */
function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(`${text}\n`);
}

/** What is said never holds the setting's own text: a token may have been pasted into the wrong one. */
const REASONS: Readonly<Record<string, readonly [setting: string, reason: string, remedy: string]>> = {
  EADDRINUSE: ['PORT', 'another program uses this port', 'set another one, or stop that program'],
  EACCES: ['PORT', 'this user may not open this port', 'set one from 1024 on'],
  EADDRNOTAVAIL: [
    'HOST',
    'not an address of this machine',
    '127.0.0.1 is this machine alone, 0.0.0.0 all its addresses',
  ],
  ENOTFOUND: ['HOST', 'no such host', '127.0.0.1 is this machine alone, 0.0.0.0 all its addresses'],
  EAI_AGAIN: ['HOST', 'no such host', '127.0.0.1 is this machine alone, 0.0.0.0 all its addresses'],
};

function listen(server: Server, { host, port }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const [setting, reason, remedy] = REASONS[error.code ?? ''] ?? [];
      if (setting === undefined || reason === undefined || remedy === undefined) return reject(error);
      reject(new UserError('bad-setting', { setting, reason, remedy }));
    });
    server.listen(port, host, resolve);
  });
}
