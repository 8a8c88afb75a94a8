import { describe, expect, test } from 'vitest';
import { isTelling, tagItem } from '../../../src/digest/items/tag-item.ts';
import { base } from '../../question/base.ts';
import { item, TODAY } from './items.ts';

/** Entities, those of the summary after a bar, then measures: 'nvidia h20 | china ; revenue'. */
function tagsOf(title: string, summary: string | null = null): string {
  const { entities, titled, metrics } = tagItem(item(title, { summary }), base, TODAY).tags;
  const [own, rest] = [entities.slice(0, titled), entities.slice(titled)];
  const names = [own.join(' '), rest.length > 0 ? `| ${rest.join(' ')}` : ''].filter(Boolean).join(' ');
  const measures = metrics.map(({ id, negative }) => (negative ? `-${id}` : id)).join(' ');
  return [names, measures].filter(Boolean).join(' ; ');
}

describe('an item is tagged', () => {
  test.each([
    ['摩尔线程2024年净亏损收窄', 'moore-threads ; -net_profit'],
    ['沐曦股份科创板IPO过会', 'metax star-market ; listing'],
    ['Nvidia resumes H20 sales to China', 'nvidia h20 china ; revenue'],
    ['輝達執行長黃仁勳抵達北京', 'nvidia jensen-huang beijing'],
    ['昇腾与中科曙光合作', 'ascend sugon ; ecosystem'],
    ['英伟达财报今晚公布', 'nvidia-financials'],
    ['国产GPU四小龙齐聚资本市场', 'four-dragons'],
    ['ＡＭＤ　ＭＩ３０８ exports', 'mi308'],
  ])('%s: %s', (title, tags) => {
    expect(tagsOf(title)).toBe(tags);
  });

  test.each([
    // A word inside a word.
    'OpenAI is training a new model',
    'The Hygiene of Moorland',
    'Metaxa wins a prize',
    // Names that are somebody else's, or another thing's.
    "Moore's Law turns sixty",
    'H100 clusters for rent',
    'TSMC raises its outlook',
    // Nicknames without anything of the trade.
    '农企补贴政策出台',
    '绿厂发布新手机',
    'The Moore family leaves town',
    // Ordinary words.
    'Prices ascend to the core of the matter',
    '',
    '🚀🚀🚀',
  ])('with no name of ours: %s', (title) => {
    expect(tagsOf(title).split(' ;')[0]).not.toMatch(/nvidia|amd|moore-threads|metax|hygon|h20|ascend/);
  });

  test('by a nickname where something of the trade stands beside it', () => {
    expect(tagsOf('农企新显卡曝光')).toContain('amd');
    expect(tagsOf('Moore unveils a GPU')).toContain('moore-threads');
    expect(tagsOf('Moore moves house', 'So does Nvidia.')).toBe('moore-threads | nvidia');
    expect(tagsOf('Moore visits China')).toBe('china');
  });

  test('by a word of English where its maker is named too', () => {
    expect(tagsOf('Ascend goes on sale', 'Huawei says so.')).toMatch(/^ascend \| huawei/);
    expect(tagsOf('AI chip stocks ascend')).not.toContain('ascend');
  });

  test('with what only the summary names after what the title names', () => {
    expect(tagsOf('寒武纪新品', '对标英伟达H20。寒武纪称。')).toMatch(
      /^cambricon \| nvidia h20|^cambricon \| h20/,
    );
  });

  test('by no measure that its word only may mean', () => {
    // What ships is counted by the year or from the beginning.
    expect(tagsOf('Hygon ships')).toBe('hygon');
  });

  test('the same whatever its length', () => {
    const long = `${'wafer '.repeat(2000)}`;
    expect(tagsOf(long.slice(0, 200), long)).not.toContain('nvidia');
  });
});

describe('an item is one of ours', () => {
  test.each([
    ['摩尔线程上市', true],
    ['黄仁勋访华', true],
    ['CUDA生态', true],
    ['英伟达财报发布', true],
    ['中国队晋级', false],
    ['北京今日有雪', false],
    ['公司利润增长', false],
    ['A quiet day', false],
  ])('%s: %s', (title, telling) => {
    expect(isTelling(tagItem(item(title), base, TODAY).tags, base)).toBe(telling);
  });
});
