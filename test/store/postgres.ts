/** A real PostgreSQL for one test file; a database of its own for each that asks. Stopped after the file. */
import { afterAll, beforeAll } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** Call it once at the top of a file. @returns makes an empty database and resolves with its address. */
export function usePostgres(): () => Promise<string> {
  return usePostgresServer().createDatabase;
}

/** The same, with a server that can be taken away. It is running and not paused when a test begins. */
export function usePostgresServer(): Omit<PostgresServer, 'close'> {
  let server: PostgresServer | undefined;
  const running = (): PostgresServer => {
    if (!server) throw new Error('PostgreSQL has not started');
    return server;
  };
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server?.close(), 30_000);
  return {
    createDatabase: () => running().createDatabase(),
    stop: () => running().stop(),
    start: () => running().start(),
    pause: () => running().pause(),
    resume: () => server?.resume(),
    pid: () => running().pid(),
  };
}
