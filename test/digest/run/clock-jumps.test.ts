/**
 * A clock that is set, by hand or by the network, while jobs wait: timers count what goes by, the clock says something
 * else. Every hour is a slot, of which none is posted twice.
 */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWork } from '../../../src/digest/run/work.ts';
import { createInProcessJobs } from '../../../src/jobs/in-process.ts';
import { createLive } from '../../../src/store/live.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { UNCHANGED } from '../../commands/admin/bench.ts';
import { createFakePlatform, RETRY } from './fake-platform.ts';
import { createFakeWeb } from './fake-web.ts';
import { createLogBook, subscribeTo } from './helpers.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const FACT = 'moore-threads-net-profit-2024';
const START = Date.parse('2026-11-23T00:00:00.000Z');

type Timer = { readonly at: number; readonly call: () => void };

async function open() {
  const time = { elapsed: 0, ahead: START };
  const clock = (): number => time.elapsed + time.ahead;
  const now = (): Date => new Date(clock());
  const onFault = (error: unknown): void => {
    throw error;
  };
  const store = await openSqliteStore(':memory:', { now, onFault });
  const live = createLive({
    initial: UNCHANGED,
    open: async () => store,
    onSkipped: () => undefined,
    onFault,
  });
  onTestFinished(() => live.close());
  await subscribeTo(store.digest, { schedule: '0 * * * *' });
  const platform = createFakePlatform();
  const { log, lines } = createLogBook();
  let timers: Timer[] = [];
  const after = (milliseconds: number, call: () => void): (() => void) => {
    const timer = { at: time.elapsed + milliseconds, call };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  };
  const jobs = createInProcessJobs({ now: clock, after, log });
  const work = createWork({
    ...{ ...live, ...createFakeWeb(), store: store.digest, now, after, log, jobs, platforms: [platform] },
    ...{ chance: () => 0.5, newId: () => 'me', allowed: new Set<string>() },
  });
  /** Everything that is in hand comes to rest: the store here answers within a turn of the loop or a few. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  /** Each digest has something to tell: a fact is changed again and again. */
  let changed: number | null = null;
  const change = async (): Promise<void> => {
    const fact = live.snapshot().base.fact(FACT);
    if (!fact) throw new Error('no fact');
    const value = Number(fact.value) - 1e6;
    const draft = { kind: 'assert', fact: { ...fact, value } } as const;
    const made = await store.append([{ author: 'terminal', reason: '', change: draft, base: changed }]);
    if (made.kind === 'appended') changed = made.revisions[0]?.seq ?? null;
    await live.refresh();
  };
  /** So much time goes by; whatever set a timer is woken when it is up. */
  const pass = async (milliseconds: number): Promise<void> => {
    const end = time.elapsed + milliseconds;
    for (;;) {
      await settle();
      const next = Math.min(...timers.map(({ at }) => at));
      if (next > end) break;
      time.elapsed = Math.max(time.elapsed, next);
      if (time.elapsed % (10 * MINUTE) < MINUTE) await change();
      const due = timers.filter(({ at }) => at <= time.elapsed);
      timers = timers.filter(({ at }) => at > time.elapsed);
      for (const { call } of due) call();
    }
    time.elapsed = end;
  };
  const jump = (hours: number): void => {
    time.ahead += hours * HOUR;
  };
  /** The slots that were posted, as hours from the start. */
  const posted = (): number[] =>
    platform.posted.map(({ key }) => {
      const planned = /^digest-1-(.*Z)-0$/u.exec(key)?.[1] ?? '';
      return (Date.parse(planned) - START) / HOUR;
    });
  /** Those that were run, with something to say or nothing. */
  const ended = async (): Promise<number[]> =>
    (await store.digest.slots(1)).map(({ planned, state }) => {
      expect(state).toMatch(/^(?:posted|empty)$/);
      return (Date.parse(planned) - START) / HOUR;
    });
  await change();
  await work.start();
  return { clock, pass, jump, posted, ended, platform, lines };
}

describe('a clock that is set', () => {
  test.each([
    ['5 hours ahead runs the latest slot, and goes on', [5], [1, 2, 3, 8, 9, 10]],
    ['20 hours ahead the same', [20], [1, 2, 3, 23, 24, 25]],
    ['2 hours back repeats none, and goes on when it is past the last', [-2], [1, 2, 3]],
    ['5 hours ahead and back again is silent until it is past the last', [5, -5], [1, 2, 3, 8]],
  ])('%s', async (_, jumps, expected) => {
    const { pass, jump, posted } = await open();
    await pass(3.5 * HOUR);
    for (const hours of jumps) {
      jump(hours);
      await pass(2 * MINUTE);
    }
    await pass(2 * HOUR);
    expect(posted()).toEqual(expected);
  });

  test('back while a slot waits to be tried again posts it once, late', async () => {
    const { pass, jump, posted, platform } = await open();
    platform.failNext({ outcome: RETRY });
    await pass(HOUR);
    jump(-3);
    await pass(6 * HOUR);
    expect(posted()).toEqual([1, 2, 3, 4]);
  });

  test('again and again, by up to ten hours either way, posts each slot at most once and in order', async () => {
    const { clock, pass, jump, posted, ended, lines } = await open();
    const seed = Number(process.env['SEED'] ?? 20_261_127);
    let state = seed;
    const chance = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    let latest = clock();
    for (let jumps = 0; jumps < 25; jumps++) {
      await pass(chance() * 40 * MINUTE);
      latest = Math.max(latest, clock());
      jump(chance() * 20 - 10);
    }
    const hours = posted();
    expect([seed, hours]).toEqual([seed, [...new Set(hours)].toSorted((a, b) => a - b)]);
    expect(hours.length).toBeGreaterThan(0);
    // Right for good, and past all that it ever showed: from then on nothing is left out.
    jump((latest - clock()) / HOUR + 1);
    await pass(4 * HOUR);
    const last = Math.floor((clock() - START) / HOUR);
    expect([seed, (await ended()).slice(-4)]).toEqual([seed, [last - 3, last - 2, last - 1, last]]);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
