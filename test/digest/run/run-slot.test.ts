/** One slot, whatever the platform says: posted once, written down last, and the subscription ended where it must be. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { LEASE, runSlot } from '../../../src/digest/run/run-slot.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { createFakePlatform, RETRY, UNSURE } from './fake-platform.ts';
import { createLogBook, digestOf, subscribeTo } from './helpers.ts';

const START = Date.parse('2026-11-23T08:00:00.000Z');
const NINE = Date.parse('2026-11-23T09:00:00.000Z');
const MINUTE = 60_000;
const LATE = { kind: 'retry', code: 'slow', afterMs: 600_000, unsure: false } as const;
const HOUR = 60 * MINUTE;

async function open({ parts = 1 }: { readonly parts?: number } = {}) {
  const clock = { now: START };
  const raw = await openSqliteStore(':memory:', {
    now: () => new Date(clock.now),
    onFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => raw.close());
  const store = raw.digest;
  const platform = createFakePlatform();
  const book = createLogBook();
  const said = { parts, nothing: false };
  const run = async (due: number | null = NINE, holder = 'me', left: number | null = null) => {
    const [subscription] = await store.subscriptions();
    if (!subscription) throw new Error('no subscription');
    return runSlot(
      subscription,
      { due, left },
      {
        store,
        platform,
        holder,
        log: book.log,
        now: () => clock.now,
        compose: async () =>
          said.nothing ? { message: null, told: [], seq: 4 } : digestOf('digest', said.parts),
      },
    );
  };
  await subscribeTo(store);
  clock.now = NINE;
  const states = async () =>
    (await store.slots(1)).map(({ planned, state }) => `${planned.slice(11, 16)} ${state}`);
  return { clock, store, platform, said, run, states, book };
}

describe('a slot', () => {
  test('is posted, and what was told is written down', async () => {
    const { platform, store, run, states } = await open();
    expect(await run()).toBeNull();
    expect(await run()).toBeNull();
    expect(platform.posted.map(({ place, key }) => [place, key])).toEqual([
      ['c1', 'digest-1-2026-11-23T09:00:00.000Z-0'],
    ]);
    expect(await states()).toEqual(['09:00 posted']);
    expect(await store.told(1)).toEqual(new Set(['told by digest']));
    expect(await store.subscriptions()).toMatchObject([{ done: new Date(NINE).toISOString(), seq: 1 }]);
  });

  test('with nothing to say posts nothing and is over', async () => {
    const { platform, store, said, run, states } = await open();
    said.nothing = true;
    await run();
    expect(platform.posted).toEqual([]);
    expect(await states()).toEqual(['09:00 empty']);
    expect(await store.subscriptions()).toMatchObject([{ seq: 4 }]);
  });

  test('that is refused for now is tried again, later each time, and posted once', async () => {
    const { clock, platform, run, states } = await open();
    platform.failNext({ outcome: RETRY }, { outcome: RETRY }, { outcome: LATE });
    const waits: number[] = [];
    for (let again = await run(); again !== null; again = await run()) {
      waits.push(again - clock.now);
      expect(await run()).toBe(again);
      clock.now = again;
    }
    expect(waits).toEqual([30_000, 60_000, 600_000]);
    expect(platform.posted).toHaveLength(1);
    expect(await states()).toEqual(['09:00 posted']);
  });

  test('that may have been posted is looked for first', async () => {
    const { clock, platform, run, states } = await open();
    platform.failNext({ outcome: UNSURE, lost: true });
    clock.now = (await run()) ?? 0;
    expect(await run()).toBeNull();
    expect(platform.posted).toHaveLength(1);
    expect(await states()).toEqual(['09:00 posted']);
  });

  test('that was not posted after all is posted', async () => {
    const { clock, platform, run } = await open();
    platform.failNext({ outcome: UNSURE });
    clock.now = (await run()) ?? 0;
    await run();
    expect(platform.posted).toHaveLength(1);
  });

  test('that nobody can look for keeps its key, by which Discord drops the second', async () => {
    const { clock, platform, run } = await open();
    platform.canFind = false;
    platform.failNext({ outcome: UNSURE, lost: true });
    clock.now = (await run()) ?? 0;
    await run();
    expect(platform.posted).toHaveLength(2);
    expect(new Set(platform.posted.map(({ key }) => key)).size).toBe(1);
  });

  test('that an honest refusal follows is still looked for: the first try is not forgotten', async () => {
    const { clock, platform, run } = await open();
    platform.failNext({ outcome: UNSURE, lost: true });
    clock.now = (await run()) ?? 0;
    platform.canFind = false;
    platform.failNext({ outcome: RETRY });
    clock.now = (await run()) ?? 0;
    platform.canFind = true;
    expect(await run()).toBeNull();
    expect(platform.posted).toHaveLength(1);
  });

  test('in several parts goes on where it stopped', async () => {
    const { clock, platform, run, states } = await open({ parts: 3 });
    const posted = { kind: 'posted', id: '1' } as const;
    platform.failNext({ outcome: posted, lost: true }, { outcome: UNSURE, lost: true }, { outcome: RETRY });
    for (let again = await run(); again !== null; again = await run()) clock.now = again;
    expect(platform.posted.map(({ key }) => key.slice(-1))).toEqual(['0', '1', '2']);
    expect(await states()).toEqual(['09:00 posted']);
  });

  test.each([
    ['gone', '10003'],
    ['forbidden', '50001'],
  ] as const)('whose place is %s ends the subscription and tells its owner', async (kind, code) => {
    const { platform, store, run, states } = await open();
    platform.failNext({ outcome: { kind, code } });
    expect(await run()).toBeNull();
    expect(await states()).toEqual(['09:00 refused']);
    expect(await store.subscriptions()).toMatchObject([{ state: 'ended', why: code, seq: 0 }]);
    expect(await store.told(1)).toEqual(new Set());
    const now = new Date(NINE + HOUR).toISOString();
    expect((await store.due(now)).notices).toMatchObject([{ to: 'discord:7' }]);
  });

  test('that the platform will never take is over, and does not stand in the way of the next', async () => {
    const { clock, platform, store, run, states, book } = await open();
    platform.failNext({ outcome: { kind: 'failed', code: '50035' } });
    await run();
    clock.now = NINE + 24 * HOUR;
    await run(clock.now);
    expect(await states()).toEqual(['09:00 refused', '09:00 posted']);
    expect(await store.subscriptions()).toMatchObject([{ state: 'on' }]);
    expect(book.lines.find(({ event }) => event === 'digest-refused')?.fields).toMatchObject({
      code: '50035',
    });
  });

  test('is never at work in two processes, and the one that lost it posts nothing more', async () => {
    const { clock, platform, run } = await open();
    const slow = Promise.withResolvers<void>();
    const post = platform.post;
    let waiting = true;
    platform.post = async (what) => {
      if (waiting) await slow.promise;
      return post.call(platform, what);
    };
    const first = run(NINE, 'first');
    await expect.poll(async () => run(NINE, 'second')).toBe(NINE + LEASE);
    waiting = false;
    clock.now = NINE + LEASE;
    expect(await run(NINE, 'second')).toBeNull();
    platform.failNext({ outcome: RETRY });
    slow.resolve();
    await first;
    expect(platform.posted).toHaveLength(1);
  });
});

describe('a slot that was left behind', () => {
  test('is dropped when a later one is due and nothing of it was posted', async () => {
    const { clock, platform, run, states } = await open();
    platform.failNext({ outcome: RETRY });
    await run();
    clock.now = NINE + HOUR;
    expect(await run(NINE + HOUR)).toBeNull();
    expect(await states()).toEqual(['09:00 skipped', '10:00 posted']);
    expect(platform.posted.map(({ key }) => key)).toEqual(['digest-1-2026-11-23T10:00:00.000Z-0']);
  });

  test('is taken for posted when it is found, and the later one follows', async () => {
    const { clock, platform, run, states } = await open();
    platform.failNext({ outcome: UNSURE, lost: true });
    await run();
    clock.now = NINE + HOUR;
    await run(NINE + HOUR);
    expect(await states()).toEqual(['09:00 posted', '10:00 posted']);
    expect(platform.posted).toHaveLength(2);
  });

  test('is settled after its window although nothing else is due', async () => {
    const { clock, platform, run, states } = await open();
    platform.failNext({ outcome: RETRY });
    await run();
    clock.now = NINE + 7 * HOUR;
    expect(await run(null, 'me', NINE)).toBeNull();
    expect(await states()).toEqual(['09:00 skipped']);
    expect(platform.posted).toEqual([]);
  });

  test('half posted is ended within its window, and left as it is after it', async () => {
    for (const [hours, keys] of [
      [1, ['0', '1', '0', '1']],
      [7, ['0', '0', '1']],
    ] as const) {
      const { clock, platform, run } = await open({ parts: 2 });
      platform.failNext({ outcome: { kind: 'posted', id: '1' }, lost: true }, { outcome: RETRY });
      await run();
      clock.now = NINE + hours * HOUR;
      await run(clock.now);
      expect(platform.posted.map(({ key }) => key.slice(-1))).toEqual(keys);
    }
  });
});
