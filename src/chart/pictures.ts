/**
 * Charts → pictures, one at a time, in a thread of their own: drawing takes a tenth of a second and the libraries and
 * fonts take some 60 MB, so neither is for the thread that answers. The thread starts with the first picture and ends
 * when none was asked for in a while.
 */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { ChartSpec } from './chart-spec.ts';
import { createKept } from './kept.ts';
import type { Done, Format, Job } from './picture-job.ts';

export type Drawn<T> =
  | { readonly kind: 'drawn'; readonly content: T }
  /** Too many wait: ask again later. */
  | { readonly kind: 'busy' }
  /** It could not be drawn, or not in time; the next may well be. `code`: 'timeout', 'thread-ended', or an error's name. */
  | { readonly kind: 'failed'; readonly code: string };

export type Pictures = {
  /** Text of an SVG, with the alt text as its label. Never rejects. */
  svg(spec: ChartSpec): Promise<Drawn<string>>;
  /** Bytes of a PNG. Never rejects. */
  png(spec: ChartSpec): Promise<Drawn<Uint8Array>>;
  /** Ends the thread; what waits fails with 'closed'. */
  close(): Promise<void>;
};

export type PictureOptions = {
  readonly worker?: URL;
  /** For one picture, the start of the thread included. */
  readonly timeoutMs?: number;
  /** Without a picture to draw, the thread ends. */
  readonly idleMs?: number;
  /** Pictures that wait, the one being drawn included. */
  readonly mostWaiting?: number;
  /** Bytes of finished pictures that are kept. */
  readonly mostBytes?: number;
};

type Content = string | Uint8Array;
type Waiting = {
  readonly key: string;
  readonly spec: ChartSpec;
  readonly format: Format;
  readonly end: (drawn: Drawn<Content>) => void;
};

export function createPictures(options: PictureOptions = {}): Pictures {
  const { timeoutMs = 15_000, idleMs = 60_000, mostWaiting = 20, mostBytes = 8 * 1024 * 1024 } = options;
  const workerUrl = options.worker ?? new URL('./picture-worker.ts', import.meta.url);
  const kept = createKept<Content>(mostBytes);
  /** By key: who asks for what is being drawn waits for the same. */
  const asked = new Map<string, Promise<Drawn<Content>>>();
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let jobs = 0;
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function start(): Worker {
    // Flags of the process are its own: they may name what a thread cannot load.
    const started = new Worker(workerUrl, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 256 } });
    started.unref();
    started.on('message', (done: Done) => {
      if (started !== worker || done.id !== jobs) return;
      finish(
        'error' in done ? { kind: 'failed', code: done.error } : { kind: 'drawn', content: done.content },
      );
    });
    started.on('error', () => ended(started));
    started.on('exit', () => ended(started));
    return started;
  }

  function ended(which: Worker): void {
    if (which !== worker) return;
    worker = undefined;
    if (current) finish({ kind: 'failed', code: 'thread-ended' });
  }

  function stop(): Promise<unknown> {
    const old = worker;
    worker = undefined;
    return old?.terminate() ?? Promise.resolve();
  }

  function next(): void {
    if (current) return;
    clearTimeout(timer);
    current = queue.shift();
    if (!current) {
      timer = setTimeout(() => void stop(), idleMs).unref();
      return;
    }
    const { spec, format } = current;
    jobs += 1;
    worker ??= start();
    worker.ref();
    worker.postMessage({ id: jobs, spec, format } satisfies Job);
    timer = setTimeout(() => {
      void stop();
      finish({ kind: 'failed', code: 'timeout' });
    }, timeoutMs);
  }

  function finish(drawn: Drawn<Content>): void {
    const done = current;
    current = undefined;
    clearTimeout(timer);
    worker?.unref();
    if (done && drawn.kind === 'drawn') kept.set(done.key, drawn.content, sizeOf(drawn.content));
    done?.end(drawn);
    next();
  }

  function draw(spec: ChartSpec, format: Format): Promise<Drawn<Content>> {
    const key = keyOf(spec, format);
    const content = kept.get(key);
    if (content !== undefined) return Promise.resolve({ kind: 'drawn', content });
    const before = asked.get(key);
    if (before) return before;
    if (closed) return Promise.resolve({ kind: 'failed', code: 'closed' });
    if (asked.size >= mostWaiting) return Promise.resolve({ kind: 'busy' });
    const { promise, resolve } = Promise.withResolvers<Drawn<Content>>();
    asked.set(key, promise);
    const end = (drawn: Drawn<Content>): void => {
      asked.delete(key);
      resolve(drawn);
    };
    queue.push({ key, spec, format, end });
    next();
    return promise;
  }

  return {
    svg: async (spec) => as(await draw(spec, 'svg'), (content) => typeof content === 'string'),
    png: async (spec) => as(await draw(spec, 'png'), (content) => content instanceof Uint8Array),
    close: async () => {
      closed = true;
      for (const waiting of queue.splice(0)) waiting.end({ kind: 'failed', code: 'closed' });
      await stop();
      if (current) finish({ kind: 'failed', code: 'closed' });
      clearTimeout(timer);
    },
  };
}

/** The drawing thread answers with what the format says, or it is broken. */
function as<T extends Content>(drawn: Drawn<Content>, is: (content: Content) => content is T): Drawn<T> {
  if (drawn.kind !== 'drawn') return drawn;
  return is(drawn.content)
    ? { kind: 'drawn', content: drawn.content }
    : { kind: 'failed', code: 'odd-content' };
}

function sizeOf(content: Content): number {
  return typeof content === 'string' ? 2 * content.length : content.byteLength;
}

function keyOf(spec: ChartSpec, format: Format): string {
  return `${format} ${createHash('sha256').update(JSON.stringify(spec)).digest('base64url')}`;
}
