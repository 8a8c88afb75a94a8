import { describe, expect, it } from 'vitest';
import { createDeliveries, within } from '../../../src/platforms/discord/deliveries.ts';

/** Ids in the order in which their answers began. */
function counted(remembered?: number) {
  const answered: string[] = [];
  const deliveries = createDeliveries(remembered);
  const take = (id: string) =>
    deliveries.take(id, async () => {
      answered.push(id);
    });
  return { deliveries, answered, take };
}

describe('deliveries', () => {
  it('are answered once each', () => {
    const { answered, take } = counted();
    for (const id of ['a', 'b', 'a']) take(id);
    expect(answered).toEqual(['a', 'b']);
  });

  it('are remembered up to a bound, the newest ones', () => {
    const { answered, take } = counted(2);
    for (const id of ['a', 'b', 'c', 'c', 'b', 'a']) take(id);
    expect(answered).toEqual(['a', 'b', 'c', 'a']);
  });

  it('are not taken any more once closed', async () => {
    const { deliveries, answered, take } = counted();
    take('a');
    deliveries.close();
    take('b');
    expect(answered).toEqual(['a']);
    expect(await deliveries.finish(1_000)).toBe(0);
  });

  it('are given up after the bound', async () => {
    const { deliveries } = counted();
    deliveries.take('a', () => new Promise(() => {}));
    expect(await deliveries.finish(1)).toBe(1);
  });
});

describe('waiting within a bound', () => {
  it('gives what comes in time and nothing for what does not', async () => {
    expect(await within(60_000, Promise.resolve('now'))).toBe('now');
    expect(await within(1, new Promise(() => {}))).toBeUndefined();
  });

  it('passes a failure on', async () => {
    await expect(within(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
