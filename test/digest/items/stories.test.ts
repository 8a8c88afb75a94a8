import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../../../src/digest/feeds/parse-feed.ts';
import { groupStories } from '../../../src/digest/items/stories.ts';
import { checked } from '../../properties.ts';
import { hoursAgo, item } from './items.ts';

function areOne(a: Partial<Item> & { title: string }, b: Partial<Item> & { title: string }): boolean {
  return groupStories([item(a.title, a), item(b.title, b)]).length === 1;
}

describe('two items are one story', () => {
  test.each<[string, Partial<Item>, Partial<Item>]>([
    ['with one id', { id: 'x', title: 'One' }, { id: 'x', title: 'Another' }],
    ['with one link', { link: 'https://www.a.example/1/' }, { link: 'http://m.a.example/1' }],
    [
      'with one title',
      { title: 'Nvidia to resume H20 sales to China' },
      { title: 'Nvidia to resume H20 sales to China' },
    ],
    [
      'whose titles differ in case, marks and width',
      { title: 'NVIDIA to Resume H20 Sales to China!' },
      { title: 'Nvidia to resume “Ｈ２０” sales to China' },
    ],
    [
      'whose titles end in their outlets',
      { title: 'Chip maker Hygon to merge with Sugon - The Wafer Post', outlet: 'Wafer Post' },
      { title: 'Chip maker Hygon to merge with Sugon | FabNews', outlet: 'FabNews' },
    ],
    [
      'whose titles differ by a word of many',
      { title: 'US allows Nvidia to sell its H20 chip to customers in China again after months' },
      { title: 'US allows Nvidia to sell its H20 chips to customers in China again after many months' },
    ],
    [
      'in Chinese, with a prefix',
      { title: '快讯：摩尔线程科创板上市申请获得正式受理' },
      { title: '摩尔线程科创板上市申请获得正式受理' },
    ],
    [
      'in the two scripts',
      { title: '寒武紀發布新一代人工智慧晶片產品' },
      { title: '寒武纪发布新一代人工智能芯片产品' },
    ],
  ])('%s', (_, a, b) => {
    expect(areOne({ title: 'First of two', ...a }, { title: 'Quite something else', ...b })).toBe(true);
  });

  test.each<[string, Partial<Item> & { title: string }, Partial<Item> & { title: string }]>([
    [
      'another company',
      { title: '摩尔线程科创板上市申请获得受理' },
      { title: '沐曦股份科创板上市申请获得受理' },
    ],
    [
      'another figure',
      { title: '沐曦股份2024年营收7.43亿元同比大幅增长' },
      { title: '沐曦股份2024年营收4.26亿元同比大幅增长' },
    ],
    [
      'another year',
      { title: 'Moore Threads publishes its full annual report for 2024' },
      { title: 'Moore Threads publishes its full annual report for 2023' },
    ],
    [
      'the contrary',
      { title: 'US approves Nvidia H20 sales to China' },
      { title: 'US blocks Nvidia H20 sales to China' },
    ],
    ['few words, one of them another', { title: 'Nvidia rises again' }, { title: 'Nvidia falls again' }],
    [
      'a column of the same name a week later',
      { title: 'Semiconductor industry morning briefing for investors', published: hoursAgo(0) },
      { title: 'Semiconductor industry morning briefing for investors', published: hoursAgo(24 * 7) },
    ],
    [
      'the same feed under another address',
      { title: 'Semiconductor industry morning briefing for investors', feed: 'https://f.example/' },
      { title: 'Semiconductor industry morning briefing for investors', feed: 'https://f.example/' },
    ],
    [
      'one page that a feed gives for both',
      { title: 'Version two', link: 'https://a.example/#2', feed: 'https://f.example/' },
      { title: 'Version one', link: 'https://a.example/#1', feed: 'https://f.example/' },
    ],
    ['nothing in common', { title: '！！！' }, { title: '？？？' }],
  ])('but not with %s', (_, a, b) => {
    expect(areOne(a, b)).toBe(false);
  });
});

describe('stories', () => {
  test('keep all of their items, in the order in which they came', () => {
    const titles = [
      '甲公司发布新一代训练芯片',
      '乙公司裁员三成',
      '甲公司发布新一代训练芯片',
      '丙公司上市',
      '乙公司裁员三成',
    ];
    const groups = groupStories(titles.map((title, at) => item(title, { id: String(at) })));
    expect(groups.map((group) => group.map(({ id }) => id).join(' '))).toEqual(['0 2', '1 4', '3']);
  });

  test('are the same as when each title is compared with each other', () => {
    const words = [
      'nvidia',
      'h20',
      'sales',
      'china',
      'resume',
      'chip',
      '芯片',
      '摩尔线程',
      '上市',
      '受理',
      '获得',
      '2024',
    ];
    const title = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 })
      .map((list) => list.join(' '));
    checked(
      fc.property(fc.array(title, { maxLength: 24 }), (titles) => {
        const items = titles.map((each) => item(each));
        const pairwise = items.flatMap((a, i) =>
          items
            .slice(i + 1)
            .flatMap((b) => (groupStories([a, b]).length === 1 ? [[a.id, b.id] as const] : [])),
        );
        const group = new Map(
          groupStories(items).flatMap((each, at) => each.map(({ id }) => [id, at] as const)),
        );
        for (const [a, b] of pairwise) expect(group.get(a)).toBe(group.get(b));
        // And no two that no chain of pairs joins.
        const parents = new Map(items.map(({ id }) => [id, id]));
        const root = (id: string): string => (parents.get(id) === id ? id : root(parents.get(id) ?? id));
        for (const [a, b] of pairwise) parents.set(root(b), root(a));
        expect(new Set(group.values()).size).toBe(new Set(items.map(({ id }) => root(id))).size);
      }),
      150,
    );
  });
});
