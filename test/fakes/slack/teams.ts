/** Other workspaces that install the app: Slack's page is left out, what comes of it is not. */
import { BOT_SCOPES } from '../../../src/platforms/slack/scopes.ts';
import type { Body } from './calls.ts';
import { newId } from './delivery.ts';
import { type ApiAnswer, botUserOf, workspace } from './workspace.ts';

export const app = { clientId: '1.1', clientSecret: 'fake-client-secret' } as const;

export type Grant = {
  readonly team: string;
  readonly user?: string;
  /** For a whole organisation. */
  readonly organisation?: true;
  /** The app has token rotation on. */
  readonly rotation?: true;
};

type Member = { readonly team: string; readonly botUser: string };
type Known = {
  readonly users: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly channels: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
};

/** `known` has `team_id` for users and `context_team_id` for channels of other workspaces. */
export function createTeams(known: Known) {
  const members = new Map<string, Member>();
  const revoked = new Set<string>();
  const codes = new Map<string, Grant & { readonly redirect: string }>();

  function answerGrant({ team, user, organisation, rotation }: Grant): ApiAnswer {
    const token = newId(`xoxb-${team}`);
    members.set(token, { team, botUser: botUserOf(team) });
    return {
      ok: true,
      app_id: workspace.app,
      authed_user: { id: user ?? workspace.user },
      scope: BOT_SCOPES.join(','),
      token_type: 'bot',
      access_token: token,
      bot_user_id: botUserOf(team),
      team: organisation ? null : { id: team, name: team },
      enterprise: organisation ? { id: 'E1', name: 'E1' } : null,
      is_enterprise_install: organisation === true,
      ...(rotation ? { expires_in: 43_200, refresh_token: 'xoxe-1' } : {}),
    } as ApiAnswer;
  }

  function post(body: Body, { team }: Member): ApiAnswer {
    const channel = String(body.channel);
    const isDirect = channel.startsWith(`D${team}`);
    if (!isDirect && known.channels.get(channel)?.['context_team_id'] !== team) {
      return { ok: false, error: 'channel_not_found' };
    }
    return { ok: true, channel, ts: `${Date.now()}.000100` };
  }

  return {
    /** Somebody presses Allow on Slack's page. @returns the code that the browser brings back. */
    allow(grant: Grant, page: URL): string {
      const code = newId('code');
      if (page.searchParams.get('client_id') !== app.clientId) throw new Error('another app');
      codes.set(code, { ...grant, redirect: page.searchParams.get('redirect_uri') ?? '' });
      return code;
    },
    /** `oauth.v2.access`: a code is good once, with the redirect address that it was asked for with. */
    access(raw: string): ApiAnswer {
      const given = new URLSearchParams(raw);
      const grant = codes.get(given.get('code') ?? '');
      codes.delete(given.get('code') ?? '');
      if (given.get('client_id') !== app.clientId || given.get('client_secret') !== app.clientSecret)
        return { ok: false, error: 'invalid_client_id' };
      if (!grant) return { ok: false, error: 'invalid_code' };
      if (grant.redirect !== (given.get('redirect_uri') ?? ''))
        return { ok: false, error: 'bad_redirect_uri' };
      return answerGrant(grant);
    },
    memberOf: (token: string): Member | undefined => members.get(token),
    isRevoked: (token: string): boolean => revoked.has(token),
    /** The workspace removes the app: its tokens are good for nothing. */
    revoke(team: string): void {
      for (const [token, member] of members) if (member.team === team) revoked.add(token);
    },
    call(method: string, body: Body, token: string): ApiAnswer {
      const member = members.get(token);
      if (!member) return { ok: false, error: 'invalid_auth' };
      const user = known.users.get(String(body.user));
      const channel = known.channels.get(String(body.channel));
      switch (method) {
        case 'auth.test':
          return { ok: true, team_id: member.team, user_id: member.botUser, bot_id: 'B2' } as ApiAnswer;
        case 'auth.revoke':
          revoked.add(token);
          return { ok: true };
        case 'users.info':
          return user?.['team_id'] === member.team
            ? { ok: true, user: { id: body.user, ...user } }
            : { ok: false, error: 'user_not_found' };
        case 'conversations.info':
          return channel?.['context_team_id'] === member.team
            ? ({ ok: true, channel: { id: String(body.channel), ...channel } } as ApiAnswer)
            : { ok: false, error: 'channel_not_found' };
        case 'conversations.open':
          return { ok: true, channel: { id: `D${member.team}` } };
        case 'chat.postMessage':
        case 'chat.postEphemeral':
          return post(body, member);
        default:
          return { ok: true };
      }
    },
  };
}
