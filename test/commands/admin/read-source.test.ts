import { describe, expect, test } from 'vitest';
import { readSource } from '../../../src/commands/admin/read-source.ts';
import { base } from '../bot-under-test.ts';

const TODAY = '2026-11-23';
const OWN = base.source('it-times-h20');

describe('a source as a curator names it', () => {
  test.each([
    ['it-times-h20', ''],
    ['it-times-h20 p39', 'p39'],
    ['it-times-h20, P24， p31', 'p24, p31'],
    [OWN.title, ''],
    [`${OWN.url} p40`, 'p40'],
    [`IT时报《${OWN.title}》 ${OWN.url}`, ''],
  ])('%s is one that the base has', (text, locator) => {
    expect(readSource(text, base, TODAY)).toEqual({ source: OWN, locator, fresh: false });
  });

  test.each([
    [
      'https://www.example.com/reports/2024?utm=1#top',
      {
        id: 'example-com-reports-2024',
        title: 'www.example.com/reports/2024',
        publisher: 'www.example.com',
        date: TODAY,
      },
    ],
    [
      '沐曦《2024年年报》，2025-04-30 https://example.com/a',
      {
        id: 'example-com-a',
        title: '2024年年报',
        publisher: '沐曦',
        date: '2025-04-30',
        url: 'https://example.com/a',
      },
    ],
    [
      '沐曦《2024年年报》，2025-04-30',
      { id: 'source-2024', title: '2024年年报', publisher: '沐曦', date: '2025-04-30', url: '' },
    ],
    [
      'IDC “China GPU tracker”, 2026-03',
      { id: 'china-gpu-tracker', title: 'China GPU tracker', publisher: 'IDC', date: '2026-03' },
    ],
    [
      'Annual report of MetaX',
      { id: 'annual-report-of-metax', title: 'Annual report of MetaX', publisher: '' },
    ],
    ['https://例子.中国/报告', { publisher: 'xn--fsqu00a.xn--fiqs8s' }],
    ['it-times-h20 年报', { title: 'it-times-h20 年报' }],
    ['MetaX', { id: 'metax-2' }],
  ])('%s is a new one', (text, source) => {
    expect(readSource(text, base, TODAY)).toMatchObject({ fresh: true, source });
  });

  test.each(['', '?', '年报', 'p39', '。。。。。', 'http://', 'it-times-h2o', 'metax'])(
    '%j is none',
    (text) => {
      expect(readSource(text, base, TODAY)).toBeNull();
    },
  );
});
