/** Bodies of requests: read up to a bound, and only as what a form sends. */
import type { IncomingMessage } from 'node:http';

export type ReadForm =
  | { readonly kind: 'form'; readonly fields: FormData }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable' };

/** Text of a form; with a file, the 5 MB that a file may have and some room. */
const MOST_BYTES = 64 * 1024;
const MOST_BYTES_WITH_FILES = 6 * 1024 * 1024;
const MOST_FIELDS = 40;

/** Reads no more than the bound, whatever the request says of its length. */
export async function readForm(request: IncomingMessage): Promise<ReadForm> {
  const type = request.headers['content-type'] ?? '';
  const parts = /^multipart\/form-data\s*;/iu.test(type);
  if (!parts && !/^application\/x-www-form-urlencoded\s*(?:;|$)/iu.test(type)) return { kind: 'unreadable' };
  const most = parts ? MOST_BYTES_WITH_FILES : MOST_BYTES;
  const body = await readBytes(request, most);
  if (!body) return { kind: 'too-large' };
  try {
    const fields = await new Response(body, { headers: { 'content-type': type } }).formData();
    return [...fields.keys()].length > MOST_FIELDS ? { kind: 'too-large' } : { kind: 'form', fields };
  } catch {
    return { kind: 'unreadable' };
  }
}

async function readBytes(
  request: IncomingMessage,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A loop would destroy the request where it is left, and with it the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
