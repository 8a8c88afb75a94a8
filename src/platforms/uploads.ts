/** Files that users send along: fetched when asked for, and never more of them than the bound. */
import { UserError } from '../language/user-error.ts';
import type { UploadedFile } from './platform.ts';

const MEGABYTE = 1024 * 1024;
const LIMIT_MB = 5;
const TIMEOUT_MS = 15_000;

type Facts = Pick<UploadedFile, 'option' | 'name' | 'size'>;

/**
 * `open` begins the transfer; what it rejects with, and a status that is not 2xx, is a file that cannot be read. The
 * size that the platform tells is not relied on.
 */
export function createUpload(
  facts: Facts,
  open: (
    signal: AbortSignal,
  ) => Promise<{ readonly ok: boolean; readonly body: AsyncIterable<Uint8Array> | null }>,
): UploadedFile {
  const { name } = facts;
  return {
    ...facts,
    read: async () => {
      if (facts.size > LIMIT_MB * MEGABYTE) throw tooLarge(name);
      try {
        const { ok, body } = await open(AbortSignal.timeout(TIMEOUT_MS));
        if (!ok || !body) throw new UserError('file-unreadable', { name });
        return await collect(body, name);
      } catch (error) {
        throw error instanceof UserError ? error : new UserError('file-unreadable', { name });
      }
    },
  };
}

async function collect(body: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > LIMIT_MB * MEGABYTE) throw tooLarge(name);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(name: string): UserError {
  return new UserError('file-too-large', { name, limit: String(LIMIT_MB) });
}
