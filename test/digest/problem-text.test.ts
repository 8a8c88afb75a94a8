import { describe, expect, test } from 'vitest';
import { userErrorToMessage } from '../../src/commands/problems.ts';
import { readTopics } from '../../src/digest/items/topics.ts';
import { readSchedule } from '../../src/digest/schedule.ts';
import { readSubscription } from '../../src/digest/subscription.ts';
import { UserError } from '../../src/language/user-error.ts';
import { smallBase } from '../answer/base.ts';

/** What the user is told, in both languages, of an option that cannot be read. */
function told(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return (['zh', 'en'] as const).map((locale) => {
      const [block] = userErrorToMessage(error, locale).blocks;
      return block?.kind === 'text' ? block.text : '';
    });
  }
  return [];
}

describe('an option that cannot be read is told', () => {
  test.each<[string, () => unknown, string, string]>([
    [
      'a schedule',
      () => readSchedule('sometimes', 'UTC'),
      '“sometimes”不是推送时间',
      'Write it like “daily 09:00”',
    ],
    ['a day', () => readSchedule('0 9 30 2 *', 'UTC'), '永远不会到来', 'never comes'],
    ['a zone', () => readSchedule('daily 09:00', 'Berlin'), '例如 Europe/Berlin', 'such as Europe/Berlin'],
    [
      'a zone of nowhere',
      () => readSchedule('daily 09:00', 'Mars'),
      '例如 Asia/Shanghai',
      'no time zone “Mars”',
    ],
    [
      'a topic',
      () => readTopics('Aurora Sil', smallBase()),
      '是“Aurora Silicon”吗？',
      'Did you mean “Aurora Silicon”?',
    ],
    [
      'a language',
      () => readSubscription({ schedule: 'daily 09:00', timezone: 'UTC', language: 'fr' }, 'en', smallBase()),
      '请写 zh 或 en',
      'not in “fr”',
    ],
    ['a stranger', () => readTopics('qwertz', smallBase()), '主题是公司', 'Topics are names of companies'],
    [
      'a long one',
      () => readSchedule('x'.repeat(5000), 'UTC'),
      `“${'x'.repeat(40)}…”`,
      `“${'x'.repeat(40)}…”`,
    ],
  ])('%s: with what to write instead', (_, read, zh, en) => {
    const [inChinese, inEnglish] = told(read);
    expect(inChinese).toContain(zh);
    expect(inEnglish).toContain(en);
  });
});
