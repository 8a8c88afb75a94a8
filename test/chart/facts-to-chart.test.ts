import { describe, expect, it } from 'vitest';
import { pointsOf } from '../../src/chart/chart-spec.ts';
import { chartToAlt } from '../../src/chart/chart-words.ts';
import { factsToChart } from '../../src/chart/facts-to-chart.ts';
import type { Fact } from '../../src/knowledge/fact.ts';
import type { Locale } from '../../src/language/locale.ts';
import { base, chart, factsOf, figure, LOCALES, specOf, yearly } from './charts.ts';

const companies = base.vocabulary.entities.filter(({ kind }) => kind === 'company').map(({ id }) => id);

describe('where the figures stand', () => {
  it('periods of one subject are categories in the order of time', () => {
    const spec = specOf(factsOf('net_profit', 'moore-threads').toReversed());
    expect(spec.kind).toBe('bars');
    expect(spec.categories).toEqual(['2022年', '2023年', '2024年']);
    expect(spec.series).toHaveLength(1);
    expect(spec.series[0]?.points.map((point) => point?.low)).toEqual([-18.4e8, -16.73e8, -14.92e8]);
  });

  it('several subjects over the same periods are series beside each other', () => {
    const spec = specOf(factsOf('revenue', 'moore-threads', 'metax'), 'en');
    expect(spec.categories).toEqual(['2022', '2023', '2024']);
    expect(spec.series.map(({ name }) => name)).toEqual(['Moore Threads', 'MetaX']);
    expect(spec.title).toBe('Moore Threads, MetaX: revenue');
  });

  it('of one period the subjects are the categories, the largest first', () => {
    const facts = factsOf('revenue').filter(({ period }) => period === '2024');
    const spec = specOf(facts);
    expect(spec.categories).toEqual(['沐曦', '摩尔线程']);
    expect(spec.title).toBe('2024年 营业收入');
  });

  it('where all lose, the largest loss comes first', () => {
    const facts = factsOf('net_profit').filter(({ period }) => period === '2024');
    expect(specOf(facts, 'en').categories).toEqual(['Moore Threads', 'MetaX']);
  });

  it('figures of several periods that share hardly any stand each by itself, with subject and period', () => {
    const spec = specOf(factsOf('shipments'), 'en');
    expect(spec.categories).toEqual([
      "China's accelerator chip market, 2024",
      'Chinese domestic AI chips, 2024',
      'Ascend, 2025',
    ]);
  });

  it('what one subject has for several objects goes by the objects', () => {
    const spec = specOf(factsOf('ipo_allocation'), 'en');
    expect(spec.title).toBe('Moore Threads: allocation of IPO proceeds (plan)');
    expect(spec.categories).toEqual([
      'new AI training-and-inference chip',
      'new graphics chip',
      'new AI SoC',
    ]);
  });

  it('two speakers on one figure are told apart', () => {
    const facts = [
      figure({ period: '2024', value: 1e8 }),
      figure({ id: 'second', period: '2024', value: 2e8, by: 'it-times' }),
    ];
    const [first, second] = specOf(facts).categories;
    expect(first).toContain('招股书');
    expect(second).toContain('IT时报');
  });

  it('two measures of one family are named at each figure', () => {
    const spec = specOf([...factsOf('post_money_valuation'), ...factsOf('valuation')]);
    expect(spec.categories).toEqual(['摩尔线程 投后估值', '沐曦 估值']);
  });

  it.each([
    [5, 'bars'],
    [6, 'lines'],
  ] as const)('%i years of one subject are %s', (years, kind) => {
    expect(specOf(yearly(2015, Array(years).fill(1e8))).kind).toBe(kind);
  });

  it('a line keeps a place for a year that is missing', () => {
    const facts = yearly(
      2015,
      [1, 2, 3, 4, 5, 6, 7].map((n) => n * 1e8),
    ).filter(({ period }) => period !== '2018');
    const spec = specOf(facts, 'en');
    expect(spec.categories).toEqual(['2015', '2016', '2017', '2018', '2019', '2020', '2021']);
    expect(spec.series[0]?.points[3]).toBeNull();
  });

  it.each([
    ['2023-Q3', '2023-Q4', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'],
    ['2022-H1', '2022-H2', '2023-H1', '2023-H2', '2024-H1', '2024-H2'],
    ['2024-09', '2024-10', '2024-11', '2024-12', '2025-01', '2025-02'],
  ])('the line from %s on has the steps of its periods', (...periods) => {
    const spec = specOf(
      periods.map((period) => figure({ period })),
      'en',
    );
    expect(spec.kind).toBe('lines');
    expect(spec.categories).toHaveLength(6);
  });
});

describe('what stands together', () => {
  it('a quarter is no bar among years, and is told apart', () => {
    const { facts, apart } = chart(factsOf('revenue', 'metax'));
    expect(facts.map(({ period }) => period)).toEqual(['2022', '2023', '2024']);
    expect(apart.map(({ id }) => id)).toEqual(['metax-revenue-2025-q1']);
  });

  it('figures as of a time stand together however exact the time', () => {
    const facts = [
      figure({ metric: 'market_value', period: '2024', value: 1e12 }),
      figure({ metric: 'market_value', period: '2025-07', value: 4e12 }),
    ];
    expect(chart(facts).facts).toHaveLength(2);
  });

  const one = figure({ period: '2023' });
  it.each<[string, readonly Fact[], string]>([
    ['two currencies', [one, figure({ period: '2024', unit: 'USD' })], 'currencies-differ'],
    ['two currencies of one amount', factsOf('market_value_gain'), 'currencies-differ'],
    ['two measures', [one, figure({ metric: 'net_profit', period: '2024' })], 'metrics-differ'],
    ['one figure', [one], 'one-figure'],
    ['nothing', [], 'part-missing'],
    ['words', base.facts.filter(({ unit }) => unit === null), 'part-missing'],
    ['figures out of date', [{ ...one, rank: 'deprecated' }, figure({ rank: 'deprecated' })], 'part-missing'],
    ['a year and a quarter', [one, figure({ period: '2024-Q1' })], 'one-figure'],
  ])('%s are refused', (_, facts, reason) => {
    expect(factsToChart(facts, 'zh', base)).toEqual({ kind: 'refused', reason });
  });
});

describe('figures and units', () => {
  it.each<[number, Partial<Fact>, string, string]>([
    [14.92e8, {}, '亿元', 'CNY bn'],
    [4.38e8, {}, '亿元', 'CNY m'],
    [42.64e4, {}, '万元', 'CNY k'],
    [900, {}, '元', 'CNY'],
    [-14.92e8, { metric: 'net_profit' }, '亿元', 'CNY bn'],
    [4.17e12, { unit: 'USD' }, '万亿美元', 'USD tn'],
    [2.7e6, { unit: 'piece' }, '万片', 'm units'],
    [95, { unit: '%' }, '%', '%'],
    [3, { unit: 'count' }, '', ''],
    [18, { unit: 'month' }, '个月', 'months'],
  ])('%d of %j has its axis in %j and %j', (value, patch, zh, en) => {
    const facts = [figure({ ...patch, period: '2023', value }), figure({ ...patch, period: '2024', value })];
    expect(specOf(facts, 'zh').axis.unit).toBe(zh);
    expect(specOf(facts, 'en').axis.unit).toBe(en);
  });

  it.each<[Partial<Fact>, string, string]>([
    [{ value: 14.92e8 }, '14.92亿', '1.492bn'],
    [{ value: -2.33e8 }, '−2.33亿', '−233m'],
    [{ value: 42.64e4 }, '42.64万', '426.4k'],
    [{ value: 500 }, '500元', 'CNY 500'],
    [{ value: 0 }, '0元', '0'],
    [{ value: 7e5, unit: 'piece', qualifier: 'over' }, '超过70万片', 'over 700k'],
    [{ value: 39e8, qualifier: 'about' }, '约39亿', 'about 3.9bn'],
    [{ value: 5, unit: 'nm', qualifier: 'under' }, '不超过5nm', 'at most 5 nm'],
    [{ value: 50, unit: '%', qualifier: 'nearly' }, '接近50%', 'nearly 50%'],
    [{ value: [10, 20], unit: '%', qualifier: 'about' }, '约10%–20%', 'about 10%–20%'],
    [{ value: [1e8, 2e8] }, '1亿–2亿', '100m–200m'],
  ])('%j is labelled %j and %j', (patch, zh, en) => {
    const facts = [figure({ ...patch, period: '2023' }), figure({ ...patch, period: '2024' })].map(
      (fact) => ({
        ...fact,
        statement: { zh: '', en: '' },
      }),
    );
    expect(pointsOf(specOf(facts, 'zh'))[0]?.label).toBe(zh);
    expect(pointsOf(specOf(facts, 'en'))[0]?.label).toBe(en);
  });

  it('a range has its two ends', () => {
    const points = pointsOf(specOf(factsOf('price_premium')));
    expect(points.map(({ low, high }) => [low, high])).toContainEqual([10, 20]);
  });

  it.each([
    ['zh', '摩尔线程 净利润（负数为净亏损）', '净亏损14.92亿元'],
    ['en', 'Moore Threads: net profit (below zero: net loss)', 'net loss CNY 1.492 billion'],
  ] as const)('in %s a loss is below zero, and the words call it one', (locale, title, words) => {
    const spec = specOf(factsOf('net_profit', 'moore-threads'), locale);
    expect(spec.title).toBe(title);
    expect(pointsOf(spec).at(-1)?.words).toBe(words);
    expect(pointsOf(spec).every(({ high }) => high < 0)).toBe(true);
  });

  it('what has not happened is marked, by itself among figures that have', () => {
    const points = pointsOf(specOf(factsOf('shipments')));
    expect(points.map(({ outlook }) => outlook)).toEqual([false, false, true]);
    expect(points.map(({ label }) => label.split('\n')[1])).toEqual(['估算', '估算', '预测']);
    expect(points[2]?.words).toBe('超过70万片（预测）');
  });

  it.each(['forecast', 'plan'] as const)('where all is a %s the title says so', (nature) => {
    const spec = specOf(yearly(2026, [1e8, 2e8], { nature }), 'en');
    expect(spec.title).toBe(`Moore Threads: revenue (${nature})`);
    expect(spec.notes).toContain('Hatched: forecast or plan');
  });

  it.each([
    ['zh', '实际值 · 摩尔线程招股书', /^来源：IT时报《.+》，2025-07，p39$/],
    ['en', 'actual · Moore Threads prospectus', /^Source: IT时报, “.+”, 2025-07, p39$/],
  ] as const)('in %s who says so, the source and its date stand below', (locale, speaker, source) => {
    const { notes } = specOf(factsOf('net_profit', 'moore-threads'), locale);
    expect(notes).toContain(speaker);
    expect(notes.at(-1)).toMatch(source);
  });

  it.each([
    ['zh', '口径不同，不宜直接比较：', '摩尔线程：投后估值，即融资完成后的公司估值'],
    ['en', 'Defined differently, not strictly comparable:', 'Moore Threads: Post-money: '],
  ] as const)('in %s two definitions are told, each with whose it is', (locale, warning, own) => {
    const { notes } = specOf([...factsOf('post_money_valuation'), ...factsOf('valuation')], locale);
    expect(notes).toContain(warning);
    expect(notes.join('\n')).toContain(own);
    expect(notes.some((note) => note.startsWith(locale === 'zh' ? '沐曦：' : 'MetaX: '))).toBe(true);
  });

  const audited = { zh: '经审计。', en: 'Audited.' };
  const pro = { zh: '备考口径', en: 'Pro forma' };

  it.each([
    ['one period of one subject', yearly(2022, [1e8, 2e8]), [1], ['2023: Audited']],
    [
      'all of one subject beside another',
      [...yearly(2022, [1e8, 2e8]), ...yearly(2022, [3e8, 4e8], { subject: 'metax' })],
      [2, 3],
      ['MetaX: Audited'],
    ],
    [
      'one period of one of two subjects',
      [...yearly(2022, [1e8, 2e8]), ...yearly(2022, [3e8, 4e8], { subject: 'metax' })],
      [3],
      ['MetaX, 2023: Audited'],
    ],
    ['every figure', yearly(2022, [1e8, 2e8]), [0, 1], ['Audited']],
    ['none', yearly(2022, [1e8, 2e8]), [], []],
  ])('a definition of %s is told as that', (_, facts, own, notes) => {
    const defined = facts.map((fact, at) => (own.includes(at) ? { ...fact, definition: audited } : fact));
    const spec = specOf(defined, 'en');
    expect(spec.notes.filter((note) => note.includes('Audited'))).toEqual(notes);
    expect(spec.notes.join()).not.toContain('Defined differently');
  });

  it('two definitions of one subject are told with their periods', () => {
    const [first, second] = yearly(2022, [1e8, 2e8]);
    if (!first || !second) throw new Error('two figures');
    const facts = [
      { ...first, definition: audited },
      { ...second, definition: pro },
    ];
    expect(specOf(facts, 'zh').notes.slice(0, 3)).toEqual([
      '口径不同，不宜直接比较：',
      '2022年：经审计',
      '2023年：备考口径',
    ]);
  });

  it('one definition is told once, without a warning', () => {
    const { notes } = specOf(factsOf('market_share'), 'en');
    expect(notes[0]).toContain('not China');
    expect(notes.join('\n')).not.toContain('Defined differently');
  });
});

describe('too much of it', () => {
  const many = Array.from({ length: 80 }, (_, at) =>
    figure({ period: `${2005 + Math.floor(at / 4)}-Q${(at % 4) + 1}`, value: (at + 1) * 1e8 }),
  );

  it('of a long line the latest 60 are drawn, and the others counted', () => {
    const spec = specOf(many, 'en');
    expect(spec.categories).toHaveLength(60);
    expect(spec.categories.at(-1)).toBe('Q4 2024');
    expect(spec.notes[0]).toBe('20 more figures are not drawn');
  });

  it('of many companies the largest 24 are drawn, and the others counted', () => {
    const facts = companies
      .slice(0, 26)
      .map((subject, at) => figure({ subject, period: '2024', value: at * 1e8 }));
    const spec = specOf(facts);
    expect(spec.categories).toHaveLength(24);
    expect(pointsOf(spec)[0]?.low).toBe(25e8);
    expect(spec.notes[0]).toBe('另有 2 个数字没有画出');
  });

  it('of several subjects over many years there are no more bars than can be read', () => {
    const facts = companies
      .slice(0, 5)
      .flatMap((subject) => yearly(2018, [1e8, 2e8, 3e8, 4e8, 5e8], { subject }));
    const spec = specOf(facts);
    expect(pointsOf(spec).length).toBeLessThanOrEqual(24);
    expect(spec.categories.at(-1)).toBe('2022年');
  });
});

describe('the same in words', () => {
  it.each<[Locale, readonly string[]]>([
    ['zh', ['柱状图：', '摩尔线程 2024年：4.38亿元', '沐曦 2022年：42.64万元', '来源：IT时报']],
    [
      'en',
      ['Bar chart: ', 'Moore Threads, 2024: CNY 438 million', 'MetaX, 2022: CNY 426,400', 'Source: IT时报'],
    ],
  ])('in %s it has the kind, every figure and the source', (locale, parts) => {
    const alt = chartToAlt(specOf(factsOf('revenue'), locale));
    for (const part of parts) expect(alt).toContain(part);
  });

  it('is at most 1,000 characters long and counts what it leaves out', () => {
    for (const locale of LOCALES) {
      const facts = yearly(1990, Array(60).fill(123_456_789), { qualifier: 'about' });
      const alt = chartToAlt(specOf(facts, locale));
      expect(alt.length).toBeLessThanOrEqual(1_000);
      const [, left] = /(?:另有|and) (\d+) (?:个数字|more figures)/.exec(alt) ?? [];
      const told = alt.match(/1\.23457亿元|CNY 123\.457 million/g) ?? [];
      expect(told.length + Number(left ?? 0)).toBe(60);
    }
  });

  it('of every measure of the base that can be drawn is sound in both languages', () => {
    let drawn = 0;
    for (const { id } of base.vocabulary.metrics) {
      for (const locale of LOCALES) {
        const charted = factsToChart(base.factsOf(id), locale, base);
        if (charted.kind === 'refused') continue;
        drawn += 1;
        const { spec, facts } = charted;
        expect(pointsOf(spec)).toHaveLength(facts.length);
        expect(new Set(spec.categories).size).toBe(spec.categories.length);
        const alt = chartToAlt(spec);
        expect(alt).not.toMatch(/undefined|null|NaN|\[object/);
        for (const { words } of pointsOf(spec)) expect(alt).toContain(words);
      }
    }
    expect(drawn).toBeGreaterThan(15);
  });
});
