/** Environment to Config. */
import { isOpened, type Role } from './roles.ts';
import { type DiscordConfig, readDiscord } from './settings/discord.ts';
import {
  bad,
  type Environment,
  listed,
  onlyGiven,
  parseSettings,
  type Settings,
} from './settings/settings.ts';
import { readSlack, type SlackConfig } from './settings/slack.ts';

export type Config = {
  readonly role: Role;
  readonly discord?: DiscordConfig;
  readonly slack?: SlackConfig;
  readonly http: { readonly host: string; readonly port: number };
  readonly page: {
    /** Where the page is reached from outside: scheme, host and port alone. */
    readonly publicUrl?: string;
    readonly adminToken?: string;
  };
  readonly store: { readonly dataDir: string; readonly databaseUrl?: string };
  readonly curation: {
    /** Who may change facts besides the administrators at home: `discord:ID`, `slack:TEAM/USER`. */
    readonly curators: readonly string[];
    /** Without it, one approval as soon as there are two curators. */
    readonly approvals?: number;
    readonly gapsRaw: boolean;
  };
  /** `host:port` in lower case: feeds that are read in spite of the address rules. */
  readonly feedHosts: readonly string[];
  /** Without a value of its own: `info`, and `warn` in the local chat, which shares its screen with the log. */
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
};

/**
 * Reads the settings. A platform is on when all it needs is set, off when nothing of it is.
 * @throws UserError 'bad-setting' with `setting`, `reason` and `remedy`: where to get it.
 */
export function readConfig(environment: Environment): Config {
  const settings = parseSettings(environment);
  const discord = readDiscord(settings);
  const slack = readSlack(settings);
  checkRole(settings, [discord, slack]);
  return {
    role: settings.ROLE,
    ...(discord ? { discord } : {}),
    ...(slack ? { slack } : {}),
    http: { host: settings.HOST, port: settings.PORT },
    page: onlyGiven({ publicUrl: settings.PUBLIC_URL, adminToken: settings.PAGE_ADMIN_TOKEN }),
    ...readStorage(settings),
    feedHosts: listed(settings.FEED_ALLOW_HOSTS).map((host) => host.toLowerCase()),
    logLevel: settings.LOG_LEVEL ?? (discord || slack || settings.ROLE !== 'all' ? 'info' : 'warn'),
  };
}

type Switched = { readonly mode: string } | undefined;

/** A part of the bot needs the others, and something to do. */
function checkRole({ ROLE: role, DATABASE_URL: url }: Settings, platforms: readonly Switched[]): void {
  if (role === 'all') return;
  if (url === undefined) {
    const remedy = 'set DATABASE_URL as well, or leave ROLE out';
    throw bad('ROLE', `${role} needs PostgreSQL: the embedded store is one process's alone`, remedy);
  }
  if (role === 'web' || platforms.some((platform) => platform && isOpened(role, platform.mode))) return;
  const lacks = role === 'gateway' ? 'is connected to: none is set up for it' : 'posts to: none is set up';
  throw bad('ROLE', `there is no platform that a ${role} ${lacks}`, 'see README, Several processes');
}

function readStorage(settings: Settings): Pick<Config, 'store' | 'curation'> {
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, CURATORS, APPROVALS, GAPS_RAW } = settings;
  return {
    store: { dataDir, ...onlyGiven({ databaseUrl }) },
    curation: {
      curators: [...new Set(listed(CURATORS))],
      ...(APPROVALS === undefined ? {} : { approvals: Number(APPROVALS) }),
      gapsRaw: GAPS_RAW === '1',
    },
  };
}

/** The settings of the store alone, for command lines that use nothing else. @throws UserError 'bad-setting'. */
export function readStoreConfig(environment: Environment): Config['store'] {
  return readStorage(parseSettings(environment)).store;
}
