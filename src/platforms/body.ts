/** The raw body of a delivery over HTTP: a signature is of its very bytes. */
import type { IncomingMessage } from 'node:http';

/** Undefined when the body is larger than `most` bytes; the rest of it is not read. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not cut the connection that the answer goes over.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > most) return undefined;
  }
  return Buffer.concat(chunks);
}
