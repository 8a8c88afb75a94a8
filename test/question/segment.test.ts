import { describe, expect, test } from 'vitest';
import { findFigures } from '../../src/language/figures.ts';
import { normalise } from '../../src/language/normalise.ts';
import { findPeriods } from '../../src/question/periods.ts';
import { segment } from '../../src/question/segment.ts';
import { base, TODAY } from './base.ts';

/** The cover of a question; words that nobody told of are in brackets. */
function coverOf(question: string): string {
  const text = normalise(question);
  const periods = findPeriods(text, TODAY);
  const figures = findFigures(text).filter((f) => !periods.some((p) => f.start < p.end && p.start < f.end));
  return segment(text, base.lexicon, { periods, figures })
    .segments.map(({ text: word, senses, period, figure }) =>
      senses.length > 0 || period || figure ? word : `[${word}]`,
    )
    .join(' | ');
}

describe('segment', () => {
  test.each([
    ['摩尔线程2024年亏了多少', '摩尔线程 | 2024年 | 亏了多少'],
    ['沐曦2025年第一季度营收', '沐曦 | 2025年第一季度 | 营收'],
    ['Moore Threads net loss 2024', 'moore threads | net loss | 2024'],
    ['A800和H800', 'a800和h800'],
    ['摩尔定律', '摩尔定律'],
    ['摩尔精英营收', '摩尔精英 | 营收'],
    ['H100营收', 'h100 | 营收'],
    ['沐曦营收7.43亿元', '沐曦 | 营收 | 7.43亿元'],
    ['', ''],
  ])('covers %s by the longest words', (question, cover) => {
    expect(coverOf(question)).toBe(cover);
  });

  test.each([
    ['沐浴2024年营收', '沐浴'],
    ['qwertz revenue', 'qwertz'],
    ['海关营收', '海关'],
    ['metal revenue', 'metal'],
  ])('leaves over what it does not know in %s', (question, word) => {
    expect(coverOf(question)).toContain(`[${word}]`);
  });

  test('covers the whole question, in order, without a gap in its words', () => {
    for (const { asked } of base.facts.slice(0, 60)) {
      for (const question of asked) {
        const text = normalise(question);
        const { segments } = segment(text, base.lexicon, { periods: [], figures: [] });
        const gaps = segments.map(({ start }, i) => text.slice(segments[i - 1]?.end ?? 0, start));
        expect(gaps.join('')).not.toMatch(/[\p{L}\d]/u);
      }
    }
  });
});
