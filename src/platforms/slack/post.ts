/** Messages that nobody asked for just now: posted once, found again, and what became of them. */
import type { WebClient } from '@slack/web-api';
import type { Found, PostOutcome } from '../outcomes.ts';
import type { Log, Post, Sought } from '../platform.ts';
import { failureCode } from './failure.ts';
import type { FileBox } from './files.ts';
import { messageToParts } from './message.ts';
import { failureToOutcome } from './post-outcome.ts';
import { plainBody, type Sender } from './send.ts';

export type Poster = {
  post(post: Post): Promise<PostOutcome>;
  findPosted(sought: Sought): Promise<Found>;
};

export type PosterOptions = {
  /** Repeats nothing and waits for nothing: Slack has no way to drop the second of two equal messages. */
  readonly client: WebClient;
  readonly sender: Sender;
  readonly files: FileBox;
  readonly log: Log;
};

const EVENT = 'chip_facts_post';
/** Messages looked through, in pages of 200. */
const PAGE = 200;
const PAGES = 3;

export function createPoster({ client, sender, files, log }: PosterOptions): Poster {
  async function post({ place: channel, message, key }: Post): Promise<PostOutcome> {
    const [first = { text: '…', blocks: [] }, ...others] = messageToParts(message, { share: false });
    const metadata = key === undefined ? {} : { metadata: { event_type: EVENT, event_payload: { key } } };
    let id: string;
    try {
      const made = await client.chat.postMessage({ ...plainBody(channel, first), ...metadata });
      id = made.ts ?? '';
    } catch (error) {
      const outcome = failureToOutcome(error);
      log(outcome.kind === 'failed' ? 'error' : 'warn', 'slack-post', {
        kind: outcome.kind,
        code: outcome.code,
      });
      return outcome;
    }
    // From here on it is there: repeating all of it would say the beginning twice.
    try {
      if (others.length > 0) await sender.send({ kind: 'channel', channel }, others);
      if (message.files && message.files.length > 0) await files.post(message.files, { channel });
    } catch (error) {
      log('error', 'slack-post-cut', { code: failureCode(error) });
    }
    return { kind: 'posted', id };
  }

  async function findPosted({ place: channel, key }: Sought): Promise<Found> {
    let cursor: string | undefined;
    try {
      for (let read = 0; read < PAGES; read += 1) {
        const page = await client.conversations.history({
          channel,
          limit: PAGE,
          include_all_metadata: true,
          ...(cursor === undefined ? {} : { cursor }),
        });
        const found = page.messages?.find(({ metadata }) => keyIn(metadata) === key);
        if (found?.ts) return { kind: 'found', id: found.ts };
        cursor = page.response_metadata?.next_cursor;
        if (!cursor) return { kind: 'absent' };
      }
    } catch (error) {
      // Reading a channel takes a scope that the app does not ask for.
      log('info', 'slack-post-not-found', { code: failureCode(error) });
    }
    return { kind: 'unknown' };
  }

  return { post, findPosted };
}

function keyIn(metadata: { event_type?: string; event_payload?: unknown } | undefined): unknown {
  const { event_type: type, event_payload: payload } = metadata ?? {};
  if (type !== EVENT || typeof payload !== 'object' || payload === null) return undefined;
  return Reflect.get(payload, 'key');
}
