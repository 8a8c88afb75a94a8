import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChartSpec } from '../../src/chart/chart-spec.ts';
import { chartToSvg, svgToPng } from '../../src/chart/draw.ts';
import { createPictures, type PictureOptions, type Pictures } from '../../src/chart/pictures.ts';
import { factsOf, specOf } from './charts.ts';

const MOODY = new URL('./moody-worker.ts', import.meta.url);
const opened: Pictures[] = [];

function open(options: PictureOptions = {}): Pictures {
  const pictures = createPictures(options);
  opened.push(pictures);
  return pictures;
}

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(opened.splice(0).map((pictures) => pictures.close()));
});

function titled(title: string): ChartSpec {
  return { ...specOf(factsOf('revenue')), title };
}

/** What the moody thread drew: its own number is what tells one thread from the next. */
async function drawnBy(pictures: Pictures, title: string): Promise<string> {
  const drawn = await pictures.svg(titled(title));
  if (drawn.kind !== 'drawn') throw new Error(`not drawn: ${JSON.stringify(drawn)}`);
  return drawn.content;
}

async function threadOf(pictures: Pictures, title: string): Promise<string> {
  return (await drawnBy(pictures, title)).split(',')[0] ?? '';
}

describe('the drawing thread', () => {
  it('draws what would be drawn without it', async () => {
    const spec = specOf(factsOf('net_profit'), 'en');
    const svg = chartToSvg(spec);
    const pictures = open();
    expect(await pictures.svg(spec)).toEqual({ kind: 'drawn', content: svg });
    const png = await pictures.png(spec);
    expect(png.kind === 'drawn' && Buffer.from(png.content).equals(await svgToPng(svg))).toBe(true);
  });

  it.each([
    ['exit', 'thread-ended'],
    ['throw', 'thread-ended'],
    ['error', 'RangeError'],
    ['odd', 'odd-content'],
  ])('after %s says that it failed, and draws the next', async (title, code) => {
    const pictures = open({ worker: MOODY });
    expect(await pictures.png(titled(title))).toEqual({ kind: 'failed', code });
    expect(await pictures.svg(titled(title))).toEqual({ kind: 'failed', code });
    expect(await drawnBy(pictures, 'next')).toContain('next');
  });

  it.each(['stuck', 'silent'])(
    '%s for too long is ended, and what waits is drawn by another',
    async (title) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const pictures = open({ worker: MOODY, timeoutMs: 5_000 });
      const first = await threadOf(pictures, 'before');
      const late = pictures.png(titled(title));
      const next = drawnBy(pictures, 'next');
      vi.advanceTimersByTime(5_000);
      expect(await late).toEqual({ kind: 'failed', code: 'timeout' });
      expect(await next).not.toContain(first);
    },
  );

  it('that is missing is a failure too', async () => {
    const pictures = open({ worker: new URL('./no-such-worker.ts', import.meta.url) });
    expect(await pictures.png(titled('any'))).toEqual({ kind: 'failed', code: 'thread-ended' });
  });

  it('goes on with one thread while pictures come, and ends it when none has come for a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pictures = open({ worker: MOODY, idleMs: 60_000 });
    const first = await threadOf(pictures, 'one');
    vi.advanceTimersByTime(59_000);
    expect(await threadOf(pictures, 'two')).toBe(first);
    vi.advanceTimersByTime(60_000);
    expect(await threadOf(pictures, 'three')).not.toBe(first);
  });

  it('lets the process end, though nobody closes it', async () => {
    const script = `
      const { createPictures } = await import(${JSON.stringify(new URL('../../src/chart/pictures.ts', import.meta.url).href)});
      const drawn = await createPictures().png(${JSON.stringify(titled('the end'))});
      console.log(drawn.kind);`;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 60_000,
    });
    expect((await run).stdout.trim()).toBe('drawn');
  });
});

describe('what was drawn', () => {
  it('is kept: the same chart is not drawn again', async () => {
    const pictures = open({ worker: MOODY });
    const first = await drawnBy(pictures, 'same');
    await drawnBy(pictures, 'other');
    expect(await drawnBy(pictures, 'same')).toBe(first);
  });

  it('is shared by those who ask for it while it is being drawn', async () => {
    const pictures = open({ worker: MOODY });
    const both = await Promise.all([drawnBy(pictures, 'same'), drawnBy(pictures, 'same')]);
    expect(both[0]).toBe(both[1]);
  });

  it('is dropped when there is too much of it, the least lately used first', async () => {
    const size = 2 * 'thread 10, job 10: a'.length;
    const pictures = open({ worker: MOODY, mostBytes: 2 * size });
    const [a, b] = [await drawnBy(pictures, 'a'), await drawnBy(pictures, 'b')];
    expect(await drawnBy(pictures, 'a')).toBe(a);
    await drawnBy(pictures, 'c');
    expect(await drawnBy(pictures, 'a')).toBe(a);
    expect(await drawnBy(pictures, 'b')).not.toBe(b);
  });

  it('is not kept when it failed', async () => {
    const pictures = open({ worker: MOODY });
    expect((await pictures.svg(titled('error'))).kind).toBe('failed');
    expect((await pictures.svg(titled('error'))).kind).toBe('failed');
  });
});

describe('the queue', () => {
  it('is bounded: who comes too late is told at once, and the others get their pictures', async () => {
    const pictures = open({ worker: MOODY, mostWaiting: 2 });
    const [one, two, three] = ['one', 'two', 'three'].map((title) => pictures.svg(titled(title)));
    expect(await three).toEqual({ kind: 'busy' });
    expect((await one)?.kind).toBe('drawn');
    expect((await two)?.kind).toBe('drawn');
    expect((await pictures.svg(titled('three'))).kind).toBe('drawn');
  });

  it('is emptied when it is closed, and takes nothing more', async () => {
    const pictures = open({ worker: MOODY });
    const waiting = ['silent', 'two', 'three'].map((title) => pictures.svg(titled(title)));
    await pictures.close();
    for (const drawn of await Promise.all(waiting)) expect(drawn).toEqual({ kind: 'failed', code: 'closed' });
    expect(await pictures.svg(titled('four'))).toEqual({ kind: 'failed', code: 'closed' });
  });
});
