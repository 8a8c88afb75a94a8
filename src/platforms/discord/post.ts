/** Messages that nobody asked for just now: posted once, found again, and what became of them. */
import { createHash } from 'node:crypto';
import type { REST } from '@discordjs/rest';
import type { APIMessage } from 'discord-api-types/v10';
import { ComponentType, Routes } from 'discord-api-types/v10';
import type { Found, PostOutcome } from '../outcomes.ts';
import type { Log, Post, Sought } from '../platform.ts';
import { LIMITS } from './limits.ts';
import { type MessageBody, messageToBodies } from './message-to-bodies.ts';
import { failureToOutcome } from './post-outcome.ts';
import { withFiles } from './responder.ts';

export type Poster = {
  post(post: Post): Promise<PostOutcome>;
  findPosted(sought: Sought): Promise<Found>;
};

export type PosterOptions = {
  readonly rest: REST;
  /** The bot's own user id. */
  readonly me: string;
  readonly log: Log;
  readonly now: () => Date;
};

/** A page of messages, and how many pages are looked through. */
const PAGE = 100;
const PAGES = 5;

const hashOf = (key: string) => createHash('sha256').update(key).digest();

/** Names one of the messages of a post: a second one with the same nonce within minutes is the first one again. */
function nonceOf(key: string, at: number): string {
  const ending = `-${at}`;
  return (
    hashOf(key)
      .toString('base64url')
      .slice(0, LIMITS.nonce - ending.length) + ending
  );
}

/**
 * Discord gives back no nonce of old messages, but the numbers that an app gives its components: the first row of
 * buttons carries the key as a positive number of 31 bits.
 */
function markOf(key: string): number {
  return hashOf(key).readUInt32BE() >>> 1 || 1;
}

function withMark(body: MessageBody, key: string | undefined): MessageBody {
  const [first, ...others] = body.components;
  return first && key !== undefined
    ? { ...body, components: [{ ...first, id: markOf(key) }, ...others] }
    : body;
}

export function createPoster({ rest, me, log, now }: PosterOptions): Poster {
  let unnamed = 0;
  const nameless = (): string => {
    unnamed += 1;
    return `${now().getTime()} ${unnamed}`;
  };

  async function create(place: string, { files, ...body }: MessageBody, nonce: string): Promise<string> {
    const sent = { ...body, nonce, enforce_nonce: true };
    const made = await rest.post(Routes.channelMessages(place), { ...withFiles(files), body: sent });
    return (made as APIMessage).id;
  }

  async function post({ place, message, key }: Post): Promise<PostOutcome> {
    const bodies = messageToBodies(message, { share: false }).map((body) => withMark(body, key));
    // Without a key too: the client repeats a call that failed.
    const name = key ?? nameless();
    let id: string | undefined;
    for (const [at, body] of bodies.entries()) {
      try {
        const made = await create(place, body, nonceOf(name, at));
        id ??= made;
      } catch (error) {
        const outcome = failureToOutcome(error);
        log(outcome.kind === 'failed' ? 'error' : 'warn', 'discord-post', {
          kind: outcome.kind,
          code: outcome.code,
          at,
        });
        // What is there stays there: repeating all of it would say the beginning twice.
        return id === undefined ? outcome : { kind: 'posted', id };
      }
    }
    return { kind: 'posted', id: id ?? '' };
  }

  async function pageOf(place: string, before: string | undefined): Promise<readonly APIMessage[]> {
    const query = new URLSearchParams({ limit: String(PAGE), ...(before === undefined ? {} : { before }) });
    const page = await rest.get(Routes.channelMessages(place), { query });
    return Array.isArray(page) ? page : [];
  }

  async function findPosted({ place, key }: Sought): Promise<Found> {
    let before: string | undefined;
    let unmarked = false;
    try {
      for (let read = 0; read < PAGES; read += 1) {
        const page = await pageOf(place, before);
        const mine = page.filter((message) => message.author.id === me);
        const found = mine.find((message) => markIn(message) === markOf(key));
        if (found) return { kind: 'found', id: found.id };
        unmarked ||= mine.some((message) => markIn(message) === undefined);
        before = page.at(-1)?.id;
        // Nothing at all is also what Discord shows to whoever may not read what was said.
        if (page.length < PAGE) return { kind: unmarked || before === undefined ? 'unknown' : 'absent' };
      }
    } catch (error) {
      const outcome = failureToOutcome(error);
      log('info', 'discord-post-not-found', { kind: outcome.kind, code: outcome.code });
    }
    return { kind: 'unknown' };
  }

  return { post, findPosted };
}

/** Undefined for a message without buttons, which carries no mark. */
function markIn({ components }: APIMessage): number | undefined {
  const [first] = components ?? [];
  return first?.type === ComponentType.ActionRow ? first.id : undefined;
}
