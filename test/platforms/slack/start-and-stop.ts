/** A process of its own for stop.test.ts: starts the adapter, stops it, and ends only if nothing holds it. */
import { createSlack } from '../../../src/platforms/slack/slack.ts';

const [mode, apiUrl = ''] = process.argv.slice(2);
const slack = createSlack({
  config: {
    botToken: 'xoxb-1-fake',
    appToken: 'xapp-1-fake',
    signingSecret: 'fake-signing-secret',
    mode: mode === 'http' ? 'http' : 'socket',
    apiUrl,
  },
  bot: { commands: [], handle: () => Promise.reject(new Error('unused')), suggest: async () => [] },
  log: () => undefined,
  now: () => new Date(),
});
await slack.start();
await slack.stop();
