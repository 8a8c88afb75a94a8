/**
 * A Slack for tests: `emulate` as the Web API behind a front that adds what it has not: Socket Mode, signed HTTP
 * delivery, commands, presses, response_url, 429, refused tokens and Slack's block rules. All over the network, so
 * the app may be another process that is given SLACK_API_URL.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Body, type Call, createCalls } from './calls.ts';
import { checkBlocks, checkTextObjects, checkTexts } from './check-blocks.ts';
import { deliverHttp } from './deliver-http.ts';
import {
  type Asking,
  commandDelivery,
  type Delivered,
  type Delivery,
  eventDelivery,
  pressDelivery,
} from './delivery.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSocketMode } from './socket-mode.ts';
import { type ApiAnswer, startWebApi, type WebApi, workspace } from './workspace.ts';

export type FakeSlackOptions = {
  /** The clock of signatures and of response_url; the system's by default. */
  readonly now?: () => Date;
  /** Slack's three seconds. */
  readonly ackTimeoutMs?: number;
};

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;

/** Starts on a free port of the loopback address. Deliveries go over Socket Mode until `deliverTo` is called. */
export async function startFakeSlack(options: FakeSlackOptions = {}) {
  const now = options.now ?? (() => new Date());
  const ackTimeoutMs = options.ackTimeoutMs ?? 3_000;
  const tokens = { botToken: 'xoxb-1-fake', appToken: 'xapp-1-fake', signingSecret: 'fake-signing-secret' };
  const web = await startWebApi(tokens.botToken);
  const calls = createCalls();
  const urls = createResponseUrls(now);
  const refusals = new Map<string, Refusal[]>();
  const server = createServer((request, response) => {
    void serve(request, response, { web, calls, urls, tokens, refusals, openUrl: () => sockets.openUrl() });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const onAck = (delivery: Delivery, payload: unknown): void =>
    calls.add({ method: 'ack', body: { kind: delivery.kind, payload }, faults: [] });
  const sockets = createSocketMode({ server, host: () => host, ackTimeoutMs, onAck });
  let appUrl: string | undefined;
  const deliver = async (delivery: Delivery, retry = 0): Promise<Delivered> => {
    if (appUrl === undefined) return sockets.deliver(delivery, retry);
    const delivered = await deliverHttp(delivery, {
      url: appUrl,
      signingSecret: tokens.signingSecret,
      now,
      ackTimeoutMs,
    });
    if (delivered.acked) onAck(delivery, delivered.body);
    return delivered;
  };
  const responseUrl = (): string => `http://${host}${urls.create()}`;
  const sendEvent = (event: Readonly<Record<string, unknown>>, asking: Asking = {}) =>
    deliver(eventDelivery(event, asking, now()));
  return {
    ...tokens,
    ...workspace,
    /** SLACK_API_URL. */
    apiUrl: `http://${host}/api/`,
    direct: web.direct,
    calls: calls.all,
    waitFor: calls.waitFor,
    /** From now on over signed HTTP to this address (the app's /slack/events). */
    deliverTo: (url: string): void => {
      appUrl = url;
    },
    /** Resolves once the app has connected `count` times over Socket Mode. */
    connected: sockets.connected,
    disconnect: sockets.disconnect,
    cut: sockets.cut,
    /** Any delivery, as given; the same one again is a redelivery, `retry` its number. */
    deliver,
    /** `text` is what stands after the command. Resolves when it is acknowledged, or was not in time. */
    sendCommand: (command: string, text: string, asking: Asking = {}) =>
      deliver(commandDelivery(command, text, responseUrl(), asking)),
    sendEvent,
    mention: (text: string, asking: Asking = {}) =>
      sendEvent({ type: 'app_mention', text: `<@${workspace.botUser}> ${text}` }, asking),
    directMessage: (text: string, asking: Asking = {}) =>
      sendEvent({ type: 'message', channel_type: 'im', text }, { channel: web.direct, ...asking }),
    openHome: (asking: Asking = {}) =>
      sendEvent({ type: 'app_home_opened', tab: 'home' }, { channel: web.direct, ...asking }),
    /** Presses the button with this label in what a call sent. */
    press: (call: Call, label: string, asking: Asking & { readonly thread?: string } = {}) =>
      deliver(
        pressDelivery(
          { ...findButton(call, label), ...whereOf(call), ...asking, ...onOf(call, asking) },
          responseUrl(),
        ),
      ),
    /** The next `times` calls of a method fail with this code, or with 429 and Retry-After in seconds. */
    refuse: (method: string, refusal: Refusal, times = 1): void => {
      refusals.set(method, [
        ...(refusals.get(method) ?? []),
        ...Array.from({ length: times }, () => refusal),
      ]);
    },
    close: async (): Promise<void> => {
      sockets.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await web.close();
    },
  };
}

export type Refusal = { readonly error: string } | { readonly retryAfter: number };

type Front = {
  readonly web: WebApi;
  readonly calls: ReturnType<typeof createCalls>;
  readonly urls: ReturnType<typeof createResponseUrls>;
  readonly tokens: { readonly botToken: string; readonly appToken: string };
  readonly refusals: Map<string, Refusal[]>;
  readonly openUrl: () => string;
};

async function serve(request: IncomingMessage, response: ServerResponse, front: Front): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://fake').pathname;
  const raw = await readAll(request);
  const method = path.startsWith('/response/') ? 'response_url' : path.replace(/^\/api\//, '');
  const body = parseBody(raw, request.headers['content-type'] ?? '');
  const refusal = front.refusals.get(method)?.shift();
  if (refusal && 'retryAfter' in refusal) {
    front.calls.add({ method, body, error: 'ratelimited', faults: [] });
    response.writeHead(429, { 'retry-after': String(refusal.retryAfter) }).end('rate_limited');
    return;
  }
  const isMessage = method === 'response_url' || method.startsWith('chat.post');
  const texts = isMessage ? checkTexts(body) : checkTextObjects(body.view?.blocks);
  if (method === 'response_url') {
    const error = refusal?.error ?? front.urls.use(path, body);
    front.calls.add({ method, body, faults: texts, ...(error === undefined ? {} : { error }) });
    response.writeHead(error === undefined ? 200 : 400).end(error ?? 'ok');
    return;
  }
  const answer = refusal
    ? { ok: false, error: refusal.error }
    : await callApi(method, raw, body, request, front);
  const error = answer.ok ? {} : { error: String(answer.error) };
  front.calls.add({ method, body: { ...body, ...tsOf(answer) }, faults: texts, ...error });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

async function callApi(
  method: string,
  raw: string,
  body: Body,
  request: IncomingMessage,
  front: Front,
): Promise<ApiAnswer> {
  const authorization = request.headers.authorization ?? '';
  if (authorization === '') return { ok: false, error: 'not_authed' };
  const expected = method.startsWith('apps.') ? front.tokens.appToken : front.tokens.botToken;
  if (authorization !== `Bearer ${expected}`) return { ok: false, error: 'invalid_auth' };
  if (method === 'apps.connections.open') return { ok: true, url: front.openUrl() };
  const { view } = body;
  const blocks = view?.blocks ?? body.blocks;
  const wrong = blocks === undefined ? [] : checkBlocks(blocks, view ? 'home' : 'message');
  if (wrong.length > 0) return { ok: false, error: 'invalid_blocks', response_metadata: { messages: wrong } };
  return front.web.call(method, raw, {
    authorization,
    'content-type': request.headers['content-type'] ?? '',
  });
}

function tsOf(answer: ApiAnswer): { ts?: string } {
  return answer.ts === undefined ? {} : { ts: answer.ts };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** JSON, or a form whose values may be JSON themselves. */
function parseBody(raw: string, type: string): Body {
  if (type.startsWith('application/json')) return JSON.parse(raw) as Body;
  return Object.fromEntries(
    [...new URLSearchParams(raw)].map(([key, value]) => [
      key,
      /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}

type Buttons = {
  readonly action_id: string;
  readonly value: string;
  readonly text: { readonly text: string };
};

/** The buttons in what a call sent. */
function buttonsOf(call: Call): readonly Buttons[] {
  const { view } = call.body;
  const blocks = (view?.blocks ?? call.body.blocks ?? []) as { type: string; elements?: Buttons[] }[];
  return blocks.filter((block) => block.type === 'actions').flatMap((block) => block.elements ?? []);
}

function findButton(call: Call, label: string): { actionId: string; value: string } {
  const button = buttonsOf(call).find((one) => one.text.text === label);
  if (!button)
    throw new Error(
      `no button ${label}; there are: ${buttonsOf(call)
        .map((one) => one.text.text)
        .join(', ')}`,
    );
  return { actionId: button.action_id, value: button.value };
}

function whereOf(call: Call): { channel?: string } {
  return typeof call.body.channel === 'string' ? { channel: call.body.channel } : {};
}

function onOf(call: Call, asking: { readonly thread?: string }) {
  if (call.method === 'views.publish') return { on: { kind: 'home' } as const };
  const ephemeral = call.body.response_type === 'ephemeral';
  const posted = typeof call.body.thread_ts === 'string' ? call.body.thread_ts : undefined;
  const thread = asking.thread ?? posted;
  const ts = typeof call.body.ts === 'string' ? call.body.ts : '1700000000.000100';
  return {
    on: {
      kind: ephemeral ? 'ephemeral' : 'message',
      ts,
      ...(thread === undefined ? {} : { thread }),
    } as const,
  };
}
