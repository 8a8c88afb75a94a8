/** The bot as platforms know it: commands by name, and the one place that catches everything. */
import type { Answer } from '../answer/answer.ts';
import { createPictures, type Pictures } from '../chart/pictures.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { UserError } from '../language/user-error.ts';
import {
  type Bot,
  isForm,
  type Log,
  type Reply,
  type Request,
  type Suggestion,
} from '../platforms/platform.ts';
import { type AdminCommand, asCurator, type Curation } from './admin/admin.ts';
import { addAlias, removeAlias } from './admin/alias.ts';
import { addFact, setFact } from './admin/change-fact.ts';
import { addCurator, listCurators, removeCurator } from './admin/curators.ts';
import { gaps } from './admin/gaps.ts';
import { history, retract, undo } from './admin/history.ts';
import { approve, confirm, pending, proposal, reject } from './admin/pending.ts';
import { exportFacts, importFacts } from './admin/transfer.ts';
import { ask } from './ask.ts';
import { type Asked, type Command, localeOf } from './asked.ts';
import { browse } from './browse.ts';
import { createChart } from './chart.ts';
import { compare } from './compare.ts';
import { asManager, type DigestCommand } from './digest/door.ts';
import { company } from './entity-card.ts';
import { gapForm, isGap } from './gap-form.ts';
import { adminHelp, help, home } from './help.ts';
import { platformOf } from './limits.ts';
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
  /** Milliseconds that only ever grow: how long an answer took is logged with it. */
  readonly clock?: () => number;
  /** How facts are changed; without it they are not. */
  readonly curation?: Curation;
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

/** Its handler draws, so it is made with the bot. */
const CHART = 'chip chart';

/** Of a question that is kept as it was asked, in UTF-16 units. */
const LONGEST_RAW = 500;

/** What few use is loaded when it is first used: the start does not wait for it. */
const feeds =
  (name: keyof typeof import('./admin/feeds.ts')): AdminCommand =>
  async (admin) =>
    (await import('./admin/feeds.ts'))[name](admin);
const manage =
  (name: 'list' | 'preview' | 'pause' | 'resume' | 'unsubscribe'): DigestCommand =>
  async (managing) =>
    (await import('./digest/manage.ts'))[name](managing);

/** For curators alone: the door to them is `asCurator`, and there is no other. */
const ADMIN_HANDLERS: ReadonlyMap<string, AdminCommand> = new Map<string, AdminCommand>([
  ['chip-admin fact add', addFact],
  ['chip-admin fact set', setFact],
  ['chip-admin fact retract', retract],
  ['chip-admin fact history', history],
  ['chip-admin fact undo', undo],
  ['chip-admin fact import', importFacts],
  ['chip-admin fact export', exportFacts],
  ['chip-admin pending', pending],
  ['chip-admin proposal', proposal],
  ['chip-admin approve', approve],
  ['chip-admin reject', reject],
  ['chip-admin confirm', confirm],
  ['chip-admin alias add', addAlias],
  ['chip-admin alias remove', removeAlias],
  ['chip-admin curator add', addCurator],
  ['chip-admin curator remove', removeCurator],
  ['chip-admin curator list', listCurators],
  ['chip-admin gaps', gaps],
  ['chip-admin feed add', feeds('addFeed')],
  ['chip-admin feed list', feeds('listFeeds')],
  ['chip-admin feed remove', feeds('removeFeed')],
  ['chip-admin feed test', feeds('testFeed')],
]);

/** For whoever manages the channel: the door to them is `asManager`. */
const DIGEST_HANDLERS: ReadonlyMap<string, DigestCommand> = new Map<string, DigestCommand>([
  ['chip digest subscribe', async (it) => (await import('./digest/subscribe.ts')).subscribe(it)],
  ['chip digest list', manage('list')],
  ['chip digest preview', manage('preview')],
  ['chip digest pause', manage('pause')],
  ['chip digest resume', manage('resume')],
  ['chip digest unsubscribe', manage('unsubscribe')],
]);

/** How a request came out, as the log and the metrics call it. */
type Outcome = Answer['outcome'] | 'form' | 'shown' | 'refused' | 'failed';

type Handled = {
  readonly reply: Reply;
  readonly outcome: Outcome;
  /** The code of the UserError. */
  readonly problem?: string;
};

/** Neither `handle` nor `suggest` ever rejects. */
export function createBot({
  base,
  log,
  newId,
  clock,
  curation,
  pictures = createPictures(),
}: BotOptions): Bot {
  const handlers = new Map([...HANDLERS, [CHART, createChart({ pictures, log })]]);
  const answer = (request: Request, onOutcome: (outcome: Outcome) => void): Reply | Promise<Reply> => {
    const admin = ADMIN_HANDLERS.get(request.command);
    if (admin) return asCurator(admin, { request, curation, log });
    const digest = DIGEST_HANDLERS.get(request.command);
    if (digest) return asManager(digest, { request, curation, log });
    const handler = handlers.get(request.command);
    if (!handler) throw new UserError('unknown-command');
    return handler({ request, base: base(), onOutcome, ...recorded(request) });
  };
  const recorded = (request: Request): Pick<Asked, 'knownOn' | 'onAnswer'> => {
    if (!curation) return {};
    return {
      knownOn: (day) => curation.snapshot().knownOn(day),
      onAnswer: (question, given) => {
        const form = isGap(given) ? gapForm(question, base(), request.today) : null;
        if (form === null) return;
        const raw = curation.gapsRaw ? { raw: question.slice(0, LONGEST_RAW) } : {};
        curation.later('gap-not-counted', async () => {
          await (await curation.store()).countGap({ form, ...raw });
        });
      },
    };
  };
  const handled = async (request: Request): Promise<Handled> => {
    let told: Outcome | undefined;
    try {
      const reply = await answer(request, (outcome) => {
        told = outcome;
      });
      return { reply, outcome: told ?? (isForm(reply) ? 'form' : 'shown') };
    } catch (error) {
      const locale = localeOfRequest(request);
      if (error instanceof UserError) {
        return { reply: userErrorToMessage(error, locale), outcome: 'refused', problem: error.code };
      }
      return { reply: bugToMessage(logBug(error, request, { log, newId }), locale), outcome: 'failed' };
    }
  };
  return {
    commands: COMMANDS,
    handle: async (request) => {
      const began = clock?.() ?? 0;
      const { reply, outcome, problem } = await handled(request);
      const ms = clock ? Math.round((clock() - began) * 1_000) / 1_000 : undefined;
      const about = { request: request.id, platform: platformOf(request), command: commandOf(request) };
      log('info', 'answered', { ...about, outcome, problem, ms });
      return reply;
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
    command: commandOf(request),
    error: error instanceof Error ? error.name : typeof error,
    at: error instanceof Error ? framesOf(error) : undefined,
  });
  return id;
}

function isCommand(command: string): boolean {
  return (
    command === CHART || [HANDLERS, ADMIN_HANDLERS, DIGEST_HANDLERS].some((handlers) => handlers.has(command))
  );
}

/** What is no command was typed by somebody. */
function commandOf({ command }: Request): string {
  return isCommand(command) ? command : 'unknown';
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
