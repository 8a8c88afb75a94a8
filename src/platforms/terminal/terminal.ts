/** The chat in a terminal: the same bot, asked over standard input. Piped input is answered line by line. */
import { createInterface, type Interface } from 'node:readline';
import type { Locale } from '../../language/locale.ts';
import type { PostOutcome } from '../outcomes.ts';
import type { Bot, Log, Platform, Post } from '../platform.ts';
import { createConversation, lookOf, PLACE, PROMPT } from './conversation.ts';
import { messageToText } from './render.ts';
import { goodbye, greeting } from './words.ts';

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
  /** Where paths that a user types begin, and where the files of an answer are written. */
  readonly folder: string;
};

export type Terminal = Platform & {
  /**
   * Resolves when the user has left or the input is at its end, and the last answer is written. 'silent': there was
   * not one line.
   */
  readonly ended: Promise<'asked' | 'silent'>;
};

/** The terminal platform. With an input that is no terminal it writes answers alone: no prompt, no greeting. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { input, output, log, locale } = options;
  const ended = Promise.withResolvers<'asked' | 'silent'>();
  const chatting = input.isTTY === true;
  const write = (text: string): void => void output.write(`${text}\n`);
  let lines: Interface | undefined;
  let stopped = false;

  async function converse(reader: Interface): Promise<'asked' | 'silent'> {
    const conversation = createConversation({
      ...options,
      chatting,
      write,
      prompt: (text) => reader.setPrompt(text),
    });
    let quit = false;
    let ending: 'asked' | 'silent' = 'silent';
    if (chatting) write(`${greeting(locale)}\n`);
    if (chatting) reader.prompt();
    for await (const text of reader) {
      if (stopped) break;
      ending = 'asked';
      quit = (await conversation.take(text)) === 'quit';
      if (quit) break;
      if (chatting && !stopped) reader.prompt();
    }
    // After Ctrl-C and Ctrl-D the cursor still stands behind the prompt.
    if (chatting) write(`${quit ? '' : '\n'}${goodbye(locale)}`);
    return ending;
  }

  async function post({ place, message }: Post): Promise<PostOutcome> {
    if (place !== PLACE) return { kind: 'gone', code: 'no-such-place' };
    if (!lines || stopped) return { kind: 'retry', code: 'not-started', afterMs: 1_000, unsure: false };
    write(`${messageToText(message, lookOf(options))}\n`);
    if (chatting) lines.prompt(true);
    return { kind: 'posted', id: options.newId() };
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
    post,
    findPosted: async () => ({ kind: 'unknown' }),
    look: async (place) =>
      place === PLACE ? { kind: 'seen', manages: true, obstacle: null } : { kind: 'unseen' },
    tell: (_user, message) => post({ place: PLACE, message }),
  };
}
