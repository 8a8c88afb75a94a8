/** The workspace behind the fake: `emulate`'s Slack Web API with one team, one user, one channel and the app. */
import { createEmulator } from 'emulate';
import { createSlackManifest } from '../../../src/setup/slack-manifest.ts';

export const workspace = {
  team: 'T000000001',
  /** An administrator. */
  user: 'U000000001',
  userName: 'admin',
  /** #general */
  channel: 'C000000001',
  app: 'A000000009',
  botUser: 'U00000BOT1',
  bot: 'B00000BOT1',
} as const;

/** The bot is another user in every workspace. */
export function botUserOf(team: string = workspace.team): string {
  return team === workspace.team ? workspace.botUser : `U${team}BOT`;
}

const SCOPES = createSlackManifest().oauth_config?.scopes?.bot ?? [];

/** What Slack's methods answer: the fields that the front reads. */
export type ApiAnswer = {
  readonly ok: boolean;
  readonly error?: string;
  readonly ts?: string;
  readonly url?: string;
  readonly response_metadata?: { readonly messages: readonly string[] };
  readonly channel?: string | { readonly id: string };
  readonly channels?: readonly object[];
  readonly user?: object;
  readonly upload_url?: string;
  readonly view?: object;
};

export type WebApi = {
  /** Calls a method with the body as it came; gives Slack's JSON. */
  call(method: string, body: string, headers: Record<string, string>): Promise<ApiAnswer>;
  /** The id of the direct message between the bot and the user. */
  readonly direct: string;
  close(): Promise<void>;
};

/** Starts the Web API on a free port of its own. `botToken` is the only token it knows. */
export async function startWebApi(botToken: string): Promise<WebApi> {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        // What the manifest does not ask for is refused.
        strict_scopes: true,
        oauth_apps: [
          {
            app_id: workspace.app,
            client_id: '1.1',
            client_secret: 'unused',
            name: 'chip',
            redirect_uris: [],
            scopes: [...SCOPES],
            bot_id: workspace.bot,
            bot_user_id: workspace.botUser,
            bot_name: 'chip',
          },
        ],
        tokens: [
          {
            token: botToken,
            user_id: workspace.botUser,
            bot_id: workspace.bot,
            app_id: workspace.app,
            type: 'bot',
            scopes: [...SCOPES],
          },
        ],
      },
    },
  });
  const call: WebApi['call'] = async (method, body, headers) => {
    const answer = await fetch(`${emulator.url}/api/${method}`, { method: 'POST', headers, body });
    return (await answer.json()) as ApiAnswer;
  };
  const opened = await call('conversations.open', `users=${workspace.user}`, {
    authorization: `Bearer ${botToken}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
  const direct = typeof opened.channel === 'object' ? opened.channel.id : '';
  return { call, direct, close: () => emulator.close() };
}
