/** Every fault is put in on purpose, and the doctor has to name it and its fix. */
import { once } from 'node:events';
import { appendFileSync, cpSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../src/commands/specs.ts';
import { readConfig } from '../../src/config.ts';
import { checkKnowledge, checkPublicUrl, checkStore } from '../../src/doctor/checks.ts';
import { checkDiscord } from '../../src/doctor/discord.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { checkSlack } from '../../src/doctor/slack.ts';
import { checkInstallations } from '../../src/doctor/slack-installs.ts';
import { commandsToBodies } from '../../src/platforms/discord/commands-to-bodies.ts';
import { BOT_SCOPES } from '../../src/platforms/slack/scopes.ts';
import { createSealer } from '../../src/platforms/slack/seal.ts';
import { createDiscordInvite } from '../../src/setup/discord-invite.ts';
import { openStore } from '../../src/store/open-store.ts';
import { BOT_ROLE } from '../fakes/discord/admin-routes.ts';
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { discordSettings, openDiscord, openSlack, slackSettings } from '../program/platforms.ts';
import { createFolder, run } from '../program/program.ts';
import { usePostgres } from '../store/postgres.ts';

const createDatabase = usePostgres();
const network = { fetch, now: () => new Date() };
const KNOWLEDGE = fileURLToPath(new URL('../../knowledge', import.meta.url));

const onFault = (): void => undefined;

/** What is not well, a line each. */
function wrong(findings: readonly Finding[]): string[] {
  for (const { level, fix } of findings) expect(fix !== undefined).toBe(level !== 'ok');
  return findings.flatMap(({ level, about, said }) => (level === 'ok' ? [] : [`${level} ${about}: ${said}`]));
}

function seconds(count: number) {
  return { fetch, now: () => new Date(Date.now() + count * 1_000) };
}

async function register(fake: FakeDiscord, commands = COMMANDS): Promise<void> {
  const { apiUrl, applicationId, guildId, token } = fake;
  await fetch(`${apiUrl}/v10/applications/${applicationId}/guilds/${guildId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(commandsToBodies(commands, 'guild')),
  });
}

describe('the doctor on Discord', () => {
  const configOf = ({ token, applicationId, guildId, apiUrl, state }: FakeDiscord) =>
    ({
      token,
      applicationId,
      guildId,
      apiUrl,
      publicKey: state.publicKey,
      mode: 'gateway',
      shards: 1,
    }) as const;
  type Config = Partial<
    Omit<ReturnType<typeof configOf>, 'mode' | 'shards'> & {
      readonly mode: 'gateway' | 'http';
      readonly shards: number | 'auto';
      readonly publicUrl: string;
    }
  >;
  const HTTP = { mode: 'http', publicUrl: 'https://chip.example.com' } as const;
  const deliverTo = (endpoint: string | null, config: Config) => (fake: FakeDiscord) => {
    fake.state.endpoint = endpoint;
    return config;
  };
  type Case = readonly [
    fault: string,
    put: (fake: FakeDiscord) => Config | undefined,
    found: readonly RegExp[],
    network?: typeof network,
  ];
  const deny = (name: keyof typeof PermissionFlagsBits, id: string) => ({
    id,
    type: 0 as const,
    allow: '0',
    deny: String(PermissionFlagsBits[name]),
  });

  const CASES: readonly Case[] = [
    ['nothing', () => undefined, []],
    ['a refused token', () => ({ token: 'wrong' }), [/^fail Discord token: refused$/]],
    [
      'no Discord there',
      () => ({ apiUrl: 'http://127.0.0.1:65535/api' }),
      [/^fail Discord: cannot be reached \(ECONNREFUSED\)$/],
    ],
    [
      'the id of another app',
      () => ({ applicationId: '1100000000000000099' }),
      [/^fail Discord app: the token belongs to the app 1100000000000000001$/],
    ],
    [
      'another public key',
      () => ({ publicKey: 'cd'.repeat(32) }),
      [/^fail Discord public key: is not the app’s$/],
    ],
    [
      'a server that the app is not in',
      () => ({ guildId: '1100000000000000099' }),
      [/^fail Discord commands of the server: the app is not/, /^warn Discord channels: cannot be read/],
    ],
    [
      'few starts left',
      ({ state }) => {
        state.startsLeft = 12;
        return undefined;
      },
      [/^warn Discord gateway: 12 connections left/],
    ],
    [
      'no starts left',
      ({ state }) => {
        state.startsLeft = 0;
        return undefined;
      },
      [/^fail Discord gateway: 0 connections left, more in 24 h$/],
    ],
    [
      'fewer starts left than it has shards',
      ({ state }) => {
        state.startsLeft = 3;
        return { shards: 4 };
      },
      [/^fail Discord gateway: 3 connections left/],
    ],
    ['nothing with as many shards as Discord says', () => ({ shards: 'auto' }), []],
    [
      'an address in the portal, though the gateway is used',
      deliverTo('https://chip.example.com/discord/interactions', {}),
      [/^fail Discord interactions endpoint: is set, so commands go there/],
    ],
    ['nothing over HTTP', deliverTo('https://chip.example.com/discord/interactions', HTTP), []],
    [
      'nothing over HTTP without a page of its own',
      deliverTo('https://other.example.com/discord/interactions', { mode: 'http' }),
      [],
    ],
    ['no address in the portal', deliverTo(null, HTTP), [/^fail Discord interactions endpoint: none is set/]],
    [
      'another address in the portal',
      deliverTo('https://chip.example.com/interactions', HTTP),
      [/^warn Discord interactions endpoint: is https:\/\/chip.example.com\/interactions$/],
    ],
    ['a clock that is behind', () => undefined, [/^warn Discord clock: \d+ s behind$/], seconds(-60)],
    ['a clock that is far ahead', () => undefined, [/^fail Discord clock: \d+ s ahead$/], seconds(600)],
    [
      'a channel that is closed to everybody',
      ({ state, guildId }) => {
        state.channels = [{ name: 'secret', type: 0, overwrites: [deny('ViewChannel', guildId)] }];
        return undefined;
      },
      [/^warn Discord channels: may not post in 1 of 1: #secret \(ViewChannel\)$/],
    ],
    [
      'a role that may do too little',
      ({ state }) => {
        state.botRole = 0n;
        return undefined;
      },
      [/^warn Discord channels: may not post in 1 of 1: #general \(EmbedLinks, AttachFiles\)$/],
    ],
    [
      'nothing where a channel gives what the role lacks',
      ({ state, guildId }) => {
        state.botRole = 0n;
        const { EmbedLinks, AttachFiles } = PermissionFlagsBits;
        const given = { id: BOT_ROLE, type: 0 as const, allow: String(EmbedLinks | AttachFiles), deny: '0' };
        state.channels = [{ name: 'news', type: 5, overwrites: [deny('EmbedLinks', guildId), given] }];
        return undefined;
      },
      [],
    ],
    [
      'nothing where the bot is an administrator',
      ({ state, guildId }) => {
        state.botRole = PermissionFlagsBits.Administrator;
        state.channels = [{ name: 'secret', type: 0, overwrites: [deny('ViewChannel', guildId)] }];
        return undefined;
      },
      [],
    ],
  ];

  const cases = CASES.map(([fault, put, found, given = network]) => ({ fault, put, found, given }));

  test.each(cases)('finds $fault', async ({ put, found, given }) => {
    const fake = await openDiscord();
    await register(fake);
    const changed = put(fake);
    const findings = await checkDiscord({ ...configOf(fake), ...changed }, COMMANDS, given);
    expect(wrong(findings)).toEqual(found.map((pattern) => expect.stringMatching(pattern)));
    expect(findings.length).toBeGreaterThan(0);
  });

  test('finds that there are too few shards', async () => {
    const fake = await openDiscord({ shards: 2 });
    await register(fake);
    expect(wrong(await checkDiscord(configOf(fake), COMMANDS, network))).toEqual([
      'warn Discord shards: 1, where Discord says 2',
    ]);
  });

  test.each([
    ['are not registered', undefined, 'warn Discord commands of the server: none is registered'],
    [
      'are those of another version',
      COMMANDS.slice(0, 3),
      'warn Discord commands of the server: differ from this version',
    ],
  ])('finds that the commands %s', async (_, registered, found) => {
    const fake = await openDiscord();
    if (registered) await register(fake, registered);
    expect(wrong(await checkDiscord(configOf(fake), COMMANDS, network))).toEqual([found]);
  });

  test('asks for the rights that the invite gives', () => {
    const { ViewChannel, SendMessages, SendMessagesInThreads, EmbedLinks, AttachFiles, ReadMessageHistory } =
      PermissionFlagsBits;
    const invited = BigInt(
      new URL(createDiscordInvite('1100000000000000001')).searchParams.get('permissions') ?? 0,
    );
    const needed = ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory;
    expect(invited).toBe(needed | SendMessagesInThreads);
  });
});

describe('the doctor on Slack', () => {
  const configOf = ({ botToken, appToken, apiUrl }: FakeSlack) =>
    ({ botToken, appToken, apiUrl, mode: 'socket' }) as const;
  type Config = Partial<{
    botToken: string;
    appToken: string;
    apiUrl: string;
    mode: 'http';
    signingSecret: string;
  }>;
  type Case = readonly [
    fault: string,
    put: (fake: FakeSlack) => Config | undefined,
    found: readonly RegExp[],
    network?: typeof network,
  ];

  const CASES: readonly Case[] = [
    ['nothing', () => undefined, []],
    ['nothing over HTTP', () => ({ mode: 'http', signingSecret: 's' }), []],
    [
      'a refused bot token',
      () => ({ botToken: 'xoxb-wrong' }),
      [/^fail Slack bot token: refused \(invalid_auth\)$/],
    ],
    [
      'a refused app token',
      () => ({ appToken: 'xapp-wrong' }),
      [/^fail Slack app token: refused \(invalid_auth\)$/],
    ],
    [
      'an app token without its scope',
      (fake) => void fake.refuse('apps.connections.open', { error: 'missing_scope' }),
      [/^fail Slack app token: lacks connections:write$/],
    ],
    [
      'missing scopes',
      (fake) => void fake.setScopes(['chat:write', 'commands']),
      [/^fail Slack scopes: missing: app_mentions:read, channels:read, /],
    ],
    [
      'a bot that nobody invited',
      (fake) => void fake.setMemberships([]),
      [/^warn Slack channels: a member of none/],
    ],
    [
      'channels that it may not list',
      (fake) => void fake.refuse('users.conversations', { error: 'missing_scope' }),
      [/^warn Slack channels: cannot be listed \(missing_scope\)$/],
    ],
    [
      'no Slack there',
      () => ({ apiUrl: 'http://127.0.0.1:65535/api/' }),
      [/^fail Slack: cannot be reached \(ECONNREFUSED\)$/],
    ],
    [
      'a Slack that is broken',
      (fake) => void fake.refuse('auth.test', { status: 502 }),
      [/^fail Slack: answers http_502$/],
    ],
    ['a clock that is far behind', () => undefined, [/^fail Slack clock: \d+ s behind$/], seconds(-400)],
  ];

  const cases = CASES.map(([fault, put, found, given = network]) => ({ fault, put, found, given }));

  test.each(cases)('finds $fault', async ({ put, found, given }) => {
    const fake = await openSlack();
    const changed = put(fake);
    const findings = await checkSlack({ ...configOf(fake), ...changed }, given);
    const expected = found.map((pattern) => expect.stringMatching(pattern));
    // An answer from a gateway before Slack has no date of Slack's.
    const told = wrong(findings).filter((line) => !(line.includes('has no date') && line.startsWith('warn')));
    expect(told).toEqual(expected);
  });
});

describe('the doctor on this machine', () => {
  test('finds faults in the knowledge', () => {
    expect(wrong([checkKnowledge(KNOWLEDGE)])).toEqual([]);
    const folder = join(createFolder(), 'knowledge');
    cpSync(KNOWLEDGE, folder, { recursive: true });
    appendFileSync(join(folder, 'sources.yaml'), '- id: Not An Id\n');
    expect(wrong([checkKnowledge(folder)])).toEqual([
      expect.stringMatching(/^fail Knowledge: sources\.yaml:\d+: /),
    ]);
    expect(wrong([checkKnowledge(join(folder, 'nowhere'))])).toEqual([
      expect.stringMatching(/^fail Knowledge: cannot be read/),
    ]);
  });

  test('finds what is wrong with PostgreSQL: away, migrations to take, no right to write', async () => {
    expect(wrong(await checkStore({ dataDir: '', databaseUrl: 'postgres://u:p@127.0.0.1:1/d' }))).toEqual([
      'fail Database (PostgreSQL): cannot be opened (ECONNREFUSED)',
    ]);
    const databaseUrl = await createDatabase();
    const place = { dataDir: '', databaseUrl };
    expect(wrong(await checkStore(place))).toEqual([
      expect.stringMatching(/^warn .*: migrations to take: 0001-log/),
    ]);
    await (await openStore(place, { now: () => new Date(), onFault })).close();
    expect(wrong(await checkStore(place))).toEqual([]);
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(
      `do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`,
    );
    await client.end();
    expect(wrong(await checkStore(place))).toEqual([
      expect.stringMatching(/^fail .*: takes no changes: cannot execute CREATE TABLE in a read-only/),
    ]);
  });

  test('finds what is wrong with the embedded database, and makes none', async () => {
    const dataDir = join(createFolder(), 'data');
    expect(wrong(await checkStore({ dataDir }))).toEqual([]);
    await (await openStore({ dataDir }, { now: () => new Date(), onFault })).close();
    expect(wrong(await checkStore({ dataDir }))).toEqual([]);
    const broken = createFolder();
    writeFileSync(join(broken, 'chip-facts.sqlite'), 'this is no database, and long enough to be looked at');
    expect(wrong(await checkStore({ dataDir: broken }))).toEqual([
      expect.stringMatching(/^fail .*: cannot be opened/),
    ]);
  });

  test('finds that the folder of the embedded database cannot be made', async () => {
    const file = join(createFolder(), 'a-file');
    writeFileSync(file, '');
    const found = wrong(await checkStore({ dataDir: join(file, 'data') }));
    expect(found).toEqual([`fail Database (SQLite): cannot be made in ${file}`]);
  });

  test.each([
    ['the bot', '{"status":"ok"}', []],
    ['something else', '<h1>Welcome</h1>', ['fail Public address: answers 200, but not as the bot does']],
  ])('looks whether the public address leads to the bot: %s', async (_, body, found) => {
    const server = createServer((request, response) =>
      response.end(request.url === '/bot/healthz' ? body : ''),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bot/`;
    expect(wrong([await checkPublicUrl(address, network)])).toEqual(found);
  });
});

