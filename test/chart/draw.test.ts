import { describe, expect, it } from 'vitest';
import { pointsOf } from '../../src/chart/chart-spec.ts';
import { chartToSvg, svgToPng } from '../../src/chart/draw.ts';
import { factsToChart } from '../../src/chart/facts-to-chart.ts';
import type { Locale } from '../../src/language/locale.ts';
import {
  barsOf,
  base,
  decodePng,
  factsOf,
  figure,
  inkOf,
  LOCALES,
  specOf,
  textsOf,
  yearly,
  zeroOf,
} from './charts.ts';

/** Measures of the base that make a picture, each in both languages. */
const REAL = base.vocabulary.metrics.flatMap(({ id }) =>
  LOCALES.flatMap((locale) =>
    factsToChart(base.factsOf(id), locale, base).kind === 'chart' ? [[id, locale] as const] : [],
  ),
);

/** Breaking a text into lines takes the blanks at their ends. */
function joined(texts: readonly string[]): string {
  return texts.join('').replaceAll(/\s/g, '');
}

describe('the SVG', () => {
  it.each(REAL)('of %s in %s has title, unit, names, every figure, speaker and source', (metric, locale) => {
    const spec = specOf(base.factsOf(metric), locale);
    const texts = textsOf(chartToSvg(spec));
    const written = joined(texts);
    const names = spec.series.map(({ name }) => name);
    const labels = pointsOf(spec).map(({ label }) => label);
    for (const part of [spec.title, spec.axis.unit, ...spec.categories, ...names, ...labels])
      expect(written).toContain(joined([part]));
    for (const note of spec.notes) if (note.length < 80) expect(written).toContain(joined([note]));
  });

  it('draws losses below zero', () => {
    const svg = chartToSvg(specOf(factsOf('net_profit', 'moore-threads')));
    const bars = barsOf(svg);
    expect(bars).toHaveLength(3);
    for (const { y, height } of bars) {
      expect(y).toBeGreaterThanOrEqual(zeroOf(svg) - 1);
      expect(height).toBeGreaterThan(50);
    }
    const heights = bars.map(({ height }) => height);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
  });

  it('draws a profit above zero beside a loss below it', () => {
    const svg = chartToSvg(specOf(yearly(2023, [-2e8, 3e8], { metric: 'net_profit' })));
    const [loss, profit] = barsOf(svg);
    expect(loss?.y).toBeCloseTo(zeroOf(svg), 0);
    expect((profit?.y ?? 0) + (profit?.height ?? 0)).toBeCloseTo(zeroOf(svg), 0);
    expect((profit?.height ?? 0) / (loss?.height ?? 1)).toBeCloseTo(1.5, 1);
  });

  it('draws bars as high as their figures', () => {
    const bars = barsOf(chartToSvg(specOf(yearly(2022, [1e8, 2e8, 4e8]))));
    const [one = 0, two = 0, four = 0] = bars.map(({ height }) => height);
    expect(two / one).toBeCloseTo(2, 1);
    expect(four / one).toBeCloseTo(4, 1);
  });

  it('gives nothing no bar, and next to nothing one that is seen', () => {
    const facts = yearly(2022, [0, 1, 9e8], { statement: { zh: '', en: '' } });
    const heights = barsOf(chartToSvg(specOf(facts))).map(({ height }) => height);
    expect(heights).toHaveLength(2);
    expect(heights[0]).toBeGreaterThanOrEqual(2);
  });

  it.each<[string, readonly [number, number], number, number]>([
    ['above zero', [10, 20], 10, 20],
    ['below zero', [-20, -10], -20, -10],
  ])('draws a range %s from end to end', (_, value, low, high) => {
    const facts = [
      figure({ metric: 'price_premium', unit: '%', period: '2023', value }),
      figure({ metric: 'price_premium', unit: '%', period: '2024', value: low < 0 ? -40 : 40 }),
    ];
    const svg = chartToSvg(specOf(facts));
    const [range, whole] = barsOf(svg);
    const unit = (whole?.height ?? 0) / 40;
    const far =
      low < 0 ? (range?.y ?? 0) + (range?.height ?? 0) - zeroOf(svg) : zeroOf(svg) - (range?.y ?? 0);
    expect((range?.height ?? 0) / unit).toBeCloseTo(high - low, 0);
    expect(far / unit).toBeCloseTo(Math.max(Math.abs(low), Math.abs(high)), 0);
  });

  it('draws a range across zero on both sides of it', () => {
    const facts = [
      figure({ metric: 'price_premium', unit: '%', period: '2023', value: [-10, 20] }),
      figure({ metric: 'price_premium', unit: '%', period: '2024', value: 40 }),
    ];
    const svg = chartToSvg(specOf(facts));
    const zero = zeroOf(svg);
    const across = barsOf(svg).filter(({ x }, _, all) => x === Math.min(...all.map((bar) => bar.x)));
    expect(Math.min(...across.map(({ y }) => y))).toBeLessThan(zero - 20);
    expect(Math.max(...across.map(({ y, height }) => y + height))).toBeGreaterThan(zero + 10);
  });

  it('hatches forecasts and plans, and nothing else', () => {
    const plain = chartToSvg(specOf(yearly(2022, [1e8, 2e8])));
    expect(plain).not.toContain('<pattern');
    const mixed = [
      figure({ period: '2024', value: 1e8 }),
      figure({ period: '2025', value: 2e8, nature: 'plan' }),
    ];
    const hatched = chartToSvg(specOf(mixed));
    expect(hatched.match(/fill="url\(#/g)).toHaveLength(1);
    const id = /fill="url\(#([^)]+)\)"/.exec(hatched)?.[1];
    expect(hatched).toMatch(new RegExp(`<pattern [^>]*id="${id}"`));
  });

  it('dashes a line from the last figure before a forecast on', () => {
    const facts = yearly(
      2019,
      [1, 2, 3, 4, 5, 6].map((n) => n * 1e8),
    );
    expect(chartToSvg(specOf(facts))).not.toContain('stroke-dasharray');
    const ahead = [...facts, figure({ period: '2025', value: 7e8, nature: 'forecast' })];
    expect(chartToSvg(specOf(ahead)).match(/stroke-dasharray/g)).toHaveLength(1);
  });

  it('breaks long titles and names, and keeps all that is written inside', () => {
    const name = {
      zh: '名字很长的一家芯片公司'.repeat(6),
      en: 'A Chip Company of a Very Long Name '.repeat(5).trim(),
    };
    const spec = specOf(yearly(2022, [1e8, 2e8]), 'en');
    for (const text of [name.zh, name.en, 'Donaudampfschifffahrt'.repeat(9)]) {
      const svg = chartToSvg({ ...spec, title: text, categories: [text, text], notes: [text, text] });
      expect(Math.max(...textsOf(svg).map((line) => [...line].length))).toBeLessThan(160);
      expect(joined(textsOf(svg))).toContain(joined([text]).slice(0, 60));
      const lowest = Math.max(...[...svg.matchAll(/<text[^>]* ([\d.]+)\)"/g)].map(([, y]) => Number(y)));
      expect(lowest).toBeLessThan(Number(/ height="(\d+)/.exec(svg)?.[1]));
    }
  });

  it('breaks labels that are wider than their bars stand apart', () => {
    const facts = ['moore-threads', 'metax', 'nvidia'].flatMap((subject) =>
      ['2023', '2024', '2025'].map((period) =>
        figure({ subject, period, metric: 'price_premium', unit: '%', value: [15, 34], qualifier: 'about' }),
      ),
    );
    const texts = textsOf(chartToSvg(specOf(facts, 'en')));
    expect(texts.filter((text) => text === 'about')).toHaveLength(9);
    expect(texts.filter((text) => text === '15%–34%')).toHaveLength(9);
  });

  it('tells two series of one name apart', () => {
    const spec = specOf(factsOf('revenue'));
    const same = { ...spec, series: spec.series.map((row) => ({ ...row, name: '同名' })) };
    expect(textsOf(chartToSvg(same)).filter((text) => text === '同名')).toHaveLength(2);
    expect(barsOf(chartToSvg(same))).toHaveLength(6);
  });

  it('is safe in a page: what is written stays text, and nothing is styled or run', () => {
    const spec = specOf(factsOf('revenue'));
    const evil = '"><script>alert(1)</script>&amp;';
    const svg = chartToSvg({
      ...spec,
      title: evil,
      notes: [evil],
      categories: spec.categories.map(() => evil),
    });
    expect(svg).not.toMatch(/<script|<style| style=|javascript:|\son\w+=|<image|href=/);
    expect(joined(textsOf(svg))).toContain('<script>alert(1)</script>&amp;');
  });

  it('has what it shows in words as its label', () => {
    const spec = specOf(factsOf('net_profit', 'moore-threads'), 'en');
    expect(chartToSvg(spec)).toMatch(/^<svg role="img" aria-label="Bar chart: Moore Threads: net profit /);
  });

  it('is the same text for the same chart, with ids of its own', () => {
    const [one, other] = [specOf(factsOf('ipo_allocation')), specOf(factsOf('market_size'))];
    const first = chartToSvg(one);
    const between = chartToSvg(other);
    expect(chartToSvg(one)).toBe(first);
    const ids = (svg: string): string[] => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
    expect(ids(first).length).toBeGreaterThan(0);
    expect(ids(first).filter((id) => ids(between).includes(id))).toEqual([]);
  });
});

describe('the PNG', () => {
  it('decodes to twice the size of the SVG, white at the edges', async () => {
    const svg = chartToSvg(specOf(factsOf('net_profit')));
    const { width, height, pixels } = decodePng(await svgToPng(svg));
    expect([width, height]).toEqual(
      [/ width="(\d+)/, / height="(\d+)/].map((size) => 2 * Number(size.exec(svg)?.[1])),
    );
    expect([...pixels.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    expect([...pixels.subarray(-4)]).toEqual([255, 255, 255, 255]);
  });

  it('stays below 200 kB however much is drawn', async () => {
    const companies = base.vocabulary.entities.filter(({ kind }) => kind === 'company').slice(0, 24);
    const rows = companies.map(({ id }, at) => figure({ subject: id, period: '2024', value: at * 1.234e8 }));
    const grid = companies
      .slice(0, 6)
      .flatMap(({ id }) => yearly(2022, [1.1e8, 2.2e8, 3.3e8, 4.4e8], { subject: id, nature: 'plan' }));
    for (const facts of [rows, grid, yearly(1970, Array(60).fill(1.234e8))]) {
      for (const locale of LOCALES) {
        const png = await svgToPng(chartToSvg(specOf(facts, locale)));
        expect(png.byteLength).toBeLessThan(200_000);
        expect(png.byteLength).toBeGreaterThan(20_000);
      }
    }
  });

  it.each<[Locale, string, string]>([
    ['zh', '摩尔线程', '沐曦股份'],
    ['en', 'Moore Threads', 'Cambricon Co.'],
  ])(
    'in %s really writes what it says: %s is not %s, and neither is a missing character',
    async (...given) => {
      const [locale, one, other] = given;
      const spec = specOf(factsOf('revenue'), locale);
      const titleOf = async (title: string): Promise<string> =>
        inkOf(decodePng(await svgToPng(chartToSvg({ ...spec, title }))), 30, 110);
      // A private character is in no font: all of them look like the sign for what is missing, or like nothing.
      const missing = await titleOf('\ue000'.repeat([...one].length));
      const [first, second] = [await titleOf(one), await titleOf(other)];
      expect(await titleOf(one)).toBe(first);
      expect(first).toContain('#');
      expect(first).not.toBe(second);
      expect(first).not.toBe(missing);
      expect(second).not.toBe(missing);
    },
  );

  it('draws a hundred characters of the base in a hundred ways, none as a missing one', async () => {
    const names = base.vocabulary.entities.flatMap(({ label }) => [...label.zh]);
    const characters = [...new Set(names.filter((character) => /\p{Script=Han}/u.test(character)))];
    const inkFor = async (character: string): Promise<string> => {
      const text = `<text x="2" y="32" font-size="30px" font-family="Noto Sans SC">${character}</text>`;
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#fff"/>${text}</svg>`;
      return inkOf(decodePng(await svgToPng(svg)), 0, 80);
    };
    const blank = await inkFor('\ue000');
    const seen = new Set<string>();
    for (const character of characters.slice(0, 100)) {
      const ink = await inkFor(character);
      expect(ink).not.toBe(blank);
      seen.add(ink);
    }
    expect(seen.size).toBe(100);
  });
});
