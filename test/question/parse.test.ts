import { describe, expect, test } from 'vitest';
import { LONGEST_QUESTION, parseQuestion } from '../../src/question/parse.ts';
import type { Item } from '../../src/question/question.ts';
import { base, TODAY } from './base.ts';

function itemText(item: Item): string {
  if (item.kind === 'entity') return item.entities.join('|');
  if (item.kind === 'metric')
    return item.metrics.map(({ id, negative }) => `${negative ? '-' : ''}${id}`)[0] ?? '';
  if (item.kind === 'period') return `${item.period.from}`;
  if (item.kind === 'figure') return `${item.figure.value} ${item.figure.unit}`;
  return `${item.kind}:${item.text}`;
}

/** What a question is read as: names, measures, periods, figures, and words that are left over. */
function readingOf(question: string): string[] {
  const { items = [] } = parseQuestion(question, base, TODAY) ?? {};
  return items.filter((item) => !item.optional || item.kind === 'figure').map(itemText);
}

describe('parseQuestion', () => {
  test.each([
    ['摩尔线程2024年净亏损', ['moore-threads', '2024', '-net_profit']],
    ['摩爾線程2024年淨虧損', ['moore-threads', '2024', '-net_profit']],
    ['Moore Threads net loss 2024', ['moore-threads', '-net_profit', '2024']],
    ['MetaX Q1 2025 revenue', ['metax', '2025-Q1', 'revenue']],
    ['沐曦去年营收', ['metax', '2025', 'revenue']],
    ['沐曦2024年营收是7.43亿元吗', ['metax', '2024', 'revenue', '743000000 CNY']],
    ['台积电2019年营收', ['other:台积电', '2019', 'revenue']],
  ])('reads %s', (question, reading) => {
    expect(readingOf(question)).toEqual(reading);
  });

  test.each([
    ['muxi yingshou 2024', ['metax', 'revenue', '2024']],
    ['moer xiancheng 2024 kuisun', ['moore-threads', '2024', '-net_profit']],
    ['yingweida shizhi', ['nvidia', 'market_value']],
  ])('reads pinyin: %s', (question, reading) => {
    expect(readingOf(question)).toEqual(reading);
  });

  test.each([
    ['moerxiancheng 2024nian kuisun', ['moore-threads', '2024', '-net_profit']],
    ['H100 revenue 2024', ['other:h100', 'revenue', '2024']],
    ['Mata revenue 2024', ['word:mata', 'revenue', '2024']],
  ])('reads %s', (question, reading) => {
    expect(readingOf(question)).toEqual(reading);
  });

  test('counts clauses, and takes a list for one', () => {
    const clausesIn = (question: string) => parseQuestion(question, base, TODAY)?.clauses;
    expect(clausesIn('沐曦2024年营收')).toBe(1);
    expect(clausesIn('我在看沐曦，它2024年营收多少？')).toBe(2);
    expect(clausesIn('沐曦2022、2023、2024年营收')).toBe(1);
  });

  test('reads a question up to its limit and none beyond', () => {
    expect(parseQuestion('啊'.repeat(LONGEST_QUESTION), base, TODAY)).not.toBeNull();
    expect(parseQuestion('啊'.repeat(LONGEST_QUESTION + 1), base, TODAY)).toBeNull();
    expect(parseQuestion('x'.repeat(10_000), base, TODAY)).toBeNull();
  });
});
