/** The page behind a real listener, and a client that says exactly what a test wants it to. */
import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createBot } from '../../src/commands/bot.ts';
import { readConfig } from '../../src/config.ts';
import { openHttp } from '../../src/http.ts';
import type { FactBase } from '../../src/knowledge/fact-base.ts';
import { baseToSnapshot, type Snapshot } from '../../src/knowledge/snapshot.ts';
import { openPage, type PageOptions } from '../../src/open-page.ts';
import type { Bot, LogFields } from '../../src/platforms/platform.ts';
import type { Environment } from '../../src/settings/settings.ts';
import { base as realBase } from '../commands/bot-under-test.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};
type Sending = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export type TestPage = {
  readonly url: string;
  readonly port: number;
  readonly logged: readonly (readonly [event: string, fields: LogFields])[];
  /** Moves the clocks on. */
  wait(ms: number): void;
  ask(path: string, sending?: Sending): Promise<Answer>;
  get(path: string, headers?: Sending['headers']): Promise<Answer>;
  /** As a form of the page itself is sent. */
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Sending['headers']): Promise<Answer>;
  close(): Promise<void>;
};

type Options = Pick<PageOptions, 'pictures'> & {
  readonly env?: Environment;
  readonly base?: FactBase;
  /** Instead of a base in which nothing was changed. */
  readonly snapshot?: () => Snapshot;
  readonly bot?: Bot;
};

export const NOW = '2026-11-23T12:00:00Z';

/** Left open; see `openTestPage` for one that is closed after the test. */
export async function startTestPage({
  env = {},
  base = realBase,
  bot,
  ...more
}: Options = {}): Promise<TestPage> {
  const unchanged = baseToSnapshot(base);
  const { snapshot = () => unchanged, ...drawing } = more;
  let passed = 0;
  let ids = 0;
  const logged: [string, LogFields][] = [];
  const config = readConfig({ PORT: '0', ...env });
  const log = (_: string, event: string, fields: LogFields = {}) => void logged.push([event, fields]);
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const page = openPage({
    ...drawing,
    config,
    snapshot,
    bot: bot ?? createBot({ base: () => snapshot().base, log, newId }),
    log,
    newId,
    now: () => new Date(Date.parse(NOW) + passed),
    clock: () => passed,
  });
  const listener = await openHttp({ ...config.http, routes: page.routes });
  const { port } = listener;
  const url = `http://127.0.0.1:${port}`;
  const ask: TestPage['ask'] = (path, sending = {}) => sendTo(port, path, sending);
  return {
    url,
    port,
    logged,
    ask,
    wait: (ms) => {
      passed += ms;
    },
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields, headers = {}) =>
      ask(path, {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    close: listener.close,
  };
}

export async function openTestPage(options: Options = {}): Promise<TestPage> {
  const page = await startTestPage(options);
  onTestFinished(() => page.close());
  return page;
}

/** Not `fetch`: that neither sends a Host header of one's own nor a body longer than its header says. */
function sendTo(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Sending,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send({ host: '127.0.0.1', port, path, method, headers: { ...headers } }, (response) => {
      const { statusCode: status = 0, headers: got } = response;
      text(response).then((said) => resolve({ status, headers: got, body: said }), reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What a reader reads: without tags, character references as what they stand for. */
export function readable(html: string): string {
  const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/gu, (_, name: string) => references[name] ?? '')
    .replace(/\s+/gu, ' ');
}
