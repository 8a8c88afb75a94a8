/** The chat in a terminal: the same bot, asked over standard input. Piped input is answered line by line. */
import { createInterface, type Interface } from 'node:readline';
import type { Locale } from '../../language/locale.ts';
import { localeOfText, problemToMessage, readCommand } from '../command-text.ts';
import { replyToMessage } from '../form-message.ts';
import type { Bot, Call, Log, Message, Platform } from '../platform.ts';
import { cleanLine } from './clean.ts';
import { actionsOf, messageToText } from './render.ts';
import { goodbye, greeting, noSuchCommand } from './words.ts';

export type TerminalOptions = {
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly columns?: number };
  /** Bold and dim. */
  readonly color: boolean;
  /** The language of greeting and farewell; a question's own goes before it. */
  readonly locale: Locale;
};

export type Terminal = Platform & {
  /** Resolves when the user has left or the input is at its end, and the last answer is written. */
  readonly ended: Promise<void>;
};

/** What a line means here. */
type Line =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'say'; readonly message: Message }
  | { readonly kind: 'call'; readonly call: Call; readonly locale?: Locale };

const PROMPT = '> ';

/** The terminal platform. With an input that is no terminal it writes answers alone: no prompt, no greeting. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { input, output, log, locale } = options;
  const ended = Promise.withResolvers<void>();
  const chatting = input.isTTY === true;
  const write = (text: string): void => void output.write(`${text}\n`);
  let lines: Interface | undefined;
  let stopped = false;

  async function converse(reader: Interface): Promise<void> {
    let last: Message | undefined;
    let quit = false;
    if (chatting) write(`${greeting(locale)}\n`);
    if (chatting) reader.prompt();
    for await (const text of reader) {
      if (stopped) break;
      const line = readLine(text, options.bot, last);
      quit = line.kind === 'quit';
      if (quit) break;
      if (line.kind === 'say' || line.kind === 'call') {
        last = line.kind === 'say' ? line.message : await handle(line, options);
        write(`${messageToText(last, lookOf(options))}\n`);
      }
      if (chatting && !stopped) reader.prompt();
    }
    // After Ctrl-C and Ctrl-D the cursor still stands behind the prompt.
    if (chatting) write(`${quit ? '' : '\n'}${goodbye(locale)}`);
  }

  return {
    name: 'terminal',
    routes: [],
    ended: ended.promise,
    async start() {
      lines = createInterface({
        input,
        ...(chatting ? { output } : {}),
        terminal: chatting,
        prompt: PROMPT,
        historySize: 500,
        removeHistoryDuplicates: true,
        // A pasted question may hold \r\n.
        crlfDelay: Number.POSITIVE_INFINITY,
      });
      const reader = lines;
      reader.on('SIGINT', () => reader.close());
      // Nobody reads any more: `| head`, or the window is closed.
      output.on('error', () => {
        stopped = true;
        reader.close();
      });
      log('debug', 'terminal-started', { chatting });
      converse(reader)
        .finally(() => reader.close())
        .then(ended.resolve, ended.reject);
    },
    async stop() {
      stopped = true;
      lines?.close();
      if (lines) await ended.promise;
    },
  };
}

function lookOf({ color, output }: TerminalOptions) {
  // A terminal that does not know its size says 0.
  return { color, ...(output.columns ? { columns: output.columns } : {}) };
}

/** A number presses a button of the last message; words after no command are a question. */
function readLine(text: string, bot: Bot, last: Message | undefined): Line {
  const line = text.trim();
  const word = line.normalize('NFKC').toLowerCase();
  if (line === '') return { kind: 'nothing' };
  if (/^\/?(?:quit|exit)$/u.test(word)) return { kind: 'quit' };
  if (/^(?:\/?help|\?)$/u.test(word)) return { kind: 'call', call: { command: 'chip help', options: {} } };
  const button = last && /^\d{1,3}$/u.test(word) ? actionsOf(last)[Number(word) - 1] : undefined;
  // What belongs to a Chinese answer is Chinese too.
  if (last && button) return { kind: 'call', call: button.call, locale: last.locale };
  const command = /^\/(chip-admin|chip)(?=\s|$)/iu.exec(line);
  if (command) return readRest(line.slice(command[0].length), bot, command[0]);
  const unknown = /^\/[\p{L}-]+(?=\s|$)/u.exec(line);
  if (unknown) return { kind: 'say', message: sayNoSuchCommand(cleanLine(unknown[0]), line) };
  return { kind: 'call', call: { command: 'chip ask', options: { question: line } } };
}

function readRest(rest: string, bot: Bot, command: string): Line {
  const root = command.toLowerCase() === '/chip-admin' ? 'chip-admin' : 'chip';
  const read = readCommand(rest, bot.commands, root);
  return 'problem' in read
    ? { kind: 'say', message: problemToMessage(read.problem, localeOfText(rest)) }
    : { kind: 'call', call: read };
}

function sayNoSuchCommand(word: string, line: string): Message {
  const locale = localeOfText(line);
  return { locale, blocks: [{ kind: 'text', text: noSuchCommand(word, locale) }], actions: [] };
}

async function handle(line: Extract<Line, { kind: 'call' }>, options: TerminalOptions): Promise<Message> {
  const { bot, now, newId, locale } = options;
  const reply = await bot.handle({
    ...line.call,
    id: newId(),
    user: { id: 'terminal' },
    place: { kind: 'direct', id: 'terminal' },
    locale: line.locale ?? locale,
    today: localDay(now()),
  });
  return replyToMessage(reply);
}

/** The day where the machine is: here it is the asker's own. */
function localDay(now: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
