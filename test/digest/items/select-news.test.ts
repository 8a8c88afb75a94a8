import { describe, expect, test } from 'vitest';
import { selectNews, toStories } from '../../../src/digest/items/select-news.ts';
import type { TaggedItem } from '../../../src/digest/items/tag-item.ts';
import type { Topics } from '../../../src/digest/items/topics.ts';
import { factsTouched } from '../../../src/digest/items/touched.ts';
import { fact, smallBase } from '../../answer/base.ts';
import { hoursAgo, NOW, tagged } from './items.ts';

const base = smallBase();

type Case = {
  readonly items: readonly TaggedItem[];
  readonly told?: readonly TaggedItem[];
  readonly topics?: Topics;
};

function select({ items, told = [], topics = { kind: 'ours' } }: Case) {
  const stories = toStories([...told, ...items], base, NOW);
  return selectNews({ stories, told: new Set(told.map(({ id }) => id)), topics });
}

describe('the facts that an item touches', () => {
  test.each([
    ['极曙芯片亏损收窄', ['a-net-2024']],
    ['Aurora Silicon revenue doubles', ['a-rev-2024']],
    ['极曙芯片盈利了', ['a-net-2024']],
    ['北辉半导营收创新高', ['b-rev-2025-q1']],
    ['Borealis Chips and Aurora Silicon report sales', ['b-rev-2025-q1', 'a-rev-2024']],
    ['Aurora Silicon market share and valuation', ['a-share-2024', 'a-value']],
    // No measure, no subject, nothing held.
    ['Aurora Silicon moves house', []],
    ['Sales rise everywhere', []],
    ['Borealis Chips market share falls', []],
  ])('%s: %o', (title, ids) => {
    expect(factsTouched(tagged(base, title).tags, base).map(({ id }) => id)).toEqual(ids);
  });

  test('are none where the latest figure is a forecast’s, a profit under news of a loss, or two at once', () => {
    const withFacts = smallBase([
      fact('plan-2030', { period: '2030', value: 9e9, nature: 'plan' }),
      fact('a-2024', { period: '2024', value: 3e9 }),
      fact('old', { period: '2025', value: 3e9, rank: 'deprecated' }),
      fact('a-net-2024', { metric: 'net_profit', period: '2024', value: 2e9 }),
      fact('b-1', { subject: 'borealis', period: '2024', value: 1e9 }),
      fact('b-2', { subject: 'borealis', period: '2024', value: 2e9 }),
      fact('words', { metric: 'valuation', unit: null, value: { zh: '高', en: 'high' } }),
    ]);
    const touched = (title: string) =>
      factsTouched(tagged(withFacts, title).tags, withFacts).map(({ id }) => id);
    expect(touched('Aurora Silicon revenue')).toEqual(['a-2024']);
    expect(touched('Aurora Silicon net loss')).toEqual([]);
    expect(touched('Borealis Chips revenue')).toEqual([]);
    expect(touched('Aurora Silicon valuation')).toEqual([]);
  });
});

describe('the news', () => {
  test('leaves out what is about nothing of ours, unless all is wanted', () => {
    const items = [tagged(base, 'Aurora Silicon moves house'), tagged(base, 'A bakery opens in town')];
    expect(select({ items }).map(({ entity }) => entity)).toEqual(['aurora']);
    expect(select({ items, topics: { kind: 'all' } }).map(({ entity }) => entity)).toEqual(['aurora', null]);
    expect(select({ items, topics: { kind: 'some', entities: ['borealis'], metrics: [] } })).toEqual([]);
  });

  test('tells a story once, by the first who had it, and names the others', () => {
    const title = 'Aurora Silicon opens a large new factory in the north';
    const items = [
      tagged(base, title, { outlet: 'Late', published: hoursAgo(1) }),
      tagged(base, title, { outlet: 'First', published: hoursAgo(5) }),
      tagged(base, title, { outlet: 'Undated', published: null }),
      tagged(base, title, { outlet: 'Nowhere', published: hoursAgo(9), link: null }),
    ];
    const [group] = select({ items });
    expect(group?.stories).toHaveLength(1);
    expect(group?.stories[0]?.lead.outlet).toBe('First');
    expect(group?.stories[0]?.outlets.toSorted()).toEqual(['Late', 'Nowhere', 'Undated']);
  });

  test('tells nothing that was told before, under another address neither', () => {
    const told = [tagged(base, 'Aurora Silicon opens a large new factory in the north')];
    const items = [
      tagged(base, 'Aurora Silicon opens a large new factory in the north - Daily'),
      tagged(base, 'Aurora Silicon closes its old factory'),
    ];
    const titles = select({ items, told }).flatMap(({ stories }) => stories.map(({ lead }) => lead.title));
    expect(titles).toEqual(['Aurora Silicon closes its old factory']);
  });

  test.each<[string, string, Parameters<typeof tagged>[2], string, Parameters<typeof tagged>[2]]>([
    [
      'the fresher',
      'Aurora Silicon moves house',
      { published: hoursAgo(1) },
      'Aurora Silicon hires a cook',
      { published: hoursAgo(30) },
    ],
    [
      'what names us in its title',
      'Aurora Silicon moves house',
      {},
      'A day in the north',
      { summary: 'With Aurora Silicon.' },
    ],
    ['what touches a fact', 'Aurora Silicon revenue doubles', {}, 'Aurora Silicon hires a cook', {}],
    [
      'what has a date to what is from the future no more than now',
      'Aurora Silicon revenue doubles',
      {},
      'Aurora Silicon hires a cook',
      { published: '2030-01-01T00:00:00.000Z' },
    ],
  ])('puts first %s', (_, first, a, second, b) => {
    const items = [tagged(base, second, b), tagged(base, first, a)];
    const [group] = select({ items });
    expect(group?.stories.map(({ lead }) => lead.title)).toEqual([first, second]);
  });

  test('puts first what many have', () => {
    const title = 'Aurora Silicon opens a large new factory in the north';
    const items = [
      tagged(base, 'Aurora Silicon hires a cook'),
      ...['A', 'B', 'C', 'D'].map((outlet) => tagged(base, title, { outlet })),
    ];
    expect(select({ items })[0]?.stories[0]?.lead.title).toBe(title);
  });

  test('is the same whatever order the feeds came in', () => {
    const items = ['revenue', 'a cook', 'a move', 'a fire', 'sales'].map((what) =>
      tagged(base, `Aurora Silicon and ${what}`),
    );
    const order = (list: typeof items) =>
      select({ items: list }).flatMap(({ stories }) => stories.map(({ lead }) => lead.id));
    expect(order(items.toReversed())).toEqual(order(items));
  });
});
