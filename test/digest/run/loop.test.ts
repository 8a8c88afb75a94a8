import { describe, expect, test } from 'vitest';
import { createLoop, LONGEST_NAP } from '../../../src/digest/run/loop.ts';
import { createLogBook } from './helpers.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function open(step: () => Promise<number | null>) {
  const naps: number[] = [];
  let due: (() => void) | undefined;
  const book = createLogBook();
  const loop = createLoop({
    step,
    name: 'test',
    now: () => 1_000,
    after: (milliseconds, call) => {
      naps.push(milliseconds);
      due = call;
      return () => {
        if (due === call) due = undefined;
      };
    },
    log: book.log,
  });
  return { loop, naps, lines: book.lines, fire: () => due?.(), isSet: () => due !== undefined };
}

describe('a loop', () => {
  test.each([
    [null, LONGEST_NAP],
    [31_000, 30_000],
    [500, 0],
    [10_000_000, LONGEST_NAP],
  ])('that is due again at %s naps for %d', async (next, nap) => {
    const { loop, naps } = open(async () => next);
    loop.start();
    await turn();
    expect(naps).toEqual([nap]);
  });

  test('never does two things at once, and looks again at once when it was woken meanwhile', async () => {
    const steps: PromiseWithResolvers<null>[] = [];
    const { loop, naps } = open(() => {
      const step = Promise.withResolvers<null>();
      steps.push(step);
      return step.promise;
    });
    loop.start();
    loop.wake();
    loop.wake();
    expect(steps).toHaveLength(1);
    steps[0]?.resolve(null);
    await turn();
    expect(naps).toEqual([0]);
  });

  test('goes on after a fault, and says so', async () => {
    let faults = 1;
    const { loop, naps, lines, fire } = open(async () => {
      if (faults-- > 0) throw new TypeError('secret words');
      return null;
    });
    loop.start();
    await turn();
    fire();
    await turn();
    expect(naps).toEqual([30_000, LONGEST_NAP]);
    expect(lines).toEqual([
      { level: 'error', event: 'loop-failed', fields: { name: 'test', error: 'TypeError' } },
    ]);
  });

  test('that is stopped waits for what it does, and is not woken any more', async () => {
    const step = Promise.withResolvers<null>();
    let steps = 0;
    const { loop, isSet } = open(() => {
      steps += 1;
      return step.promise;
    });
    loop.start();
    let stopped = false;
    const stopping = loop.stop().then(() => {
      stopped = true;
    });
    await turn();
    expect(stopped).toBe(false);
    step.resolve(null);
    await stopping;
    loop.wake();
    await turn();
    expect([steps, isSet()]).toEqual([1, false]);
  });
});
