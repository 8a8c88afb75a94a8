import { describe, expect, test } from 'vitest';
import { comparePeriods, contains, grainOf, periodDays, yearsBetween } from '../../src/language/calendar.ts';

test.each([
  ['2024', '2024-01-01', '2024-12-31'],
  ['2025-Q1', '2025-01-01', '2025-03-31'],
  ['2025-Q4', '2025-10-01', '2025-12-31'],
  ['2025-H1', '2025-01-01', '2025-06-31'],
  ['2025-H2', '2025-07-01', '2025-12-31'],
  ['2025-07', '2025-07-01', '2025-07-31'],
  ['2025-07-15', '2025-07-15', '2025-07-15'],
  ['2022/2024', '2022-01-01', '2024-12-31'],
  ['2025-04/2025-07', '2025-04-01', '2025-07-31'],
])('%s lasts from %s to %s, months counted as 31 days', (period, first, last) => {
  expect(periodDays(period)).toEqual([first, last]);
});

test.each([
  ['2025', '2025-Q1', true],
  ['2025-Q1', '2025', false],
  ['2025-Q1', '2025-03', true],
  ['2025-H1', '2025-Q2', true],
  ['2025-H1', '2025-Q3', false],
  ['2022/2024', '2023', true],
  ['2022/2024', '2025', false],
  ['2024', '2024', true],
])('%s contains %s: %s', (outer, inner, inside) => {
  expect(contains(outer, inner)).toBe(inside);
});

test.each([
  ['2024', 'year'],
  ['2025-H1', 'half'],
  ['2025-Q1', 'quarter'],
  ['2025-07', 'month'],
  ['2025-07-15', 'day'],
  ['2022/2024', 'range'],
])('%s is a %s', (period, grain) => {
  expect(grainOf(period)).toBe(grain);
});

describe('periods in a series', () => {
  test('stand by their first day, the shorter first, those without a date last', () => {
    const periods = [null, '2025', '2024', '2025-Q1', '2022/2024', '2022', '2025-07-15'];
    expect(periods.toSorted(comparePeriods)).toEqual([
      '2022',
      '2022/2024',
      '2024',
      '2025-Q1',
      '2025',
      '2025-07-15',
      null,
    ]);
  });
});

test.each([
  ['2022', '2024', ['2022', '2023', '2024']],
  ['2024', '2024', ['2024']],
  ['2024', '2022', []],
])('the years from %s to %s', (from, to, years) => {
  expect(yearsBetween(from, to)).toEqual(years);
});

test('no span of years is without end', () => {
  expect(yearsBetween('0001', '9999')).toHaveLength(50);
});
