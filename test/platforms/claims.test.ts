import { describe, expect, test } from 'vitest';
import { createOwnClaims, createSharedClaims, type SharedClaims } from '../../src/platforms/claims.ts';

const START = Date.parse('2026-11-23T08:00:00Z');

/** As the store keeps them. */
function createTable(): SharedClaims & { readonly keys: Set<string>; asked: number } {
  const keys = new Set<string>();
  const table = {
    keys,
    asked: 0,
    take: async (key: string) => {
      table.asked += 1;
      return !keys.has(key) && keys.add(key).size > 0;
    },
    release: async (key: string) => void keys.delete(key),
  };
  return table;
}

function createProcess(shared: () => Promise<SharedClaims>) {
  const log: string[] = [];
  const clock = { at: START };
  const now = () => new Date(clock.at);
  const claims = createSharedClaims({ shared, now, patienceMs: 20, log: (_, event) => void log.push(event) });
  return { claims, log, clock };
}

describe('claims', () => {
  test('of one process are bounded: the oldest is forgotten', async () => {
    const claims = createOwnClaims(2);
    for (const key of ['a', 'b', 'c']) expect(await claims.take(key)).toBe(true);
    expect(await claims.take('c')).toBe(false);
    expect(await claims.take('a')).toBe(true);
  });

  test('are taken by one of several processes, and again after a failure', async () => {
    const table = createTable();
    const [one, two] = [createProcess(async () => table), createProcess(async () => table)];
    const taken = await Promise.all([one.claims.take('a'), two.claims.take('a')]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    const [winner] = taken[0] ? [one] : [two];
    expect(await winner?.claims.take('a')).toBe(false);
    expect(table.asked).toBe(2);
    await winner?.claims.release('a');
    expect(await winner?.claims.take('a')).toBe(true);
  });

  test('put nothing of what was asked into the store', async () => {
    const table = createTable();
    await createProcess(async () => table).claims.take('share C1 U1 摩尔线程亏了多少');
    expect([...table.keys].join()).toMatch(/^[\w-]{43}$/);
  });

  test.each([
    ['is away', () => Promise.reject(new Error('away'))],
    ['hangs', () => new Promise<never>(() => undefined)],
  ])('are each process’s own while the store %s, which is left alone for a while', async (_, failing) => {
    const table = createTable();
    let broken = true;
    let asked = 0;
    const { claims, log, clock } = createProcess(() => {
      asked += 1;
      return broken ? failing() : Promise.resolve(table);
    });
    expect([await claims.take('a'), await claims.take('a'), await claims.take('b')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([asked, log]).toEqual([1, ['claims-alone']]);
    broken = false;
    clock.at += 6_000;
    expect(await claims.take('c')).toBe(true);
    expect(table.keys.size).toBe(1);
  });
});
