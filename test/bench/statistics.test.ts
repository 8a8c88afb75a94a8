import { expect, test } from 'vitest';
import { createRandom } from '../../bench/random.ts';
import { percentile } from '../../bench/statistics.ts';
import { markdownTable } from '../../bench/table.ts';

const HUNDRED = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  [HUNDRED, 0.5, 50],
  [HUNDRED, 0.99, 99],
  [HUNDRED, 1, 100],
  [[3, 1, 2], 0.5, 2],
  [[7], 0.99, 7],
  [[], 0.5, Number.NaN],
])('of %o a share of %d is at most %d', (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});

test('chance repeats itself from the same seed, and fills the range', () => {
  const [one, other] = [createRandom(7), createRandom(7)];
  const drawn = Array.from({ length: 1000 }, () => one());
  expect(drawn).toEqual(Array.from({ length: 1000 }, () => other()));
  expect(Math.min(...drawn)).toBeLessThan(0.02);
  expect(Math.max(...drawn)).toBeGreaterThan(0.98);
  expect(Math.max(...drawn)).toBeLessThan(1);
});

test('a table has words on the left and figures on the right', () => {
  expect(markdownTable(['a', 'b'], [['x', 1]])).toBe('| a | b |\n| --- | ---: |\n| x | 1 |');
});
