import { describe, expect, test } from 'vitest';
import { figureText } from '../../../src/answer/figure-text.ts';
import { readValue } from '../../../src/commands/admin/read-value.ts';
import type { Metric } from '../../../src/knowledge/vocabulary.ts';
import { base } from '../bot-under-test.ts';

/** A metric by its id, or the first that has only this unit. */
function measure(name: string): Metric {
  const found = base.findMetric(name) ?? base.vocabulary.metrics.find(({ units }) => units.join() === name);
  if (!found) throw new Error(`no metric ${name}`);
  return found;
}

describe('a value as people write it', () => {
  test.each([
    ['14.92亿元', 'net_profit', [1.492e9, 'CNY', 'exact']],
    ['CNY 1.492bn', 'revenue', [1.492e9, 'CNY', 'exact']],
    ['约39亿', 'revenue', [3.9e9, 'CNY', 'about']],
    ['10%–20%', '%', [[10, 20], '%', 'exact']],
    ['超过70万片', 'piece', [700_000, 'piece', 'over']],
    ['-2.33亿', 'net_profit', [-2.33e8, 'CNY', 'exact']],
    ['−2.33亿元', 'net_profit', [-2.33e8, 'CNY', 'exact']],
    ['1,037.3 EFLOPS', 'EFLOPS', [1037.3, 'EFLOPS', 'exact']],
    ['loss of 14.92亿', 'net_profit', [-1.492e9, 'CNY', 'exact']],
    ['净亏损14.92亿元', 'net_profit', [-1.492e9, 'CNY', 'exact']],
    ['(233 million yuan)', 'net_profit', [-2.33e8, 'CNY', 'exact']],
    ['-CNY 233 million', 'net_profit', [-2.33e8, 'CNY', 'exact']],
    ['10亿-20亿元', 'revenue', [[1e9, 2e9], 'CNY', 'exact']],
    ['10-20亿元', 'revenue', [[1e9, 2e9], 'CNY', 'exact']],
    ['不超过8千万美元', 'revenue', [8e7, 'USD', 'under']],
    ['近5亿', 'revenue', [5e8, 'CNY', 'nearly']],
    ['1492000000', 'revenue', [1.492e9, 'CNY', 'exact']],
    ['US$ 5.5bn', 'revenue', [5.5e9, 'USD', 'exact']],
    ['$5.5 billion', 'revenue', [5.5e9, 'USD', 'exact']],
    ['４２．６４万元', 'revenue', [426_400, 'CNY', 'exact']],
    ['七十万片', 'piece', [700_000, 'piece', 'exact']],
    ['两成', '%', [20, '%', 'exact']],
  ])('%s', (text, metric, expected) => {
    const read = readValue(text, measure(metric), 'CNY');
    expect('problem' in read ? read : [read.value, read.unit, read.qualifier]).toEqual(expected);
  });

  test('every figure of the base is read back', () => {
    const bad: string[] = [];
    for (const fact of base.facts.filter(({ unit }) => unit !== null))
      for (const locale of ['zh', 'en'] as const) {
        const text = figureText(fact, locale);
        const read = readValue(text, base.metric(fact.metric), fact.unit ?? undefined);
        const got =
          'problem' in read ? read : { value: read.value, unit: read.unit, qualifier: read.qualifier };
        if (
          JSON.stringify(got) !==
          JSON.stringify({ value: fact.value, unit: fact.unit, qualifier: fact.qualifier })
        )
          bad.push(
            `${fact.id} ${text} ${JSON.stringify(fact.value)} ${fact.qualifier} → ${JSON.stringify(got)}`,
          );
      }
    expect(bad).toEqual([]);
  });

  test.each([
    ['', 'revenue', 'no-figure'],
    ['很多', 'revenue', 'no-figure'],
    ['14.92亿元 16.73亿元', 'revenue', 'several-figures'],
    ['20%–10%', '%', 'range-order'],
    ['亏损14.92亿元', 'revenue', 'loss-of-what'],
    ['70万片', 'revenue', 'unit-unfit'],
    ['5个百分点', '%', 'unit-unfit'],
    ['14.92亿元左右的利润', 'revenue', 'left-over'],
    ['14.92亿欧元', 'revenue', 'left-over'],
    ['只有中文', 'membership', 'two-languages'],
  ])('%j of %s: %s', (text, metric, problem) => {
    expect(readValue(text, measure(metric), 'CNY')).toMatchObject({ problem });
  });

  test('has to say the unit where the measure has several and nothing tells which', () => {
    expect(readValue('14.92', measure('revenue'))).toEqual({
      problem: 'unit-missing',
      units: ['CNY', 'USD'],
    });
    expect(readValue('14.92亿', measure('revenue'))).toEqual({
      problem: 'unit-missing',
      units: ['CNY', 'USD'],
    });
    expect(readValue('14.92亿', measure('revenue'), 'USD')).toMatchObject({ unit: 'USD' });
  });

  test('in words has both languages', () => {
    expect(readValue('四家公司 | four companies', measure('membership'))).toEqual({
      value: { zh: '四家公司', en: 'four companies' },
      unit: null,
      qualifier: 'exact',
    });
  });
});
