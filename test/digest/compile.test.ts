import { describe, expect, test } from 'vitest';
import type { FactChange } from '../../src/digest/changes.ts';
import { compileDigest } from '../../src/digest/compile.ts';
import { selectNews, toStories } from '../../src/digest/items/select-news.ts';
import type { TaggedItem } from '../../src/digest/items/tag-item.ts';
import type { Locale } from '../../src/language/locale.ts';
import { fact, smallBase } from '../answer/base.ts';
import { hoursAgo, NOW, tagged } from './items/items.ts';

const base = smallBase();
const net = fact('a-net-2024', { metric: 'net_profit', period: '2024', value: -1.492e9, locator: 'p39' });

function compile(changes: readonly FactChange[], items: readonly TaggedItem[], locale: Locale) {
  const stories = toStories(items, base, NOW);
  const news = selectNews({ stories, told: new Set(), topics: { kind: 'all' } });
  return compileDigest({ changes, news }, base, locale);
}

/** What a reader is told, a line for each item, note and story. */
function linesOf(changes: readonly FactChange[], items: readonly TaggedItem[], locale: Locale): string[] {
  return (compile(changes, items, locale)?.blocks ?? []).flatMap((block) => {
    switch (block.kind) {
      case 'rule':
        return ['---'];
      case 'list':
        return block.items;
      case 'stories':
        return block.stories.flatMap((story) => [
          [
            story.title,
            story.link,
            story.from,
            story.at === null ? null : new Date(story.at).toISOString(),
          ].join(' | '),
          ...story.notes.map((note) => `  ${note}`),
        ]);
      case 'table':
        return [];
      default:
        return [block.text];
    }
  });
}

test('nothing to say is no message', () => {
  expect(compile([], [], 'zh')).toBe(null);
});

describe('changes of facts', () => {
  const changes: readonly FactChange[] = [
    { kind: 'new', fact: net },
    {
      kind: 'corrected',
      old: fact('x', { period: '2024', value: 7.43e8 }),
      fact: fact('x', { period: '2024', value: 4.26e8 }),
    },
    { kind: 'retracted', fact: fact('y', { subject: 'borealis', period: '2023', value: 2e9 }) },
  ];

  test('are told old → new with their sources, in Chinese', () => {
    expect(linesOf(changes, [], 'zh')).toEqual([
      '芯片简报：3条事实更新',
      '新增：极曙芯片 2024年 净亏损：14.92亿元（来源：Press，2025-07，p39）',
      '更正：极曙芯片 2024年 营收：7.43亿元 → 4.26亿元（来源：Press，2025-07，p01）',
      '撤回：北辉半导 2023年 营收：20亿元（来源：Press，2025-07，p01）',
    ]);
  });

  test('are told in English', () => {
    expect(linesOf(changes, [], 'en')).toEqual([
      'Chip digest: 3 facts changed',
      'New: Aurora Silicon net loss (2024): CNY 1.492 billion (source: Press, 2025-07, p39)',
      'Corrected: Aurora Silicon revenue (2024): CNY 743 million → CNY 426 million (source: Press, 2025-07, p01)',
      'Retracted: Borealis Chips revenue (2023): CNY 2 billion (source: Press, 2025-07, p01)',
    ]);
  });

  test('of more than the figure are told in full, of less than it as what they are', () => {
    const year = fact('z', { period: '2023', value: 1e9 });
    const words = fact('w', { metric: 'valuation', unit: null, value: { zh: '甲', en: 'A' } });
    const said = (old: typeof year, now: typeof year) =>
      linesOf([{ kind: 'corrected', old, fact: now }], [], 'en')[1];
    expect(said(year, { ...year, period: '2024' })).toBe(
      'Corrected: Aurora Silicon revenue (2023): CNY 1 billion → Aurora Silicon revenue (2024): CNY 1 billion (source: Press, 2025-07, p01)',
    );
    expect(said({ ...net, value: 1e9 }, net)).toBe(
      'Corrected: Aurora Silicon net profit (2024): CNY 1 billion → Aurora Silicon net loss (2024): CNY 1.492 billion (source: Press, 2025-07, p39)',
    );
    expect(said(year, { ...year, locator: 'p02' })).toBe(
      'Corrected: Aurora Silicon revenue (2023): CNY 1 billion (source or wording changed) (source: Press, 2025-07, p02)',
    );
    expect(said(words, { ...words, statement: { zh: '乙', en: 'It is B.' } })).toBe(
      'Corrected: Statement w → It is B. (source: Press, 2025-07, p01)',
    );
  });
});

describe('news', () => {
  const items = [
    tagged(base, 'Aurora Silicon revenue rises', {
      id: 'a',
      link: 'https://a.example/1',
      outlet: 'Wafer Post',
    }),
    ...['a cook', 'a gardener', 'a driver', 'a pilot'].map((who, at) =>
      tagged(base, `Aurora Silicon hires ${who}`, {
        link: `https://a.example/${at + 2}`,
        outlet: 'Wafer Post',
        published: hoursAgo(at + 2),
      }),
    ),
    tagged(base, '北辉半导亏损扩大', { link: null, outlet: '晶圆报', published: hoursAgo(5) }),
    tagged(base, 'A bakery opens', { link: 'https://b.example/', outlet: 'Town', published: null }),
  ];

  test('is grouped by company, three each and how many more, with who, when and what we hold', () => {
    expect(linesOf([], items, 'en')).toEqual([
      'Chip digest: 7 stories',
      '---',
      'Aurora Silicon',
      'Aurora Silicon revenue rises | https://a.example/1 | Wafer Post | 2026-11-23T08:00:00.000Z',
      '  our base: revenue (2024): CNY 3 billion',
      'Aurora Silicon hires a cook | https://a.example/2 | Wafer Post | 2026-11-23T07:00:00.000Z',
      'Aurora Silicon hires a gardener | https://a.example/3 | Wafer Post | 2026-11-23T06:00:00.000Z',
      '+ 2 more',
      '---',
      'Borealis Chips',
      '北辉半导亏损扩大 |  | 晶圆报 | 2026-11-23T04:00:00.000Z',
      '---',
      'Other news',
      'A bakery opens | https://b.example/ | Town | ',
    ]);
  });

  test('is told after the facts, in the language of the channel', () => {
    const lines = linesOf([{ kind: 'new', fact: net }], items, 'zh');
    expect(lines[0]).toBe('芯片简报：1条事实更新，7条新闻');
    expect(lines[1]).toContain('新增');
    expect(lines).toContain('  我们的库：2024年 营收：30亿元');
    expect(lines).toContain('+ 另有2条');
    expect(lines).toContain('北辉半导');
    expect(lines).toContain('其他');
  });

  test.each([
    [['A'], 'A', 'A'],
    [['A', 'B'], 'A、B', 'A, B'],
    [['A', 'B', 'C', 'D'], 'A、B等4家', 'A, B and 2 more'],
  ])('of %o is from %s', (outlets, zh, en) => {
    const same = outlets.map((outlet, at) =>
      tagged(base, 'Aurora Silicon opens a large new factory in the north', {
        outlet,
        published: hoursAgo(9 - at),
      }),
    );
    const from = (locale: Locale) =>
      compile([], same, locale)?.blocks.flatMap((block) =>
        block.kind === 'stories' ? block.stories[0]?.from : [],
      );
    expect(from('zh')).toEqual([zh]);
    expect(from('en')).toEqual([en]);
  });
});
