/** The drawing thread: takes a job, loads what draws at the first one, answers. Started by `pictures.ts`. */
import { parentPort } from 'node:worker_threads';
import type { Done, Job } from './picture-job.ts';

parentPort?.on('message', async (job: Job) => {
  const done = await draw(job).then(
    (content): Done => ({ id: job.id, content }),
    (error: unknown): Done => ({ id: job.id, error: error instanceof Error ? error.name : typeof error }),
  );
  parentPort?.postMessage(done);
});

async function draw({ spec, format }: Job): Promise<string | Uint8Array> {
  const { chartToSvg, svgToPng } = await import('./draw.ts');
  const svg = chartToSvg(spec);
  return format === 'svg' ? svg : svgToPng(svg);
}
