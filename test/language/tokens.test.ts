import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/language/normalise.ts';
import { tokenise, wordKey } from '../../src/language/tokens.ts';
import { anything, checked } from '../properties.ts';

describe('tokenise', () => {
  test.each([
    ['h20芯片 2024年', 'latin:h20 han:芯 han:片 number:2024 han:年'],
    ['14.92亿', 'number:14.92 han:亿'],
    ["threads' r&d", "latin:thread mark:' latin:r mark:& latin:d"],
    ["nvidia's h20s", 'latin:nvidia latin:h20'],
    ['a800/h800', 'latin:a800 mark:/ latin:h800'],
    ['amd和英伟达', 'latin:amd han:和 han:英 han:伟 han:达'],
    ["688802's 24'st", "number:688802 number:24 mark:' latin:st"],
    ['多gpu少', 'han:多 latin:gpu han:少'],
    ['losses', 'latin:loss'],
    ['   ', ''],
  ])('cuts %s', (text, tokens) => {
    const cut = tokenise(text).map(({ kind, key }) => `${kind}:${key}`);
    expect(cut.join(' ')).toBe(tokens);
  });

  test('leaves out white space only', () => {
    checked(
      fc.property(anything, (raw) => {
        const text = normalise(raw);
        const tokens = tokenise(text);
        const inOrder = tokens.every((token, i) => token.start >= (tokens[i - 1]?.end ?? 0));
        const own = tokens.every(({ start, end, text: word }) => text.slice(start, end) === word);
        return inOrder && own && tokens.map((token) => token.text).join('') === text.replace(/\s/g, '');
      }),
    );
  });
});

describe('two words are one', () => {
  test.each([
    ['losses', 'loss'],
    ['lost', 'lose'],
    ['sold', 'sell'],
    ['grew', 'growing'],
    ["nvidia's", 'nvidia'],
    ["threads'", 'thread'],
    ['h20s', 'h20'],
    ['companies', 'company'],
  ])('%s and %s', (a, b) => {
    expect(wordKey(a)).toBe(wordKey(b));
  });

  test.each([
    ['h20', 'h200'],
    ['910', '910b'],
    ['amd', 'and'],
    ['metal', 'metax'],
    ['constructor', 'construct'],
    ['__proto__', 'proto'],
  ])('but not %s and %s', (a, b) => {
    expect(wordKey(a)).not.toBe(wordKey(b));
  });
});
