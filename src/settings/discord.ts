/** The settings of Discord, taken together. */
import { bad, firstGiven, missing, onlyGiven, type Setting, type Settings } from './settings.ts';

export type DiscordConfig = {
  readonly token: string;
  readonly applicationId: string;
  /** There in mode 'http'. */
  readonly publicKey?: string;
  readonly guildId?: string;
  readonly mode: 'gateway' | 'http';
  /** Connections to the gateway; 'auto' is as many as Discord says. */
  readonly shards: number | 'auto';
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
  const chosen = given ?? firstChosen(settings);
  if (chosen === undefined) return undefined;
  if (botToken === undefined) throw missing('DISCORD_TOKEN', `though ${chosen} is set`);
  if (applicationId === undefined) throw missing('DISCORD_APPLICATION_ID', `though ${chosen} is set`);
  const { DISCORD_MODE: mode } = settings;
  if (mode === 'http' && publicKey === undefined) {
    throw missing('DISCORD_PUBLIC_KEY', 'though DISCORD_MODE is http');
  }
  const optional = { publicKey, guildId, apiUrl };
  return { token: botToken, applicationId, mode, shards: shardsOf(settings), ...onlyGiven(optional) };
}

/** Of those with a default: one that was set to something else. */
function firstChosen({ DISCORD_MODE: mode, DISCORD_SHARDS: shards }: Settings): Setting | undefined {
  if (mode !== 'gateway') return 'DISCORD_MODE';
  return shards === '1' ? undefined : 'DISCORD_SHARDS';
}

function shardsOf({ DISCORD_MODE: mode, DISCORD_SHARDS: shards }: Settings): number | 'auto' {
  if (mode === 'http' && shards !== '1') {
    throw bad(
      'DISCORD_SHARDS',
      'set though DISCORD_MODE is http, which has no shards',
      'leave one of them out',
    );
  }
  return shards === 'auto' ? shards : Number(shards);
}