describe('the doctor on installations', () => {
  const [KEY, NEW_KEY] = ['ab'.repeat(32), 'cd'.repeat(32)];
  const look = (dataDir: string, ...keys: readonly string[]) =>
    checkInstallations(
      readConfig({
        SLACK_SIGNING_SECRET: 'secret',
        SLACK_CLIENT_ID: '1.1',
        SLACK_CLIENT_SECRET: 'secret',
        TOKEN_KEY: keys.join(),
        DATA_DIR: dataDir,
      }),
    );

  test('says whether tokens open, with which key, and who has to install it again', async () => {
    const dataDir = createFolder();
    expect(await look(dataDir, KEY)).toEqual([expect.objectContaining({ level: 'ok' })]);
    const store = await openStore({ dataDir }, { now: () => new Date(), onFault });
    const { seal } = createSealer([KEY]);
    const keep = (space: string, scopes: readonly string[], as = space) =>
      store.installations.put({
        space,
        sealed: seal(as, JSON.stringify({ token: 'xoxb-planted', botUser: 'U1', scopes })),
        by: `slack:${space}/U1`,
        at: '2026-11-23',
      });
    await keep('T1', BOT_SCOPES);
    expect(wrong(await look(dataDir, KEY))).toEqual([]);
    expect(wrong(await look(dataDir, NEW_KEY, KEY))).toEqual([
      'warn Slack installations: 1 sealed with an older key',
    ]);
    expect(wrong(await look(dataDir, NEW_KEY))).toEqual([
      expect.stringMatching(/^fail TOKEN_KEY: does not open the token of the workspace T1/),
    ]);
    await keep('T2', ['commands']);
    await keep('T3', BOT_SCOPES, 'T1');
    await store.close();
    const found = wrong(await look(dataDir, KEY));
    expect(found).toEqual([
      expect.stringMatching(/^fail TOKEN_KEY: the stored token of the workspace T3 was changed or belongs/),
      'warn Slack installations: 1 lack scopes: T2',
    ]);
    expect(found.join()).not.toContain('planted');
  });

  test('looks at Slack without a token of its own', async () => {
    const { apiUrl, signingSecret } = await openSlack();
    const found = await checkSlack({ mode: 'http', apiUrl, signingSecret }, network);
    expect(wrong(found)).toEqual([]);
  });
});

