/** What a channel is sent and when: read from a user's options, and said back in words. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { UserError } from '../language/user-error.ts';
import { readTopics, type Topics } from './items/topics.ts';
import { readSchedule, type Schedule } from './schedule.ts';

/** What is kept of a subscription's options: text that reads the same on every day. */
export type SubscriptionOptions = {
  /** Cron in five fields. */
  readonly schedule: string;
  /** IANA name. */
  readonly timezone: string;
  /** As it was typed: names are looked up anew, so that a topic goes on when its thing is renamed. */
  readonly topics: string;
  readonly language: Locale;
};

export type ReadSubscription = {
  readonly options: SubscriptionOptions;
  readonly schedule: Schedule;
  readonly topics: Topics;
};

const LANGUAGES: readonly (readonly [RegExp, Locale])[] = [
  [/^(?:zh(?:[-_]\w+)?|chinese|中文|汉语|简体(?:中文)?|繁[体體](?:中文)?)$/i, 'zh'],
  [/^(?:en(?:[-_]\w+)?|english|英文|英语|英語)$/i, 'en'],
];

/**
 * @param given as typed; a language that is not given is the asker's, topics that are not given are all that is ours.
 * @throws UserError 'bad-schedule', 'schedule-never', 'bad-timezone', 'unknown-topic', 'bad-language'.
 */
export function readSubscription(
  given: {
    readonly schedule: string;
    readonly timezone: string;
    readonly topics?: string | undefined;
    readonly language?: string | undefined;
  },
  locale: Locale,
  base: FactBase,
): ReadSubscription {
  const schedule = readSchedule(given.schedule, given.timezone);
  const text = given.topics?.trim() ?? '';
  const language = readLanguage(given.language?.trim() ?? '', locale);
  return {
    options: { schedule: schedule.cron, timezone: schedule.zone.name, topics: text, language },
    schedule,
    topics: readTopics(text, base),
  };
}

function readLanguage(text: string, locale: Locale): Locale {
  if (text === '') return locale;
  const found = LANGUAGES.find(([pattern]) => pattern.test(text));
  if (!found) throw new UserError('bad-language', { text: text.slice(0, 100) });
  return found[1];
}

const DAYS: Readonly<Record<Locale, readonly string[]>> = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** '0 9 * * 1-5' as 工作日 09:00 or 'weekdays 09:00'; any other cron as it is. */
export function scheduleToText(cron: string, locale: Locale): string {
  const match = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|0,6|[0-6](?:,[0-6])*)$/.exec(cron);
  const [, minute = '', hour = '', days = ''] = match ?? [];
  if (!match) return cron;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  return `${daysToText(days, locale)} ${time}`;
}

function daysToText(days: string, locale: Locale): string {
  const zh = locale === 'zh';
  if (days === '*') return zh ? '每天' : 'daily';
  if (days === '1-5') return zh ? '工作日' : 'weekdays';
  if (days === '0,6') return zh ? '周末' : 'weekends';
  const names = days.split(',').map((day) => DAYS[locale][Number(day)] ?? day);
  return zh ? `每周${names.join('、')}` : `weekly ${names.join(', ')}`;
}
