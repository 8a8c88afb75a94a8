/** Discord: signed interactions, answered in the response, or later by its webhook. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { signedInteraction } from '../../test/fakes/discord/deliver-http.ts';
import { startFakeDiscord } from '../../test/fakes/discord/fake-discord.ts';
import { buildInteraction } from '../../test/fakes/discord/payloads.ts';
import { ACKNOWLEDGED_WITHIN_MS, type Asked, createWaiting, type Half } from './half.ts';
import { listenOn, post, readAll } from './post.ts';

/** Types of response: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object */
const MESSAGE = 4;
const LATER = 5;

export async function openDiscordHalf(): Promise<Half> {
  const fake = await startFakeDiscord();
  const waiting = createWaiting();
  const front = await listenOn((request, response) => void serve(request, response));
  /** Webhooks are heard here; what the bot asks at its start is the fake's matter. */
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const [, token] = /\/webhooks\/\d+\/([^/]+)/u.exec(request.url ?? '') ?? [];
    response.setHeader('content-type', 'application/json');
    if (token !== undefined) {
      response.end('{"id":"1"}');
      return waiting.hear(token, body);
    }
    const { method = 'GET', headers } = request;
    const passed = await fetch(fake.apiUrl.replace(/\/api$/u, request.url ?? ''), {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body }),
    });
    response.writeHead(passed.status).end(await passed.text());
  }
  let last = 1_300_000_000_000_000_000n;
  const world = { ...fake, nextId: () => String(++last) };
  return {
    name: 'discord',
    settings: {
      DISCORD_TOKEN: fake.token,
      DISCORD_APPLICATION_ID: fake.applicationId,
      DISCORD_PUBLIC_KEY: fake.key.publicKey,
      DISCORD_API_URL: `http://127.0.0.1:${front.port}/api`,
      DISCORD_MODE: 'http',
    },
    empty: 'empty-discord.mjs',
    async ask(question, { user, port }): Promise<Asked> {
      const who = `82${String(user).padStart(16, '0')}`;
      const input = { command: 'chip ask', options: { question }, locale: 'zh-CN', user: who };
      const interaction = buildInteraction(input, world, () => '');
      const later = waiting.expect(interaction.token);
      const began = performance.now();
      const { headers, body } = signedInteraction(interaction, fake.key, new Date());
      const edited = later.then((text) => ({ text, ms: performance.now() - began }));
      const answer = await post({ port, path: '/discord/interactions', headers, body });
      const acknowledged = performance.now() - began;
      const { type } = answer.status === 200 ? JSON.parse(answer.body) : {};
      if (type !== LATER) waiting.hear(interaction.token, '');
      if (type !== MESSAGE && type !== LATER) return { acknowledgedMs: null, answeredMs: null, said: '' };
      const acknowledgedMs = acknowledged <= ACKNOWLEDGED_WITHIN_MS ? acknowledged : null;
      if (type === MESSAGE) return { acknowledgedMs, answeredMs: acknowledged, said: answer.body };
      const { text, ms } = await edited;
      return { acknowledgedMs, answeredMs: text === null ? null : ms, said: text ?? '' };
    },
    close: async () => {
      await Promise.all([front.close(), fake.close()]);
    },
  };
}
