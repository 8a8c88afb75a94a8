/** The chat in the terminal, plugged together. */
import { withWholeLinks } from './commands/links.ts';
import type { Locale } from './language/locale.ts';
import type { Bot, Log, Platform } from './platforms/platform.ts';
import type { createTerminal } from './platforms/terminal/terminal.ts';

export type ChatOptions = {
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly locale: Locale;
  readonly publicUrl: string | undefined;
  /** Is given what stops it. */
  readonly onOpened: (close: () => Promise<void>) => void;
  /** Digests can be posted there from now on. */
  readonly onStarted: (platform: Platform) => Promise<void>;
};

/** Resolves when it has ended: whether anything was asked. */
export async function openChat(options: ChatOptions): ReturnType<typeof createTerminal>['ended'] {
  const { createTerminal: create } = await import('./platforms/terminal/terminal.ts');
  const { stdin: input, stdout: output } = process;
  const terminal = create({
    ...options,
    bot: withWholeLinks(options.bot, options.publicUrl),
    input,
    output,
    color: output.isTTY && output.hasColors(),
    folder: process.cwd(),
  });
  options.onOpened(terminal.stop);
  await terminal.start();
  await options.onStarted(terminal);
  return terminal.ended;
}

/** The language that the system is set to. */
export function systemLocale({
  LC_ALL,
  LC_MESSAGES,
  LANG,
}: Readonly<Record<string, string | undefined>>): Locale {
  return /^zh/iu.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
}
