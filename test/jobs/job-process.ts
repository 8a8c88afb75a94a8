/**
 * A process of its own that does jobs: `node job-process.ts ADDRESS QUEUE JOURNAL`. It writes down what it begins and what
 * it ends; a job whose key is `hangs` is never ended.
 */
import { appendFileSync } from 'node:fs';
import { openPgBossJobs } from '../../src/jobs/pg-boss.ts';
import { RULES } from './rules.ts';

const [url = '', queue = '', journal = ''] = process.argv.slice(2);
const note = (what: string, key: unknown): void =>
  appendFileSync(journal, `${what} ${String(key)} ${process.pid}\n`);

const jobs = await openPgBossJobs({
  url,
  log: () => undefined,
  onFault: (error) => {
    throw error;
  },
  lookMs: 500,
});
await jobs.work(queue, { ...RULES, atOnce: 4, withinMs: 3_000 }, async (data) => {
  const { key } = data as { readonly key: string };
  note('begins', key);
  if (key === 'hangs') await new Promise(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 100));
  note('ends', key);
});
process.stdout.write('open\n');
