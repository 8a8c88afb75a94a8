/** The jobs that the settings ask for: on PostgreSQL where there is one, else in memory. Only one of them is loaded. */
import type { Jobs } from './jobs/jobs.ts';
import type { Log } from './platforms/platform.ts';

export type JobsOptions = {
  readonly databaseUrl: string | undefined;
  readonly now: () => Date;
  readonly after: (milliseconds: number, call: () => void) => () => void;
  readonly log: Log;
  /** Told of lost connections: it goes on by itself. */
  readonly onFault: (error: unknown) => void;
};

/** Rejects while PostgreSQL cannot be reached. */
export async function openJobs({ databaseUrl, now, after, log, onFault }: JobsOptions): Promise<Jobs> {
  if (databaseUrl === undefined) {
    const { createInProcessJobs } = await import('./jobs/in-process.ts');
    return createInProcessJobs({ now: () => now().getTime(), after, log });
  }
  const { openPgBossJobs } = await import('./jobs/pg-boss.ts');
  return openPgBossJobs({ url: databaseUrl, log, onFault });
}