describe('the doctor as it is run', () => {
  test('says what is well in both platforms, and ends with status 0', async () => {
    const [discord, slack] = await Promise.all([openDiscord(), openSlack()]);
    await register(discord);
    const env = { ...discordSettings(discord), ...slackSettings(slack, 'socket') };
    const { code, stdout, stderr } = await run('doctor', [], { env });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^ok {4}Settings: [\s\S]*^ok {4}Discord token[\s\S]*^ok {4}Slack scopes[\s\S]*\n\d+ ok, 0 to look at, 0 wrong\n$/m,
    );
    expect(stdout).not.toMatch(/xoxb|xapp|fake-discord-token/);
  });

  test('says that no platform is set', async () => {
    const { code, stdout } = await run('doctor');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^warn {2}Platforms: none is set: npm start opens a chat in the terminal\n {6}→ docs\/platforms\.md/m,
    );
  });

  test('ends with status 1 when something is wrong, and repeats no secret', async () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-planted', DATABASE_URL: 'postgres://u:planted@127.0.0.1:1/d' };
    const { code, stdout, stderr } = await run('doctor', [], { env });
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(
      /^fail {2}Settings: SLACK_APP_TOKEN: missing[\s\S]*^fail {2}Database \(PostgreSQL\): [\s\S]*2 wrong\n$/m,
    );
    expect(stdout).not.toContain('planted');
  });
});
