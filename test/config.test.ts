import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { UserError } from '../src/language/user-error.ts';
import { type Environment, settingErrorToLine } from '../src/settings/settings.ts';

const DISCORD = { DISCORD_TOKEN: 'a.token', DISCORD_APPLICATION_ID: '1100000000000000001' };
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-secret', SLACK_APP_TOKEN: 'xapp-1-secret' };
const SIGNED = { SLACK_BOT_TOKEN: 'xoxb-1-secret', SLACK_SIGNING_SECRET: 'signing-secret' };

const KEY = 'ab'.repeat(32);
const INSTALL = {
  SLACK_CLIENT_ID: '1.1',
  SLACK_CLIENT_SECRET: 'client-secret',
  TOKEN_KEY: `${KEY}, ${'A'.repeat(43)}=`,
};

/** All of them, as the project names them. */
const SETTINGS = [
  ...['DISCORD_TOKEN', 'DISCORD_APPLICATION_ID', 'DISCORD_PUBLIC_KEY', 'DISCORD_GUILD_ID', 'DISCORD_MODE'],
  ...['DISCORD_API_URL', 'DISCORD_SHARDS', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'],
  ...[
    'SLACK_MODE',
    'SLACK_API_URL',
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'TOKEN_KEY',
    'SLACK_HOME_TEAM',
  ],
  ...['PORT', 'HOST'],
  ...['DATA_DIR', 'DATABASE_URL', 'CURATORS', 'APPROVALS', 'GAPS_RAW', 'FEED_ALLOW_HOSTS', 'PUBLIC_URL'],
  ...['PAGE_ADMIN_TOKEN', 'ROLE', 'LOG_LEVEL'],
];

function lineOf(environment: Environment): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof UserError) return settingErrorToLine(error);
    throw error;
  }
  return 'no error';
}

