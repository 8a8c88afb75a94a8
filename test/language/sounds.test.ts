import { describe, expect, test } from 'vitest';
import { isOrdinaryEnglish } from '../../src/language/english.ts';
import { looksLikePinyin, soundOf, syllables } from '../../src/language/pinyin.ts';

describe('pinyin', () => {
  test.each([
    ['沐曦', 'mu xi'],
    ['英伟达', 'ying wei da'],
    ['吕', 'lv'],
    ['H20芯片', 'xin pian'],
    ['abc', ''],
  ])('%s is spelled %s', (text, spelled) => {
    expect(syllables(text).join(' ')).toBe(spelled);
  });

  test.each([
    ['木曦', '沐曦'],
    ['心片', '芯片'],
    ['音伟达', '英伟达'],
    ['摩尔线城', '摩尔线程'],
    ['燧原', '隧原'],
  ])('%s sounds like %s', (a, b) => {
    expect(soundOf(a)).toBe(soundOf(b));
  });

  test.each([
    ['摩尔线缆', '摩尔线程'],
    ['摩尔精英', '摩尔线程'],
    ['燃原', '燧原'],
    ['沐浴', '沐曦'],
  ])('%s does not sound like %s', (a, b) => {
    expect(soundOf(a)).not.toBe(soundOf(b));
  });

  test.each(['muxi', 'yingshou', 'zhang', 'lv', 'moerxiancheng'])('%s may be pinyin', (word) => {
    expect(looksLikePinyin(word)).toBe(true);
  });

  test.each(['strength', 'growth', 'chips', 'amd', 'x', ''])('%o is no pinyin', (word) => {
    expect(looksLikePinyin(word)).toBe(false);
  });
});

test.each(['strength', 'banana', 'metal', 'losses', 'thread'])('%s is an ordinary English word', (word) => {
  expect(isOrdinaryEnglish(word)).toBe(true);
});

test.each(['nvidia', 'enflame', 'cambricon', 'thraeds', '__proto__'])('%s is none', (word) => {
  expect(isOrdinaryEnglish(word)).toBe(false);
});
