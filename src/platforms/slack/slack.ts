/** The Slack adapter: `/chip`, mentions, direct messages and the app's Home, by Socket Mode or signed HTTP. */
import { setTimeout as wait } from 'node:timers/promises';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { UserError } from '../../language/user-error.ts';
import { type Claims, createOwnClaims } from '../claims.ts';
import type { PostOutcome } from '../outcomes.ts';
import type { Bot, Log, Message, Platform, Route } from '../platform.ts';
import { createBoltLog } from './bolt-log.ts';
import { type Connection, createConnection } from './connection.ts';
import { checkToken } from './failure.ts';
import { createInstallations, type InstallationStore, type Installations } from './installations.ts';
import { createInstaller, installRoutes } from './installer.ts';
import { type Listening, listen } from './listeners.ts';
import { messageToParts } from './message.ts';
import { createPosting } from './posting.ts';
import { EVENTS_PATH } from './scopes.ts';
import { createSealer } from './seal.ts';
import { createSender } from './send.ts';
import { checkSignature } from './signature.ts';
import { word } from './words.ts';
import { clientOptions, createClient, createWorkspace, type Member } from './workspace.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

export type SlackConfig = {
  /** Of the home workspace; with `install` there may be none. */
  readonly botToken?: string;
  /** Needed in mode 'socket'. */
  readonly appToken?: string;
  /** Needed in mode 'http'. */
  readonly signingSecret?: string;
  readonly mode: 'socket' | 'http';
  /** Base of the Web API, for a proxy or a test peer. */
  readonly apiUrl?: string;
  /** Lets many workspaces install the app. */
  readonly install?: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** 32 bytes each, in hex or base64: the first seals tokens, all of them open. */
    readonly tokenKeys: readonly string[];
    /** The workspace whose administrators are curators, where there is no `botToken`. */
    readonly homeTeam?: string;
  };
};

export type SlackOptions = {
  readonly config: SlackConfig;
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  /** How long one post may take; 15 s by default. */
  readonly postTimeoutMs?: number;
  /** False: it only posts, and needs neither app token nor signing secret. Default: true. */
  readonly receives?: boolean;
  /** Which process answers a delivery; by default this one. */
  readonly claims?: Claims;
  /** Needed with `config.install`. */
  readonly installations?: () => Promise<InstallationStore>;
  /** Where the process is reached from outside. */
  readonly publicUrl?: string;
  /** A workspace removed the app: what is kept for it is of no more use. */
  readonly onRemoved?: (space: string) => Promise<void>;
};

/** How long `stop` waits for answers under way. */
const STOP_TIMEOUT_MS = 10_000;

const NOT_CONNECTED: PostOutcome = { kind: 'retry', code: 'not-connected', afterMs: 30_000, unsure: false };

type Started = ReturnType<typeof createPosting>;

/**
 * The Slack platform. Its routes have to be served by the process's listener: in mode 'http' that of deliveries, with
 * `config.install` those of installing. `start` rejects with UserError('bad-setting', { setting, reason }) when a
 * setting is missing or Slack refuses a token.
 */
export function createSlack(options: SlackOptions): Platform {
  const { config, log, receives = true } = options;
  const working = new Set<Promise<void>>();
  let receive: HTTPReceiver['requestListener'] | undefined;
  let install: HTTPReceiver['requestListener'] | undefined;
  let connection: Connection | undefined;
  let posting: Started | undefined;
  const keep = (work: Promise<void>): void => {
    working.add(work);
    void work.finally(() => working.delete(work));
  };
  const start = async (): Promise<void> => {
    const receiver = receives ? createReceiver(config, log) : undefined;
    const installations = createKeptInstallations(options);
    const workspaces = await createAll(options, installations);
    await installations?.check().catch((error: unknown) => {
      // Whether the process starts without its store is not decided here.
      if (!(error instanceof UserError) || error.code === 'bad-setting') throw error;
      log('warn', 'slack-installations-unread', { code: error.code });
    });
    if (receiver) connectApp(receiver, listeningOf(options, { workspaces, installations, keep }));
    if (receiver && installations) install = createInstall(options, { workspaces, installations });
    if (receiver instanceof HTTPReceiver) receive = receiver.requestListener;
    if (receiver instanceof SocketModeReceiver) {
      connection = createConnection(receiver.client, log);
      await checkToken('SLACK_APP_TOKEN', connection.open);
    }
    posting = createPosting(workspaces, log);
    log('info', 'slack-started', { mode: config.mode, receives });
  };
  const stop = async (): Promise<void> => {
    receive = undefined;
    install = undefined;
    posting = undefined;
    await connection?.close();
    await settled(working, log);
  };
  return {
    name: 'slack',
    routes: receives ? routesOf(options, () => ({ receive, install })) : [],
    start,
    stop,
    post: async (post) => posting?.post(post) ?? NOT_CONNECTED,
    findPosted: async (sought) => posting?.findPosted(sought) ?? { kind: 'unknown' },
    look: async (place, user) => posting?.look(place, user) ?? { kind: 'unknown' },
    tell: async (user, message, key) => posting?.tell(user, message, key) ?? NOT_CONNECTED,
  };
}

type Accepting = {
  readonly receive: HTTPReceiver['requestListener'] | undefined;
  readonly install: HTTPReceiver['requestListener'] | undefined;
};

