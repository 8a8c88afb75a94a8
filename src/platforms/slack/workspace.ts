/** One workspace: what is answered and posted in it, with its own token. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Bot, Log } from '../platform.ts';
import type { Answering } from './answers.ts';
import { createBoltLog } from './bolt-log.ts';
import { createFileBox } from './files.ts';
import { createPeople } from './people.ts';
import { createPlaces, type Places } from './place.ts';
import { createPoster, type Poster } from './post.ts';
import { createSender } from './send.ts';

export type Workspace = {
  readonly team: string;
  readonly token: string;
  /** By OAuth: its token comes from the store and may be taken back while others go on. */
  readonly installed: boolean;
  readonly answering: Answering;
  readonly posting: Poster & Places;
};

export type Member = Pick<Workspace, 'team' | 'token' | 'installed'> & { readonly botUser: string };

export type Tools = {
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  /** The workspace whose administrators are curators; '' without one. */
  readonly home: string;
  readonly apiUrl?: string | undefined;
  readonly postTimeoutMs?: number | undefined;
};

/** Tries after the first, besides the waits that Slack asks for with 429; some 15 s in all. */
const RETRIES = { retries: 4, factor: 2, minTimeout: 500 };
/** For what must be known at once, or is better not repeated. */
const QUICK = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 2_500 };

export function clientOptions(apiUrl: string | undefined): WebClientOptions {
  return { timeout: 15_000, ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }) };
}

export function createClient(token: string | undefined, tools: Pick<Tools, 'apiUrl' | 'log'>): WebClient {
  const logger = createBoltLog(tools.log);
  return new WebClient(token, { ...clientOptions(tools.apiUrl), logger, retryConfig: RETRIES });
}

export function createWorkspace({ team, token, installed, botUser }: Member, tools: Tools): Workspace {
  const { bot, log, now, home, apiUrl, postTimeoutMs = 15_000 } = tools;
  const logger = createBoltLog(log);
  const client = createClient(token, tools);
  const quick = new WebClient(token, { ...clientOptions(apiUrl), ...QUICK, logger });
  const once = new WebClient(token, { ...clientOptions(apiUrl), ...QUICK, timeout: postTimeoutMs, logger });
  const sender = createSender(client, log);
  const files = createFileBox({ client, token, apiUrl });
  const people = createPeople({ client: quick, team, log, now });
  const posting = createPoster({ client: once, sender, files, log });
  return {
    team,
    token,
    installed,
    answering: { bot, sender, files, people, botUser, home, log, now },
    posting: { ...posting, ...createPlaces({ client: once, people, team, post: posting.post }) },
  };
}
