/** What is told of one made-up company: figures over the years that go together, and a story or two. */
import type { Fact, Nature } from '../src/knowledge/fact.ts';
import type { Metric, Unit } from '../src/knowledge/vocabulary.ts';
import type { Text } from '../src/language/locale.ts';
import type { CompanyName } from './names.ts';
import { between, pick, type Random } from './random.ts';
import { amountWords, periodWords } from './wording.ts';

export type Company = { readonly id: string; readonly name: CompanyName };

/** Where a fact is drawn from and who says so. */
export type Origin = { readonly source: string; readonly by: string; readonly nature: Nature };

export type CompanyOptions = {
  readonly random: Random;
  readonly metrics: ReadonlyMap<string, Metric>;
  /** Who may tell of a company's estimates. */
  readonly houses: readonly string[];
  /** The source of what is told of a year. */
  readonly sourceOf: (year: number) => string;
};

const NONE: readonly string[] = [];
const FIRST_YEAR = 2018;
const LAST_YEAR = 2026;

/** Statements that a company is about, so that some words recur in thousands of facts and others in few. */
const AREAS: readonly Text[] = [
  { zh: '自动驾驶', en: 'autonomous driving' },
  { zh: '智能座舱', en: 'smart cockpits' },
  { zh: '云端推理', en: 'cloud inference' },
  { zh: '大模型训练', en: 'training of large models' },
  { zh: '工业视觉', en: 'machine vision in factories' },
  { zh: '智能电表', en: 'smart meters' },
  { zh: '光通信模块', en: 'optical modules' },
  { zh: '基站射频', en: 'radio parts of base stations' },
  { zh: '可穿戴设备', en: 'wearables' },
  { zh: '医疗影像', en: 'medical imaging' },
  { zh: '储能逆变', en: 'inverters of power storage' },
  { zh: '卫星导航', en: 'satellite navigation' },
];
const CAUSES: readonly Text[] = [
  { zh: '流片费用上升', en: 'higher tape-out costs' },
  { zh: '原材料涨价', en: 'dearer raw materials' },
  { zh: '大客户推迟验收', en: 'late acceptance by a large customer' },
  { zh: '股权激励摊销', en: 'share-based pay' },
  { zh: '存货跌价', en: 'write-downs of stock' },
  { zh: '汇率波动', en: 'swings of the exchange rate' },
  { zh: '新厂折旧', en: 'depreciation of a new plant' },
  { zh: '封装良率偏低', en: 'poor packaging yield' },
];
const CITIES: readonly Text[] = [
  { zh: '苏州', en: 'Suzhou' },
  { zh: '无锡', en: 'Wuxi' },
  { zh: '合肥', en: 'Hefei' },
  { zh: '成都', en: 'Chengdu' },
  { zh: '西安', en: 'Xi’an' },
  { zh: '武汉', en: 'Wuhan' },
  { zh: '厦门', en: 'Xiamen' },
  { zh: '珠海', en: 'Zhuhai' },
];

type Figure = {
  readonly metric: string;
  readonly period: string;
  readonly value: number;
  readonly unit: Unit;
  readonly estimate?: boolean;
};
type Story = {
  readonly metric: string;
  readonly period: string | null;
  readonly value: Text;
  readonly told: Text;
};

/** About ten facts; each metric and period at most once. */
export function companyFacts(company: Company, options: CompanyOptions): Fact[] {
  const figures = figuresOf(options.random).map((figure) => figureToFact(figure, company, options));
  const stories = storiesOf(company, options.random).map((story) => storyToFact(story, company, options));
  return [...figures, ...stories];
}

function figuresOf(random: Random): Figure[] {
  const money: Unit = random() < 0.9 ? 'CNY' : 'USD';
  const sales = 10 ** (7.3 + 3.5 * random());
  const margin = -0.9 + 1.2 * random();
  const length = between(random, 2, 4);
  const first = between(random, FIRST_YEAR, LAST_YEAR - length);
  const years = Array.from({ length }, (_, index) => String(first + index));
  const growth = 0.8 + random();
  const grown = (base: number, index: number): number =>
    round(base * growth ** index * (0.9 + 0.2 * random()));
  const last = years.at(-1) ?? String(first);
  const quarters = [1, 2, 3, 4].slice(0, between(random, 0, 2)).map((n) => `${Number(last) + 1}-Q${n}`);
  const figures: Figure[] = [
    ...years.map((period, n) => ({ metric: 'revenue', period, value: grown(sales, n), unit: money })),
    ...quarters.map((period) => ({
      metric: 'revenue',
      period,
      value: grown(sales / 4, years.length),
      unit: money,
    })),
    ...years
      .slice(-2)
      .map((period, n) => ({ metric: 'net_profit', period, value: grown(sales * margin, n), unit: money })),
    { metric: 'rnd_spend', period: last, value: grown(sales * (0.2 + random()), 1), unit: money },
  ];
  if (random() < 0.5)
    figures.push({
      metric: 'market_value',
      period: last,
      value: grown(sales * 12, 1),
      unit: money,
      estimate: true,
    });
  if (random() < 0.6)
    figures.push({
      metric: 'shipments',
      period: last,
      value: grown(sales / 4000, 1),
      unit: 'piece',
      estimate: true,
    });
  if (random() < 0.5)
    figures.push({
      metric: 'market_share',
      period: last,
      value: between(random, 1, 300) / 10,
      unit: '%',
      estimate: true,
    });
  if (random() < 0.3)
    figures.push({
      metric: 'funding_raised',
      period: years[0] ?? last,
      value: grown(sales * 2, 0),
      unit: money,
    });
  return figures;
}

