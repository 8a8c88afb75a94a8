/** The program's settings for the fakes. */
import { onTestFinished } from 'vitest';
import {
  type FakeDiscord,
  type FakeDiscordOptions,
  startFakeDiscord,
} from '../fakes/discord/fake-discord.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack/fake-slack.ts';
import type { Environment } from './program.ts';

export async function openDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const fake = await startFakeDiscord(options);
  onTestFinished(() => fake.close());
  return fake;
}

export async function openSlack(): Promise<FakeSlack> {
  const fake = await startFakeSlack();
  onTestFinished(() => fake.close());
  return fake;
}

export function discordSettings(fake: FakeDiscord): Environment {
  return {
    DISCORD_TOKEN: fake.token,
    DISCORD_APPLICATION_ID: fake.applicationId,
    DISCORD_GUILD_ID: fake.guildId,
    DISCORD_API_URL: fake.apiUrl,
  };
}

/** Over HTTP; deliveries go to the port of the program's `ready`. */
export function discordHttpSettings(fake: FakeDiscord): Environment {
  return { ...discordSettings(fake), DISCORD_MODE: 'http', DISCORD_PUBLIC_KEY: fake.key.publicKey };
}

export function slackSettings(fake: FakeSlack, mode: 'socket' | 'http'): Environment {
  const secret =
    mode === 'socket' ? { SLACK_APP_TOKEN: fake.appToken } : { SLACK_SIGNING_SECRET: fake.signingSecret };
  return { SLACK_BOT_TOKEN: fake.botToken, SLACK_API_URL: fake.apiUrl, ...secret };
}
