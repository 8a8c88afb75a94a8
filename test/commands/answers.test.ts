import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/language/locale.ts';
import { ask, faultsOf, labelsOf, press, shareOf, textOf } from './bot-under-test.ts';

type Case = readonly [
  command: string,
  options: Record<string, string>,
  locale: Locale | undefined,
  said: string[],
];

/** Expected figures are those of the article: paragraphs 9, 24, 39, 40, 44, 45 and 46. */
const CASES: readonly Case[] = [
  ['ask', { question: '摩尔线程2024亏损' }, undefined, ['14.92亿元', 'p39']],
  ['ask', { question: 'Moore Threads net loss 2024' }, 'zh', ['CNY 1.492 billion', 'p39']],
  ['ask', { question: '幫助？' }, undefined, ['库里没有的，我会直说没有', '/chip ask question']],
  ['ask', { question: 'What can you do?' }, 'en', ['I do not search the web', '/chip ask question']],
  [
    'company',
    { name: '摩尔线程' },
    undefined,
    ['净亏损 | 2024年 14.92亿元 | 2023年 16.73亿元；2022年 18.4亿元', 'p39'],
  ],
  ['company', { name: 'MetaX' }, 'en', ['revenue | 2024 CNY 743 million', 'Q1 2025 CNY 320 million', 'p40']],
  ['company', { name: 'Moor Threads' }, 'en', ['Moore Threads', 'net loss']],
  ['company', { name: '輝達' }, 'zh', ['英伟达 · Nvidia', '4.17万亿美元', 'p09']],
  ['company', { name: '张建中' }, 'zh', ['人物', '创始人']],
  ['company', { name: '超讯通信' }, 'zh', ['2025年第一季度的第一大客户是超讯通信', 'p48']],
  ['company', { name: 'H20' }, 'zh', ['产品', '英伟达', '约10%–20%', '彭璐']],
  [
    'compare',
    { first: '摩尔线程', second: '沐曦', metric: '亏损' },
    'zh',
    [
      '2022年 | 18.4亿元 | 7.77亿元 | 10.63亿元',
      '2023年 | 16.73亿元 | 8.71亿元 | 8.02亿元',
      '2024年 | 14.92亿元 | 14.09亿元 | 8300万元',
      '只有沐曦有2025年第一季度的数字，未列入比较。',
    ],
  ],
  [
    'compare',
    { first: 'Moore Threads', second: 'MetaX', metric: 'revenue', period: '2024' },
    'en',
    ['2024 | CNY 438 million | CNY 743 million | CNY 305 million', 'p39', 'p40'],
  ],
  [
    'compare',
    { first: '摩尔线程', second: '沐曦', metric: '估值' },
    'zh',
    ['246亿元', '210亿元', '口径不同', 'p46'],
  ],
  [
    'compare',
    { first: 'Nvidia', second: 'AMD' },
    'en',
    ['over 4%', 'over 5%', 'No difference is given', 'p09'],
  ],
  ['compare', { first: '华为', second: '寒武纪' }, 'zh', ['无法比较']],
  ['compare', { first: '英伟达', second: '沐曦', metric: '市值' }, 'zh', ['库里没有沐曦的市值']],
  [
    'compare',
    { first: '昇腾', second: '国产AI芯片', metric: '出货量' },
    'zh',
    ['期间不同，不作比较', '昇腾：2025年', '国产AI芯片：2024年'],
  ],
  [
    'rank',
    { metric: '净亏损' },
    'zh',
    ['1 | 摩尔线程 | 14.92亿元', '2 | 沐曦 | 14.09亿元', '燧原科技', '壁仞科技', '不是全行业'],
  ],
  [
    'rank',
    { metric: 'revenue', period: '2022' },
    'en',
    [
      '1 | Moore Threads | CNY 46.08 million',
      '2 | MetaX | CNY 426,400',
      'Missing for this period',
      'Enflame',
    ],
  ],
  [
    'rank',
    { metric: '出货量', period: '2024' },
    'zh',
    ['中国加速芯片市场 | 超过270万张', '未列入排名：国产AI芯片 超过82万张'],
  ],
  ['rank', { metric: '营收', period: '2025年第一季度' }, 'zh', ['沐曦 | 3.2亿元', '只有一个']],
  ['rank', { metric: '营收', period: '2019' }, 'zh', ['库里没有“2019”的营业收入']],
  ['rank', { metric: '创始人' }, 'zh', ['只有文字']],
  ['rank', { metric: 'gross margin' }, 'en', ['gross margin', 'nothing is guessed']],
  [
    'source',
    { fact: 'metax-net-profit-2025-q1' },
    'zh',
    ['2.33亿元', 'CNY 233 million', '2025年第一季度', 'p40', 'IT时报', '沐曦股份招股书'],
  ],
  [
    'source',
    { fact: 'metax-net-profit-2025-q1' },
    'en',
    ['Q1 2025', 'Paragraph | p40', 'MetaX prospectus', 'http'],
  ],
  ['browse', {}, 'zh', ['公司业绩', 'H20与出口管制', '上海', '条事实']],
  ['browse', {}, 'en', ['market shares', 'people', 'Shanghai', 'facts']],
  ['browse', { topic: 'H20与出口管制' }, 'zh', ['H20', '出口禁令']],
  ['browse', { topic: 'valuation' }, 'en', ['MetaX']],
  ['help', {}, 'zh', ['不作猜测', '/chip ask', '来源']],
  ['help', {}, 'en', ['nothing is guessed', '/chip ask', 'from 2018 to 2028']],
  ['help', {}, undefined, ['不作猜测', 'nothing is guessed']],
  ['home', {}, undefined, ['不作猜测', 'nothing is guessed']],
];

