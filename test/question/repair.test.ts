import { describe, expect, test } from 'vitest';
import { parseQuestion } from '../../src/question/parse.ts';
import { editDistance } from '../../src/question/repair.ts';
import { base, TODAY } from './base.ts';

function repairsIn(question: string): string[] {
  return (parseQuestion(question, base, TODAY)?.repairs ?? []).map(
    ({ written, read }) => `${written} → ${read}`,
  );
}

function entitiesIn(question: string): string[] {
  const items = parseQuestion(question, base, TODAY)?.items ?? [];
  return items.flatMap((item) => (item.kind === 'entity' ? item.entities : []));
}

describe('a misspelled name is read as the one that is meant', () => {
  test.each([
    ['木曦2024年营收', 'metax'],
    ['沐西2024年营收', 'metax'],
    ['墨尔线程2024年亏多少', 'moore-threads'],
    ['摩尔线城2024年亏损', 'moore-threads'],
    ['隧原科技创始人', 'enflame'],
    ['瀚搏半导体是谁的', 'vastai'],
    ['黄人勋说了什么', 'jensen-huang'],
    ['海广信息合并', 'hygon'],
    ['寒武记营收', 'cambricon'],
    ['Nvdia market cap', 'nvidia'],
    ['Nvida market cap', 'nvidia'],
    ['Enflme founder', 'enflame'],
    ['birem founder', 'biren'],
    ['Moor Thraeds 2023 loss', 'moore-threads'],
    ['asend shipments 2025', 'ascend'],
    ['cambrican revenue', 'cambricon'],
  ])('%s: %s', (question, entity) => {
    expect(entitiesIn(question)).toContain(entity);
    expect(repairsIn(question)).toHaveLength(1);
  });

  test('and said so', () => {
    expect(repairsIn('摩尔线城2024年亏损')).toEqual(['摩尔线城 → 摩尔线程']);
  });
});

describe('a near miss that means something else is left alone', () => {
  test.each([
    '海关2024年营收',
    '摩尔精英2024年亏损',
    '摩尔庄园2024年营收',
    '摩尔定律是什么',
    '摩尔线缆2024年亏损',
    '沐浴2024年营收',
    '燃原科技创始人',
    'metal revenue 2024',
    'Meta revenue 2024',
    'AMD and Nvidia',
    'AND 2024 revenue',
    'moon threads loss 2024',
    'metro revenue 2024',
    'ascent shipments 2025',
    'Micron revenue 2024',
    'Intel revenue 2024',
    'Inteo revenue 2024',
    'Haiwei revenue',
    'H100 shipments',
    'H200 shipments',
    '910B price',
    'Envidia market cap',
    'constructor revenue',
    '__proto__ revenue 2024',
  ])('%s', (question) => {
    expect(repairsIn(question)).toEqual([]);
  });

  test.each([
    ['海关2024年营收', 'hygon'],
    ['摩尔精英2024年亏损', 'moore-threads'],
    ['摩尔庄园2024年营收', 'moore-threads'],
    ['metal revenue 2024', 'metax'],
    ['Meta revenue 2024', 'metax'],
    ['AND 2024 revenue', 'amd'],
  ])('%s is not about %s', (question, entity) => {
    expect(entitiesIn(question)).not.toContain(entity);
  });
});

test.each([
  ['nvdia', 'nvidia', 1],
  ['thraeds', 'threads', 1],
  ['ab', 'ba', 1],
  ['abc', '', 3],
  ['', '', 0],
  ['kitten', 'sitting', 3],
  ['same', 'same', 0],
])('%s is so far from %s: %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});
