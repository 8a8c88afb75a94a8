/** What is said in a terminal, line by line: questions, commands, presses of buttons, forms. */
import type { Locale } from '../../language/locale.ts';
import { localeOfText, problemToMessage, readCommand } from '../command-text.ts';
import { type Call, isForm, type Message, type Reply } from '../platform.ts';
import { cleanLine } from './clean.ts';
import { fileOptions, pathsToFiles, writeOutgoing } from './files.ts';
import { answerField, beginForm, type Filling, formToText, questionOf } from './form.ts';
import { actionsOf, messageToText } from './render.ts';
import type { TerminalOptions } from './terminal.ts';
import { fileNotWritten, fileWritten, formCancelled, noSuchCommand } from './words.ts';

export type ConversationOptions = Omit<TerminalOptions, 'input'> & {
  /** A person sits there; else lines are piped in. */
  readonly chatting: boolean;
  /** Writes a line, or several. */
  readonly write: (text: string) => void;
  /** What stands before the next line that is typed. */
  readonly prompt: (text: string) => void;
};

export type Conversation = {
  /** Answers one line. */
  take(text: string): Promise<'quit' | 'on'>;
};

/** What a line means here. */
type Line =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'say'; readonly message: Message }
  | {
      readonly kind: 'call';
      readonly call: Call;
      readonly locale?: Locale;
      /** Options that are paths. Only what is typed may name a file, never a button. */
      readonly paths?: ReadonlySet<string>;
    };

export const PROMPT = '> ';
/** The one place there is here. */
export const PLACE = 'terminal';

export function createConversation(options: ConversationOptions): Conversation {
  const { write } = options;
  let last: Message | undefined;
  let filling: Filling | undefined;

  function ask(open: Filling | undefined): void {
    filling = open;
    // Without a terminal nobody echoes the answer, so the question is a line of its own.
    if (open && !options.chatting) write(questionOf(open).trimEnd());
    options.prompt(open ? questionOf(open) : PROMPT);
  }

  async function show(reply: Reply): Promise<void> {
    if (isForm(reply)) {
      write(formToText(reply));
      return ask(beginForm(reply));
    }
    ask(undefined);
    last = reply;
    const files = await writeFiles(reply, options.folder);
    write(`${[messageToText(reply, lookOf(options)), ...files].join('\n')}\n`);
  }

  async function fill(open: Filling, text: string): Promise<void> {
    const step = answerField(open, text);
    const { locale, fields } = open.form;
    if (step.kind === 'send') {
      const paths = new Set(fields.filter(({ kind }) => kind === 'file').map(({ name }) => name));
      return show(await handle({ kind: 'call', call: step.call, locale, paths }, options));
    }
    if (step.kind === 'cancelled') write(`${formCancelled(locale)}\n`);
    else if (step.remark !== undefined) write(step.remark);
    ask(step.kind === 'ask' ? step.filling : undefined);
  }

  return {
    take: async (text) => {
      if (filling && !isCommand(text)) {
        await fill(filling, text);
        return 'on';
      }
      // Nobody means a command for a field: it leaves the form and is carried out.
      if (filling) await fill(filling, '/cancel');
      const line = readLine(text, options, last);
      if (line.kind === 'quit') return 'quit';
      if (line.kind === 'say') await show(line.message);
      if (line.kind === 'call') await show(await handle(line, options));
      return 'on';
    },
  };
}

function isCommand(text: string): boolean {
  return /^\s*\/(?:chip-admin|chip|help)(?=\s|$)/iu.test(text);
}

export function lookOf({ color, output }: Pick<TerminalOptions, 'color' | 'output'>) {
  // A terminal that does not know its size says 0.
  return { color, ...(output.columns ? { columns: output.columns } : {}) };
}

type Reader = Pick<ConversationOptions, 'bot' | 'locale'>;

/** A number presses a button of the last message; words after no command are a question. */
function readLine(text: string, reader: Reader, last?: Message): Line {
  const line = text.trim();
  const word = line.normalize('NFKC').toLowerCase();
  if (line === '') return { kind: 'nothing' };
  if (/^\/?(?:quit|exit)$/u.test(word)) return { kind: 'quit' };
  if (/^(?:\/?help|\?)$/u.test(word)) return { kind: 'call', call: { command: 'chip help', options: {} } };
  const button = last && /^\d{1,3}$/u.test(word) ? actionsOf(last)[Number(word) - 1] : undefined;
  // What belongs to a Chinese answer is Chinese too.
  if (last && button) return { kind: 'call', call: button.call, locale: last.locale };
  const command = /^\/(chip-admin|chip)(?=\s|$)/iu.exec(line);
  if (command) return readRest(line.slice(command[0].length), reader, command[0]);
  const unknown = /^\/[\p{L}-]+(?=\s|$)/u.exec(line);
  if (unknown)
    return {
      kind: 'say',
      message: sayNoSuchCommand(cleanLine(unknown[0]), localeOfText(line, reader.locale)),
    };
  return { kind: 'call', call: { command: 'chip ask', options: { question: line } } };
}

function readRest(rest: string, { bot, locale }: Reader, command: string): Line {
  const root = command.toLowerCase() === '/chip-admin' ? 'chip-admin' : 'chip';
  const read = readCommand(rest, bot.commands, root);
  return 'problem' in read
    ? { kind: 'say', message: problemToMessage(read.problem, localeOfText(rest, locale)) }
    : { kind: 'call', call: read, paths: fileOptions(read.command, bot.commands) };
}

function sayNoSuchCommand(word: string, locale: Locale): Message {
  return { locale, blocks: [{ kind: 'text', text: noSuchCommand(word, locale) }], actions: [] };
}

/** Whoever can start the program could change its files as well: here the user may do everything. */
async function handle(line: Extract<Line, { kind: 'call' }>, options: ConversationOptions): Promise<Reply> {
  const { bot, now, newId, locale, folder } = options;
  return bot.handle({
    command: line.call.command,
    ...(await pathsToFiles(line.call.options, { folder, paths: line.paths ?? new Set() })),
    id: newId(),
    user: { id: 'terminal', administrator: true, managesChannel: true },
    place: { kind: 'direct', id: PLACE, home: true },
    locale: line.locale ?? locale,
    today: localDay(now()),
  });
}

/** A line for each file of an answer: where it is now, or why it is not. */
async function writeFiles({ files = [], locale }: Message, folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const file of files) {
    const written = await writeOutgoing(file, folder).then(
      (path) => fileWritten(path, locale),
      (error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
        return fileNotWritten(file.name, code, locale);
      },
    );
    lines.push(cleanLine(written));
  }
  return lines;
}

/** The day where the machine is: here it is the asker's own. */
function localDay(now: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
