import { expect, test } from 'vitest';
import { type Gold, goldSchema } from './gold.ts';
import { judge, plain } from './judge.ts';

type Answer = Parameters<typeof judge>[1];
type Fact = Answer['facts'][number];

const GOLD: Gold = goldSchema.parse({
  id: 'x-001',
  q: 'MetaX 2024 revenue',
  lang: 'en',
  style: 'keywords',
  kind: 'fact',
  outcome: ['answer'],
  values: [{ value: 743_000_000, unit: 'CNY' }],
  strings: [['2024']],
  absent: ['Enflame'],
  p: ['p40'],
  note: '',
});

const FACT: Fact = {
  id: 'metax-revenue-2024',
  subject: 'metax',
  subjectName: 'MetaX',
  metric: 'revenue',
  period: '2024',
  value: 743_000_000,
  unit: 'CNY',
  qualifier: 'exact',
  nature: 'actual',
  attribution: 'MetaX prospectus',
  source: {
    id: 's',
    title: 'Title 2024',
    publisher: 'Paper',
    date: '2025-07',
    url: 'http://x.y/2024',
    locator: 'p40',
  },
};
const OTHER: Fact = { ...FACT, id: 'other', value: 5 };

function answerOf(change: Partial<Answer>): Answer {
  return {
    question: GOLD.q,
    locale: 'en',
    outcome: 'answer',
    facts: [FACT],
    derived: [],
    choices: [],
    text: 'MetaX revenue (2024): CNY 743 million',
    ...change,
  };
}

test.each<[string, Partial<Answer>, Partial<Gold>, string]>([
  ['the figure, its paragraph and its words', {}, {}, 'right'],
  ['a figure within half a percent', { facts: [{ ...FACT, value: 746_000_000 }] }, {}, 'right'],
  ['a figure that is off by more', { facts: [{ ...FACT, value: 748_000_000 }] }, {}, 'wrong'],
  ['the right figure in another currency', { facts: [{ ...FACT, unit: 'USD' }] }, {}, 'wrong'],
  [
    'the right figure from another paragraph',
    { facts: [{ ...FACT, source: { ...FACT.source, locator: 'p39' } }] },
    {},
    'wrong',
  ],
  ['the figure in the third place', { facts: [OTHER, OTHER, FACT] }, {}, 'right'],
  ['the figure in the fourth place', { facts: [OTHER, OTHER, OTHER, FACT] }, {}, 'wrong'],
  ['one of two figures', {}, { values: [...GOLD.values, { value: 9, unit: '%' }] }, 'incomplete'],
  ['a loss stated as a profit', { facts: [{ ...FACT, metric: 'net_profit' }] }, {}, 'wrong'],
  ['a loss with its sign', { facts: [{ ...FACT, metric: 'net_profit', value: -743_000_000 }] }, {}, 'right'],
  ['a year that only the source’s title has', { text: 'MetaX revenue. Title 2024' }, {}, 'incomplete'],
  ['something that must not be stated', { text: 'MetaX 2024, Enflame' }, {}, 'wrong'],
  ['nothing', { outcome: 'unknown', facts: [], text: 'unknown' }, {}, 'missed'],
  ['nothing, rightly', { outcome: 'unknown', facts: [], text: 'unknown' }, { outcome: ['unknown'] }, 'right'],
  ['an answer where there is none', {}, { outcome: ['unknown'], values: [], strings: [] }, 'wrong'],
  ['unknown with facts', { outcome: 'unknown' }, {}, 'wrong'],
  [
    'a figure computed from facts',
    { facts: [], derived: [{ operation: 'sum', value: 743_000_000, unit: 'CNY', from: ['a'] }] },
    {},
    'right',
  ],
  [
    'choices that lack a word',
    { outcome: 'choices', facts: [], choices: [{ label: 'MetaX', query: 'MetaX revenue' }], text: 'Which?' },
    { outcome: ['choices'] },
    'incomplete',
  ],
])('%s', (_, answer, gold, verdict) => {
  expect(judge({ ...GOLD, ...gold }, answerOf(answer)).verdict).toBe(verdict);
});

test.each([
  ['14,920', '14920'],
  ['ＡＭＤ', 'amd'],
  ['摩爾 線程 2024', '摩尔线程2024'],
  ['2022–2024', '2022-2024'],
  ['2022～2024', '2022-2024'],
  ['a  b', 'a b'],
])('%s is compared as %s', (text, expected) => {
  expect(plain(text)).toBe(expected);
});
