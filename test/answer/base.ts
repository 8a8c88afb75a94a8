/** A small base of invented companies: what the engine does must not depend on what the real one holds. */
import type { Fact } from '../../src/knowledge/fact.ts';
import { createFactBase, type FactBase } from '../../src/knowledge/fact-base.ts';
import type { Entity, Metric } from '../../src/knowledge/vocabulary.ts';

const entity = (id: string, zh: string, en: string, more: Partial<Entity> = {}): Entity => ({
  id,
  kind: 'company',
  label: { zh, en },
  aliases: [],
  of: [],
  members: [],
  unnamed: false,
  ...more,
});

const metric = (id: string, zh: string, en: string, more: Partial<Metric>): Metric => ({
  id,
  label: { zh, en },
  kind: 'flow',
  units: ['CNY', 'USD'],
  answers: 'figure',
  words: [],
  size: false,
  cumulative: false,
  directed: false,
  ...more,
});

export function fact(id: string, more: Partial<Fact>): Fact {
  return {
    id,
    subject: 'aurora',
    metric: 'revenue',
    period: '2023',
    value: 1,
    unit: 'CNY',
    qualifier: 'exact',
    nature: 'actual',
    by: 'filing',
    source: 'paper',
    locator: 'p01',
    asOf: null,
    objects: [],
    about: [],
    statement: { zh: `陈述${id}`, en: `Statement ${id}` },
    definition: null,
    note: null,
    asked: [],
    with: [],
    rank: 'normal',
    ...more,
  };
}

/** Aurora earns 1.0, 2.0, 3.0 billion and loses 4.0, 3.0, 2.0; Borealis earns 5.0 billion in 2024 and a quarter after. */
export const FACTS: readonly Fact[] = [
  fact('a-rev-2022', { period: '2022', value: 1e9 }),
  fact('a-rev-2023', { period: '2023', value: 2e9 }),
  fact('a-rev-2024', { period: '2024', value: 3e9 }),
  fact('b-rev-2024', { subject: 'borealis', period: '2024', value: 5e9 }),
  fact('b-rev-2025-q1', { subject: 'borealis', period: '2025-Q1', value: 1e9 }),
  fact('a-net-2022', { metric: 'net_profit', period: '2022', value: -4e9 }),
  fact('a-net-2023', { metric: 'net_profit', period: '2023', value: -3e9 }),
  fact('a-net-2024', { metric: 'net_profit', period: '2024', value: -2e9 }),
  fact('a-share-2022', { metric: 'market_share', unit: '%', period: '2022', value: 30 }),
  fact('a-share-2024', { metric: 'market_share', unit: '%', period: '2024', value: 12 }),
  fact('a-value', { metric: 'valuation', period: null, value: 20e9, asOf: '2025-07' }),
  fact('b-value-usd', {
    subject: 'borealis',
    metric: 'valuation',
    period: null,
    value: 4e9,
    unit: 'USD',
    asOf: '2025-07',
  }),
];

export function smallBase(facts: readonly Fact[] = FACTS): FactBase {
  return createFactBase({
    facts,
    vocabulary: {
      entities: [
        entity('aurora', '极曙芯片', 'Aurora Silicon'),
        entity('borealis', '北辉半导', 'Borealis Chips'),
        entity('filing', '招股文件', 'the filing', { kind: 'document' }),
      ],
      metrics: [
        metric('revenue', '营收', 'revenue', { words: ['营业收入', 'sales'] }),
        metric('net_profit', '净利润', 'net profit', {
          words: ['盈利', 'profit', '赚'],
          negative: { label: { zh: '净亏损', en: 'net loss' }, words: ['亏', '亏损', 'loss', 'lose'] },
        }),
        metric('market_share', '市场份额', 'market share', { kind: 'ratio', units: ['%'], words: ['份额'] }),
        metric('valuation', '估值', 'valuation', { kind: 'level' }),
      ],
      sources: [
        {
          id: 'paper',
          title: 'Paper',
          publisher: 'Press',
          date: '2025-07',
          url: 'https://example.org/paper',
        },
      ],
      others: [{ kind: 'metric', label: { zh: '毛利率', en: 'gross margin' }, words: [] }],
      wordGroups: [],
    },
  });
}
