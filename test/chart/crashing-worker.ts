/** The real drawing thread, but for charts of losses: they end it. */
import { parentPort } from 'node:worker_threads';
import type { Job } from '../../src/chart/picture-job.ts';

parentPort?.on('message', ({ spec }: Job) => {
  if (spec.title.includes('loss')) process.exit(1);
});
await import('../../src/chart/picture-worker.ts');
