/** The `setup` command line: what is pasted into Slack or opened in Discord to make the app, and the next steps. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const USAGE =
  'usage: npm run -s setup -- slack [--url https://HOST] | npm run -s setup -- discord [--application-id ID] [--url https://HOST]';

const SLACK_FIRST = [
  'Open https://api.slack.com/apps, press Create New App, choose From a manifest, and pick the workspace.',
  'Choose the YAML tab, replace what is there with the manifest above, press Next, then Create.',
];
const SLACK_TOKEN =
  'OAuth & Permissions: press Install to Workspace, Allow, and copy the Bot User OAuth Token to SLACK_BOT_TOKEN.';
const SLACK_LAST = ['npm start', 'In Slack, type: /chip 摩尔线程2024年亏了多少'];

const SLACK_SOCKET_STEPS = [
  ...SLACK_FIRST,
  'Basic Information, App-Level Tokens: press Generate Token and Scopes, add the scope connections:write, and copy the token to SLACK_APP_TOKEN in .env.',
  SLACK_TOKEN,
  ...SLACK_LAST,
];

const SLACK_HTTP_STEPS = [
  ...SLACK_FIRST,
  'Basic Information, App Credentials: copy the Signing Secret to SLACK_SIGNING_SECRET in .env, and set SLACK_MODE=http.',
  SLACK_TOKEN,
  'Let the address reach HOST:PORT of this machine, and run: npm start',
  'Event Subscriptions: press Retry beside the Request URL until it says Verified.',
  SLACK_LAST[1] ?? '',
];

const DISCORD_FIRST = [
  'Open the link above, pick your server, press Continue, then Authorize.',
  'https://discord.com/developers/applications, your app, Bot page: press Reset Token and copy the token to DISCORD_TOKEN in .env.',
  'Copy the Application ID of the General Information page to DISCORD_APPLICATION_ID in .env.',
];
const DISCORD_LAST = 'In Discord, type: /chip ask question:摩尔线程2024年亏了多少';

const DISCORD_STEPS = [...DISCORD_FIRST, 'npm start', DISCORD_LAST];

/** Discord asks at the address when it is saved, so the bot has to be there first. */
function discordHttpSteps(address: string): readonly string[] {
  return [
    ...DISCORD_FIRST,
    'Copy the Public Key of the same page to DISCORD_PUBLIC_KEY in .env, and set DISCORD_MODE=http.',
    'Let the address reach HOST:PORT of this machine, and run: npm start',
    `General Information page, Interactions Endpoint URL: ${address}/discord/interactions, then Save Changes.`,
    DISCORD_LAST,
  ];
}

function fail(reason: string): never {
  process.stderr.write(`setup: ${reason}; ${USAGE}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { url: { type: 'string' }, 'application-id': { type: 'string' } },
    });
    return { ...values, platform: positionals.join(' ') };
  } catch (error) {
    return fail(error instanceof Error ? (error.message.split(/[.\n]/u, 1)[0] ?? '') : String(error));
  }
}

/** The public address as `https://host[/path]`: both platforms deliver nowhere else. */
function readUrl(text: string): string {
  const url = URL.parse(text);
  const plain = url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === '';
  if (!url || !plain) return fail('--url takes an address such as https://bot.example.com');
  return url.href.replace(/\/+$/u, '').replace(/\/(?:slack\/events|discord\/interactions)$/u, '');
}

/** What is to be copied goes to standard output, so that it can be redirected; the steps are for the reader. */
function print(copied: string, steps: readonly string[]): void {
  process.stdout.write(`${copied}\n`);
  process.stderr.write(`\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}\n`);
}

/** PUBLIC_URL where it is one that Slack takes; like `--url` without a path. */
function publicUrl(): string | undefined {
  const text = process.env['PUBLIC_URL']?.trim() ?? '';
  return URL.parse(text)?.protocol === 'https:' ? new URL(text).origin : undefined;
}

async function setUpSlack(given: string | undefined): Promise<void> {
  const [{ stringify }, { createSlackManifest }] = await Promise.all([
    import('yaml'),
    import('./setup/slack-manifest.ts'),
  ]);
  const install = publicUrl();
  const url = given === undefined ? undefined : readUrl(given);
  const manifest = createSlackManifest({
    url: url ?? (process.env['SLACK_MODE'] === 'http' ? install : undefined),
    install,
  });
  print(stringify(manifest, { lineWidth: 0 }).trimEnd(), [
    ...(manifest.settings?.socket_mode_enabled ? SLACK_SOCKET_STEPS : SLACK_HTTP_STEPS),
  ]);
}

async function setUpDiscord(applicationId: string | undefined, url: string | undefined): Promise<void> {
  if (applicationId === undefined || applicationId === '') {
    fail('set DISCORD_APPLICATION_ID or give --application-id (General Information page of the app)');
  }
  if (!/^\d{17,20}$/u.test(applicationId)) fail('an application id has 17 to 20 digits');
  const { createDiscordInvite } = await import('./setup/discord-invite.ts');
  const steps = url === undefined ? DISCORD_STEPS : discordHttpSteps(readUrl(url));
  print(createDiscordInvite(applicationId), steps);
}

const { platform, url, 'application-id': applicationId } = readArguments();
if (existsSync('.env')) process.loadEnvFile('.env');
if (platform === 'slack' && applicationId === undefined) await setUpSlack(url);
else if (platform === 'discord') {
  await setUpDiscord(applicationId ?? process.env['DISCORD_APPLICATION_ID'], url);
} else fail('say which platform, slack or discord');
