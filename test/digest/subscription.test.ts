import { describe, expect, test } from 'vitest';
import { readSchedule } from '../../src/digest/schedule.ts';
import { readSubscription, scheduleToText } from '../../src/digest/subscription.ts';
import { smallBase } from '../answer/base.ts';

const base = smallBase();

describe('a subscription', () => {
  test('is kept in words that read the same on every day', () => {
    const { options, topics } = readSubscription(
      { schedule: '每周一 9点', timezone: 'asia/shanghai', topics: ' 极曙芯片 ', language: '英文' },
      'zh',
      base,
    );
    expect(options).toEqual({
      schedule: '0 9 * * 1',
      timezone: 'Asia/Shanghai',
      topics: '极曙芯片',
      language: 'en',
    });
    expect(topics).toEqual({ kind: 'some', entities: ['aurora'], metrics: [] });
    expect(readSubscription(options, 'zh', base).options).toEqual(options);
  });

  test('is in the asker’s language and about all that is ours where nothing else is said', () => {
    const { options, topics } = readSubscription({ schedule: 'daily 09:00', timezone: 'UTC' }, 'zh', base);
    expect(options).toMatchObject({ language: 'zh', topics: '' });
    expect(topics).toEqual({ kind: 'ours' });
  });

  test.each([
    ['zh', 'zh'],
    ['zh-TW', 'zh'],
    ['Chinese', 'zh'],
    ['繁體中文', 'zh'],
    ['EN', 'en'],
    ['en-US', 'en'],
    ['英语', 'en'],
  ])('is in the language that %s names: %s', (language, locale) => {
    const given = { schedule: 'daily 09:00', timezone: 'UTC', language };
    expect(readSubscription(given, 'zh', base).options.language).toBe(locale);
  });
});

describe('a schedule is said back', () => {
  test.each([
    ['0 9 * * *', '每天 09:00', 'daily 09:00'],
    ['30 18 * * 1-5', '工作日 18:30', 'weekdays 18:30'],
    ['5 10 * * 0,6', '周末 10:05', 'weekends 10:05'],
    ['0 9 * * 1', '每周一 09:00', 'weekly Mon 09:00'],
    ['0 9 * * 1,3,5', '每周一、三、五 09:00', 'weekly Mon, Wed, Fri 09:00'],
    ['*/15 9 * * *', '*/15 9 * * *', '*/15 9 * * *'],
    ['0 9 L * *', '0 9 L * *', '0 9 L * *'],
  ])('%s: %s, %s', (cron, zh, en) => {
    expect(scheduleToText(cron, 'zh')).toBe(zh);
    expect(scheduleToText(cron, 'en')).toBe(en);
    // What is said can be typed again.
    for (const text of [zh, en]) expect(readSchedule(text, 'UTC').cron).toBe(cron.toLowerCase());
  });
});
