/** The settings of Slack, taken together. */
import { firstGiven, missing, onlyGiven, type Settings } from './settings.ts';

export type SlackConfig = {
  readonly botToken: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly mode: 'socket' | 'http';
  readonly apiUrl?: string;
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
  ]);
  if (given === undefined) return undefined;
  if (botToken === undefined) throw missing('SLACK_BOT_TOKEN', `though ${given} is set`);
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
  return { botToken, mode: chosen, ...onlyGiven({ appToken, signingSecret, apiUrl }) };
}
