/** HTTP as the platforms speak it to an app: connections are kept and used again. */
import { Agent, createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const agent = new Agent({ keepAlive: true });

export type Answered = { readonly status: number; readonly body: string };

type Posting = {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Status 0 when there was none. */
export function post(posting: Posting): Promise<Answered> {
  const { port, path, headers, body } = posting;
  return new Promise((resolve) => {
    const length = String(Buffer.byteLength(body));
    const options = { agent, port, path, method: 'POST', headers: { ...headers, 'content-length': length } };
    const sent = request(options, (response) => {
      readAll(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, body: text }),
        () => resolve({ status: 0, body: '' }),
      );
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A kept connection that the other side has just closed: nothing was read of it.
      if (sent.reusedSocket && error.code === 'ECONNRESET') post(posting).then(resolve);
      else resolve({ status: 0, body: '' });
    });
    sent.end(body);
  });
}

export async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export type Listening = { readonly port: number; close(): Promise<void> };

export async function listenOn(handle: RequestListener): Promise<Listening> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
