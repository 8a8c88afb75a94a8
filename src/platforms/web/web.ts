/** The chat in a browser: the same bot, asked over forms. The process's HTTP listener serves it. */
import type { Locale } from '../../language/locale.ts';
import { type Access, endedSessionCookie, isToken, sessionCookie } from '../../page/access.ts';
import type { Page, Pages, Visit } from '../../page/pages.ts';
import type { RateLimit } from '../../page/rate-limit.ts';
import type { Bot, Call, Platform, Reply, Request } from '../platform.ts';
import { adminToHtml } from './admin-page.ts';
import { chatToHtml } from './chat-page.ts';
import { missingForm } from './missing-form.ts';
import { readTurn, type Turn } from './read-turn.ts';
import type { LinkOf } from './text-to-html.ts';
import { words } from './words.ts';

export type WebOptions = {
  readonly bot: Bot;
  readonly pages: Pages;
  readonly access: Access;
  readonly limit: RateLimit;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly linkOf: LinkOf;
  readonly publicUrl?: string;
};

/** The one place there is here: nobody is told anything unasked on a page. */
const PLACE = 'page';
/** Whoever may change facts, and everybody else: they must never have one name. */
const ADMIN = 'page';
const VISITOR = 'page-visitor';
/** On top of what a write costs: a token is guessed slowly. */
const LOGIN_COST = 27;

export function createWeb(options: WebOptions): Platform {
  const { bot, pages, access, newId, linkOf } = options;

  async function converse(visit: Visit, fields: FormData | URLSearchParams): Promise<Page> {
    const { locale, here } = visit;
    const turn = readTurn(fields, { commands: bot.commands, locale });
    if (!turn) return { html: chatToHtml({ locale, here, linkOf }) };
    const reply = await replyTo(turn, { visit, day: String(fields.get('day') ?? '') });
    return { html: chatToHtml({ locale, here, linkOf, exchange: { said: turn.said, reply, id: newId() } }) };
  }

  async function replyTo(turn: Turn, from: From): Promise<Reply> {
    if (turn.kind === 'say') return turn.message;
    if (isForCurators(turn.call) && !from.visit.admin) return refusal(from.visit.locale);
    const form = missingForm(turn.call, bot.commands, from.visit.locale);
    return form ?? bot.handle({ ...requestOf(turn.call, from, options), files: turn.files });
  }

  function enter(visit: Visit, fields: FormData): Page {
    const given = fields.get('token');
    if (!options.limit.take(visit.client, LOGIN_COST)) return { problem: { kind: 'too-many' } };
    if (access.kind !== 'token' || typeof given !== 'string' || !isToken(given, access)) {
      return { status: 403, html: adminToHtml({ visit, access, commands: bot.commands, refused: true }) };
    }
    return { goTo: '/admin', cookies: [sessionCookie(access.token, options.now(), isSecure(options))] };
  }

  return {
    name: 'page',
    routes: [
      pages.get('/', (visit) => converse(visit, readableQuery(visit))),
      pages.post('/', converse),
      pages.get('/suggest', async (visit) => {
        const question = (visit.query.get('text') ?? '').slice(0, 200);
        const request = requestOf(
          { command: 'chip ask', options: { question } },
          { visit, day: '' },
          options,
        );
        return { json: (await bot.suggest(request, 'question')).map(({ value }) => value) };
      }),
      pages.get('/admin', (visit) => ({ html: adminToHtml({ visit, access, commands: bot.commands }) })),
      pages.post('/admin', enter),
      pages.post('/admin/leave', () => ({
        goTo: '/admin',
        cookies: [endedSessionCookie(isSecure(options))],
      })),
    ],
    start: async () => undefined,
    stop: async () => undefined,
    post: async () => ({ kind: 'gone', code: 'no-such-place' }),
    findPosted: async () => ({ kind: 'absent' }),
    // A page is read, not written to.
    look: async () => ({ kind: 'unseen' }),
    tell: async () => ({ kind: 'gone', code: 'page' }),
  };
}

/** An address may ask a question; what it does must come from a form. */
function readableQuery({ query }: Visit): URLSearchParams {
  const text = query.get('text') ?? '';
  return new URLSearchParams(/^\s*\/chip-admin\b/iu.test(text) ? {} : { text });
}

function isForCurators({ command }: Call): boolean {
  return command.startsWith('chip-admin') && command !== 'chip-admin help';
}

function refusal(locale: Locale): Reply {
  const { adminRefused, adminTitle } = words(locale);
  return {
    locale,
    blocks: [{ kind: 'text', text: adminRefused }],
    actions: [],
    links: [{ label: adminTitle, url: '/admin' }],
  };
}

type From = { readonly visit: Visit; readonly day: string };

function requestOf(call: Call, { visit, day }: From, { now, newId }: WebOptions): Request {
  return {
    ...call,
    id: newId(),
    user: { id: visit.admin ? ADMIN : VISITOR, administrator: visit.admin },
    place: { kind: 'direct', id: PLACE, home: true },
    locale: visit.locale,
    today: dayOf(now(), day),
  };
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The day where the reader is, as the script tells it: within a day of ours. */
function dayOf(now: Date, told: string): string {
  const near = [-DAY_MS, 0, DAY_MS].map((away) => new Date(now.getTime() + away).toISOString().slice(0, 10));
  return near.find((day) => day === told) ?? near[1] ?? '';
}

function isSecure({ publicUrl }: WebOptions): boolean {
  return publicUrl?.startsWith('https:') === true;
}
