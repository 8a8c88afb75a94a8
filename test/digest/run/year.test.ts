/** A year of slots on a virtual clock, through claims, posts and marks, judged by the clock on the wall of each zone. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { createFakePlatform, type FakePlatform, RETRY, UNSURE } from './fake-platform.ts';
import { createLogBook, digestOf, subscribeTo } from './helpers.ts';
import { createLook } from './look.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Northern and southern summer, half an hour of it, none; midnight changes; fourteen hours ahead. */
const ZONES = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Shanghai',
  'America/Santiago',
  'Pacific/Kiritimati',
] as const;

async function open(start: number) {
  const clock = { now: start };
  const raw = await openSqliteStore(':memory:', {
    now: () => new Date(clock.now),
    onFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => raw.close());
  const platform = createFakePlatform();
  const { log, lines } = createLogBook();
  const look = createLook({
    store: raw.digest,
    platformOf: (name) => (name === platform.name ? platform : undefined),
    compose: async (subscription) => digestOf(`#${subscription.id}`),
    now: () => clock.now,
    holder: 'me',
    log,
  });
  const runUntil = async (end: number): Promise<void> => {
    for (let next = await look(); next !== null && next < end; next = await look()) clock.now = next;
  };
  return { clock, store: raw.digest, platform, look, runUntil, lines };
}

/** The days on the wall of a zone from an instant on, as 2026-03-08. */
function daysOf(zone: string, from: number, to: number): string[] {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  const days = new Set<string>();
  for (let at = from; at < to; at += HOUR) days.add(day.format(at));
  return [...days];
}

function plannedOf({ posted }: FakePlatform, place: string): number[] {
  return posted.flatMap(({ place: where, key }) => {
    const planned = /^digest-\d+-(.*Z)-0$/u.exec(key)?.[1];
    return where === place && planned !== undefined ? [Date.parse(planned)] : [];
  });
}

describe('a year', () => {
  // 2028 has a 29 February; a little odd minute, so that no slot is at the very start.
  const START = Date.parse('2027-12-31T12:34:56.000Z');
  const END = Date.parse('2029-01-02T00:00:00.000Z');

  test('has every slot once in six zones, over both changes of the clock, leap day and month ends', async () => {
    const { store, platform, clock, runUntil, lines } = await open(START);
    for (const timezone of ZONES) {
      await subscribeTo(store, { timezone, schedule: '30 2 * * *' }, `daily ${timezone}`);
      await subscribeTo(store, { timezone, schedule: '0 0 * * 1-5' }, `weekdays ${timezone}`);
      await subscribeTo(store, { timezone, schedule: '45 23 31 * *' }, `31st ${timezone}`);
      await subscribeTo(store, { timezone, schedule: '0 12 29 2 *' }, `leap ${timezone}`);
    }
    await runUntil(END);
    expect(clock.now).toBeLessThan(END);
    for (const zone of ZONES) {
      const wall = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
      const dayOf = (instant: number): string => wall.format(instant);
      // Whole days in between: the first and the last may have their slot outside.
      const days = daysOf(zone, START + DAY, END - DAY);
      const within = (place: string): string[] =>
        plannedOf(platform, `${place} ${zone}`)
          .map(dayOf)
          .filter((day) => days.includes(day));
      const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
      expect([zone, within('daily')]).toEqual([zone, days]);
      expect([zone, within('weekdays')]).toEqual([zone, days.filter((day) => weekday(day) % 6 !== 0)]);
      expect([zone, within('31st')]).toEqual([zone, days.filter((day) => day.endsWith('-31'))]);
      expect([zone, within('leap')]).toEqual([zone, ['2028-02-29']]);
    }
    // Nothing was posted late, and nothing was posted twice.
    const keys = platform.posted.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(keys.length).toBeGreaterThan(3_800);
  }, 120_000);
});

describe('a machine that slept', () => {
  const START = Date.parse('2026-11-23T00:00:00.000Z');
  const hours = async (slept: number): Promise<number[]> => {
    const { store, platform, clock, look } = await open(START);
    await subscribeTo(store, { schedule: '0 * * * *' });
    for (let at = 1; at <= 3; at += 1) {
      clock.now = START + at * HOUR;
      await look();
    }
    clock.now += slept;
    await look();
    return plannedOf(platform, 'c1').map((planned) => (planned - START) / HOUR);
  };

  test.each([
    [1, [1, 2, 3, 4]],
    [5, [1, 2, 3, 8]],
    [500, [1, 2, 3, 503]],
  ])('for %d hours makes up for one slot only', async (slept, expected) => {
    expect(await hours(slept * HOUR)).toEqual(expected);
  });

  test.each([
    [5.9, ['2026-11-23T09:00:00.000Z']],
    [6, ['2026-11-23T09:00:00.000Z']],
    [6.1, []],
  ])('and wakes %d hours after a daily slot posts %j', async (late, expected) => {
    const { store, platform, clock, look } = await open(START);
    await subscribeTo(store);
    clock.now = START + (9 + late) * HOUR;
    const next = await look();
    expect(plannedOf(platform, 'c1').map((at) => new Date(at).toISOString())).toEqual(expected);
    expect(next).toBe(START + DAY + 9 * HOUR);
  });
});

test('a month of faults: refusals, lost answers and silence, and every slot is there once', async () => {
  const start = Date.parse('2026-11-01T00:00:00.000Z');
  const { store, platform, clock, runUntil } = await open(start);
  await subscribeTo(store, { schedule: '0 */2 * * *' });
  const seed = Number(process.env['SEED'] ?? 20_261_127);
  let state = seed;
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const post = platform.post;
  platform.post = (what) => {
    if (chance() < 0.5) {
      const outcomes = [{ outcome: RETRY }, { outcome: UNSURE }, { outcome: UNSURE, lost: true }];
      platform.failNext(outcomes[Math.floor(chance() * 3)] ?? { outcome: RETRY });
    }
    return post.call(platform, what);
  };
  const end = start + 30 * DAY;
  await runUntil(end);
  expect(clock.now).toBeLessThan(end);
  const expected = Array.from({ length: 30 * 12 - 1 }, (_, at) => start + (at + 1) * 2 * HOUR);
  expect([seed, plannedOf(platform, 'c1')]).toEqual([seed, expected]);
});

test('a fault of one subscription holds up none of the others, and is logged without its words', async () => {
  const start = Date.parse('2026-11-23T08:00:00.000Z');
  const { store, platform, clock, look, lines } = await open(start);
  await subscribeTo(store, { schedule: 'no schedule' });
  await subscribeTo(store);
  clock.now = start + 2 * HOUR;
  await look();
  expect(platform.posted).toHaveLength(1);
  const errors = lines.filter(({ level }) => level === 'error');
  expect(new Set(errors.map(({ event, fields }) => `${event} ${fields?.['subscription']}`))).toEqual(
    new Set(['digest-failed 1']),
  );
});

test('a subscription of a platform that is off here is left to the process where it is on', async () => {
  const start = Date.parse('2026-11-23T08:00:00.000Z');
  const { store, clock, look } = await open(start);
  const one = await subscribeTo(store);
  await store.unsubscribe(one.id);
  await store.subscribe({ ...one, platform: 'slack' });
  clock.now = start + 2 * HOUR;
  expect(await look()).toBeNull();
  expect(await store.openSlots()).toEqual([]);
});
