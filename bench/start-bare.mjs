/** The least bot of both platforms: their packages, connected, and nothing said. With `import` it only loads them. */
import bolt from '@slack/bolt';
import { Client, GatewayIntentBits } from 'discord.js';

const { DISCORD_TOKEN, DISCORD_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL } = process.env;

const connect = async () => {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: DISCORD_API_URL },
  });
  const app = new bolt.App({
    token: SLACK_BOT_TOKEN,
    appToken: SLACK_APP_TOKEN,
    socketMode: true,
    clientOptions: { slackApiUrl: SLACK_API_URL },
    logLevel: bolt.LogLevel.ERROR,
  });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await Promise.all([client.login(DISCORD_TOKEN), app.start(), ready]);
  process.on('SIGTERM', () => Promise.all([client.destroy(), app.stop()]).then(() => process.exit(0)));
};

if (process.argv[2] !== 'import') await connect();
process.stderr.write('{"event":"ready"}\n');
