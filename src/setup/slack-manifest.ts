/** The Slack app as a manifest: what `https://api.slack.com/apps` makes an app from. */
import type { AppsManifestCreateArguments } from '@slack/web-api';
import { BOT_SCOPES, EVENTS_PATH, REDIRECT_PATH } from '../platforms/slack/scopes.ts';

type Manifest = Exclude<AppsManifestCreateArguments['manifest'], string>;

const BOT_EVENTS = ['app_home_opened', 'app_mention', 'message.im'] as const;
/** They need no scope. */
const INSTALL_EVENTS = ['app_uninstalled', 'tokens_revoked'] as const;

export type Addresses = {
  /** For HTTP; without it for Socket Mode. */
  readonly url?: string | undefined;
  /** Where other workspaces install the app. */
  readonly install?: string | undefined;
};

/** The addresses are https, without a slash at their end. */
export function createSlackManifest({ url, install }: Addresses = {}): Manifest {
  const address = url === undefined ? undefined : `${url}${EVENTS_PATH}`;
  const redirects = install === undefined ? {} : { redirect_urls: [`${install}${REDIRECT_PATH}`] };
  const events = install === undefined ? BOT_EVENTS : [...BOT_EVENTS, ...INSTALL_EVENTS];
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
    oauth_config: { ...redirects, scopes: { bot: [...BOT_SCOPES] } },
    settings: {
      event_subscriptions: { ...requests, bot_events: [...events] },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: false,
      socket_mode_enabled: address === undefined,
      token_rotation_enabled: false,
    },
  };
}