describe('commands answer', () => {
  it.each(CASES)('%s %j for a reader of %s', async (command, options, locale, said) => {
    const message = await ask(command, options, locale);
    for (const words of said) expect(textOf(message)).toContain(words);
    expect(faultsOf(message)).toEqual([]);
  });

  it('answers in the language of the question, whatever the reader reads', async () => {
    expect((await ask('ask', { question: '沐曦2024年营收' }, 'en')).locale).toBe('zh');
    expect((await ask('ask', { question: 'MetaX revenue 2024' }, 'zh')).locale).toBe('en');
    expect((await ask('company', { name: '沐曦' }, 'en')).locale).toBe('zh');
    expect((await ask('company', { name: 'MetaX' }, 'zh')).locale).toBe('zh');
  });
});

describe('what the base does not hold', () => {
  const UNKNOWN: readonly [command: string, options: Record<string, string>][] = [
    ['company', { name: '台积电' }],
    ['company', { name: 'Foobar Semiconductors' }],
    ['compare', { first: '沐曦', second: '台积电' }],
    ['compare', { first: '沐曦', second: '摩尔线程', metric: '毛利率' }],
    ['rank', { metric: '股价' }],
    ['source', { fact: 'no-such-fact' }],
    ['browse', { topic: '量子计算' }],
    ['ask', { question: '台积电2024年营收' }],
  ];

  it.each(UNKNOWN)('is said, with a way on: %s %j', async (command, options) => {
    const message = await ask(command, options, 'zh');
    expect(textOf(message)).toMatch(/没有|不在/);
    expect(shareOf(message)).toBeUndefined();
    expect(faultsOf(message)).toEqual([]);
  });

  it('a name half typed is near the right one', async () => {
    const message = await ask('company', { name: 'bire' }, 'en');
    expect(labelsOf(message)).toContain('Biren');
  });
});

describe('buttons', () => {
  it('choose a measure that both have, and the choice is a comparison', async () => {
    const message = await ask('compare', { first: '摩尔线程', second: '沐曦' }, 'zh');
    expect(labelsOf(message)).toEqual(['营业收入', '净利润', 'IPO拟募资额', '估值']);
    for (const action of message.actions)
      expect(textOf(await press(action, 'zh'))).toMatch(/^摩尔线程与沐曦：/);
  });

  it('share asks for the same message again', async () => {
    for (const [command, options] of [
      ['company', { name: '沐曦' }],
      ['rank', { metric: '营收', period: '2024' }],
      ['compare', { first: '沐曦', second: '摩尔线程', metric: '营收' }],
      ['source', { fact: 'metax-revenue-2024' }],
      ['ask', { question: '沐曦2024年营收' }],
    ] as const) {
      const message = await ask(command, options, 'zh');
      const share = message.actions.find(({ kind }) => kind === 'share');
      expect(share && textOf(await press(share, 'zh'))).toBe(textOf(message));
    }
  });

  it('a long question is shared as it was asked', async () => {
    const question = 'Could you please tell me how much revenue Moore Threads had in the year 2024 in total?';
    const message = await ask('ask', { question });
    const share = message.actions.find(({ kind }) => kind === 'share');
    if (!share) throw new Error('no Share button');
    expect(share.call.options).toEqual({ question });
    expect(textOf(await press(share))).toBe(textOf(message));
    expect(textOf(message)).toContain('CNY 438 million');
    expect(faultsOf(message)).toEqual([]);
  });

  it('questions on buttons are answered', async () => {
    const messages = [
      await ask('help', {}),
      await ask('browse', {}, 'en'),
      await ask('company', { name: '沐曦' }, 'zh'),
      await ask('company', { name: 'H20' }, 'en'),
      await ask('ask', { question: '沐曦' }),
      await ask('ask', { question: '台积电2024年营收' }),
      await ask('ask', { question: 'Moore Threads' }),
      await ask('ask', { question: '' }, 'en'),
      ...(await Promise.all((await ask('browse', {}, 'zh')).actions.map((action) => press(action, 'zh')))),
      ...(await Promise.all((await ask('browse', {}, 'en')).actions.map((action) => press(action, 'en')))),
    ];
    const asks = messages.flatMap(({ actions }) => actions).filter(({ call }) => call.command === 'chip ask');
    expect(asks.length).toBeGreaterThan(50);
    for (const action of asks) {
      const message = await press(action);
      expect(`${JSON.stringify(action.call.options)}: ${textOf(message)}`).not.toMatch(
        /没有答案|几种读法|no answer|several ways/i,
      );
    }
  });
});
