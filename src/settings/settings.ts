/** Environment to settings, each checked by itself. Values are never repeated in a message: a token pasted into the wrong setting stays secret. */
import { z } from 'zod';
import { UserError } from '../language/user-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const secret = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'has blanks, line feeds or other characters that no token has');
const snowflake = z.string().regex(/^\d{17,20}$/, 'not an id of 17 to 20 digits');
const url = z.url({ protocol: /^https?$/, error: 'not an http:// or https:// address' });
const oneOf = <T extends string>(...values: readonly T[]) =>
  z.enum(values, { error: `not one of ${values.join(', ')}` });
const listOf = (item: RegExp, error: string) =>
  z.string().refine((text) => text.split(',').every((part) => item.test(part.trim())), error);
const token = (start: string, kind: string) =>
  secret.startsWith(start, `not ${kind}: those start with ${start}`);

const environmentSchema = z.object({
  DISCORD_TOKEN: secret.optional(),
  DISCORD_APPLICATION_ID: snowflake.optional(),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'not a key of 64 hexadecimal digits')
    .optional(),
  DISCORD_GUILD_ID: snowflake.optional(),
  DISCORD_MODE: oneOf('gateway', 'http').default('gateway'),
  DISCORD_API_URL: url.optional(),
  DISCORD_SHARDS: z
    .string()
    .regex(/^(?:auto|[1-9]\d{0,4})$/, 'neither auto nor a whole number from 1 on')
    .default('1'),
  SLACK_BOT_TOKEN: token('xoxb-', 'a bot token').optional(),
  SLACK_APP_TOKEN: token('xapp-', 'an app-level token').optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_MODE: oneOf('socket', 'http').optional(),
  SLACK_API_URL: url.optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^\d+\.\d+$/, 'not a client id: two numbers with a point between')
    .optional(),
  SLACK_CLIENT_SECRET: secret.optional(),
  TOKEN_KEY: listOf(
    /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i,
    'not one key of 32 bytes in hex or base64, nor several with commas between',
  ).optional(),
  SLACK_HOME_TEAM: z
    .string()
    .regex(/^T[A-Z0-9]+$/, 'not the id of a workspace: those start with T')
    .optional(),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'not a whole number from 0 to 65535')
    .transform(Number)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'neither an IP address nor a host name')
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/, error: 'not a postgres:// address' }).optional(),
  CURATORS: listOf(
    /^(?:discord:\d{17,20}|slack:[TE][A-Z0-9]+\/[UW][A-Z0-9]+)$/,
    'not a list of discord:ID and slack:TEAM/USER with commas between',
  ).optional(),
  APPROVALS: z
    .string()
    .regex(/^\d{1,3}$/, 'not a whole number from 0 on')
    .optional(),
  GAPS_RAW: oneOf('0', '1').default('0'),
  FEED_ALLOW_HOSTS: listOf(
    /^(?:\[[0-9a-f:.]+\]|[\w.-]+):\d{1,5}$/i,
    'not a list of host:port with commas between',
  ).optional(),
  PUBLIC_URL: url
    .refine(
      (text) => /^[^/]*\/\/[^/?#@]+\/?$/.test(text),
      'has more than scheme, host and port, as in https://chip.example.com',
    )
    .transform((text) => new URL(text).origin)
    .optional(),
  PAGE_ADMIN_TOKEN: secret.min(8, 'shorter than 8 characters').optional(),
  ROLE: oneOf('all', 'web', 'gateway', 'worker').default('all'),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error').optional(),
});

export type Settings = z.infer<typeof environmentSchema>;
export type Setting = keyof Settings;

const DISCORD_APP = 'of the app at https://discord.com/developers/applications';
const SLACK_APP = 'of the app at https://api.slack.com/apps';

/** Where a setting is got; the others are explained in `.env.example`. */
const WHERE: Partial<Record<Setting, string>> = {
  DISCORD_TOKEN: `Bot page ${DISCORD_APP}, Reset Token`,
  DISCORD_APPLICATION_ID: `General Information page ${DISCORD_APP}`,
  DISCORD_PUBLIC_KEY: `General Information page ${DISCORD_APP}`,
  DISCORD_GUILD_ID:
    'Discord, User Settings, Advanced, Developer Mode; then Copy Server ID in the menu of the server',
  SLACK_BOT_TOKEN: `OAuth & Permissions page ${SLACK_APP}, Bot User OAuth Token`,
  SLACK_APP_TOKEN: `Basic Information page ${SLACK_APP}, App-Level Tokens, scope connections:write`,
  SLACK_SIGNING_SECRET: `Basic Information page ${SLACK_APP}, App Credentials`,
  SLACK_CLIENT_ID: `Basic Information page ${SLACK_APP}, App Credentials`,
  SLACK_CLIENT_SECRET: `Basic Information page ${SLACK_APP}, App Credentials`,
  TOKEN_KEY: 'what the command `openssl rand -hex 32` prints, kept like a password',
  SLACK_HOME_TEAM: 'the address of the workspace in a browser, https://app.slack.com/client/T…',
};

/** What no line of the log may hold: every setting that is a secret, and the password in the database's address. */
export function secretsIn(environment: Environment): string[] {
  const password = URL.parse(environment['DATABASE_URL'] ?? '')?.password ?? '';
  const values = SECRET_SETTINGS.map((setting) => environment[setting] ?? '');
  const keys = listed(environment['TOKEN_KEY']);
  return [...values, ...keys, password, decoded(password)].filter((value) => value !== '');
}

/** The parts of a setting that takes several with commas between. */
export function listed(text = ''): string[] {
  return text.split(',').flatMap((part) => part.trim() || []);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const SECRET_SETTINGS: readonly Setting[] = [
  'DISCORD_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'TOKEN_KEY',
  'PAGE_ADMIN_TOKEN',
];

/** A setting given as nothing, as `.env.example` has them, is not given. */
export function parseSettings(environment: Environment): Settings {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const parsed = environmentSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw bad((issue?.path[0] ?? '') as Setting, issue?.message ?? 'wrong');
}

export function bad(setting: Setting, reason: string, remedy = remedyFor(setting)): UserError {
  return new UserError('bad-setting', { setting, reason, remedy });
}

export function missing(setting: Setting, because: string): UserError {
  return bad(setting, `missing, ${because}`);
}

export function firstGiven(settings: Settings, names: readonly Setting[]): Setting | undefined {
  return names.find((name) => settings[name] !== undefined);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

export function onlyGiven<T extends Readonly<Record<string, unknown>>>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

function remedyFor(setting: string): string {
  const where = Object.entries(WHERE).find(([name]) => name === setting)?.[1];
  return where === undefined ? 'see .env.example' : `get it here: ${where}`;
}

/**
 * The one line about a wrong setting, whether the environment or a platform found it: what, why, where to get it.
 * A platform's bare code (`invalid_auth`) is put into words; its sentences already say where to look.
 */
export function settingErrorToLine(error: UserError): string {
  const { setting = '', reason = '', remedy } = error.details;
  if (remedy !== undefined) return `${setting}: ${reason}; ${remedy}`;
  const code = /^[a-z]+(?:_[a-z]+)+$/.test(reason);
  return code ? `${setting}: refused (${reason}); ${remedyFor(setting)}` : `${setting}: ${reason}`;
}
