import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapedLength } from '../../../src/platforms/slack/blocks.ts';
import { lengthOf } from '../../../src/platforms/slack/limits.ts';
import { shorten, splitText } from '../../../src/platforms/slack/split.ts';

describe('splitText', () => {
  test.each([
    ['短句。', 10, ['短句。']],
    ['第一句很长。第二句也长。第三句。', 8, ['第一句很长。', '第二句也长。', '第三句。']],
    ['Net loss was 1.62 billion. It fell.', 28, ['Net loss was 1.62 billion. ', 'It fell.']],
    ['营收为 1,234.5 亿元', 11, ['营收为 ', '1,234.5 亿元']],
    ['没有任何标点的一段文字', 4, ['没有任何', '标点的一', '段文字']],
    ['', 5, []],
  ])('%j at %i gives %j', (text, limit, pieces) => {
    expect(splitText(text, limit)).toEqual(pieces);
  });

  test('loses nothing and keeps every piece within the limit, as UTF-16 units and as code points', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const pieces = splitText(text, limit);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(lengthOf(piece)).toBeLessThanOrEqual(limit);
        for (const piece of pieces) expect(piece.isWellFormed()).toBe(text.isWellFormed());
      }),
    );
  });

  test('keeps every piece within the limit when escaped', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 10, max: 60 }), (text, limit) => {
        for (const piece of splitText(text, limit, escapedLength))
          expect(escapedLength(piece)).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test('never cuts a figure in half', () => {
    const words = fc.constantFrom('营收', '为', 'net', 'loss', ' ', '，', '。', '. ', '同比', 'was ');
    const passage = fc.array(fc.tuple(fc.array(words, { maxLength: 6 }), figure), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(passage, fc.integer({ min: 24, max: 80 }), (parts, limit) => {
        const text = parts.map(([before, number]) => `${before.join('')} ${number}`).join('；');
        const pieces = splitText(text, limit);
        const found = pieces.flatMap((piece) => piece.match(FIGURES) ?? []);
        expect(found).toEqual(text.match(FIGURES));
      }),
    );
  });

  test('takes a long text without marks', () => {
    const pieces = splitText('字'.repeat(200_000), 3_000);
    expect(pieces.length).toBe(67);
    expect(splitText('a'.repeat(200_000), 3_000).length).toBe(67);
  });
});

test('shorten marks what it leaves out, within the limit', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 4, max: 40 }), (text, limit) => {
      const short = shorten(text, limit);
      expect(lengthOf(short)).toBeLessThanOrEqual(limit);
      expect(short === text || short.endsWith('…')).toBe(true);
    }),
  );
});

const FIGURES = /[-$]?\d[\d,.-]*\d(?: ?(?:亿元|万元|billion|%))?/g;
const figure = fc
  .tuple(
    fc.constantFrom('', '-', '$'),
    fc.integer({ min: 10, max: 9_999_999 }),
    fc.constantFrom('', ' 亿元', '亿元', ' billion', '%'),
    fc.boolean(),
  )
  .map(
    ([sign, value, unit, grouped]) => `${sign}${grouped ? value.toLocaleString('en') : `${value}.25`}${unit}`,
  );
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '营收。',
        '1,234.5 亿元',
        'a & b',
        '<@U1>',
        ' ',
        '\n',
        '𝟙😀',
        'https://a.b/c?d=e',
        '，',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);
