/** The Discord app as Discord itself sees it. */
import { z } from 'zod';
import type { Config } from '../config.ts';
import { missingRights } from '../platforms/discord/channel-rights.ts';
import { areRegistered } from '../platforms/discord/register-commands.ts';
import type { CommandSpec } from '../platforms/platform.ts';
import { type Called, call, type Network } from './call.ts';
import { clockFinding } from './clock.ts';
import { type Delivery, endpointFindings } from './discord-endpoint.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

type Discord = NonNullable<Config['discord']> & Pick<Delivery, 'publicUrl'>;

const APP = 'https://discord.com/developers/applications';
const INVITE = 'invite the bot with the link of: npm run -s setup -- discord';

const application = z.object({
  id: z.string(),
  verify_key: z.string().optional(),
  interactions_endpoint_url: z.string().nullish(),
  bot: z.object({ id: z.string() }).optional(),
});
const gateway = z.object({
  shards: z.number(),
  session_start_limit: z.object({ remaining: z.number(), reset_after: z.number() }),
});
const overwrites = z.array(z.object({ id: z.string(), allow: z.string(), deny: z.string() }));
const channels = z.array(
  z.object({ name: z.string().nullish(), type: z.number(), permission_overwrites: overwrites.optional() }),
);
const roles = z.array(z.object({ id: z.string(), permissions: z.string() }));
const member = z.object({ roles: z.array(z.string()) });

type Get = (path: string) => Promise<Called>;

/** Never rejects. Stops at the first thing without which the others cannot be asked. */
export async function checkDiscord(
  config: Discord,
  commands: readonly CommandSpec[],
  network: Network,
): Promise<Finding[]> {
  const base = `${config.apiUrl ?? 'https://discord.com/api'}/v10`;
  const headers = { authorization: `Bot ${config.token}` };
  const get: Get = (path) => call(network, `${base}${path}`, { headers });
  const asked = await get('/applications/@me');
  if (asked.kind === 'unreachable') {
    const said = `cannot be reached (${asked.code})`;
    return [fail('Discord', said, 'see that this machine may reach discord.com:443, or DISCORD_API_URL')];
  }
  const clock = clockFinding('Discord clock', asked.headers, network.now());
  const app = application.safeParse(asked.body);
  if (asked.status !== 200 || !app.success) return [clock, tokenFinding(asked.status)];
  const { id, verify_key: key, interactions_endpoint_url: endpoint = null, bot } = app.data;
  const own = id === config.applicationId;
  return [
    clock,
    ok('Discord token', 'taken'),
    own
      ? ok('Discord app', id)
      : fail('Discord app', `the token belongs to the app ${id}`, `set DISCORD_APPLICATION_ID=${id}`),
    ...keyFindings(config, key),
    ...endpointFindings(endpoint, config),
    ...(config.mode === 'gateway' ? await gatewayFindings(config, get) : []),
    ...(own ? await commandFindings(config, commands, get) : []),
    ...(config.guildId === undefined ? [] : await channelFindings(config.guildId, bot?.id ?? id, get)),
  ];
}

function tokenFinding(status: number): Finding {
  if (status === 401)
    return fail(
      'Discord token',
      'refused',
      `copy it again: ${APP}, your app, Bot page, Reset Token, to DISCORD_TOKEN`,
    );
  return fail('Discord', `answers ${status}`, 'look at https://discordstatus.com and try again');
}

function keyFindings({ publicKey }: Discord, key: string | undefined): Finding[] {
  if (publicKey === undefined || key === undefined) return [];
  if (publicKey.toLowerCase() === key.toLowerCase()) return [ok('Discord public key', 'is the app’s')];
  return [
    fail(
      'Discord public key',
      'is not the app’s',
      `copy it again: ${APP}, your app, General Information, to DISCORD_PUBLIC_KEY`,
    ),
  ];
}

/** Below this, a bot that keeps restarting soon cannot connect at all. */
const FEW_STARTS = 50;

