/**
 * The pool as Kysely takes it, with an end to waiting. A connection whose answer did not come is closed and never used
 * again: the driver's own time limit would put it back, and a transaction left open on it would keep its locks.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { SilenceError } from './faults.ts';

export function createPatientPool(pool: Pool, patienceMs: number): PostgresPool {
  return {
    connect: async () => patient(await pool.connect(), patienceMs),
    end: () => pool.end(),
    options: pool.options as object,
  };
}

function patient(client: PoolClient, patienceMs: number): PostgresPoolClient {
  let broken: Error | undefined;
  // The query that is under way is told as well; with nobody to hear this the process would end.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  const query = async (sql: string, parameters: readonly unknown[]): Promise<unknown> => {
    if (broken) throw broken;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        broken = new SilenceError(patienceMs);
        reject(broken);
      }, patienceMs);
    });
    const answer = client.query(sql, [...parameters]);
    // Closed, the connection rejects what nobody waits for any more.
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, silence]);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (discard) => {
      client.off('error', onError);
      // While it is being closed it may complain once more.
      if (broken) client.on('error', () => undefined);
      client.release(discard === true || broken !== undefined);
    },
  };
}
