import { describe, expect, test } from 'vitest';
import {
  difference,
  growth,
  ratio,
  remainder,
  scaleRefusal,
  share,
  sum,
  totalsRatio,
} from '../../src/answer/derive.ts';
import type { Fact } from '../../src/knowledge/fact.ts';
import { FACTS, smallBase } from './base.ts';

const base = smallBase();

function get(id: string): Fact {
  const found = FACTS.find((f) => f.id === id);
  if (!found) throw new Error(id);
  return found;
}

const all = (...ids: string[]) => ids.map(get);
const value = (result: ReturnType<typeof sum>) =>
  'derived' in result ? result.derived[0]?.value : result.refused;

describe('derived figures', () => {
  test('flows add up over years', () => {
    expect(value(sum(all('a-rev-2022', 'a-rev-2023', 'a-rev-2024'), base))).toBe(6e9);
  });

  test('losses add up as losses', () => {
    expect(value(sum(all('a-net-2022', 'a-net-2023'), base))).toBe(-7e9);
  });

  test.each([
    ['percentages', ['a-share-2022', 'a-share-2024'], 'ratios-do-not-add'],
    ['yuan and dollars', ['a-value', 'b-value-usd'], 'currencies-differ'],
    ['revenue and profit', ['a-rev-2022', 'a-net-2022'], 'metrics-differ'],
    ['one figure', ['a-rev-2022'], 'part-missing'],
  ])('%s are not added up', (_, ids, reason) => {
    expect(value(sum(all(...ids), base))).toBe(reason);
  });

  test('a difference is later less earlier, of losses by their size', () => {
    expect(value(difference(get('a-rev-2022'), get('a-rev-2024'), base))).toBe(2e9);
    expect(value(difference(get('a-net-2022'), get('a-net-2024'), base))).toBe(-2e9);
  });

  test('percentages differ by points', () => {
    expect(value(difference(get('a-share-2022'), get('a-share-2024'), base))).toBe(-18);
  });

  test('a quarter is never set against a year', () => {
    expect(value(difference(get('b-rev-2024'), get('b-rev-2025-q1'), base))).toBe('periods-differ');
    expect(value(growth(get('b-rev-2024'), get('b-rev-2025-q1'), base))).toBe('periods-differ');
    expect(value(ratio(get('b-rev-2024'), get('b-rev-2025-q1'), base))).toBe('periods-differ');
  });

  test('growth over two years comes with its yearly rate', () => {
    const result = growth(get('a-rev-2022'), get('a-rev-2024'), base);
    if (!('derived' in result)) throw new Error('refused');
    expect(result.derived.map((d) => [d.symbol, d.value])).toEqual([
      ['growth', 200],
      ['annual', 73.2051],
    ]);
  });

  test('a loss that becomes smaller shrinks', () => {
    expect(value(growth(get('a-net-2022'), get('a-net-2023'), base))).toBe(-25);
  });

  test('ratios, shares and remainders are of the sizes', () => {
    expect(value(ratio(get('b-rev-2024'), get('a-rev-2024'), base))).toBe(1.66667);
    expect(value(share(get('a-rev-2022'), get('a-rev-2023')))).toBe(50);
    expect(value(share(get('a-share-2024'), get('a-share-2022')))).toBe('ratios-do-not-add');
    expect(value(remainder(get('b-rev-2024'), all('a-rev-2022', 'a-rev-2023')))).toBe(2e9);
  });

  test('totals of two measures are set in proportion over the same years', () => {
    expect(value(totalsRatio(all('a-net-2022', 'a-net-2023'), all('a-rev-2022', 'a-rev-2023')))).toBe(
      2.33333,
    );
  });
});

describe('one scale', () => {
  test.each([
    ['one measure over years', ['a-rev-2022', 'a-rev-2023', 'b-rev-2024'], null],
    ['losses', ['a-net-2022', 'a-net-2024'], null],
    ['one figure', ['a-rev-2022'], null],
    ['a year and a quarter', ['a-rev-2022', 'b-rev-2025-q1'], 'periods-differ'],
    ['yuan and dollars', ['a-value', 'b-value-usd'], 'currencies-differ'],
    ['revenue and profit', ['a-rev-2022', 'a-net-2022'], 'metrics-differ'],
    ['nothing', [], 'part-missing'],
  ])('%s: %j', (_, ids, reason) => {
    expect(scaleRefusal(all(...ids), base)).toBe(reason);
  });

  test('a range stands beside figures, though nothing is computed with it', () => {
    const range = { ...get('a-rev-2023'), value: [1e9, 2e9] as const };
    expect(scaleRefusal([get('a-rev-2022'), range], base)).toBeNull();
    expect(value(sum([get('a-rev-2022'), range], base))).toBe('part-missing');
  });
});