async function gatewayFindings({ shards }: Discord, get: Get): Promise<Finding[]> {
  const intents = ok('Discord intents', 'none of those that Discord has to allow is asked for');
  const asked = await get('/gateway/bot');
  const read = gateway.safeParse(asked.kind === 'answered' ? asked.body : undefined);
  if (!read.success) return [intents, warn('Discord gateway', 'tells no limits', 'try again in a minute')];
  const { shards: wanted, session_start_limit: limit } = read.data;
  return [
    intents,
    startFinding(limit, shards === 'auto' ? wanted : shards),
    ...shardFindings(shards, wanted),
  ];
}

type StartLimit = z.infer<typeof gateway>['session_start_limit'];

/** Each shard is a connection. */
function startFinding({ remaining, reset_after: ms }: StartLimit, shards: number): Finding {
  const said = `${remaining} connections left, more in ${Math.ceil(ms / 3_600_000)} h`;
  if (remaining > FEW_STARTS * shards) return ok('Discord gateway', said);
  const level = remaining < shards ? fail : warn;
  return level(
    'Discord gateway',
    said,
    'something starts the bot again and again: look at its log before it is locked out',
  );
}

function shardFindings(shards: number | 'auto', wanted: number): Finding[] {
  if (shards === 'auto') return [ok('Discord shards', `${wanted}, as Discord says`)];
  if (shards >= wanted) return [];
  return [warn('Discord shards', `${shards}, where Discord says ${wanted}`, 'set DISCORD_SHARDS=auto')];
}

async function commandFindings(
  { applicationId, guildId }: Discord,
  commands: readonly CommandSpec[],
  get: Get,
): Promise<Finding[]> {
  const about = guildId === undefined ? 'Discord commands' : 'Discord commands of the server';
  const place = guildId === undefined ? '' : `/guilds/${guildId}`;
  const asked = await get(`/applications/${applicationId}${place}/commands?with_localizations=true`);
  const read = z.array(z.looseObject({})).safeParse(asked.kind === 'answered' ? asked.body : undefined);
  if (!read.success)
    return [fail(about, 'the app is not in that server', `${INVITE}; or leave DISCORD_GUILD_ID out`)];
  if (read.data.length === 0) return [warn(about, 'none is registered', 'npm start registers them')];
  if (areRegistered(read.data, commands, guildId === undefined ? 'global' : 'guild'))
    return [ok(about, 'as this version has them')];
  return [warn(about, 'differ from this version', 'npm start registers them again')];
}

/** Text channels and announcements: where answers and digests are posted. */
const POSTED_IN = [0, 5];
const MOST_NAMED = 5;

async function channelFindings(guildId: string, me: string, get: Get): Promise<Finding[]> {
  const about = 'Discord channels';
  const [listed, ranks, self] = await Promise.all(
    ['channels', 'roles', `members/${me}`].map((what) => get(`/guilds/${guildId}/${what}`)),
  );
  const bodyOf = (asked: Called | undefined): unknown =>
    asked?.kind === 'answered' ? asked.body : undefined;
  const [held, known, own] = [
    channels.safeParse(bodyOf(listed)),
    roles.safeParse(bodyOf(ranks)),
    member.safeParse(bodyOf(self)),
  ];
  if (!held.success || !known.success || !own.success)
    return [warn(about, 'cannot be read', `${INVITE}; or leave DISCORD_GUILD_ID out`)];
  const permissions = new Map(known.data.map((role) => [role.id, role.permissions]));
  const rights = { guildId, me, roles: own.data.roles, permissions };
  const posted = held.data.filter(({ type }) => POSTED_IN.includes(type));
  const lacking = posted.flatMap(({ name, permission_overwrites = [] }) => {
    const missing = missingRights(permission_overwrites, rights);
    return missing.length === 0 ? [] : [`#${name ?? '?'} (${missing.join(', ')})`];
  });
  if (lacking.length === 0) return [ok(about, `may post in all ${posted.length}`)];
  const named = lacking.slice(0, MOST_NAMED).join('; ');
  const said = `may not post in ${lacking.length} of ${posted.length}: ${named}${lacking.length > MOST_NAMED ? '; …' : ''}`;
  return [
    warn(
      about,
      said,
      'where it should answer mentions or post digests, give it these permissions in the channel’s settings',
    ),
  ];
}
