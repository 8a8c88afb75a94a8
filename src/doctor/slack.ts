/** The Slack app as Slack itself sees it. */
import { z } from 'zod';
import type { Config } from '../config.ts';
import { BOT_SCOPES } from '../platforms/slack/scopes.ts';
import { type Called, call, type Network } from './call.ts';
import { clockFinding } from './clock.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

type Slack = NonNullable<Config['slack']>;
type Post = (method: string, token: string) => Promise<Called>;

const APP = 'https://api.slack.com/apps, your app';

const answer = z.object({ ok: z.boolean(), error: z.string().optional() });
const conversations = z.object({ ok: z.literal(true), channels: z.array(z.unknown()) });

/** Never rejects. What needs the bot's token is not asked when it is refused. */
export async function checkSlack(config: Slack, network: Network): Promise<Finding[]> {
  const base = config.apiUrl ?? 'https://slack.com/api/';
  const post: Post = (method, token) =>
    call(network, new URL(method, base.endsWith('/') ? base : `${base}/`).href, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    });
  // Where workspaces install it by themselves, home may have no token of its own: then any call shows the network.
  const asked = await post(config.botToken === undefined ? 'api.test' : 'auth.test', config.botToken ?? '');
  if (asked.kind === 'unreachable') {
    return [
      fail(
        'Slack',
        `cannot be reached (${asked.code})`,
        'see that this machine may reach slack.com:443, or SLACK_API_URL',
      ),
    ];
  }
  const clock = clockFinding('Slack clock', asked.headers, network.now());
  if (config.botToken === undefined) return [clock, ...(await modeFindings(config, post))];
  const fault = faultOf(asked);
  if (fault !== undefined) return [clock, botTokenFinding(fault), ...(await modeFindings(config, post))];
  return [
    clock,
    ok('Slack bot token', 'taken'),
    scopeFinding(asked.headers),
    ...(await modeFindings(config, post)),
    await channelFinding(config, post),
  ];
}

function faultOf(asked: Called): string | undefined {
  if (asked.kind === 'unreachable') return asked.code;
  const read = answer.safeParse(asked.body);
  if (!read.success) return `http_${asked.status}`;
  return read.data.ok ? undefined : (read.data.error ?? 'unknown');
}

function botTokenFinding(fault: string): Finding {
  if (/^http_/u.test(fault))
    return fail('Slack', `answers ${fault}`, 'look at https://slack-status.com and try again');
  return fail(
    'Slack bot token',
    `refused (${fault})`,
    `copy it again: ${APP}, OAuth & Permissions, Bot User OAuth Token, to SLACK_BOT_TOKEN`,
  );
}

function scopeFinding(headers: Headers): Finding {
  const given = headers.get('x-oauth-scopes');
  if (given === null)
    return warn(
      'Slack scopes',
      'are not told',
      `compare: ${APP}, OAuth & Permissions, with npm run -s setup -- slack`,
    );
  const held = new Set(given.split(',').map((scope) => scope.trim()));
  const missing = BOT_SCOPES.filter((scope) => !held.has(scope));
  if (missing.length === 0) return ok('Slack scopes', `all ${BOT_SCOPES.length}`);
  return fail(
    'Slack scopes',
    `missing: ${missing.join(', ')}`,
    `add them: ${APP}, OAuth & Permissions, Bot Token Scopes; then Reinstall to Workspace`,
  );
}

async function modeFindings({ mode, appToken = '' }: Slack, post: Post): Promise<Finding[]> {
  if (mode === 'http')
    return [ok('Slack signing secret', 'is set; only a delivery shows whether it is right')];
  const fault = faultOf(await post('apps.connections.open', appToken));
  if (fault === undefined) return [ok('Slack app token', 'opens Socket Mode')];
  const about = 'Slack app token';
  if (fault === 'missing_scope') {
    return [
      fail(
        about,
        'lacks connections:write',
        `make another: ${APP}, Basic Information, App-Level Tokens, to SLACK_APP_TOKEN`,
      ),
    ];
  }
  return [
    fail(
      about,
      `refused (${fault})`,
      `copy it again, with Socket Mode on: ${APP}, Basic Information, App-Level Tokens, to SLACK_APP_TOKEN`,
    ),
  ];
}

async function channelFinding({ botToken = '' }: Slack, post: Post): Promise<Finding> {
  const about = 'Slack channels';
  const asked = await post(
    'users.conversations?types=public_channel,private_channel&exclude_archived=true&limit=200',
    botToken,
  );
  const read = conversations.safeParse(asked.kind === 'answered' ? asked.body : undefined);
  if (!read.success)
    return warn(about, `cannot be listed (${faultOf(asked) ?? 'unreadable'})`, 'see the scopes above');
  const { length } = read.data.channels;
  if (length > 0) return ok(about, `a member of ${length}${length === 200 ? ' and more' : ''}`);
  return warn(
    about,
    'a member of none: mentions and digests reach it nowhere',
    'in a channel of Slack: /invite @chip',
  );
}
