/** The bot as platforms know it: commands by name, and the one place that catches everything. */
import { createPictures, type Pictures } from '../chart/pictures.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { UserError } from '../language/user-error.ts';
import type { Bot, Log, Message, Request, Suggestion } from '../platforms/platform.ts';
import { ask } from './ask.ts';
import { type Asked, type Command, localeOf } from './asked.ts';
import { browse } from './browse.ts';
import { createChart } from './chart.ts';
import { compare } from './compare.ts';
import { company } from './entity-card.ts';
import { adminHelp, help, home } from './help.ts';
import { bugToMessage, userErrorToMessage } from './problems.ts';
import { rank } from './rank.ts';
import { source } from './source.ts';
import { COMMANDS } from './specs.ts';
import { suggestions } from './suggest.ts';

export type BotOptions = {
  /** The snapshot to answer from, read once for each request: a newer one may replace it at any time. */
  readonly base: () => FactBase;
  readonly log: Log;
  /** Names a caught bug, in the log and to the reader. */
  readonly newId: () => string;
  /** Draws charts. Default: a thread of this process, started with the first chart. */
  readonly pictures?: Pictures;
};

const HANDLERS: ReadonlyMap<string, Command> = new Map([
  ['chip ask', ask],
  ['chip company', company],
  ['chip compare', compare],
  ['chip rank', rank],
  ['chip browse', browse],
  ['chip source', source],
  ['chip help', help],
  ['chip home', home],
  ['chip-admin help', adminHelp],
]);

/** Neither `handle` nor `suggest` ever rejects. */
export function createBot({ base, log, newId, pictures = createPictures() }: BotOptions): Bot {
  const handlers = new Map([...HANDLERS, ['chip chart', createChart({ pictures, log })]]);
  const answer = async (request: Request): Promise<Message> => {
    const handler = handlers.get(request.command);
    if (!handler) throw new UserError('unknown-command');
    return handler({ request, base: base() });
  };
  return {
    commands: COMMANDS,
    handle: async (request) => {
      try {
        return await answer(request);
      } catch (error) {
        const locale = localeOfRequest(request);
        if (error instanceof UserError) return userErrorToMessage(error, locale);
        return bugToMessage(logBug(error, request, { log, newId }), locale);
      }
    },
    suggest: async (request, option) => {
      try {
        return suggestIn({ request, base: base() }, option);
      } catch (error) {
        if (!(error instanceof UserError)) logBug(error, request, { log, newId });
        return [];
      }
    },
  };
}

function suggestIn(asked: Asked, option: string): readonly Suggestion[] {
  const spec = COMMANDS.find(({ path }) => path.join(' ') === asked.request.command);
  return spec?.options.some(({ name, complete }) => name === option && complete)
    ? suggestions(asked, option)
    : [];
}

function localeOfRequest(request: Request): Locale {
  return localeOf(request, ...Object.values(request.options));
}

/**
 * What was typed never reaches the log, so neither does the message of the error: it may quote it. Where the error
 * was thrown says enough.
 */
function logBug(error: unknown, request: Request, { log, newId }: Pick<BotOptions, 'log' | 'newId'>): string {
  const id = newId();
  log('error', 'command-failed', {
    id,
    request: request.id,
    command: isKnown(request.command) ? request.command : 'unknown',
    error: error instanceof Error ? error.name : typeof error,
    at: error instanceof Error ? framesOf(error) : undefined,
  });
  return id;
}

function isKnown(command: string): boolean {
  return COMMANDS.some(({ path }) => path.join(' ') === command) || HANDLERS.has(command);
}

function framesOf({ stack = '', message }: Error): string {
  const frames = stack
    .replace(message, () => '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, 5)
    .map((line) => line.trim())
    .join(' ');
}
