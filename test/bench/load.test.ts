import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { cpuSecondsOf } from '../../bench/load/database-usage.ts';
import { createWaiting } from '../../bench/load/half.ts';
import { holds, loadQuestions } from '../../bench/load/questions.ts';

describe('an answer under load', () => {
  test.each([
    ['净亏损：14.92亿元', 1.492e9, true],
    ['{"text":"Revenue: CNY 320 million"}', 3.2e8, true],
    ['毛利率 70.7%–72.8%', 72.8, true],
    ['净亏损：14.92亿元', 1.5e9, false],
    ['没有这个数字', 1.492e9, false],
  ])('%s of %d: %s', (said, figure, expected) => {
    expect(holds(said, figure)).toBe(expected);
  });

  test('is heard by whoever asked, and only by them', async () => {
    const waiting = createWaiting();
    const [one, other] = [waiting.expect('1'), waiting.expect('2')];
    waiting.hear('2', 'b');
    waiting.hear('nobody', 'c');
    waiting.hear('1', 'a');
    expect(await Promise.all([one, other])).toEqual(['a', 'b']);
  });
});

test('the questions are the golden ones, many with a figure to look for', () => {
  const questions = loadQuestions(1, '2026-11-23');
  expect(questions.map(({ text }) => text)).toContain('沐曦2025年第一季營收是多少?');
  expect(questions.filter(({ figure }) => figure !== null).length).toBeGreaterThan(100);
});

test.runIf(process.platform === 'linux')('children that have ended count with their parent', () => {
  const before = cpuSecondsOf(process.pid) ?? Number.NaN;
  const busy = 'const end = process.cpuUsage(); while (process.cpuUsage(end).user < 200_000);';
  spawnSync(process.execPath, ['--eval', busy]);
  expect((cpuSecondsOf(process.pid) ?? Number.NaN) - before).toBeGreaterThanOrEqual(0.2);
});
