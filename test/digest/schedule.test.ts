import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATCH_UP, dueSlot, readSchedule } from '../../src/digest/schedule.ts';
import { UserError } from '../../src/language/user-error.ts';
import { checked } from '../properties.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (iso: string) => Date.parse(iso);
const iso = (instant: number | null) =>
  instant === null ? null : new Date(instant).toISOString().replace(':00.000Z', 'Z');

/** The slots of a schedule in [from, to), as a clock that runs through them would meet them. */
function slots(text: string, zone: string, from: string, to: string): number[] {
  const schedule = readSchedule(text, zone);
  const found: number[] = [];
  for (let slot = schedule.next(at(from) - 1); slot < at(to); slot = schedule.next(slot)) found.push(slot);
  return found;
}

function problemOf(text: string, zone: string) {
  try {
    return readSchedule(text, zone).cron;
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, ...error.details };
    throw error;
  }
}

describe('a schedule', () => {
  test.each([
    ['daily 09:00', '0 9 * * *'],
    ['Daily at 9:05', '5 9 * * *'],
    ['every day 9pm', '0 21 * * *'],
    ['daily 12 am', '0 0 * * *'],
    ['daily 12:30pm', '30 12 * * *'],
    ['  weekdays   18:30 ', '30 18 * * 1-5'],
    ['workdays 07:00', '0 7 * * 1-5'],
    ['weekends 10:00', '0 10 * * 0,6'],
    ['weekly mon 09:00', '0 9 * * 1'],
    ['weekly on Sunday at 23:59', '59 23 * * 0'],
    ['every friday at 5pm', '0 17 * * 5'],
    ['weekly thu, mon 09:00', '0 9 * * 1,4'],
    ['每天 09:00', '0 9 * * *'],
    ['每天09：00', '0 9 * * *'],
    ['每日早上9点', '0 9 * * *'],
    ['每天下午3点半', '30 15 * * *'],
    ['每天晚上8点15分', '15 20 * * *'],
    ['每天中午12点', '0 12 * * *'],
    ['每天 凌晨12:10', '10 0 * * *'],
    ['工作日 18:30', '30 18 * * 1-5'],
    ['周一至周五 18:30', '30 18 * * 1-5'],
    ['周末 10:00', '0 10 * * 0,6'],
    ['每周一 09:00', '0 9 * * 1'],
    ['每周日 09:00', '0 9 * * 0'],
    ['每个星期天9点', '0 9 * * 0'],
    ['每周一、三、五 09:00', '0 9 * * 1,3,5'],
    ['0 9 * * *', '0 9 * * *'],
    ['*/15 9-17 * * MON-FRI', '*/15 9-17 * * mon-fri'],
    ['0 8 L * *', '0 8 l * *'],
  ])('%s is kept as %s', (text, cron) => {
    expect(readSchedule(text, 'Asia/Shanghai').cron).toBe(cron);
  });

  test.each([
    '',
    'daily',
    'daily 24:00',
    'daily 09:60',
    'hourly',
    'weekly 09:00',
    'weekly xyz 09:00',
    '每周八 09:00',
    '09:00',
    '@daily',
    '* * * *',
    '0 9 * * * *',
    '60 9 * * *',
    '0 9 * * 9',
    '0 9 32 * *',
    'a b c d e',
    `daily ${'9'.repeat(5000)}`,
  ])('%j is refused with what was written', (text) => {
    expect(problemOf(text, 'UTC')).toEqual({ code: 'bad-schedule', text: text.slice(0, 100) });
  });

  test.each(['0 9 30 2 *', '0 9 31 2,4,6,9,11 *'])('%s is refused: the day never comes', (text) => {
    expect(problemOf(text, 'UTC')).toEqual({ code: 'schedule-never', text });
  });

  test.each([
    ['Beijing', 'Asia/Shanghai'],
    ['北京时间', 'Asia/Shanghai'],
    ['+08:00', 'Asia/Shanghai'],
    ['GMT+8', 'Asia/Shanghai'],
    ['berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['EST5', undefined],
    ['Mars/Olympus', undefined],
    ['', undefined],
    ['-03:00', undefined],
  ])('in the zone %j is refused, with the name that may be meant: %s', (zone, suggestion) => {
    expect(problemOf('daily 09:00', zone)).toEqual({
      code: 'bad-timezone',
      text: zone,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  });

  test('takes a zone in any case and gives it its own', () => {
    expect(readSchedule('daily 09:00', ' asia/SHANGHAI ').zone.name).toBe('Asia/Shanghai');
    expect(readSchedule('daily 09:00', 'utc').zone.name).toBe('UTC');
  });
});

describe('at a change of the clock', () => {
  test.each([
    // Spring: from 02:00 to 03:00 at 01:00Z.
    [
      'daily 02:30',
      'Europe/Berlin',
      '2026-03-28',
      ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    ],
    [
      'daily 03:00',
      'Europe/Berlin',
      '2026-03-28',
      ['2026-03-28T02:00Z', '2026-03-29T01:00Z', '2026-03-30T01:00Z'],
    ],
    // Two times that are both skipped are one slot.
    [
      '15,45 2 * * *',
      'Europe/Berlin',
      '2026-03-29',
      ['2026-03-29T01:00Z', '2026-03-30T00:15Z', '2026-03-30T00:45Z'],
    ],
    // Autumn: from 03:00 back to 02:00 at 01:00Z.
    [
      'daily 02:30',
      'Europe/Berlin',
      '2026-10-24',
      ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      '*/30 * * * *',
      'Europe/Berlin',
      '2026-10-25T00:00Z',
      ['2026-10-25T00:00Z', '2026-10-25T00:30Z', '2026-10-25T02:00Z'],
    ],
    // At midnight: there is no 00:00 on the day of the change.
    [
      'daily 00:00',
      'America/Santiago',
      '2026-09-05',
      ['2026-09-05T04:00Z', '2026-09-06T04:00Z', '2026-09-07T03:00Z'],
    ],
    [
      'weekly sun 00:00',
      'America/Santiago',
      '2026-09-05',
      ['2026-09-06T04:00Z', '2026-09-13T03:00Z', '2026-09-20T03:00Z'],
    ],
    // By half an hour.
    [
      'daily 02:15',
      'Australia/Lord_Howe',
      '2026-10-03',
      ['2026-10-03T15:30Z', '2026-10-04T15:15Z', '2026-10-05T15:15Z'],
    ],
    // A whole day that was never there: 30 December 2011 in Samoa.
    [
      'daily 09:00',
      'Pacific/Apia',
      '2011-12-29',
      ['2011-12-29T19:00Z', '2011-12-30T10:00Z', '2011-12-30T19:00Z'],
    ],
  ])('%s in %s from %s', (text, zone, from, expected) => {
    const schedule = readSchedule(text, zone);
    const found: number[] = [];
    for (let slot = at(from) - 1; found.length < expected.length; ) {
      slot = schedule.next(slot);
      found.push(slot);
    }
    expect(found.map(iso)).toEqual(expected);
  });

  const ZONES = [
    'Asia/Shanghai',
    'America/New_York',
    'Europe/London',
    'Australia/Sydney',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Africa/Casablanca',
    'Asia/Kolkata',
  ];
  const TIMES = ['00:00', '00:30', '01:30', '02:00', '02:15', '02:59', '03:00', '09:00', '23:59'];

  test.each(ZONES)(
    'a clock that runs through a year in %s meets each day’s slot once, at its time',
    (zone) => {
      const format = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'short',
      });
      const wall = (instant: number) => format.format(instant);
      for (const time of TIMES) {
        const year = slots(`daily ${time}`, zone, '2025-12-30T00:00Z', '2027-01-03T00:00Z').filter((slot) =>
          wall(slot).startsWith('2026'),
        );
        expect(year).toHaveLength(365);
        let late = 0;
        for (const slot of year) {
          // First reached: the wall shows the time or one past it, and a minute before it showed an earlier one.
          const day = wall(slot).slice(0, 10);
          expect(wall(slot) >= `${day} ${time}`).toBe(true);
          expect(wall(slot - MINUTE) < `${day} ${time}`).toBe(true);
          if (wall(slot) !== `${day} ${time}`) late += 1;
        }
        expect(new Set(year.map((slot) => wall(slot).slice(0, 10))).size).toBe(365);
        expect(late).toBeLessThanOrEqual(1);
      }
    },
  );

  test.each(ZONES)('one slot a day is what the cron package has on its own in %s', (zone) => {
    for (const cron of ['30 2 * * *', '0 0 * * *', '30 1 * * 0', '0 9 1 * *']) {
      const own = new Cron(cron, { timezone: zone, paused: true });
      const theirs: number[] = [];
      for (
        let run = own.nextRun(new Date('2026-01-01T00:00Z'));
        run && theirs.length < 366;
        run = own.nextRun(run)
      )
        if (run.getTime() < at('2027-01-01T00:00Z')) theirs.push(run.getTime());
        else break;
      expect(slots(cron, zone, '2026-01-01T00:01Z', '2027-01-01T00:00Z')).toEqual(
        theirs.filter((run) => run >= at('2026-01-01T00:01Z')),
      );
    }
  });
});

describe('days', () => {
  test.each([
    ['0 9 29 2 *', '2026-01-01', ['2028-02-29T09:00Z', '2032-02-29T09:00Z']],
    ['0 9 31 * *', '2026-01-31T10:00Z', ['2026-03-31T09:00Z', '2026-05-31T09:00Z']],
    ['0 9 L * *', '2028-01-31T10:00Z', ['2028-02-29T09:00Z', '2028-03-31T09:00Z']],
    ['59 23 31 12 *', '2026-06-01', ['2026-12-31T23:59Z', '2027-12-31T23:59Z']],
    ['weekdays 09:00', '2026-11-27T09:00Z', ['2026-11-30T09:00Z', '2026-12-01T09:00Z']],
    ['每周日 09:00', '2026-11-27', ['2026-11-29T09:00Z', '2026-12-06T09:00Z']],
  ])('%s after %s', (text, after, expected) => {
    const schedule = readSchedule(text, 'UTC');
    const first = schedule.next(at(after));
    expect([first, schedule.next(first)].map(iso)).toEqual(expected);
  });

  test('the next slot is always later, and there is none between', () => {
    const schedules = ['daily 02:30', '*/20 * * * *', 'weekly mon 09:00', '0 0 29 2 *'].flatMap((text) =>
      ['Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe'].map((zone) => readSchedule(text, zone)),
    );
    checked(
      fc.property(
        fc.constantFrom(...schedules),
        fc.integer({ min: at('2015-01-01'), max: at('2035-01-01') }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (schedule, after, part) => {
          const next = schedule.next(after);
          expect(next).toBeGreaterThan(after);
          const between = after + Math.floor((next - 1 - after) * part);
          expect(schedule.next(between)).toBe(next);
        },
      ),
      200,
    );
  });
});

describe('the slot to run now', () => {
  const daily = readSchedule('daily 09:00', 'UTC');
  test.each([
    ['before its time', '2026-11-22T09:00Z', '2026-11-23T08:59:59Z', null],
    ['at its time', '2026-11-22T09:00Z', '2026-11-23T09:00Z', '2026-11-23T09:00Z'],
    ['already run', '2026-11-23T09:00Z', '2026-11-23T09:01Z', null],
    ['late, within the window', '2026-11-22T09:00Z', '2026-11-23T15:00Z', '2026-11-23T09:00Z'],
    ['late, beyond the window', '2026-11-22T09:00Z', '2026-11-23T15:00:01Z', null],
    [
      'after a week’s sleep, within the window of the last',
      '2026-11-16T09:00Z',
      '2026-11-23T10:00Z',
      '2026-11-23T09:00Z',
    ],
    ['after a week’s sleep, beyond it', '2026-11-16T09:00Z', '2026-11-23T20:00Z', null],
    ['a clock that was set back', '2026-11-25T09:00Z', '2026-11-23T10:00Z', null],
  ])('%s', (_, done, now, due) => {
    expect(iso(dueSlot(daily, at(done), at(now)))).toBe(due);
  });

  test('of several within the window is the latest, once', () => {
    const hourly = readSchedule('0 * * * *', 'UTC');
    const due = dueSlot(hourly, at('2026-11-23T01:00Z'), at('2026-11-23T09:30Z'));
    expect(iso(due)).toBe('2026-11-23T09:00Z');
    expect(dueSlot(hourly, due ?? 0, at('2026-11-23T09:30Z'))).toBe(null);
  });

  test('is every slot for a machine that looks each minute, and none twice for one that sleeps as it likes', () => {
    const schedule = readSchedule('0 */5 * * *', 'America/New_York');
    const from = at('2026-10-30T00:00Z');
    const all = slots('0 */5 * * *', 'America/New_York', '2026-10-30T00:00Z', '2026-11-04T00:00Z');
    const wakeful: number[] = [];
    for (let now = from, done = from - 1; now < at('2026-11-04T00:00Z'); now += MINUTE) {
      const due = dueSlot(schedule, done, now);
      if (due !== null) wakeful.push(due);
      done = due ?? done;
    }
    expect(wakeful).toEqual(all);
    checked(
      fc.property(fc.array(fc.integer({ min: 1, max: 2 * DAY }), { maxLength: 40 }), (naps) => {
        const run: number[] = [];
        let [now, done] = [from, from - 1];
        for (const nap of naps) {
          now += nap;
          const due = dueSlot(schedule, done, now);
          if (due === null) continue;
          expect(now - due).toBeLessThanOrEqual(CATCH_UP);
          run.push(due);
          done = due;
        }
        expect(run).toEqual([...new Set(run)].sort((a, b) => a - b));
      }),
      100,
    );
  });
});
