import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHanNumeral, readNumber } from '../../src/language/numerals.ts';
import { checked } from '../properties.ts';

describe('readNumber', () => {
  test.each([
    ['1,587', 1587],
    ['14.92', 14.92],
    ['0', 0],
    ['二〇二四', 2024],
    ['两千零二十四', 2024],
    ['一千五百八十七亿', 158_700_000_000],
    ['四万亿', 4_000_000_000_000],
    ['七十万', 700_000],
    ['十', 10],
    ['十二', 12],
    ['一百零五', 105],
    ['三点五', 3.5],
    ['十点五', 10.5],
    ['零', 0],
    ['壹', 1],
  ])('reads %s', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  test.each([
    '',
    'abc',
    '点五',
    '三点',
    '一二点三点',
    '2.5.1',
    '-5',
    '1e3',
    'constructor',
    '__proto__',
    '公司',
  ])('does not take %o for a number', (text) => {
    expect(readNumber(text)).toBeNull();
  });
});

test('a Chinese numeral is read back as the number that it was written from', () => {
  const digits = '〇一二三四五六七八九';
  const spell = (number: number) => [...String(number)].map((digit) => digits[Number(digit)]).join('');
  checked(fc.property(fc.nat(999_999), (number) => readHanNumeral(spell(number)) === number));
});
