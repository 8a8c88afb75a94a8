/**
 * When a digest is due: `daily 09:00`, `weekdays 18:30`, `weekly mon 09:00`, the same in Chinese, or cron in five
 * fields, in a time zone. A slot is due when the clock on the wall there first reaches its time: a time that is
 * skipped in spring is due at the change, one that is told twice in autumn is due the first time. Instants are epoch ms.
 */
import { Cron } from 'croner';
import { UserError } from '../language/user-error.ts';
import { findZone, type Zone } from './zone.ts';

export type Schedule = {
  /** Cron in five fields: what is kept, and what two ways of saying the same have in common. */
  readonly cron: string;
  readonly zone: Zone;
  /** The first slot after an instant. */
  next(after: number): number;
};

const CLOCK =
  '(?:(?<half>am|pm|早上|早|上午|凌晨|中午|下午|晚上|晚)\\s*)?(?<h>\\d{1,2})(?:[:：点时](?<m>\\d{2})?分?(?<halfHour>半)?)?\\s*(?<late>am|pm)?';
const DAYS_ZH = '[一二三四五六日天1-7]';
const WEEKDAY_EN = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*';

const FORMS: readonly (readonly [pattern: RegExp, days: (groups: Groups) => string | null])[] = [
  [form(`(?:daily|every\\s?day|每天|每日|天天)\\s*(?:at\\s+|的)?${CLOCK}`), () => '*'],
  [
    form(
      `(?:weekdays?|workdays?|every weekday|工作日|每个工作日|周一(?:至|到|-)周五)\\s*(?:at\\s+|的)?${CLOCK}`,
    ),
    () => '1-5',
  ],
  [form(`(?:weekends?|周末|每周末)\\s*(?:at\\s+|的)?${CLOCK}`), () => '0,6'],
  [
    form(
      `(?:weekly|every)\\s+(?:on\\s+)?(?<days>${WEEKDAY_EN}(?:\\s*,\\s*${WEEKDAY_EN})*)\\s*(?:at\\s+)?${CLOCK}`,
    ),
    ({ days = '' }) => daysOfWeek(days.split(',').map((day) => EN.indexOf(day.trim().slice(0, 3)))),
  ],
  [
    form(`(?:每个?)?(?:周|星期|礼拜)(?<days>${DAYS_ZH}(?:[、,，和]?${DAYS_ZH})*)\\s*(?:的)?${CLOCK}`),
    ({ days = '' }) => daysOfWeek([...days.replace(/[、,，和]/g, '')].map((day) => dayOfChinese(day))),
  ],
];

type Groups = Readonly<Record<string, string | undefined>>;

const EN = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function form(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

function dayOfChinese(day: string): number {
  return (/\d/.test(day) ? Number(day) : '日一二三四五六'.indexOf(day.replace('天', '日'))) % 7;
}

function daysOfWeek(days: readonly number[]): string | null {
  return days.includes(-1) ? null : [...new Set(days)].sort().join(',');
}

/**
 * @throws UserError 'bad-schedule' with `text`, 'bad-timezone' with `text` and perhaps `suggestion`,
 * 'schedule-never' where the days named never come.
 */
export function readSchedule(text: string, timezone: string): Schedule {
  const zone = findZone(timezone);
  if (!zone) throw badZone(timezone);
  const cron = toCron(text);
  if (cron === null) throw new UserError('bad-schedule', { text: text.slice(0, 100) });
  return createSchedule(cron, zone, text);
}

/** Cron in five fields; null for what is neither a form of ours nor cron. */
function toCron(text: string): string | null {
  const said = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  for (const [pattern, daysOf] of FORMS) {
    const groups = pattern.exec(said)?.groups;
    const days = groups && daysOf(groups);
    const clock = groups && readClock(groups);
    if (groups) return clock && days ? `${clock.minute} ${clock.hour} * * ${days}` : null;
  }
  return said.split(' ').length === 5 ? said : null;
}

function readClock(groups: Groups): { readonly hour: number; readonly minute: number } | null {
  const minute = groups['halfHour'] ? 30 : Number(groups['m'] ?? 0);
  const half = groups['half'] ?? groups['late'];
  const hour = hourOf(Number(groups['h']), half);
  return hour > 23 || minute > 59 ? null : { hour, minute };
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  if (/^(?:pm|下午|晚上?)$/.test(half)) return hour === 12 ? 12 : hour + 12;
  if (half === '中午') return hour < 10 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

/** Cron's days and hours are counted in UTC, as the wall's own time; the zone alone knows of changes of the clock. */
function createSchedule(cron: string, zone: Zone, text: string): Schedule {
  const pattern = readCron(cron, text);
  const nextWall = (wall: number) => pattern.nextRun(new Date(wall))?.getTime();
  if (nextWall(Date.UTC(2000, 0, 1)) === undefined) throw new UserError('schedule-never', { text });
  return {
    cron,
    zone,
    next: (after) => {
      let wall = zone.wallAt(after);
      for (;;) {
        const found = nextWall(wall);
        // Days that still come, by the check above, come again for ever.
        if (found === undefined) throw new Error(`'${cron}' has no slot after ${after}`);
        const instant = zone.reaches(found);
        if (instant > after) return instant;
        // The hour that is told twice: its slots were due the first time.
        wall = found;
      }
    },
  };
}

function readCron(cron: string, text: string): Cron {
  try {
    return new Cron(cron, { mode: '5-part', paused: true, timezone: 'UTC' });
  } catch {
    throw new UserError('bad-schedule', { text: text.slice(0, 100) });
  }
}

/** Names that people use and IANA does not. */
const OTHER_NAMES: readonly (readonly [RegExp, string])[] = [
  [/北京|上海|中国|beijing|peking|china|^cst$|^(?:utc|gmt)?\+0?8(?::?00)?$/i, 'Asia/Shanghai'],
  [/台北|台湾|taiwan/i, 'Asia/Taipei'],
  [/香港|hongkong/i, 'Asia/Hong_Kong'],
  [/东京|日本|japan|^jst$/i, 'Asia/Tokyo'],
  [/首尔|韩国|korea|^kst$/i, 'Asia/Seoul'],
  [/新加坡/, 'Asia/Singapore'],
  [/纽约|美东|^e[sd]t$|eastern/i, 'America/New_York'],
  [/旧金山|硅谷|美西|洛杉矶|^p[sd]t$|pacific|san francisco|silicon/i, 'America/Los_Angeles'],
  [/伦敦|英国|^bst$/i, 'Europe/London'],
  [/柏林|德国|^ce?s?t$|germany/i, 'Europe/Berlin'],
];

function badZone(text: string): UserError {
  const name = text.trim();
  const city = name.replace(/\s+/g, '_').toLowerCase();
  const suggestion =
    OTHER_NAMES.find(([pattern]) => pattern.test(name))?.[1] ??
    Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().split('/').at(-1) === city);
  return new UserError('bad-timezone', {
    text: name.slice(0, 100),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** How long after its time a missed slot is still worth a digest. */
export const CATCH_UP = 6 * 3_600_000;

/**
 * Which slot to run now: the latest that is due since `done` and no older than the window. Slots before it are
 * skipped: what they would have told is in this one.
 * @param done the last slot that was run or given up, or when the subscription began.
 */
export function dueSlot(schedule: Schedule, done: number, now: number): number | null {
  let due: number | null = null;
  for (
    let slot = schedule.next(Math.max(done, now - CATCH_UP - 1));
    slot <= now;
    slot = schedule.next(slot)
  ) {
    due = slot;
  }
  return due;
}
