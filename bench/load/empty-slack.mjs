/** The least app on Slack over signed HTTP: it acknowledges, and says one constant to whatever it is asked. */
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

const {
  SLACK_BOT_TOKEN: token,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: slackApiUrl,
} = process.env;
const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR });
const app = new App({ token, receiver, clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR });
app.command('/chip', async ({ ack, respond }) => {
  await ack();
  await respond({ text: '净亏损：14.92亿元', response_type: 'ephemeral' });
});
const server = await app.start(0);
process.on('SIGTERM', () => process.exit(0));
process.stderr.write(`${JSON.stringify({ event: 'ready', port: server.address().port })}\n`);
