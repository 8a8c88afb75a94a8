/** Files in a terminal: read from where it was started, written there. */
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { CommandSpec, OutgoingFile, Request } from '../platform.ts';
import { createUpload } from '../uploads.ts';

/** Options and files of a call whose options of kind 'file' are paths, from `folder` on. */
export async function pathsToFiles(
  options: Request['options'],
  { folder, paths }: { readonly folder: string; readonly paths: ReadonlySet<string> },
): Promise<Pick<Request, 'options' | 'files'>> {
  const given = Object.entries(options).filter(([name]) => paths.has(name));
  if (given.length === 0) return { options };
  const files = await Promise.all(
    given.map(async ([option, path]) => {
      const place = resolve(folder, path);
      // What is not there is found out when it is read.
      const size = await stat(place).then(
        (found) => found.size,
        () => 0,
      );
      return createUpload({ option, name: basename(place), size }, async (signal) => ({
        ok: true,
        body: createReadStream(place, { signal }),
      }));
    }),
  );
  const names = Object.fromEntries(files.map(({ option, name }) => [option, name]));
  return { options: { ...options, ...names }, files };
}

/** The options of a command that are files. */
export function fileOptions(command: string, commands: readonly CommandSpec[]): ReadonlySet<string> {
  const spec = commands.find(({ path }) => path.join(' ') === command);
  const files = (spec?.options ?? []).filter(({ kind }) => kind === 'file');
  return new Set(files.map(({ name }) => name));
}

const MOST_COPIES = 1_000;

/** Writes a file into `folder`, beside what is there already; gives its path. Rejects with what the system says. */
export async function writeOutgoing({ name, content }: OutgoingFile, folder: string): Promise<string> {
  const plain = basename(name.replaceAll('\\', '/')).replace(/\p{Cc}/gu, '') || 'file';
  const ending = extname(plain);
  for (let copy = 1; copy <= MOST_COPIES; copy += 1) {
    const path = join(
      folder,
      copy === 1 ? plain : `${plain.slice(0, plain.length - ending.length)}-${copy}${ending}`,
    );
    try {
      await writeFile(path, content, { flag: 'wx' });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  throw new Error(`more than ${MOST_COPIES} files of one name`);
}