/** Three significant digits, as reports have them. */
function round(value: number): number {
  return Math.round(Number(value.toPrecision(3)));
}

function storiesOf({ name }: Company, random: Random): Story[] {
  const year = String(between(random, FIRST_YEAR, LAST_YEAR - 1));
  const area = pick(random, AREAS);
  const cause = pick(random, CAUSES);
  const city = pick(random, CITIES);
  const stories: Story[] = [
    {
      metric: 'reason',
      period: year,
      value: cause,
      told: {
        zh: `${name.zh}${year}年亏损扩大，主要原因是${cause.zh}。`,
        en: `${name.en}'s loss widened in ${year} mainly because of ${cause.en}.`,
      },
    },
    {
      metric: 'product_use',
      period: null,
      value: area,
      told: {
        zh: `${name.zh}的产品主要用于${area.zh}。`,
        en: `${name.en}'s products are mainly used for ${area.en}.`,
      },
    },
    {
      metric: 'headquarters',
      period: null,
      value: city,
      told: { zh: `${name.zh}的总部位于${city.zh}。`, en: `${name.en} has its headquarters in ${city.en}.` },
    },
    {
      metric: 'founding_date',
      period: String(Number(year) - 8),
      value: { zh: `${Number(year) - 8}年`, en: String(Number(year) - 8) },
      told: {
        zh: `${name.zh}成立于${Number(year) - 8}年。`,
        en: `${name.en} was founded in ${Number(year) - 8}.`,
      },
    },
  ];
  const start = between(random, 0, stories.length - 1);
  return [...stories, ...stories].slice(start, start + between(random, 1, 2));
}

function originOf(
  period: string | null,
  estimate: boolean,
  company: Company,
  options: CompanyOptions,
): Origin {
  const year = Number(period?.slice(0, 4) ?? LAST_YEAR);
  const source = options.sourceOf(Math.min(Math.max(year, FIRST_YEAR), LAST_YEAR));
  return estimate
    ? { source, by: pick(options.random, options.houses), nature: 'estimate' }
    : { source, by: company.id, nature: 'actual' };
}

function figureToFact(figure: Figure, company: Company, options: CompanyOptions): Fact {
  const { metric: id, period, value, unit, estimate = false } = figure;
  const metric = options.metrics.get(id);
  const label = (value < 0 ? metric?.negative?.label : undefined) ?? metric?.label ?? { zh: id, en: id };
  const { zh, en, aliases } = company.name;
  const zhWhen = periodWords(period, 'zh');
  const enWhen = periodWords(period, 'en');
  const asked = [`${aliases[0]}${zhWhen}${label.zh}多少`, `${aliases[1]} ${label.en} ${enWhen}`];
  const start = between(options.random, 0, 1);
  return {
    ...plainFact(company, id, period),
    ...originOf(period, estimate, company, options),
    value,
    unit,
    statement: {
      zh: `${zh}${zhWhen}${label.zh}为${amountWords(value, unit, 'zh')}。`,
      en: `${en}'s ${label.en} was ${amountWords(value, unit, 'en')} in ${enWhen}.`,
    },
    asked: asked.slice(start, start + between(options.random, 0, 2)),
  };
}

function storyToFact(
  { metric, period, value, told }: Story,
  company: Company,
  options: CompanyOptions,
): Fact {
  return {
    ...plainFact(company, metric, period),
    ...originOf(period, false, company, options),
    value,
    unit: null,
    statement: told,
  };
}

function plainFact({ id }: Company, metric: string, period: string | null) {
  return {
    id: [id, metric.replaceAll('_', '-'), period?.toLowerCase()].filter(Boolean).join('-'),
    subject: id,
    metric,
    period,
    qualifier: 'exact',
    locator: 'p1',
    asOf: null,
    objects: NONE,
    about: NONE,
    definition: null,
    note: null,
    asked: NONE,
    with: NONE,
    rank: 'normal',
  } as const;
}
