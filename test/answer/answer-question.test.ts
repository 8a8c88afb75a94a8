import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import { compose } from '../../src/answer/compose.ts';
import { smallBase } from './base.ts';

const base = smallBase();
const ask = (question: string): Answer => answerQuestion(question, base, '2026-11-23');

function told(question: string): unknown {
  const answer = ask(question);
  if (answer.outcome !== 'answer') return answer.outcome;
  return [...answer.facts.map((f) => f.id), ...answer.derived.map((d) => `${d.operation} ${d.value}`)];
}

const text = (question: string) =>
  compose(ask(question), base)
    .parts.flatMap((part) => (part.kind === 'rule' ? [] : part.kind === 'list' ? part.items : [part.text]))
    .join('\n');

describe('a question', () => {
  test.each([
    ['极曙芯片2023年营收', ['a-rev-2023']],
    ['Aurora Silicon sales in FY23', ['a-rev-2023']],
    ['極曙芯片前年虧了多少', ['a-net-2024']],
    ['Aurora Silicon net loss two years ago', ['a-net-2024']],
    ['极曙芯片历年营收', ['a-rev-2022', 'a-rev-2023', 'a-rev-2024']],
    ['极曙芯片哪一年亏得最多', ['a-net-2022', 'a-net-2023', 'a-net-2024']],
    ['极曙芯片2022到2024年营收合计', ['a-rev-2022', 'a-rev-2023', 'a-rev-2024', 'sum 6000000000']],
    ['北辉半导和极曙芯片2024年营收谁更高', ['b-rev-2024', 'a-rev-2024', 'difference 2000000000']],
    ['极曙芯片2024年营收同比增长多少', ['a-rev-2024', 'a-rev-2023', 'growth 50', 'difference 1000000000']],
    [
      'Aurora Silicon market share fell how many percentage points',
      ['a-share-2022', 'a-share-2024', 'difference -18'],
    ],
    ['极曙芯片2022到2024年平均每年营收', ['a-rev-2022', 'a-rev-2023', 'a-rev-2024', 'ratio 2000000000']],
    [
      'average annual net loss of Aurora Silicon',
      ['a-net-2022', 'a-net-2023', 'a-net-2024', 'ratio -3000000000'],
    ],
    [
      '极曙芯片三年亏损总额是同期营收总额的几倍',
      ['a-net-2022', 'a-net-2023', 'a-net-2024', 'a-rev-2022', 'a-rev-2023', 'a-rev-2024', 'ratio 1.5'],
    ],
    ['极曙芯片2024年营收多少?北辉半导的估值是多少?', ['a-rev-2024', 'b-value-usd']],
    [
      "What was Aurora Silicon's revenue in 2023? And what was its net loss in 2024?",
      ['a-rev-2023', 'a-net-2024'],
    ],
    ['Is it 12% or 20 billion yuan for Aurora Silicon?', ['a-share-2024', 'a-value']],
    ['北辉半导从2024年算起营收多少,不含2025年一季度', ['b-rev-2024']],
    ['aurora silicom revenue 2024', ['a-rev-2024']],
    ['Aurora Silicon net los 2024', ['a-net-2024']],
    ['极曙芯片FY24A营收', ['a-rev-2024']],
  ])('%s is answered by its facts', (question, facts) => {
    expect(told(question)).toEqual(facts);
  });

  test.each([
    ['of a year that the base lacks', '极曙芯片2021年营收'],
    ['of last year, with the year before at hand', 'What did Aurora Silicon lose last year?'],
    ['of a quarter, with the year at hand', '极曙芯片2024年第一季度营收'],
    ['of a year, with a quarter of it at hand', '北辉半导2025年营收'],
    ['of another measure', '极曙芯片2024年毛利率'],
    ['with a word that changes the measure', 'Aurora Silicon revenue per wafer 2024'],
    ['per unit', 'Aurora Silicon revenue per chip 2024'],
    ['per unit, in Chinese', '极曙芯片2024年单卡营收'],
    ['of the core business only', '极曙芯片2024年核心利润'],
    ['of a company that is not held', '南极星2024年营收'],
    ['of another year, said before', '2018: what was the revenue of Aurora Silicon?'],
    ['of another company, with the year said after', '南极星的营业收入，2024年是多少'],
    ['of a part of the company, with the year said after', '极曙芯片云事业部的营收，2024年是多少'],
    ['of an unknown name, said after', 'revenue in 2024, Hyperion'],
    ['of a mean', "What was Aurora Silicon's mean revenue in 2024?"],
    ['of an average a quarter', '极曙芯片平均每季度营收多少'],
    ['of an average with a year missing', '极曙芯片2021到2024年平均每年营收'],
    ['of an average share', '极曙芯片平均市场份额'],
    ['that is told only as an amount', '极曙芯片2024年营收是百分之几'],
    ['of all but one place', 'Aurora Silicon revenue 2024 outside the filing'],
    ['of an estimate for a year that the base lacks', '极曙芯片26E营收'],
    ['of what another company paid', '极曙芯片2024年从北辉半导那里得到的营收'],
    ['that adds up percentages', '极曙芯片2022年和2024年市场份额加起来是多少'],
    ['that adds up yuan and dollars', '极曙芯片和北辉半导的估值合计'],
    ['that sums a range with a year missing', '极曙芯片2021到2024年营收合计'],
  ])('%s is unknown (%s)', (_, question) => {
    expect(told(question)).toBe('unknown');
  });

  test('a profit that was a loss is put right', () => {
    expect(text('极曙芯片2024年赚了多少')).toMatch(/^并未盈利，是亏损：.*20亿元/u);
    expect(text('How much profit did Aurora Silicon make in 2024?')).toMatch(
      /^Not a profit but a loss: .*CNY 2 billion/u,
    );
  });

  test('a loss is never written with a minus', () => {
    expect(text('极曙芯片2022年净亏损')).not.toMatch(/[-−]40亿/u);
  });

  test('losses said to grow are said to have fallen', () => {
    expect(text('why have Aurora Silicon losses been growing since 2022')).toMatch(/^It fell, not rose/u);
  });

  test('a wrong figure is corrected', () => {
    expect(text('极曙芯片2024年营收是50亿元吧')).toMatch(/^不是50亿元：.*30亿元/u);
  });

  test('the one of two questions that has no answer is named', () => {
    expect(text('极曙芯片2024年营收多少?毛利率是多少?')).toMatch(
      /^极曙芯片 2024年 营收：30亿元[\s\S]*问题里关于“毛利率”的部分，库里没有答案。/u,
    );
    expect(text('What was the revenue of Aurora Silicon in 2024? What was its gross margin?')).toMatch(
      /^Aurora Silicon revenue \(2024\): CNY 3 billion[\s\S]*The part about “gross margin” is not in the fact base\./u,
    );
  });

  test('an average says how it was worked out', () => {
    expect(text('极曙芯片年均营收')).toMatch(
      /^极曙芯片 营收 平均每年：约20亿元（\(10亿元 \+ 20亿元 \+ 30亿元\) ÷ 3）/u,
    );
  });

  test('a company alone offers what is held of it', () => {
    const answer = ask('极曙芯片');
    expect(answer.outcome).toBe('choices');
    if (answer.outcome !== 'choices') return;
    for (const choice of answer.choices) expect(ask(choice.query).outcome, choice.query).toBe('answer');
  });

  test('the first lines say figure, basis and place', () => {
    expect(text('Aurora Silicon revenue 2023').split('\n').slice(0, 3)).toEqual([
      'Aurora Silicon revenue (2023): CNY 2 billion',
      'actual · the filing',
      'Source: Press, “Paper”, 2025-07, p01 · a-rev-2023',
    ]);
  });
});
