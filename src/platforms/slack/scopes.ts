/** What the app asks Slack for, and where Slack and browsers reach it. */

/**
 * What the adapter listens to and calls, and no more: `chat:write` for chat.postMessage, `commands` for the slash
 * commands, one reading scope for each of the two events that need one; `users:read` to know administrators,
 * `channels:read` and `groups:read` to know who made a channel (none of the three reads messages); `files:read` and
 * `files:write` for import, export and pictures, `im:write` for files that are for one person. auth.test and views
 * need none.
 */
export const BOT_SCOPES = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:read',
  'im:history',
  'im:write',
  'users:read',
] as const;

/** The adapter answers everything that Slack delivers over HTTP at this one path. */
export const EVENTS_PATH = '/slack/events';
/** Leads to Slack's page that asks whether the app may come in. */
export const INSTALL_PATH = '/slack/install';
/** Slack sends the browser back here. */
export const REDIRECT_PATH = '/slack/oauth_redirect';
