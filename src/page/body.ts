/** Bodies of requests: read up to a bound, and only as what a form sends. */
import type { IncomingMessage } from 'node:http';

export type ReadForm =
  | { readonly kind: 'form'; readonly fields: FormData }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable' };

/** Text of a form; for whoever may send files, the 5 MB that a file may have and some room. */
const MOST_BYTES = 64 * 1024;
const MOST_BYTES_WITH_FILES = 6 * 1024 * 1024;
const MOST_FIELDS = 40;

/** As browsers write it, with nothing but the boundary: what is counted is then what is parsed. */
const MULTIPART =
  /^multipart\/form-data\s*;\s*boundary=(?:"([\w'()+,./:=?-]{1,70})"|([\w'+./-]{1,70}))\s*$/iu;
const URL_ENCODED = /^application\/x-www-form-urlencoded\s*(?:;|$)/iu;

/**
 * Reads no more than the bound, whatever the request says of its length. A body is parsed in one go, in which nobody
 * else is answered: so it is parsed only once it is known to be small, or to have few fields.
 * @param files whether the sender may send files
 */
export async function readForm(request: IncomingMessage, files: boolean): Promise<ReadForm> {
  const type = request.headers['content-type'] ?? '';
  const [, quoted, bare] = MULTIPART.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined && !URL_ENCODED.test(type)) return { kind: 'unreadable' };
  const most = boundary !== undefined && files ? MOST_BYTES_WITH_FILES : MOST_BYTES;
  const body = await readBytes(request, most).catch((error: unknown) => {
    // Whoever hung up half way is told nothing.
    if (request.complete) throw error;
    return null;
  });
  if (body === null) return { kind: 'unreadable' };
  // The last boundary ends the last field.
  if (!body || hasMoreThan(MOST_FIELDS + 1, boundary === undefined ? '&' : `--${boundary}`, body))
    return { kind: 'too-large' };
  try {
    const fields = await new Response(body, { headers: { 'content-type': type } }).formData();
    return [...fields.keys()].length > MOST_FIELDS ? { kind: 'too-large' } : { kind: 'form', fields };
  } catch {
    return { kind: 'unreadable' };
  }
}

function hasMoreThan(most: number, mark: string, body: Buffer): boolean {
  let count = 0;
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

async function readBytes(request: IncomingMessage, most: number): Promise<Buffer<ArrayBuffer> | undefined> {
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
