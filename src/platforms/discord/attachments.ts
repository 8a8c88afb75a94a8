/** Files both ways: what users attach, and what a message carries. */
import type { RawFile } from '@discordjs/rest';
import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import type { OutgoingFile, UploadedFile } from '../platform.ts';
import { createUpload } from '../uploads.ts';
import { toPlainText } from './escape.ts';
import { LIMITS } from './limits.ts';
import { shorten } from './split.ts';

/** What goes with a body: the files, and in the body what Discord is to know of each. */
export type Attached = {
  readonly attachments: {
    readonly id: string;
    readonly filename: string;
    readonly description?: string;
  }[];
  readonly files: readonly RawFile[];
};

/** The address comes from Discord itself and carries its own permission. */
export function attachmentToUpload(option: string, attachment: APIAttachment): UploadedFile {
  const { filename: name, size, url } = attachment;
  return createUpload({ option, name, size }, (signal) => fetch(url, { signal, redirect: 'error' }));
}

function bytesOf({ content }: OutgoingFile): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

/** Discord keeps letters, digits and `._-` of a name; the others it replaces by itself. */
function nameOf({ name }: OutgoingFile, at: number): string {
  return toPlainText(name).replace(/[\\/\s]+/g, '_') || `file-${at + 1}`;
}

/** `left` are the names of files that are too large, or too many, for one message. */
export function filesToAttached(files: readonly OutgoingFile[]): {
  readonly attached: Attached | undefined;
  readonly left: readonly string[];
} {
  const taken: { readonly file: OutgoingFile; readonly data: Uint8Array }[] = [];
  const left: string[] = [];
  let bytes = 0;
  for (const file of files) {
    const data = bytesOf(file);
    if (taken.length === LIMITS.files || bytes + data.byteLength > LIMITS.fileBytes) left.push(file.name);
    else {
      taken.push({ file, data });
      bytes += data.byteLength;
    }
  }
  if (taken.length === 0) return { attached: undefined, left };
  const attachments = taken.map(({ file }, at) => {
    const description = shorten(toPlainText(file.alt).trim(), LIMITS.fileAlt);
    return { id: String(at), filename: nameOf(file, at), ...(description === '' ? {} : { description }) };
  });
  const raw = taken.map(({ file, data }, at) => ({ name: nameOf(file, at), data, contentType: file.type }));
  return { attached: { attachments, files: raw }, left };
}

/** The files of a message that is already there, to be posted again. Rejects when one cannot be had. */
export async function copyAttachments(message: APIMessage): Promise<Attached | undefined> {
  const files = await Promise.all(
    message.attachments.map(
      async ({ filename, url, content_type, description, size }): Promise<OutgoingFile> => {
        const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
        if (!response.ok || size > LIMITS.fileBytes) throw new Error(`attachment: status ${response.status}`);
        const content = new Uint8Array(await response.arrayBuffer());
        return {
          name: filename,
          type: content_type ?? 'application/octet-stream',
          content,
          alt: description ?? '',
        };
      },
    ),
  );
  return filesToAttached(files).attached;
}
