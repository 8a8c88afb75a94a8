/** The Slack app as a manifest: what `https://api.slack.com/apps` makes an app from. */
import type { AppsManifestCreateArguments } from '@slack/web-api';

type Manifest = Exclude<AppsManifestCreateArguments['manifest'], string>;

/** The adapter answers everything that Slack delivers over HTTP at this one path. */
const PATH = '/slack/events';

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
const BOT_EVENTS = ['app_home_opened', 'app_mention', 'message.im'] as const;

/** Without `url` for Socket Mode; with it, an https address without a slash at its end, for HTTP. */
export function createSlackManifest(url?: string): Manifest {
  const address = url === undefined ? undefined : `${url}${PATH}`;
  const requests = address === undefined ? {} : { request_url: address };
  const command = (name: string, description: string, usage_hint: string) => ({
    command: name,
    description,
    usage_hint,
    // Slack then sends users and channels as ids, which options take.
    should_escape: true,
    ...(address === undefined ? {} : { url: address }),
  });
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Chip Facts',
      description: 'Answers chip-market questions with the sourced figure, or says that it does not know.',
      background_color: '#1d3557',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'chip', always_online: true },
      slash_commands: [
        command('/chip', 'Ask about the chip market · 芯片市场问答', '摩尔线程2024年亏了多少 | help'),
        command('/chip-admin', 'Curate the facts · 维护事实库', 'help'),
      ],
    },
    oauth_config: { scopes: { bot: [...BOT_SCOPES] } },
    settings: {
      event_subscriptions: { ...requests, bot_events: [...BOT_EVENTS] },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: false,
      socket_mode_enabled: address === undefined,
      token_rotation_enabled: false,
    },
  };
}
