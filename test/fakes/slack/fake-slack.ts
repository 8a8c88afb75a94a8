/**
 * A Slack for tests: `emulate` as the Web API behind a front that adds what it has not: Socket Mode, signed HTTP
 * delivery, commands, presses, response_url, 429, refused tokens and Slack's block rules. All over the network, so
 * the app may be another process that is given SLACK_API_URL.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BOT_SCOPES } from '../../../src/platforms/slack/scopes.ts';
import { type Body, type Call, createCalls } from './calls.ts';
import { checkBlocks, checkTextObjects, checkTexts } from './check-blocks.ts';
import { deliverHttp } from './deliver-http.ts';
import {
  type Asking,
  commandDelivery,
  type Delivered,
  type Delivery,
  eventDelivery,
  newId,
  pressDelivery,
  submissionDelivery,
} from './delivery.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSocketMode } from './socket-mode.ts';
import { app, createTeams, type Grant } from './teams.ts';
import { createViews, type Filling, fillView, type View } from './views.ts';
import { type ApiAnswer, botUserOf, startWebApi, type WebApi, workspace } from './workspace.ts';

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
  const views = createViews(now);
  const known: Known = {
    users: new Map(),
    channels: new Map(),
    scopes: BOT_SCOPES,
    memberOf: [{ id: 'C1' }],
  };
  const teams = createTeams(known);
  const files = new Map<string, string>();
  const uploads = new Map<string, string>();
  const server = createServer((request, response) => {
    const openUrl = () => sockets.openUrl();
    const front = {
      web,
      calls,
      urls,
      tokens,
      refusals,
      openUrl,
      views,
      known,
      teams,
      files,
      uploads,
      host: () => host,
    };
    void serve(request, response, front);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const onAck = (delivery: Delivery, payload: unknown): void =>
    calls.add({ method: 'ack', body: { kind: delivery.kind, payload }, faults: [] });
  const sockets = createSocketMode({ server, host: () => host, ackTimeoutMs, onAck });
  let appUrls: readonly string[] = [];
  const deliver = async (delivery: Delivery, retry = 0): Promise<Delivered> => {
    const { trigger_id: trigger } = delivery.payload;
    if (typeof trigger === 'string') views.trigger(trigger);
    if (appUrls.length === 0) return sockets.deliver(delivery, retry);
    const { signingSecret } = tokens;
    const all = await Promise.all(
      appUrls.map((url, nth) =>
        deliverHttp(delivery, { url, signingSecret, now, ackTimeoutMs, retry: retry + nth }),
      ),
    );
    for (const delivered of all) if (delivered.acked) onAck(delivery, delivered.body);
    return all.find(({ acked }) => acked) ?? all[0] ?? { acked: false, tries: 0 };
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
    /** From now on over signed HTTP to this address (the app's /slack/events); repeated to each of the others. */
    deliverTo: (...urls: readonly string[]): void => {
      appUrls = urls;
    },
    ...app,
    /** Somebody presses Allow on the page that the app leads to. @returns where Slack sends the browser. */
    allow: (grant: Grant, page: string): string => {
      const asked = new URL(page);
      const back = new URLSearchParams({
        code: teams.allow(grant, asked),
        state: asked.searchParams.get('state') ?? '',
      });
      return `${asked.searchParams.get('redirect_uri') ?? ''}?${back}`;
    },
    /** A workspace removes the app; Slack says so when it is asked to. */
    revokeTokens: teams.revoke,
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
      sendEvent({ type: 'app_mention', text: `<@${botUserOf(asking.team)}> ${text}` }, asking),
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
    /** The forms that were opened, oldest first. */
    views: views.opened,
    /** The user sends the form that was opened last, or the one given. */
    submit: (filling: Filling, asking: Asking & { readonly view?: View } = {}) => {
      const view = asking.view ?? views.opened.at(-1);
      if (!view) throw new Error('no form was opened');
      const values = fillView(view, filling, ({ name, content }) => {
        const path = `/files/${newId('F')}/${encodeURIComponent(name)}`;
        files.set(path, content);
        const size = Buffer.byteLength(content);
        return { id: newId('F'), name, size, url_private_download: `http://${host}${path}` };
      });
      return deliver(submissionDelivery({ ...asking, view, values }));
    },
    /** What Slack says of a user, beyond what the workspace has. */
    setUser: (id: string, user: Readonly<Record<string, unknown>>): void => void known.users.set(id, user),
    setScopes: (scopes: readonly string[]): void => {
      known.scopes = scopes;
    },
    /** The channels that the bot was invited to. */
    setMemberships: (ids: readonly string[]): void => {
      known.memberOf = ids.map((id) => ({ id }));
    },
    setChannel: (id: string, channel: Readonly<Record<string, unknown>>): void =>
      void known.channels.set(id, channel),
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

