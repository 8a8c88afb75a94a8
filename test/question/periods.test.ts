import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/language/normalise.ts';
import { findPeriods } from '../../src/question/periods.ts';
import { anything, checked } from '../properties.ts';

const TODAY = '2026-11-23';

function periodsIn(text: string): string {
  return findPeriods(normalise(text), TODAY)
    .map(({ kind, from, to, relative }) => {
      const span = kind === 'range' ? `${from ?? ''}/${to ?? ''}` : from;
      return relative ? `${span} relative` : span;
    })
    .join(', ');
}

describe('a year', () => {
  test.each([
    '2024',
    '2024年',
    '2024年度',
    '2024财年',
    '24年ai服务器',
    '2024年起步',
    '财年2024',
    '24年',
    "'24",
    'FY24',
    'FY 2024',
    'fiscal 2024',
    'calendar 2024',
    'CY2024',
    '二〇二四年',
    '二零二四年',
    '二四年',
    '两千零二十四年',
    '2024年底',
    '2024年初',
    '2024年全年',
    'end of 2024',
    '２０２４年',
  ])('is read from %s', (text) => {
    expect(periodsIn(text)).toBe('2024');
  });
});

describe('a part of a year', () => {
  test.each([
    ['2025-Q1', '2025年第一季度 2025年一季度 2025年一季报 2025年Q1 2025Q1 25Q1 1Q25'.split(' ')],
    ['2025-Q1', ['Q1 2025', 'first quarter of 2025', 'the 1st quarter of 2025', '2025年头三个月', 'Q1 FY25']],
    ['2025-H1', ['2025年上半年', '2025H1', '1H25', 'H1 2025', 'first half of 2025']],
    ['2025-H2', ['2025年下半年', 'second half of 2025', 'H2 2025']],
    ['2025-07', ['2025年7月', 'July 2025', 'Jul 2025']],
    [
      '2025-07-15',
      ['2025年7月15日', '2025年7月15号', '15 July 2025', 'July 15, 2025', 'July 15th 2025', '2025-07-15'],
    ],
    ['2025-07-15', ['2025/7/15', '2025.7.15']],
  ])('is %s in %o', (period, texts) => {
    expect(texts.map(periodsIn)).toEqual(texts.map(() => period));
  });

  test.each(['2025-07', '2025/7'])('is read with its month from %s', (text) => {
    expect(periodsIn(text)).toBe('2025-07');
  });
});

describe('a part of a year that is not said', () => {
  test.each([
    ['第一季度', '*-Q1'],
    ['Q3', '*-Q3'],
    ['上半年', '*-H1'],
    ['下半年', '*-H2'],
    ['7月15日', '*-07-15'],
    ['七月十五日', '*-07-15'],
    ['July 15', '*-07-15'],
    ['15th of July', '*-07-15'],
    ['7月', '*-07'],
    ['in July', '*-07'],
  ])('%s is %s', (text, period) => {
    expect(periodsIn(text)).toBe(period);
  });
});

describe('a period counted from the asker’s day', () => {
  test.each([
    ['去年', '2025 relative'],
    ['前年', '2024 relative'],
    ['大前年', '2023 relative'],
    ['今年', '2026 relative'],
    ['明年', '2027 relative'],
    ['后年', '2028 relative'],
    ['last year', '2025 relative'],
    ['the year before last', '2024 relative'],
    ['this year', '2026 relative'],
    ['next year', '2027 relative'],
    ['两年前', '2024 relative'],
    ['2 years ago', '2024 relative'],
    ['in 5 years', '2031 relative'],
    ['去年一季度', '2025-Q1 relative'],
    ['q4 last year', '2025-Q4 relative'],
    ['去年7月15日', '2025-07-15 relative'],
    ['本季度', '2026-Q4 relative'],
    ['last quarter', '2026-Q3 relative'],
    ['上个月', '2026-10 relative'],
    ['今天', '2026-11-23 relative'],
    ['today', '2026-11-23 relative'],
  ])('%s is %s', (text, period) => {
    expect(periodsIn(text)).toBe(period);
  });

  test('moves with that day', () => {
    expect(findPeriods('去年', '2025-01-01')[0]?.from).toBe('2024');
    expect(findPeriods('last quarter', '2025-01-01')[0]?.from).toBe('2024-Q4');
    expect(findPeriods('上个月', '2025-01-01')[0]?.from).toBe('2024-12');
  });
});

describe('a span of periods', () => {
  test.each([
    ['2022-2024', '2022/2024'],
    ['2025年4月至2025年7月', '2025-04/2025-07'],
    ['April 2025 to July 2025', '2025-04/2025-07'],
    ['2025-04 to 2025-07', '2025-04/2025-07'],
    ['2022–24', '2022/2024'],
    ['2022年至2024年', '2022/2024'],
    ['从2022到2024', '2022/2024'],
    ['22到24年', '2022/2024'],
    ['2022年到2024年这三年', '2022/2024'],
    ['from 2022 to 2024', '2022/2024'],
    ['between 2022 and 2024', '2022/2024'],
    ['FY22 through FY24', '2022/2024'],
    ['since 2022', '2022/'],
    ['2022年以来', '2022/'],
    ['2022年至今', '2022/'],
    ['近三年', '2023/2025 relative'],
    ['过去两年', '2024/2025 relative'],
    ['the past three years', '2023/2025 relative'],
    ['last 3 years', '2023/2025 relative'],
    ['近几年', '/'],
    ['the last few years', '/'],
  ])('%s is %s', (text, period) => {
    expect(periodsIn(text)).toBe(period);
  });
});

describe('several periods', () => {
  test.each([
    ['2022、2023、2024', '2022, 2023, 2024'],
    ['2023和2024', '2023, 2024'],
    ['去年和今年', '2025 relative, 2026 relative'],
    ['2024到2022', '2024, 2022'],
    ['摩尔线程2024年和沐曦2025Q1', '2024, 2025-Q1'],
  ])('%s are %s', (text, periods) => {
    expect(periodsIn(text)).toBe(periods);
  });
});

describe('no period', () => {
  test.each([
    'H20',
    'A800/H800',
    '昇腾910',
    '1500片',
    '第24届',
    '24年级',
    '三年级',
    '12024',
    'v2024',
    '0.2024',
    '2024%',
    '3999',
    '20250715',
    '13月',
    '32日',
    'Q5',
    '5Q',
    'may I ask',
    'march on',
    '年年',
    '三年',
    '3 years',
    '十五年',
    'fy',
    '24-25',
    '300 years ago',
    '202424 years ago',
    '999999年之后',
    '',
  ])('is read from %o', (text) => {
    expect(periodsIn(text)).toBe('');
  });

  test.each(['H100', 'H200'])('is read from %o', (text) => {
    expect(periodsIn(text)).toBe('');
  });
});

test('any text has its periods in order, none within another', () => {
  checked(
    fc.property(anything, (raw) => {
      const text = normalise(raw);
      const periods = findPeriods(text, TODAY);
      return periods.every(
        ({ start, end }, i) => start >= (periods[i - 1]?.end ?? 0) && start < end && end <= text.length,
      );
    }),
  );
});
