/** The settings of Slack, taken together. */
import { bad, firstGiven, listed, missing, onlyGiven, type Settings } from './settings.ts';

export type SlackConfig = {
  /** Of the home workspace; with `install` there may be none. */
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly mode: 'socket' | 'http';
  readonly apiUrl?: string;
  /** Lets many workspaces install the app. */
  readonly install?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly tokenKeys: readonly string[];
    readonly homeTeam?: string;
  };
};

/** @throws UserError 'bad-setting' when only a part of what is needed is set. */
export function readSlack(settings: Settings): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = settings;
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_MODE: mode } = settings;
  const given = firstGiven(settings, [
    'SLACK_BOT_TOKEN',
    'SLACK_APP_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_MODE',
    'SLACK_API_URL',
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'SLACK_HOME_TEAM',
    'TOKEN_KEY',
  ]);
  if (given === undefined) return undefined;
  const install = readInstall(settings);
  if (botToken === undefined && !install) throw missing('SLACK_BOT_TOKEN', `though ${given} is set`);
  if (mode === 'http' && signingSecret === undefined) {
    throw missing('SLACK_SIGNING_SECRET', 'though SLACK_MODE is http');
  }
  if (mode === 'socket' && appToken === undefined) {
    throw missing('SLACK_APP_TOKEN', 'though SLACK_MODE is socket');
  }
  if (appToken === undefined && signingSecret === undefined) {
    throw missing('SLACK_APP_TOKEN', `though ${given} is set (without it, SLACK_SIGNING_SECRET is needed)`);
  }
  const chosen = mode ?? (appToken === undefined ? 'http' : 'socket');
  return { mode: chosen, ...onlyGiven({ botToken, appToken, signingSecret, apiUrl, install }) };
}

function readInstall(settings: Settings): SlackConfig['install'] {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, TOKEN_KEY: keys } = settings;
  const { SLACK_HOME_TEAM: homeTeam, SLACK_BOT_TOKEN: botToken } = settings;
  const given = firstGiven(settings, [
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'TOKEN_KEY',
    'SLACK_HOME_TEAM',
  ]);
  if (given === undefined) return undefined;
  if (clientId === undefined) throw missing('SLACK_CLIENT_ID', `though ${given} is set`);
  if (clientSecret === undefined) throw missing('SLACK_CLIENT_SECRET', `though ${given} is set`);
  if (keys === undefined) throw missing('TOKEN_KEY', `though ${given} is set`);
  if (homeTeam !== undefined && botToken !== undefined) {
    const reason = 'the workspace of SLACK_BOT_TOKEN is home already';
    throw bad('SLACK_HOME_TEAM', reason, 'leave one of the two out');
  }
  return { clientId, clientSecret, tokenKeys: listed(keys), ...onlyGiven({ homeTeam }) };
}
