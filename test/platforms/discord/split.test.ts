import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/platforms/discord/escape.ts';
import { shorten, splitText } from '../../../src/platforms/discord/split.ts';
import { check } from './harness.ts';

const upTo = (limit: number) => (piece: string) => escapeMarkdown(piece).length <= limit;
const bare = (text: string) => text.replace(/\s+/g, '');

describe('splitting long texts', () => {
  it('leaves a short text alone', () => {
    expect(splitText('营收 4.38亿元。', upTo(100))).toEqual(['营收 4.38亿元。']);
  });

  it('cuts after sentence marks', () => {
    expect(splitText('营收增长。亏损收窄。研发投入很大。', upTo(11))).toEqual([
      '营收增长。亏损收窄。',
      '研发投入很大。',
    ]);
    expect(splitText('It grew 5.3%. It lost less. It spent.', upTo(28))).toEqual([
      'It grew 5.3%. It lost less.',
      'It spent.',
    ]);
  });

  it.each([
    ['净亏损14.92亿元', 6],
    ['revenue of -1,492.75 million', 16],
    ['数据自2022-01-31起', 12],
    ['当时估值约一百二十亿元', 7],
  ])('does not cut the figure in %s', (text, limit) => {
    const figure = /-?[\d][\d.,-]*\d|一百二十亿/.exec(text)?.[0] ?? '';
    expect(splitText(text, upTo(limit)).some((piece) => piece.includes(figure))).toBe(true);
  });

  it('keeps every figure whole, loses nothing and obeys the limit', () => {
    const figure = fc
      .tuple(
        fc.constantFrom('', '-', '−', '$', '约'),
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.constantFrom('', '.5', ',000', '.13%', '亿元', ' billion', '年'),
      )
      .map((parts) => parts.join(''));
    const word = fc.constantFrom(
      '摩尔线程',
      '净利润',
      ' revenue ',
      '，',
      '。',
      '. ',
      '\n',
      '*',
      '_',
      '`',
      '“',
      '）',
      '🙂',
      '- ',
    );
    const tokens = fc.array(
      fc.oneof(fc.tuple(fc.constant('figure'), figure), fc.tuple(fc.constant('word'), word)),
      {
        minLength: 1,
        maxLength: 120,
      },
    );
    check(
      'splitting',
      fc.property(tokens, fc.integer({ min: 60, max: 300 }), (list, limit) => {
        // Figures that touch would be read as one longer figure.
        const text = list.map(([kind, token]) => (kind === 'figure' ? `${token}；` : token)).join('');
        const pieces = splitText(text, upTo(limit));
        expect(bare(pieces.join(''))).toBe(bare(text));
        for (const piece of pieces) expect(escapeMarkdown(piece).length).toBeLessThanOrEqual(limit);
        for (const [kind, token] of list) {
          if (kind === 'figure') expect(pieces.some((piece) => piece.includes(token))).toBe(true);
        }
      }),
    );
  });

  it('never breaks a character', () => {
    check(
      'characters',
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 20, max: 40 }),
        (text, limit) => {
          for (const piece of splitText(text, upTo(limit))) expect(piece.isWellFormed()).toBe(true);
        },
      ),
    );
  });

  it('marks what it shortens, whole figures only', () => {
    expect(shorten('摩尔线程2024年净亏损14.92亿元', 16)).toBe('摩尔线程2024年净亏损…');
    expect(shorten('short', 80)).toBe('short');
  });
});
