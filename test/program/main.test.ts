import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { discordSettings, openDiscord, openSlack, slackSettings } from './platforms.ts';
import { copyProject, createFolder, run, startProgram } from './program.ts';

/** A server that takes connections and says nothing, or no server at all. */
async function openSilence() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

const NOWHERE = {
  DISCORD_TOKEN: 'a.token',
  DISCORD_APPLICATION_ID: '1100000000000000001',
  DISCORD_API_URL: 'http://127.0.0.1:1/api',
};

describe('the program', () => {
  test('runs both platforms and its health page in one process, and stops both', async () => {
    const [discord, slack] = await Promise.all([openDiscord(), openSlack()]);
    const program = startProgram({ ...discordSettings(discord), ...slackSettings(slack, 'socket') });
    const ready = await program.logged('ready');
    expect(ready).toMatchObject({ platforms: 'discord, slack', ms: expect.any(Number) });
    const health = await fetch(`http://127.0.0.1:${String(ready['port'])}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    program.signal('SIGINT');
    expect(await program.exited).toBe(0);
    expect(JSON.stringify(program.log)).not.toMatch(/xoxb|xapp|fake-discord-token/);
  });

  test('ends at once at the second signal', async () => {
    const slack = await openSlack();
    const program = startProgram(slackSettings(slack, 'socket'));
    await program.logged('ready');
    slack.refuse('response_url', { retryAfter: 60 });
    await slack.sendCommand('/chip', 'help');
    await slack.waitFor((call) => call.error === 'ratelimited');
    program.signal('SIGTERM');
    await program.logged('stopping');
    program.signal('SIGTERM');
    expect(await program.exited).toBe(143);
  });

  test('ends with status 0 when it is stopped while it connects', async () => {
    const { server, port } = await openSilence();
    const program = startProgram({ ...NOWHERE, DISCORD_API_URL: `http://127.0.0.1:${port}/api` });
    await once(server, 'connection');
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
    expect(program.said).toEqual([]);
  });

  test('says in one line that a platform cannot be reached', async () => {
    const program = startProgram(NOWHERE);
    expect(await program.exited).toBe(1);
    expect(program.said).toEqual([expect.stringMatching(/^not started: .*ECONNREFUSED/)]);
  });

  test('says in one line that the port is taken', async () => {
    const [discord, { port }] = await Promise.all([openDiscord(), openSilence()]);
    const program = startProgram({ ...discordSettings(discord), PORT: String(port) });
    expect(await program.exited).toBe(1);
    expect(program.said).toEqual([
      'PORT: another program uses this port; set another one, or stop that program',
    ]);
    expect(discord.calls).toEqual([]);
  });

  test.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1-secret' }, /^SLACK_APP_TOKEN: missing/],
    [{ DISCORD_TOKEN: 'a.secret' }, /^DISCORD_APPLICATION_ID: missing/],
    [
      { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/d' },
      /^DATABASE_URL: cannot be opened \(.*ECONNREFUSED.*\); see that the server runs/,
    ],
    [{ LOG_LEVEL: 'secret' }, /^LOG_LEVEL: not one of debug, info, warn, error/],
  ])('ends with status 1 and one line on wrong settings', async (env, line) => {
    const { code, stdout, stderr } = await run('main', [], { env });
    expect([code, stdout, stderr.split('\n').length]).toEqual([1, '', 2]);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('secret');
  });

  test('reads .env, and the environment before it', async () => {
    const cwd = createFolder();
    writeFileSync(join(cwd, '.env'), 'PORT=not-a-port\nLOG_LEVEL=\n');
    expect((await run('main', [], { cwd })).stderr).toMatch(/^PORT: /);
    expect((await run('main', [], { cwd, env: { PORT: '0' }, input: '/quit' })).code).toBe(0);
  });

  test('ends with file, line and reason when the knowledge is broken', async () => {
    const root = copyProject();
    appendFileSync(join(root, 'knowledge/sources.yaml'), '- id: Not An Id\n');
    const { code, stderr } = await run('main', [], { root });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sources\.yaml:\d+: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('a fault that nobody caught', () => {
  const onSignal = (code: string) =>
    `--import data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${code} })`)}`;

  test('is logged once with an id and without its words, and the program goes on, if a rejection', async () => {
    const slack = await openSlack();
    const NODE_OPTIONS = onSignal('Promise.reject(new Error("ty" + "ped"))');
    const program = startProgram({ ...slackSettings(slack, 'socket'), NODE_OPTIONS });
    await program.logged('ready');
    program.signal('SIGUSR2');
    expect(await program.logged('unhandled-rejection')).toMatchObject({
      level: 'error',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: expect.stringContaining('at '),
    });
    await slack.sendCommand('/chip', '摩尔线程2024年亏了多少');
    await slack.waitFor((call) => call.method === 'response_url');
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
    expect(program.log.filter((line) => line.event === 'unhandled-rejection')).toHaveLength(1);
    expect(JSON.stringify([program.log, program.said])).not.toContain('typed');
  });

  test('is logged and ends the program with status 1, if an exception', async () => {
    const slack = await openSlack();
    const NODE_OPTIONS = onSignal('throw new Error("ty" + "ped")');
    const program = startProgram({ ...slackSettings(slack, 'socket'), NODE_OPTIONS });
    await program.logged('ready');
    program.signal('SIGUSR2');
    expect(await program.exited).toBe(1);
    expect(program.log.at(-1)).toMatchObject({ level: 'error', event: 'uncaught-exception' });
    expect(JSON.stringify([program.log, program.said])).not.toContain('typed');
  });
});
