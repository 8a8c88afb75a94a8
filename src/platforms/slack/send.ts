/** Sends messages to Slack: to a response_url, to a channel, to the app's Home. */
import type { HomeView, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Log } from '../platform.ts';
import { failureCode } from './failure.ts';
import { limits } from './limits.ts';
import type { Part } from './message.ts';

/** Where an answer goes. */
export type Target =
  | {
      readonly kind: 'response';
      /** A secret: whoever has it can post. Good for 5 uses within 30 minutes. */
      readonly url: string;
      readonly visible: 'asker' | 'everyone';
      readonly thread?: string;
    }
  | { readonly kind: 'channel'; readonly channel: string; readonly thread?: string }
  /** Seen by one person of a channel, which the bot must be in. */
  | { readonly kind: 'ephemeral'; readonly channel: string; readonly user: string; readonly thread?: string };

export type Sender = {
  /** Sends the parts in order. Rejects with Slack's error at the first that fails. */
  readonly send: (target: Target, parts: readonly Part[]) => Promise<void>;
  readonly publishHome: (user: string, view: HomeView) => Promise<void>;
  /** False when it did not open: too late, for Slack takes a trigger for 3 s, once, or refused. Never rejects. */
  readonly openView: (trigger: string, view: ModalView) => Promise<boolean>;
};

/** Nothing in a message may ping, and no address may grow a preview. */
const QUIET = { link_names: false, unfurl_links: false, unfurl_media: false, mrkdwn: false } as const;
const TOO_LATE: ReadonlySet<string> = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
  'invalid_trigger_id',
]);
const RESPONSE_TIMEOUT_MS = 10_000;
const LONGEST_WAIT_S = 60;

/** `client` waits by itself when Slack answers 429; for a response_url that is done here. */
export function createSender(client: WebClient, log: Log): Sender {
  const sendPart = (target: Target, part: Part): Promise<void> =>
    target.kind === 'response' ? respond(target, part) : post(client, target, part);
  return {
    send: async (target, parts) => {
      const taken = target.kind === 'response' ? parts.slice(0, limits.responseUses) : parts;
      if (taken.length < parts.length) log('warn', 'slack-answer-cut', { parts: parts.length });
      for (const part of taken) await withoutBlocksAtNeed(part, log, (one) => sendPart(target, one));
    },
    openView: async (trigger, view) => {
      try {
        await client.views.open({ trigger_id: trigger, view });
        return true;
      } catch (error) {
        const code = failureCode(error);
        log(TOO_LATE.has(code) ? 'warn' : 'error', 'slack-form-not-opened', { code });
        return false;
      }
    },
    publishHome: async (user, view) => void (await client.views.publish({ user_id: user, view })),
  };
}

/** An answer in plain text is better than none when Slack refuses its blocks; it is our fault and logged so. */
async function withoutBlocksAtNeed(part: Part, log: Log, send: (part: Part) => Promise<void>): Promise<void> {
  try {
    await send(part);
  } catch (error) {
    const code = failureCode(error);
    if (!/^invalid_blocks|^msg_blocks_too_long$/u.test(code) || part.blocks.length === 0) throw error;
    log('error', 'slack-blocks-refused', { code, blocks: part.blocks.length });
    await send({ text: part.text, blocks: [] });
  }
}

/** A part as the arguments of chat.postMessage: it pings nobody. */
export function plainBody(channel: string, part: Part) {
  return { channel, ...part, ...QUIET, parse: 'none' } as const;
}

async function post(
  client: WebClient,
  target: Exclude<Target, { kind: 'response' }>,
  part: Part,
): Promise<void> {
  const thread = target.thread === undefined ? {} : { thread_ts: target.thread };
  const body = { ...plainBody(target.channel, part), ...thread };
  if (target.kind === 'channel') await client.chat.postMessage(body);
  else await client.chat.postEphemeral({ ...body, user: target.user });
}

async function respond(target: Extract<Target, { kind: 'response' }>, part: Part): Promise<void> {
  const body = {
    ...part,
    ...QUIET,
    parse: 'none',
    response_type: target.visible === 'everyone' ? 'in_channel' : 'ephemeral',
    replace_original: false,
    ...(target.thread === undefined ? {} : { thread_ts: target.thread }),
  };
  const answer = await postJson(target.url, body);
  if (answer.status !== 429) return refuseFailure(answer);
  const seconds = Number(answer.headers.get('retry-after') ?? 1);
  await new Promise((done) => setTimeout(done, Math.min(seconds || 1, LONGEST_WAIT_S) * 1_000));
  return refuseFailure(await postJson(target.url, body));
}

function postJson(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS),
  });
}

/** Slack answers a bad use with a status, with a bare code as the text, or with `ok: false`. */
async function refuseFailure(answer: Response): Promise<void> {
  const text = await answer.text();
  const code = /"error"\s*:\s*"(\w+)"/u.exec(text)?.[1] ?? (/^[a-z_]{3,60}$/u.test(text) ? text : undefined);
  const refused = /"ok"\s*:\s*false/u.test(text);
  if (answer.ok && !refused) return;
  throw Object.assign(new Error('response_url failed'), { data: { error: code ?? `http_${answer.status}` } });
}