export type Refusal =
  | { readonly error: string }
  | { readonly retryAfter: number }
  /** No JSON, as from a proxy. With `lost` the call has its effect. */
  | { readonly status: number; readonly lost?: boolean }
  /** Never answered. */
  | { readonly hang: true; readonly lost?: boolean }
  /** It has its effect, and its answer breaks off in the middle. */
  | { readonly cut: true };

type Known = {
  /** Of the bot's token. */
  scopes: readonly string[];
  memberOf: readonly { readonly id: string }[];
  readonly users: Map<string, Readonly<Record<string, unknown>>>;
  readonly channels: Map<string, Readonly<Record<string, unknown>>>;
};

type Front = {
  readonly web: WebApi;
  readonly calls: ReturnType<typeof createCalls>;
  readonly urls: ReturnType<typeof createResponseUrls>;
  readonly tokens: { readonly botToken: string; readonly appToken: string };
  readonly refusals: Map<string, Refusal[]>;
  readonly openUrl: () => string;
  readonly views: ReturnType<typeof createViews>;
  readonly known: Known;
  readonly teams: ReturnType<typeof createTeams>;
  /** What users sent along, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Where the Web API takes uploads, by the path given out here. */
  readonly uploads: Map<string, string>;
  readonly host: () => string;
};

async function serve(request: IncomingMessage, response: ServerResponse, front: Front): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://fake').pathname;
  if (request.method === 'GET' && front.files.has(path)) return sendFile(path, request, response, front);
  const bytes = await readAll(request);
  if (front.uploads.has(path)) return takeUpload(path, bytes, { request, response, front });
  const raw = bytes.toString();
  const method = path.startsWith('/response/') ? 'response_url' : path.replace(/^\/api\//, '');
  const body = parseBody(raw, request.headers['content-type'] ?? '');
  const refusal = front.refusals.get(method)?.shift();
  if (refusal && 'retryAfter' in refusal) {
    front.calls.add({ method, body, error: 'ratelimited', faults: [] });
    response.writeHead(429, { 'retry-after': String(refusal.retryAfter) }).end('rate_limited');
    return;
  }
  if (refusal && 'cut' in refusal) {
    const whole = JSON.stringify(await callApi(method, raw, body, request, front));
    front.calls.add({ method, body, error: 'cut', faults: [] });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length + 9 });
    response.write(whole.slice(0, whole.length / 2), () => response.destroy());
    return;
  }
  if (refusal && ('status' in refusal || 'hang' in refusal)) {
    if (refusal.lost) await callApi(method, raw, body, request, front);
    front.calls.add({
      method,
      body,
      error: 'status' in refusal ? `http_${refusal.status}` : 'hang',
      faults: [],
    });
    if ('status' in refusal) response.writeHead(refusal.status).end('upstream');
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
  const team = front.teams.memberOf(tokenOf(request))?.team ?? workspace.team;
  front.calls.add({ method, body: { ...body, ...tsOf(answer) }, team, faults: texts, ...error });
  const scopes = front.known.scopes.join(',');
  response.writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': scopes });
  response.end(JSON.stringify(answer));
}

