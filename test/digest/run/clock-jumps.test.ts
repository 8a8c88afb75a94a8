/**
 * A clock that is set, by hand or by the network, while the loop naps: timers count what goes by, the clock says
 * something else. Every hour is a slot, of which none is posted twice.
 */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLoop } from '../../../src/digest/run/loop.ts';
import { createPlanner, runDue } from '../../../src/digest/run/run-due.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { createFakePlatform, RETRY } from './fake-platform.ts';
import { createLogBook, digestOf, subscribeTo } from './helpers.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const START = Date.parse('2026-11-23T00:00:00.000Z');

async function open() {
  const time = { elapsed: 0, ahead: START };
  const clock = (): number => time.elapsed + time.ahead;
  const onFault = (error: unknown): void => {
    throw error;
  };
  const store = await openSqliteStore(':memory:', { now: () => new Date(clock()), onFault });
  onTestFinished(() => store.close());
  await subscribeTo(store.digest, { schedule: '0 * * * *' });
  const platform = createFakePlatform();
  const { log, lines } = createLogBook();
  const planner = createPlanner();
  let timer: { readonly at: number; readonly call: () => void } | undefined;
  const step = (): Promise<number | null> =>
    runDue({
      store: store.digest,
      platformOf: () => platform,
      openIssue: async () => async (subscription) => digestOf(`#${subscription.id}`),
      now: clock,
      holder: 'me',
      log,
      planner,
    });
  const loop = createLoop({
    step,
    now: clock,
    after: (milliseconds, call) => {
      timer = { at: time.elapsed + milliseconds, call };
      return () => {
        timer = undefined;
      };
    },
    log,
    name: 'slots',
  });
  const nap = async () => {
    while (timer === undefined) await new Promise((resolve) => setImmediate(resolve));
    return timer;
  };
  /** So much time goes by; the loop wakes whenever its timer is up. */
  const pass = async (milliseconds: number): Promise<void> => {
    const end = time.elapsed + milliseconds;
    for (let next = await nap(); next.at <= end; next = await nap()) {
      time.elapsed = next.at;
      timer = undefined;
      next.call();
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
  loop.start();
  onTestFinished(() => loop.stop());
  return { clock, pass, jump, posted, platform, lines };
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
    const { clock, pass, jump, posted, lines } = await open();
    const seed = Number(process.env['SEED'] ?? 20_261_127);
    let state = seed;
    const chance = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    let latest = clock();
    for (let jumps = 0; jumps < 60; jumps++) {
      await pass(chance() * 40 * MINUTE);
      latest = Math.max(latest, clock());
      jump(chance() * 20 - 10);
    }
    const hours = posted();
    expect([seed, hours]).toEqual([seed, [...new Set(hours)].toSorted((a, b) => a - b)]);
    expect(hours.length).toBeGreaterThan(0);
    // Right for good, and past all that it ever showed: from then on nothing is left out.
    jump((latest - clock()) / HOUR + 1);
    await pass(MINUTE);
    const before = posted().length;
    await pass(4 * HOUR);
    const last = Math.floor((clock() - START) / HOUR);
    expect([seed, posted().slice(before)]).toEqual([seed, [last - 3, last - 2, last - 1, last]]);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
