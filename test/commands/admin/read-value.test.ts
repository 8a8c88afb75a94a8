import { describe, expect, test } from 'vitest';
import { figureText } from '../../../src/answer/figure-text.ts';
import { readLoss, readValue } from '../../../src/commands/admin/read-value.ts';
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
    ['CNY 700-800 million', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['CNY 700 to 800 million', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['CNY 700 million to CNY 800 million', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['CNY 700 - CNY 800 million', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['US$7-8bn', 'revenue', [[7e9, 8e9], 'USD', 'exact']],
    ['between CNY 700 and 800 million', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['from 700 to 800 million yuan', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['介于7亿元和8亿元之间', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['7亿到8亿元之间', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['人民币7-8亿元', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['约7-8亿元', 'revenue', [[7e8, 8e8], 'CNY', 'about']],
    ['7~8亿元', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['7亿~8亿元', 'revenue', [[7e8, 8e8], 'CNY', 'exact']],
    ['8000万-1亿元', 'revenue', [[8e7, 1e8], 'CNY', 'exact']],
    ['~7亿元', 'revenue', [7e8, 'CNY', 'about']],
    ['CNY ~700 million', 'revenue', [7e8, 'CNY', 'about']],
    ['50%~60%', '%', [[50, 60], '%', 'exact']],
    ['负15亿元', 'net_profit', [-15e8, 'CNY', 'exact']],
    ['minus CNY 1.5 billion', 'net_profit', [-15e8, 'CNY', 'exact']],
    ['a loss of CNY 1.5 billion', 'net_profit', [-15e8, 'CNY', 'exact']],
    ['盈利1亿元', 'net_profit', [1e8, 'CNY', 'exact']],
    ['净利润1亿元', 'net_profit', [1e8, 'CNY', 'exact']],
    ['a profit of 100 million yuan', 'net_profit', [1e8, 'CNY', 'exact']],
    ['亏损10-20亿元', 'net_profit', [[-20e8, -10e8], 'CNY', 'exact']],
    ['负20亿至负10亿元', 'net_profit', [[-20e8, -10e8], 'CNY', 'exact']],
  ])('%s', (text, metric, expected) => {
    const read = readValue(text, measure(metric), 'CNY');
    expect('problem' in read ? read : [read.value, read.unit, read.qualifier]).toEqual(expected);
  });

  test.each([
    ['15亿元', -15e8],
    ['-15亿元', -15e8],
    ['约15亿元', -15e8],
    ['CNY 1.5 billion', -15e8],
    ['亏损15亿元', -15e8],
    ['14-15亿元', [-15e8, -14e8]],
    ['盈利15亿元', 15e8],
  ])('%s of a measure named as a loss is %j', (text, value) => {
    expect(readLoss(text, measure('net_profit'), 'CNY')).toMatchObject({ value });
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
    ['盈利亏损1亿元', 'net_profit', 'left-over'],
    ['盈利1亿元', 'revenue', 'left-over'],
    ['-7-8亿元', 'net_profit', 'several-figures'],
    ['7亿元-8亿美元', 'revenue', 'several-figures'],
    [`${'9'.repeat(400)}亿美元`, 'revenue', 'too-large'],
    [`1-${'9'.repeat(30)}亿美元`, 'revenue', 'too-large'],
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
