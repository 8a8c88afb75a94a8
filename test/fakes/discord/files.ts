/** Files as they travel: parts of a multipart body on the way in, addresses of the fake on the way out. */
import type { IncomingMessage } from 'node:http';
import type { MessageBody } from './message-checks.ts';

export type SentFile = {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** The number in the part's name: files[0]. */
  readonly at: string;
};
export type Received = { readonly body: unknown; readonly files: readonly SentFile[] };

const LARGEST = 10 * 1024 * 1024;

export async function readReceived(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return readBody(Buffer.concat(chunks), request.headers['content-type'] ?? '');
}

/** `type` is the content type. */
export async function readBody(bytes: Buffer<ArrayBuffer>, type: string): Promise<Received> {
  if (!type.startsWith('multipart/form-data')) {
    return { body: bytes.length === 0 ? undefined : (JSON.parse(bytes.toString()) as unknown), files: [] };
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const parts = [...form.entries()].map(async ([key, value]): Promise<SentFile[]> => {
    if (typeof value === 'string') return [];
    const { name, type: kind } = value;
    return [{ name, type: kind, bytes: await value.bytes(), at: /^files\[(\d+)\]$/.exec(key)?.[1] ?? key }];
  });
  const files = (await Promise.all(parts)).flat();
  return { body: JSON.parse(String(form.get('payload_json') ?? '{}')) as unknown, files };
}

const messageOf = (body: unknown): MessageBody =>
  (body as { data?: MessageBody } | undefined)?.data ?? (body as MessageBody | undefined) ?? {};

/** Every file must be told of and every one told of must be there; all of them within the limit. */
export function checkFiles({ body, files }: Received): string[] {
  const told = (messageOf(body).attachments ?? []).map(({ id }) => id);
  const sent = files.map(({ at }) => at);
  const total = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  return [
    told.toSorted().join() === sent.toSorted().join() ? '' : `files ${sent} do not fit attachments ${told}`,
    total > LARGEST ? 'files are over 10 MiB' : '',
  ].filter((problem) => problem !== '');
}

/** What is kept of files, and where it is had again. */
export function createFileShelf(base: () => string) {
  const shelf = new Map<string, SentFile>();
  const put = (file: SentFile): string => {
    const path = `/cdn/${shelf.size + 1}/${encodeURIComponent(file.name)}`;
    shelf.set(path, file);
    return `${base()}${path}`;
  };
  return {
    put,
    /** By the path of its address. */
    get: (path: string) => shelf.get(path),
    /** The body with the addresses of its files, for the message made of it. */
    shelve({ body, files }: Received): unknown {
      if (files.length === 0) return body;
      const message = messageOf(body);
      const attachments = (message.attachments ?? []).map((one) => {
        const file = files.find(({ at }) => at === one.id);
        return file ? { ...one, url: put(file), size: file.bytes.byteLength, content_type: file.type } : one;
      });
      const full = { ...message, attachments };
      return message === body ? full : { ...(body as object), data: full };
    },
  };
}
