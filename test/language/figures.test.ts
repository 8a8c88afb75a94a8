import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFigures } from '../../src/language/figures.ts';
import { normalise } from '../../src/language/normalise.ts';
import { anything, checked } from '../properties.ts';

function figureIn(text: string): string {
  return findFigures(normalise(text))
    .map(({ value, high, unit }) => `${value}${high === undefined ? '' : `–${high}`} ${unit ?? 'bare'}`)
    .join(', ');
}

describe('findFigures', () => {
  test.each([
    ['14.92亿', '1492000000 money'],
    ['14.92亿元', '1492000000 CNY'],
    ['¥1.24亿', '124000000 CNY'],
    ['CNY 1.492 billion', '1492000000 CNY'],
    ['RMB 4.7bn', '4700000000 CNY'],
    ['24.6bn yuan', '24600000000 CNY'],
    ['$161.8bn', '161800000000 USD'],
    ['1618亿美元', '161800000000 USD'],
    ['4.38亿美金', '438000000 USD'],
    ['亏了-2.33亿', '-233000000 money'],
    ['10-20亿', '1000000000–2000000000 money'],
    ['10到20亿元', '1000000000–2000000000 CNY'],
    ['13.11%', '13.11 %'],
    ['10%-20%', '10–20 %'],
    ['百分之五十', '50 %'],
    ['三成', '30 %'],
    ['三成五', '35 %'],
    ['45个百分点', '45 points'],
    ['270万张', '2700000 piece'],
    ['25000颗', '25000 piece'],
    ['25,000 GPUs', '25000 piece'],
    ['0.7 million pieces', '700000 piece'],
    ['1,037.3 EFLOPS', '1037.3 EFLOPS'],
    ['7nm', '7 nm'],
    ['7纳米', '7 nm'],
    ['3个月', '3 month'],
    ['6倍', '6 x'],
    ['2.5x', '2.5 x'],
    ['三家', '3 count'],
    ['70万', '700000 bare'],
    ['5m', '5000000 bare'],
    ['5k', '5000 bare'],
    ['七十万片和三成', '700000 piece, 30 %'],
  ])('reads %s', (text, figures) => {
    expect(figureIn(text)).toBe(figures);
  });

  test.each(['H20', 'A800/H800', 'MI308', '半成', '亿万富翁', '', '千万别'])('finds none in %o', (text) => {
    expect(figureIn(text)).toBe('');
  });

  test.each([
    ['18 months', '18 month'],
    ['6 times', '6 x'],
    ['2019 to raise', '2019 bare'],
    ['5 kids', '5 bare'],
  ])('reads %s', (text, figures) => {
    expect(figureIn(text)).toBe(figures);
  });

  test('finds them in order, none within another, each a number', () => {
    checked(
      fc.property(anything, (raw) => {
        const text = normalise(raw);
        const figures = findFigures(text);
        return figures.every(
          ({ start, end, value }, i) =>
            start >= (figures[i - 1]?.end ?? 0) && start < end && end <= text.length && !Number.isNaN(value),
        );
      }),
    );
  });
});
