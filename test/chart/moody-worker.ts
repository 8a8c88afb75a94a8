/** A drawing thread that does what the title of the chart tells it to; else it draws its thread and its job. */
import { parentPort, threadId } from 'node:worker_threads';
import type { Job } from '../../src/chart/picture-job.ts';

parentPort?.on('message', ({ id, spec, format }: Job) => {
  switch (spec.title) {
    case 'stuck':
      for (;;);
    case 'silent':
      return;
    case 'exit':
      process.exit(3);
      break;
    case 'throw':
      throw new Error('thrown in the thread');
    case 'error':
      return parentPort?.postMessage({ id, error: 'RangeError' });
    case 'odd':
      return parentPort?.postMessage({ id, content: format === 'svg' ? new Uint8Array(1) : 'text' });
  }
  const content = `thread ${threadId}, job ${id}: ${spec.title}`;
  parentPort?.postMessage({ id, content: format === 'svg' ? content : new TextEncoder().encode(content) });
});