function routesOf({ config, now }: SlackOptions, accepting: () => Accepting): readonly Route[] {
  const handle: Route['handle'] = (request, response) => {
    const accept = accepting().receive;
    // 503 makes Slack try again, when this process or another one may take it.
    if (accept === undefined) return void response.writeHead(503).end();
    const signingSecret = config.signingSecret ?? '';
    checkSignature(request, response, { signingSecret, now, accept }).catch(() => response.destroy());
  };
  const installing: Route['handle'] = (request, response) => {
    const accept = accepting().install;
    if (accept === undefined) response.writeHead(503).end();
    else accept(request, response);
  };
  const deliveries: Route = { method: 'POST', path: EVENTS_PATH, handle };
  return [
    ...(config.mode === 'http' ? [deliveries] : []),
    ...(config.install ? installRoutes(installing) : []),
  ];
}

function createReceiver(config: SlackConfig, log: Log): HTTPReceiver | SocketModeReceiver {
  const logger = createBoltLog(log);
  if (config.mode === 'http') {
    const signingSecret = needed('SLACK_SIGNING_SECRET', config.signingSecret);
    // The signature is checked before, by the clock that is an argument here and both ways.
    return new HTTPReceiver({ signingSecret, endpoints: EVENTS_PATH, logger, signatureVerification: false });
  }
  return new SocketModeReceiver({
    appToken: needed('SLACK_APP_TOKEN', config.appToken),
    logger,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        ...clientOptions(config.apiUrl),
        retryConfig: { retries: 1, factor: 2, minTimeout: 500 },
      },
    },
  });
}

function createKeptInstallations(options: SlackOptions): Installations | undefined {
  const { config, installations: store, log, now } = options;
  if (!config.install) return undefined;
  if (!store) throw new Error('installing needs a store');
  return createInstallations({ store, sealer: createSealer(config.install.tokenKeys), log, now });
}

/** Checks the bot's token, where there is one, and tells whose it is. */
async function createAll(
  options: SlackOptions,
  installations: Installations | undefined,
): Promise<Workspaces> {
  const { config, bot, log, now, postTimeoutMs } = options;
  const { apiUrl } = config;
  const token = installations ? config.botToken : needed('SLACK_BOT_TOKEN', config.botToken);
  const home = token === undefined ? undefined : await findHome(token, { apiUrl, log });
  const homeTeam = home?.team ?? config.install?.homeTeam ?? '';
  const tools = { bot, log, now, home: homeTeam, apiUrl, postTimeoutMs };
  const create = (member: Member) => createWorkspace(member, tools);
  return createWorkspaces({ home, homeTeam, installations, create, log, now });
}

async function findHome(token: string, tools: Parameters<typeof createClient>[1]): Promise<Member> {
  const self = await checkToken('SLACK_BOT_TOKEN', () => createClient(token, tools).auth.test());
  return { team: self.team_id ?? '', token, botUser: self.user_id ?? '', installed: false };
}

type Kept = { readonly workspaces: Workspaces; readonly installations: Installations | undefined };

function listeningOf(
  options: SlackOptions,
  { workspaces, installations, keep }: Kept & Pick<Listening, 'keep'>,
): Listening {
  const { config, log, now, claims = createOwnClaims(), onRemoved = async () => undefined } = options;
  const sender = createSender(createClient(undefined, { apiUrl: config.apiUrl, log }), log);
  const excuse: Listening['excuse'] = (why, url) => {
    const blocks = (['zh', 'en'] as const).map((locale) => ({
      kind: 'text' as const,
      text: word(why, locale),
    }));
    const message: Message = { locale: 'zh', blocks, actions: [] };
    return sender.send(
      { kind: 'response', url, visible: 'asker' },
      messageToParts(message, { share: false }),
    );
  };
  const removing = installations && { installations, workspaces, onRemoved, log };
  return { workspaces, claims, excuse, removing, now, log, keep };
}

function connectApp(receiver: HTTPReceiver | SocketModeReceiver, listening: Listening): void {
  const app = new App({
    // The token is looked for when a delivery is acknowledged: the store may be slow, and Slack waits 3 s.
    authorize: async () => ({}),
    receiver,
    logger: createBoltLog(listening.log),
    logLevel: LogLevel.INFO,
    convoStore: false,
    // Without a token Bolt does not know itself; see `isFromPerson`.
    ignoreSelf: false,
  });
  listen(app, listening);
}

function createInstall(
  { config, publicUrl, log }: SlackOptions,
  { workspaces, installations }: { readonly workspaces: Workspaces; readonly installations: Installations },
): HTTPReceiver['requestListener'] | undefined {
  if (!config.install) return undefined;
  const { clientId, clientSecret } = config.install;
  const { apiUrl } = config;
  const onInstalled = workspaces.forget;
  return createInstaller({ clientId, clientSecret, publicUrl, apiUrl, installations, onInstalled, log });
}

function needed(setting: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new UserError('bad-setting', { setting, reason: 'missing' });
  return value;
}

/** Waits for answers under way, those begun meanwhile included, but not for ever. */
async function settled(working: ReadonlySet<Promise<void>>, log: Log): Promise<void> {
  const timer = new AbortController();
  const late = wait(STOP_TIMEOUT_MS, 'late' as const, { signal: timer.signal }).catch(() => undefined);
  while (working.size > 0) {
    const outcome = await Promise.race([Promise.all(working), late]);
    if (outcome === 'late') return log('warn', 'slack-answers-left', { count: working.size });
  }
  timer.abort();
}