describe('the configuration', () => {
  test('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      role: 'all',
      http: { host: '127.0.0.1', port: 3000 },
      page: {},
      store: { dataDir: 'data' },
      feedHosts: [],
      curation: { curators: [], gapsRaw: false },
      logLevel: 'warn',
    });
  });

  test('takes a setting given as nothing as not given', () => {
    expect(readConfig({ DISCORD_TOKEN: '', SLACK_BOT_TOKEN: ' ', PORT: '', ROLE: undefined })).toEqual(
      readConfig({}),
    );
  });

  test('leaves other variables alone', () => {
    expect(readConfig({ PATH: '/usr/bin', SLACK_WEBHOOK: 'x', ['__proto__']: 'x' })).toEqual(readConfig({}));
  });

  test.each([
    [{ PORT: '0', HOST: '::1' }, { http: { host: '::1', port: 0 } }],
    [{ LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
    [{ PUBLIC_URL: 'https://Chip.example.com:443/' }, { page: { publicUrl: 'https://chip.example.com' } }],
    [{ PUBLIC_URL: 'http://10.0.0.5:3000' }, { page: { publicUrl: 'http://10.0.0.5:3000' } }],
    [{ PAGE_ADMIN_TOKEN: 'a-long-token' }, { page: { adminToken: 'a-long-token' } }],
    [
      { ...DISCORD },
      {
        discord: { token: 'a.token', applicationId: '1100000000000000001', mode: 'gateway', shards: 1 },
        logLevel: 'info',
      },
    ],
    [
      { ...DISCORD, DISCORD_GUILD_ID: '1100000000000000003', DISCORD_API_URL: 'http://127.0.0.1:1/api' },
      {
        discord: expect.objectContaining({
          guildId: '1100000000000000003',
          apiUrl: 'http://127.0.0.1:1/api',
        }),
      },
    ],
    [
      { ...DISCORD, DISCORD_PUBLIC_KEY: 'aB'.repeat(32) },
      { discord: expect.objectContaining({ publicKey: 'aB'.repeat(32) }) },
    ],
    [
      { ...DISCORD, DISCORD_PUBLIC_KEY: 'ab'.repeat(32), DISCORD_MODE: 'http' },
      { discord: expect.objectContaining({ mode: 'http', publicKey: 'ab'.repeat(32) }) },
    ],
    [{ ...DISCORD, DISCORD_SHARDS: 'auto' }, { discord: expect.objectContaining({ shards: 'auto' }) }],
    [{ ...DISCORD, DISCORD_SHARDS: '12' }, { discord: expect.objectContaining({ shards: 12 }) }],
    [{ ...SLACK }, { slack: { botToken: 'xoxb-1-secret', appToken: 'xapp-1-secret', mode: 'socket' } }],
    [
      { ...INSTALL, SLACK_SIGNING_SECRET: 'signing-secret', SLACK_HOME_TEAM: 'T01' },
      {
        slack: {
          signingSecret: 'signing-secret',
          mode: 'http',
          install: {
            clientId: '1.1',
            clientSecret: 'client-secret',
            tokenKeys: [KEY, `${'A'.repeat(43)}=`],
            homeTeam: 'T01',
          },
        },
      },
    ],
    [{ ...SIGNED }, { slack: { botToken: 'xoxb-1-secret', signingSecret: 'signing-secret', mode: 'http' } }],
    [{ ...SLACK, ...SIGNED }, { slack: expect.objectContaining({ mode: 'socket' }) }],
    [{ ...SLACK, ...SIGNED, SLACK_MODE: 'http' }, { slack: expect.objectContaining({ mode: 'http' }) }],
    [{ DATA_DIR: '/var/lib/chip' }, { store: { dataDir: '/var/lib/chip' } }],
    [
      { DATABASE_URL: 'postgres://user:pass@host/db' },
      { store: { dataDir: 'data', databaseUrl: 'postgres://user:pass@host/db' } },
    ],
    [
      { CURATORS: 'discord:1100000000000000001, slack:T01/U01,slack:T01/U01', APPROVALS: '0', GAPS_RAW: '1' },
      {
        curation: {
          curators: ['discord:1100000000000000001', 'slack:T01/U01'],
          approvals: 0,
          gapsRaw: true,
        },
      },
    ],
    [
      { DISCORD_MODE: 'gateway', DISCORD_SHARDS: '1', ROLE: 'all', DATA_DIR: 'data', GAPS_RAW: '0' },
      { logLevel: 'warn' },
    ],
  ])('reads %o', (environment, config) => {
    expect(readConfig(environment)).toMatchObject(config);
  });

  test.each([
    [
      { DISCORD_TOKEN: 'a.token' },
      /^DISCORD_APPLICATION_ID: missing, though DISCORD_TOKEN is set; .*General Information/,
    ],
    [{ DISCORD_APPLICATION_ID: '1100000000000000001' }, /^DISCORD_TOKEN: missing, .*Bot page/],
    [{ DISCORD_GUILD_ID: '1100000000000000001' }, /^DISCORD_TOKEN: missing, though DISCORD_GUILD_ID is set/],
    [{ DISCORD_MODE: 'http' }, /^DISCORD_TOKEN: missing, though DISCORD_MODE is set; .*Bot page/],
    [{ DISCORD_SHARDS: 'auto' }, /^DISCORD_TOKEN: missing, though DISCORD_SHARDS is set/],
    [
      { ...DISCORD, DISCORD_MODE: 'http' },
      /^DISCORD_PUBLIC_KEY: missing, though DISCORD_MODE is http; .*General Information/,
    ],
    [
      { ...DISCORD, DISCORD_PUBLIC_KEY: 'ab'.repeat(32), DISCORD_MODE: 'http', DISCORD_SHARDS: 'auto' },
      /^DISCORD_SHARDS: set though DISCORD_MODE is http, which has no shards; leave one of them out$/,
    ],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /^SLACK_APP_TOKEN: missing, .*SLACK_SIGNING_SECRET.*App-Level Tokens/],
    [
      { SLACK_APP_TOKEN: 'xapp-1' },
      /^SLACK_BOT_TOKEN: missing, though SLACK_APP_TOKEN is set; .*OAuth & Permissions/,
    ],
    [{ SLACK_SIGNING_SECRET: 'x' }, /^SLACK_BOT_TOKEN: missing/],
    [{ SLACK_MODE: 'socket' }, /^SLACK_BOT_TOKEN: missing/],
    [
      { ...SLACK, SLACK_MODE: 'http' },
      /^SLACK_SIGNING_SECRET: missing, though SLACK_MODE is http; .*App Credentials/,
    ],
    [{ ...SIGNED, SLACK_MODE: 'socket' }, /^SLACK_APP_TOKEN: missing, though SLACK_MODE is socket/],
    [{ ...SIGNED, SLACK_CLIENT_ID: '1.1' }, /^SLACK_CLIENT_SECRET: missing, though SLACK_CLIENT_ID is set/],
    [{ ...SIGNED, TOKEN_KEY: KEY }, /^SLACK_CLIENT_ID: missing, though TOKEN_KEY is set; .*App Credentials/],
    [{ ...SLACK, SLACK_HOME_TEAM: 'T1' }, /^SLACK_CLIENT_ID: missing, though SLACK_HOME_TEAM is set/],
    [
      { ...SIGNED, SLACK_CLIENT_ID: '1.1', SLACK_CLIENT_SECRET: 'x' },
      /^TOKEN_KEY: missing, though SLACK_CLIENT_ID is set; .*openssl rand/,
    ],
    [{ ...INSTALL }, /^SLACK_APP_TOKEN: missing, .*SLACK_SIGNING_SECRET is needed/],
    [{ ...SLACK, ...INSTALL, SLACK_HOME_TEAM: 'T1' }, /^SLACK_HOME_TEAM: .* is home already; leave one of/],
  ])('names what a half-set platform lacks: %o', (environment, line) => {
    expect(lineOf(environment)).toMatch(line);
  });

  test.each([
    ['DISCORD_TOKEN', 'Bot secret-value'],
    ['DISCORD_TOKEN', 'secret-value\n'],
    ['DISCORD_APPLICATION_ID', 'secret-value'],
    ['DISCORD_PUBLIC_KEY', 'secret-value'],
    ['DISCORD_GUILD_ID', '12'],
    ['DISCORD_MODE', 'secret-value'],
    ['DISCORD_API_URL', 'secret-value'],
    ['DISCORD_API_URL', 'ftp://secret-value'],
    ['DISCORD_SHARDS', '0'],
    ['SLACK_BOT_TOKEN', 'xapp-secret-value'],
    ['SLACK_APP_TOKEN', 'xoxb-secret-value'],
    ['SLACK_SIGNING_SECRET', 'secret value'],
    ['SLACK_MODE', 'secret-value'],
    ['SLACK_API_URL', 'secret-value'],
    ['SLACK_CLIENT_ID', 'secret-value'],
    ['SLACK_CLIENT_SECRET', 'secret value'],
    ['TOKEN_KEY', 'secret value'],
    ['TOKEN_KEY', `${'ab'.repeat(32)},secret-value`],
    ['SLACK_HOME_TEAM', 'secret-value'],
    ['PORT', 'secret-value'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['HOST', 'secret value'],
    ['DATABASE_URL', 'secret-value'],
    ['CURATORS', 'secret-value'],
    ['APPROVALS', 'secret-value'],
    ['GAPS_RAW', 'secret-value'],
    ['FEED_ALLOW_HOSTS', 'secret-value'],
    ['PUBLIC_URL', 'secret-value'],
    ['PUBLIC_URL', 'https://user:secret@chip.example.com'],
    ['PUBLIC_URL', 'https://chip.example.com/secret-path'],
    ['PAGE_ADMIN_TOKEN', 'secret value'],
    ['PAGE_ADMIN_TOKEN', 'secret7'],
    ['ROLE', 'secret-value'],
    ['LOG_LEVEL', 'secret-value'],
  ])('refuses a wrong %s in one line without its value', (setting, value) => {
    const line = lineOf({ ...DISCORD, ...SLACK, [setting]: value });
    expect(line).toMatch(new RegExp(`^${setting}: [^\\n]{10,}; [^\\n]{10,}$`));
    expect(line).not.toContain(value.trim());
  });

  const DATABASE = { DATABASE_URL: 'postgres://u:p4ss@db/chip' };
  const OVER_HTTP = { SLACK_BOT_TOKEN: 'xoxb-1-secret', SLACK_SIGNING_SECRET: 'signed' };

  test.each([
    ['web', DATABASE],
    ['web', { ...DATABASE, ...OVER_HTTP }],
    ['gateway', { ...DATABASE, ...DISCORD }],
    ['gateway', { ...DATABASE, ...SLACK }],
    ['worker', { ...DATABASE, ...OVER_HTTP }],
  ])('takes the role %s', (role, environment) => {
    expect(readConfig({ ...environment, ROLE: role }).role).toBe(role);
  });

  test.each([
    ['web', DISCORD, /^ROLE: web needs PostgreSQL: .+; set DATABASE_URL as well, or leave ROLE out$/],
    ['worker', SLACK, /^ROLE: worker needs PostgreSQL: .+; set DATABASE_URL/],
    ['gateway', { ...DATABASE, ...OVER_HTTP }, /^ROLE: there is no platform that a gateway is connected to/],
    ['worker', DATABASE, /^ROLE: there is no platform that a worker posts to: none is set up; see README/],
  ])('says why the role %s cannot be taken', (role, environment, line) => {
    expect(lineOf({ ...environment, ROLE: role })).toMatch(line);
  });

  test.each([
    ['invalid_auth', /^SLACK_BOT_TOKEN: refused \(invalid_auth\); get it here: OAuth & Permissions page/],
    ['a sentence with a place', /^SLACK_BOT_TOKEN: a sentence with a place$/],
  ])('puts what a platform says (%s) into one line', (reason, line) => {
    expect(settingErrorToLine(new UserError('bad-setting', { setting: 'SLACK_BOT_TOKEN', reason }))).toMatch(
      line,
    );
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

  test('is a configuration with everything off', () => {
    expect(readConfig(parseEnv(example))).toEqual(readConfig({}));
  });

  test('has every setting, each after one line that says what it is', () => {
    const lines = example.split('\n');
    const settings = Object.keys(parseEnv(example));
    expect(settings.toSorted()).toEqual(SETTINGS.toSorted());
    for (const name of settings) {
      const at = lines.findIndex((line) => line.startsWith(`${name}=`));
      expect(lines[at - 1]).toMatch(/^# .*[.]$/);
    }
  });
});
