import { describe, expect, test } from 'vitest';
import { isFactWanted, isWanted, readTopics, subjectOf } from '../../../src/digest/items/topics.ts';
import { UserError } from '../../../src/language/user-error.ts';
import { base } from '../../question/base.ts';
import { tagged } from './items.ts';

function codeOf(text: string) {
  try {
    return readTopics(text, base);
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, ...error.details };
    throw error;
  }
}

describe('topics', () => {
  test.each([
    ['', { kind: 'ours' }],
    [' ， ', { kind: 'ours' }],
    ['all', { kind: 'all' }],
    ['topics:ALL', { kind: 'all' }],
    ['英伟达, 全部', { kind: 'all' }],
    ['topics：英伟达', { kind: 'some', entities: ['nvidia'], metrics: [] }],
    ['英伟达、摩尔线程', { kind: 'some', entities: ['nvidia', 'moore-threads'], metrics: [] }],
    ['Moore Threads; R&D spending', { kind: 'some', entities: ['moore-threads'], metrics: ['rnd_spend'] }],
    ['nvidia,NVDA,辉达', { kind: 'some', entities: ['nvidia'], metrics: [] }],
    ['four-dragons', { kind: 'some', entities: ['four-dragons'], metrics: [] }],
  ])('%j are read as %o', (text, topics) => {
    expect(codeOf(text)).toEqual(topics);
  });

  test.each([
    ['英伟达, 台积电', '台积电', undefined],
    ['qwertz', 'qwertz', undefined],
    ['Moore Thr', 'Moore Thr', 'Moore Threads'],
  ])('%j are refused: %s is not known', (text, name, suggestion) => {
    expect(codeOf(text)).toEqual({
      code: 'unknown-topic',
      text: name,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  });

  test.each([
    ['', 'Nvidia opens an office', true],
    ['', 'A new bakery opens', false],
    ['all', 'A new bakery opens', true],
    ['英伟达', 'Nvidia opens an office', true],
    ['英伟达', 'H20 ships again', true],
    ['英伟达', '摩尔线程发布新品', false],
    ['H20', 'Nvidia opens an office', false],
    ['四小龙', '壁仞科技上市', true],
    ['净利润', '寒武纪净利润大增', true],
    ['净利润', '面包店净利润大增', false],
    ['中国', '中国队晋级', true],
  ])('%j with “%s”: %s', (text, title, wanted) => {
    const { tags } = tagged(base, title);
    expect(isWanted(subjectOf([tags], base), readTopics(text, base))).toBe(wanted);
  });

  test('choose facts by subject, object and measure', () => {
    const fact = base.fact('moore-threads-net-profit-2024');
    if (!fact) throw new Error('gone');
    const wanted = (text: string) => isFactWanted(fact, readTopics(text, base), base);
    expect(['', 'all', '摩尔线程', '四小龙', '净利润', '沐曦', '营收'].map(wanted)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