async function callApi(
  method: string,
  raw: string,
  body: Body,
  request: IncomingMessage,
  front: Front,
): Promise<ApiAnswer> {
  const authorization = request.headers.authorization ?? '';
  if (method === 'oauth.v2.access') return front.teams.access(raw);
  const token = tokenOf(request);
  if (front.teams.isRevoked(token)) return { ok: false, error: 'token_revoked' };
  const installed = front.teams.memberOf(token) !== undefined;
  if (authorization === '') return { ok: false, error: 'not_authed' };
  const expected = method.startsWith('apps.') ? front.tokens.appToken : front.tokens.botToken;
  if (!installed && authorization !== `Bearer ${expected}`) return { ok: false, error: 'invalid_auth' };
  if (method === 'apps.connections.open') return { ok: true, url: front.openUrl() };
  if (method === 'users.conversations') return { ok: true, channels: front.known.memberOf };
  if (method === 'views.open') return front.views.open(body.trigger_id, body.view as View);
  const { view } = body;
  const blocks = view?.blocks ?? body.blocks;
  const wrong = blocks === undefined ? [] : checkBlocks(blocks, view ? 'home' : 'message');
  if (wrong.length > 0) return { ok: false, error: 'invalid_blocks', response_metadata: { messages: wrong } };
  if (installed) return front.teams.call(method, body, token);
  const answer = await front.web.call(method, raw, {
    authorization,
    'content-type': request.headers['content-type'] ?? '',
  });
  return completed(answer, method, body, front);
}

/** What the Web API behind this does not know: people of other workspaces, who made a channel, our own addresses. */
function completed(answer: ApiAnswer, method: string, body: Body, front: Front): ApiAnswer {
  if (method === 'users.info') {
    const user = front.known.users.get(String(body.user));
    return user
      ? { ok: true, user: { id: body.user, team_id: workspace.team, ...answer.user, ...user } }
      : answer;
  }
  if (method === 'conversations.info') {
    const channel = front.known.channels.get(String(body.channel));
    return channel ? { ok: true, channel: { id: String(body.channel), ...channel } } : answer;
  }
  if (method !== 'files.getUploadURLExternal' || answer.upload_url === undefined) return answer;
  const path = `/upload/${newId('u')}`;
  front.uploads.set(path, answer.upload_url);
  return { ...answer, upload_url: `http://${front.host()}${path}` };
}

async function takeUpload(
  path: string,
  bytes: Buffer,
  { request, response, front }: { request: IncomingMessage; response: ServerResponse; front: Front },
): Promise<void> {
  const headers = { 'content-type': request.headers['content-type'] ?? 'application/octet-stream' };
  const form = headers['content-type'].startsWith('multipart/')
    ? await new Response(new Uint8Array(bytes), { headers }).formData()
    : undefined;
  const [part] = form ? [...form.values()] : [];
  const content = part instanceof Blob ? Buffer.from(await part.arrayBuffer()) : bytes;
  const address = front.uploads.get(path) ?? '';
  const answer = await fetch(address, { method: 'POST', headers, body: new Uint8Array(bytes) });
  front.calls.add({ method: 'upload', body: { content: content.toString('latin1') }, faults: [] });
  response.writeHead(answer.status).end(await answer.text());
}

/** A private address: whoever has no token of the app is sent away. */
function sendFile(path: string, request: IncomingMessage, response: ServerResponse, front: Front): void {
  const allowed = request.headers.authorization === `Bearer ${front.tokens.botToken}`;
  response.writeHead(allowed ? 200 : 302, allowed ? {} : { location: '/login' });
  response.end(allowed ? front.files.get(path) : '');
}

function tokenOf({ headers }: IncomingMessage): string {
  return (headers.authorization ?? '').replace(/^Bearer /, '');
}

function tsOf(answer: ApiAnswer): { ts?: string } {
  return answer.ts === undefined ? {} : { ts: answer.ts };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
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
