/** What was sent from the page: words, a command, a pressed button, a filled-in form. */
import type { Locale } from '../../language/locale.ts';
import { localeOfText, problemToMessage, readCommand } from '../command-text.ts';
import type { Call, CommandSpec, Message, UploadedFile } from '../platform.ts';
import { createUpload } from '../uploads.ts';
import { words } from './words.ts';

/** What was said, as the reader sees it, and what is to be done about it. */
export type Turn = { readonly said: string } & (
  | { readonly kind: 'call'; readonly call: Call; readonly files: readonly UploadedFile[] }
  | { readonly kind: 'say'; readonly message: Message }
);

/** Longer than anything that is read; see `LONGEST_QUESTION` of the engine and `Field.value`. */
const LONGEST_VALUE = 4_000;
const LONGEST_SAID = 600;
const OPTION = /^option\.([a-z][a-z0-9_-]{0,39})$/u;

type Reader = { readonly commands: readonly CommandSpec[]; readonly locale: Locale };

/** Undefined when nothing was said. */
export function readTurn(fields: FormData | URLSearchParams, { commands, locale }: Reader): Turn | undefined {
  const command = textOf(fields, 'command');
  if (command !== '') return readPress(command, fields);
  const line = textOf(fields, 'text').trim();
  return line === ''
    ? undefined
    : { said: line.slice(0, LONGEST_SAID), ...readLine(line, { commands, locale }) };
}

function textOf(fields: FormData | URLSearchParams, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.slice(0, LONGEST_VALUE) : '';
}

function readPress(command: string, fields: FormData | URLSearchParams): Turn {
  const options = new Map<string, string>();
  const files: UploadedFile[] = [];
  for (const [key, value] of fields) {
    const name = OPTION.exec(key)?.[1];
    if (name === undefined) continue;
    if (typeof value === 'string') {
      if (value.trim() !== '') options.set(name, value.slice(0, LONGEST_VALUE).replaceAll('\r\n', '\n'));
    } else if (value.size > 0) {
      options.set(name, value.name);
      files.push(fileToUpload(name, value));
    }
  }
  const said = textOf(fields, 'label').trim() || `/${command}`;
  const call = { command: command.slice(0, 80), options: Object.fromEntries(options) };
  return { said: said.slice(0, LONGEST_SAID), kind: 'call', call, files };
}

function fileToUpload(option: string, file: File): UploadedFile {
  return createUpload({ option, name: file.name, size: file.size }, async () => ({
    ok: true,
    body: file.stream(),
  }));
}

function readLine(line: string, { commands, locale: reader }: Reader) {
  const [word = ''] = line.split(/\s/u, 1);
  const root = word.toLowerCase();
  if (root === '/chip' || root === '/chip-admin') {
    const rest = line.slice(word.length);
    const read = readCommand(rest, commands, root === '/chip' ? 'chip' : 'chip-admin');
    if ('problem' in read && read.read) return { kind: 'call', call: read.read, files: [] } as const;
    if ('problem' in read) return say(problemToMessage(read.problem, localeOfText(rest, reader)));
    return { kind: 'call', call: read, files: [] } as const;
  }
  if (/^(?:\/?help|\/\?)$/iu.test(line))
    return { kind: 'call', call: { command: 'chip help', options: {} }, files: [] } as const;
  if (/^\/[\p{L}-]+$/u.test(word)) {
    const locale = localeOfText(line, reader);
    const text = words(locale).noSuchCommand(word.slice(0, 40));
    return say({ locale, blocks: [{ kind: 'text', text }], actions: [] });
  }
  return { kind: 'call', call: { command: 'chip ask', options: { question: line } }, files: [] } as const;
}

function say(message: Message) {
  return { kind: 'say', message } as const;
}
