/** The settings of Discord, taken together. */
import { firstGiven, missing, onlyGiven, type Settings } from './settings.ts';

export type DiscordConfig = {
  readonly token: string;
  readonly applicationId: string;
  readonly publicKey?: string;
  readonly guildId?: string;
  readonly mode: 'gateway';
  readonly apiUrl?: string;
};

/** @throws UserError 'bad-setting' when only a part of what is needed is set. */
export function readDiscord(settings: Settings): DiscordConfig | undefined {
  const { DISCORD_TOKEN: botToken, DISCORD_APPLICATION_ID: applicationId } = settings;
  const { DISCORD_PUBLIC_KEY: publicKey, DISCORD_GUILD_ID: guildId, DISCORD_API_URL: apiUrl } = settings;
  const given = firstGiven(settings, [
    'DISCORD_TOKEN',
    'DISCORD_APPLICATION_ID',
    'DISCORD_PUBLIC_KEY',
    'DISCORD_GUILD_ID',
    'DISCORD_API_URL',
  ]);
  if (given === undefined) return undefined;
  if (botToken === undefined) throw missing('DISCORD_TOKEN', `though ${given} is set`);
  if (applicationId === undefined) throw missing('DISCORD_APPLICATION_ID', `though ${given} is set`);
  const optional = { publicKey, guildId, apiUrl };
  return { token: botToken, applicationId, mode: 'gateway', ...onlyGiven(optional) };
}
