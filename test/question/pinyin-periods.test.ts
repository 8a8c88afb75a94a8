import { describe, expect, test } from 'vitest';
import { pinyinPeriods } from '../../src/question/pinyin-periods.ts';

describe('a period in pinyin', () => {
  test.each([
    ['muxi 2024nian yingshou', 'muxi 2024年 yingshou'],
    ['muxi 2024 nian du yingshou', 'muxi 2024年度 yingshou'],
    ['2024nianduoshao', '2024年 duoshao'],
    ['er ling er si nian kuisun', '2024年 kuisun'],
    ['erlingersannian', '2023年'],
    ['2025nian di yi ji du', '2025年第一季度'],
    ['25nianyijidu muxi', '25年一季度 muxi'],
    ['2022 nian zhi 2024 nian', '2022年至2024年'],
    ['what was it in 2024', 'what was it in 2024'],
  ])('%s is put into Chinese', (text, chinese) => {
    expect(pinyinPeriods(text)).toBe(chinese);
  });
});
