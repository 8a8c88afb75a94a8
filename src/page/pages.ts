/** Pages as routes: guarded, counted, in the reader's language, and with one place that catches everything. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Locale } from '../language/locale.ts';
import type { Log, Route } from '../platforms/platform.ts';
import { type Access, isAdmin } from './access.ts';
import { readForm } from './body.ts';
import { documentToHtml } from './document.ts';
import { clientOf, isOurHost, isSameOrigin, PICTURE_POLICY, SAFE_HEADERS } from './guard.ts';
import { type Html, htmlToString } from './html.ts';
import { type Problem, problemTitle, problemToHtml, STATUS } from './problems.ts';
import type { RateLimit } from './rate-limit.ts';
import { LOCALE_COOKIE, localeOf } from './reader.ts';

export type Visit = {
  readonly request: IncomingMessage;
  readonly locale: Locale;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The address without the choice of language: what a switch of language goes back to. */
  readonly here: string;
  /** May change facts. */
  readonly admin: boolean;
  readonly client: string;
};

export type Page =
  | { readonly status?: number; readonly html: Html; readonly cookies?: readonly string[] }
  | { readonly status?: number; readonly json: unknown }
  | { readonly svg: string }
  | { readonly goTo: string; readonly permanent?: boolean; readonly cookies?: readonly string[] }
  | { readonly problem: Problem };

export type Pages = {
  get(path: string, handle: (visit: Visit) => Page | Promise<Page>): Route;
  /** What a form of our own sends. */
  post(path: string, handle: (visit: Visit, fields: FormData) => Page | Promise<Page>): Route;
};

export type PagesOptions = {
  readonly host: string;
  readonly publicUrl?: string;
  readonly access: Access;
  readonly limit: RateLimit;
  readonly now: () => Date;
  readonly log: Log;
  readonly newId: () => string;
};

/** A write costs what an answer costs. */
const COST = { GET: 1, POST: 3 } as const;

export function createPages(options: PagesOptions): Pages {
  const route = (method: Route['method'], path: string, answer: (visit: Visit) => Promise<Page>): Route => ({
    method,
    path,
    handle: (request, response) => {
      const visit = visitOf(request, options);
      const page = 'problem' in visit ? Promise.resolve(visit) : answer(visit);
      void page
        .catch((error: unknown): Page => ({ problem: { kind: 'bug', id: logBug(error, path, options) } }))
        .then((done) => send(response, done, 'problem' in visit ? asStranger(request) : visit));
    },
  });
  const allowed = ({ client }: Visit, method: Route['method']) => options.limit.take(client, COST[method]);
  return {
    get: (path, handle) =>
      route('GET', path, async (visit) =>
        allowed(visit, 'GET') ? handle(visit) : { problem: { kind: 'too-many' } },
      ),
    post: (path, handle) =>
      route('POST', path, async (visit) => {
        if (!isSameOrigin(visit.request, options)) return { problem: { kind: 'other-origin' } };
        if (!allowed(visit, 'POST')) return { problem: { kind: 'too-many' } };
        const form = await readForm(visit.request, visit.admin);
        return form.kind === 'form' ? handle(visit, form.fields) : { problem: { kind: form.kind } };
      }),
  };
}

function visitOf(request: IncomingMessage, options: PagesOptions): Visit | { readonly problem: Problem } {
  if (!isOurHost(request, options)) return { problem: { kind: 'other-host' } };
  const url = URL.parse(request.url ?? '/', 'http://page');
  const path = url ? decoded(url.pathname) : undefined;
  if (url === null || path === undefined) return { problem: { kind: 'not-found' } };
  return {
    ...asStranger(request, url),
    path,
    admin: isAdmin(request, options.access, options.now()),
  };
}

/** A visit of which nothing is known but what it says of itself. */
function asStranger(request: IncomingMessage, url = new URL('http://page/')): Visit {
  const { searchParams: query } = url;
  const locale = localeOf(request, query);
  const rest = new URLSearchParams(query);
  rest.delete('lang');
  const here = rest.size === 0 ? url.pathname : `${url.pathname}?${rest}`;
  return { request, locale, path: url.pathname, query, here, admin: false, client: clientOf(request) };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The message of an error may quote what was typed: where it was thrown says enough. */
function logBug(error: unknown, path: string, { log, newId }: PagesOptions): string {
  const id = newId();
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const at = stack.split('\n').filter((line) => /^\s+at /u.test(line));
  log('error', 'page-failed', { id, path, name, at: at.map((line) => line.trim()).join(' < ') });
  return id;
}

function send(response: ServerResponse, page: Page, visit: Visit): void {
  if (response.destroyed) return;
  const chosen = visit.query.get('lang');
  const remember =
    chosen === visit.locale && 'html' in page
      ? [`${LOCALE_COOKIE}=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax`]
      : [];
  const cookies = [...('cookies' in page ? (page.cookies ?? []) : []), ...remember];
  const headers = {
    ...SAFE_HEADERS,
    'cache-control': 'no-store',
    vary: 'accept-language, cookie',
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
  };
  if ('goTo' in page) {
    response.writeHead(page.permanent ? 308 : 303, { ...headers, location: page.goTo }).end();
  } else if ('json' in page) {
    response.writeHead(page.status ?? 200, { ...headers, 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(page.json));
  } else if ('svg' in page) {
    const type = {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': PICTURE_POLICY,
    };
    response.writeHead(200, { ...headers, ...type }).end(page.svg);
  } else if ('problem' in page) {
    sendProblem(response, page.problem, { visit, headers });
  } else {
    response.writeHead(page.status ?? 200, { ...headers, 'content-type': 'text/html; charset=utf-8' });
    response.end(htmlToString(page.html));
  }
}

type Sending = { readonly visit: Visit; readonly headers: Readonly<Record<string, string | string[]>> };

/** What was not read of the request ends with the connection. */
function sendProblem(response: ServerResponse, problem: Problem, { visit, headers }: Sending): void {
  const { locale, here } = visit;
  const title = problemTitle(problem, locale);
  const body = documentToHtml({ locale, title, here, main: problemToHtml(problem, locale) });
  const more = problem.kind === 'too-many' ? { 'retry-after': '10' } : {};
  const connection = visit.request.complete ? {} : { connection: 'close' };
  const type = { 'content-type': 'text/html; charset=utf-8' };
  response.writeHead(STATUS[problem.kind], { ...headers, ...type, ...more, ...connection });
  response.end(htmlToString(body));
}
