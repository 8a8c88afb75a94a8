/** The one line that the log has for every request. */
import { describe, expect, test } from 'vitest';
import { createBot } from '../../src/commands/bot.ts';
import { base, request } from './bot-under-test.ts';

describe('the log line of a request', () => {
  test.each([
    ['chip ask', { question: '摩尔线程2024年亏了多少' }, 'answer', undefined],
    ['chip ask', { question: '摩尔线程2024年亏了多少', as_of: '2026-01-01' }, 'answer', undefined],
    ['chip ask', { question: '台积电2019年营收多少' }, 'unknown', undefined],
    ['chip ask', { question: '2024年营收', as_of: 'planted' }, 'refused', 'not-a-day'],
    ['chip help', {}, 'shown', undefined],
    ['chip planted', {}, 'refused', 'unknown-command'],
    ['chip source', {}, 'refused', 'missing-option'],
  ] as const)('%s %j: %s', async (command, options, outcome, problem) => {
    const lines: unknown[] = [];
    let now = 0;
    const bot = createBot({
      base: () => base,
      log: (...line) => lines.push(line),
      newId: () => 'bug',
      clock: () => {
        now += 1.5;
        return now;
      },
    });
    await bot.handle(request(command, options));
    const known = command === 'chip planted' ? 'unknown' : command;
    const fields = { request: 'delivery-1', platform: 'terminal', command: known, outcome, problem, ms: 1.5 };
    expect(lines).toEqual([['info', 'answered', fields]]);
  });
});
