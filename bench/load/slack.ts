/** Slack: signed commands, whose answers come to a response_url. */
import { encode, sign } from '../../test/fakes/slack/deliver-http.ts';
import { commandDelivery } from '../../test/fakes/slack/delivery.ts';
import { startFakeSlack } from '../../test/fakes/slack/fake-slack.ts';
import { ACKNOWLEDGED_WITHIN_MS, type Asked, createWaiting, type Half } from './half.ts';
import { listenOn, post, readAll } from './post.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

export async function openSlackHalf(): Promise<Half> {
  const fake = await startFakeSlack();
  const waiting = createWaiting();
  // The fake judges every block of every answer, which takes longer than answering: under load nobody judges them.
  const urls = await listenOn(async (request, response) => {
    const body = await readAll(request);
    response.end('ok');
    waiting.hear(request.url ?? '', body);
  });
  let asked = 0;
  return {
    name: 'slack',
    settings: {
      SLACK_BOT_TOKEN: fake.botToken,
      SLACK_SIGNING_SECRET: fake.signingSecret,
      SLACK_API_URL: fake.apiUrl,
    },
    empty: 'empty-slack.mjs',
    async ask(question, { user, port }): Promise<Asked> {
      const path = `/response/${++asked}`;
      const url = `http://127.0.0.1:${urls.port}${path}`;
      const who = { user: `U${String(user).padStart(9, '0')}`, id: `${asked}.1.load` };
      const body = encode(commandDelivery('/chip', escapeText(question), url, who));
      const said = waiting.expect(path);
      const began = performance.now();
      const headers = { ...FORM, ...sign(body, fake.signingSecret, new Date()) };
      const answered = said.then((text) => ({ text, ms: performance.now() - began }));
      const { status } = await post({ port, path: '/slack/events', headers, body });
      const acknowledged = performance.now() - began;
      if (status !== 200) {
        waiting.hear(path, '');
        return { acknowledgedMs: null, answeredMs: null, said: '' };
      }
      const { text, ms } = await answered;
      return {
        acknowledgedMs: acknowledged <= ACKNOWLEDGED_WITHIN_MS ? acknowledged : null,
        answeredMs: text === null ? null : ms,
        said: text ?? '',
      };
    },
    close: async () => {
      await Promise.all([urls.close(), fake.close()]);
    },
  };
}

/** As Slack sends what was typed: https://docs.slack.dev/messaging/formatting-message-text/ */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
