/** The Slack adapter: `/chip`, mentions, direct messages and the app's Home, by Socket Mode or signed HTTP. */
import { setTimeout as wait } from 'node:timers/promises';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { UserError } from '../../language/user-error.ts';
import type { PostOutcome } from '../outcomes.ts';
import type { Bot, Log, Platform, Route } from '../platform.ts';
import { createBoltLog } from './bolt-log.ts';
import { type Connection, createConnection } from './connection.ts';
import { checkToken } from './failure.ts';
import { createFileBox } from './files.ts';
import { listen } from './listeners.ts';
import { createPeople } from './people.ts';
import { createPlaces, type Places } from './place.ts';
import { createPoster, type Poster } from './post.ts';
import { createSender } from './send.ts';
import { checkSignature } from './signature.ts';

export type SlackConfig = {
  readonly botToken: string;
  /** Needed in mode 'socket'. */
  readonly appToken?: string;
  /** Needed in mode 'http'. */
  readonly signingSecret?: string;
  readonly mode: 'socket' | 'http';
  /** Base of the Web API, for a proxy or a test peer. */
  readonly apiUrl?: string;
};

export type SlackOptions = {
  readonly config: SlackConfig;
  readonly bot: Bot;
  readonly receives?: boolean;
  readonly log: Log;
  readonly now: () => Date;
  /** How long one post may take; 15 s by default. */
  readonly postTimeoutMs?: number;
};

const PATH = '/slack/events';
/** How long `stop` waits for answers under way. */
const STOP_TIMEOUT_MS = 10_000;
/** Tries after the first, besides the waits that Slack asks for with 429; some 15 s in all. */
const RETRIES = { retries: 4, factor: 2, minTimeout: 500 };

const NOT_CONNECTED: PostOutcome = { kind: 'retry', code: 'not-connected', afterMs: 30_000, unsure: false };

/** For what must be known at once, or is better not repeated. */
const QUICK = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 2_500 };

/**
 * The Slack platform. In mode 'http' its route has to be served by the process's listener; in mode 'socket' it
 * has none. `start` rejects with UserError('bad-setting', { setting, reason }) when a setting is missing or
 * Slack refuses a token.
 */
export function createSlack(options: SlackOptions): Platform {
  const { config, log, now } = options;
  const working = new Set<Promise<void>>();
  let receive: HTTPReceiver['requestListener'] | undefined;
  let connection: Connection | undefined;
  let poster: (Poster & Places) | undefined;
  const keep = (work: Promise<void>): void => {
    working.add(work);
    void work.finally(() => working.delete(work));
  };
  const start = async (): Promise<void> => {
    const receiver = createReceiver(config, log);
    poster = await connectApp(options, receiver, keep);
    if (receiver instanceof HTTPReceiver) receive = receiver.requestListener;
    else {
      connection = createConnection(receiver.client, log);
      await checkToken('SLACK_APP_TOKEN', connection.open);
    }
    log('info', 'slack-started', { mode: config.mode });
  };
  const stop = async (): Promise<void> => {
    receive = undefined;
    poster = undefined;
    await connection?.close();
    await settled(working, log);
  };
  const handle: Route['handle'] = (request, response) => {
    const accept = receive;
    // 503 makes Slack try again, when this process or another one may take it.
    if (accept === undefined) return void response.writeHead(503).end();
    const signingSecret = config.signingSecret ?? '';
    checkSignature(request, response, { signingSecret, now, accept }).catch(() => response.destroy());
  };
  const routes: readonly Route[] = config.mode === 'http' ? [{ method: 'POST', path: PATH, handle }] : [];
  return {
    name: 'slack',
    routes,
    start,
    stop,
    post: async (post) => poster?.post(post) ?? NOT_CONNECTED,
    findPosted: async (sought) => poster?.findPosted(sought) ?? { kind: 'unknown' },
    look: async (place, user) => poster?.look(place, user) ?? { kind: 'unknown' },
    tell: async (user, message, key) => poster?.tell(user, message, key) ?? NOT_CONNECTED,
  };
}

function createReceiver(config: SlackConfig, log: Log): HTTPReceiver | SocketModeReceiver {
  const logger = createBoltLog(log);
  if (config.mode === 'http') {
    const signingSecret = needed('SLACK_SIGNING_SECRET', config.signingSecret);
    // The signature is checked before, by the clock that is an argument here and both ways.
    return new HTTPReceiver({ signingSecret, endpoints: PATH, logger, signatureVerification: false });
  }
  return new SocketModeReceiver({
    appToken: needed('SLACK_APP_TOKEN', config.appToken),
    logger,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: { ...clientOptions(config), retryConfig: { ...RETRIES, retries: 1 } },
    },
  });
}

/** Checks the bot's token, connects the receiver to the answers, and gives what posts unasked. */
async function connectApp(
  options: SlackOptions,
  receiver: HTTPReceiver | SocketModeReceiver,
  keep: (work: Promise<void>) => void,
): Promise<Poster & Places> {
  const { config, bot, log, now } = options;
  const token = needed('SLACK_BOT_TOKEN', config.botToken);
  const logger = createBoltLog(log);
  const client = new WebClient(token, { ...clientOptions(config), logger, retryConfig: RETRIES });
  const self = await checkToken('SLACK_BOT_TOKEN', () => client.auth.test());
  const botUser = self.user_id ?? '';
  const app = new App({
    token,
    botUserId: botUser,
    botId: self.bot_id ?? '',
    receiver,
    logger,
    logLevel: LogLevel.INFO,
    convoStore: false,
    // Asked above: Bolt would ask in its constructor, where a refusal cannot be caught.
    tokenVerificationEnabled: false,
  });
  const quick = new WebClient(token, { ...clientOptions(config), ...QUICK, logger });
  const home = self.team_id ?? '';
  const sender = createSender(client, log);
  const files = createFileBox({ client, token, apiUrl: config.apiUrl });
  const people = createPeople({ client: quick, home, log, now });
  const answering = {
    bot,
    sender,
    files,
    people,
    botUser,
    home,
    log,
    now,
  };
  listen(app, { answering, log, keep });
  const timeout = options.postTimeoutMs ?? 15_000;
  const once = new WebClient(token, { ...clientOptions(config), ...QUICK, timeout, logger });
  const posting = createPoster({ client: once, sender, files, log });
  return { ...posting, ...createPlaces({ client: once, people, home, post: posting.post }) };
}

function clientOptions(config: SlackConfig): { slackApiUrl?: string; timeout: number } {
  return { timeout: 15_000, ...(config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl }) };
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
