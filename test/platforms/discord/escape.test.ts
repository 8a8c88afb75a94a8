import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, toPlainText } from '../../../src/platforms/discord/escape.ts';
import { check } from './harness.ts';
import { readMarkdown } from './read-markdown.ts';

const CASES: readonly (readonly [what: string, text: string])[] = [
  ['bold', '**not bold**'],
  ['italics', '*a* and _b_'],
  ['underline and strike', '__a__ ~~b~~'],
  ['a spoiler', '||hidden||'],
  ['code', '`code` and ```block```'],
  ['a masked link', '[press](https://evil.example)'],
  ['a user mention', '<@123456789012345678> <@!1> <@&2> <#3>'],
  ['everyone', '@everyone and @here'],
  ['a command mention', '</chip ask:1>'],
  ['a timestamp', '<t:1700000000:R>'],
  ['an emoji', '<:smile:1> <a:wave:2> :tada:'],
  ['a heading', '# big\n## less\n### least'],
  ['small print', '-# small'],
  ['a quote', '> quoted\n>>> all'],
  ['a list', '- a\n* b\n+ c\n  - d'],
  ['a numbered list', '1. a\n23. b'],
  ['a backslash', 'C:\\*dir*\\'],
  ['a shrug', '¯\\_(ツ)_/¯'],
  ['a figure', '-14.92亿元, 1,234.5 and 2024. Next'],
  ['an address', '见 https://example.com/a_b_c?x=*1*，第 3 段。'],
  ['an address at a stop', 'See https://example.com/a_b.'],
  ['an address in brackets', '<https://example.com>'],
  ['an address of another kind', 'steam://run/1 and https://例子.测试/页'],
];

describe('escaping for Discord', () => {
  it.each(CASES)('shows %s as it is', (_, text) => {
    expect(readMarkdown(escapeMarkdown(text))).toEqual({ text, active: [] });
  });

  it('keeps a bare address clickable, with exact ends', () => {
    expect(escapeMarkdown('来源：https://example.com/a_b，第3页')).toBe(
      '来源：<https://example.com/a_b>，第3页',
    );
  });

  it('leaves out what cannot be shown', () => {
    expect(toPlainText('a\u0000b\r\nc\u001bd\ud800')).toBe('ab\ncd\ufffd');
  });

  it('shows any text as it is', () => {
    const mark = fc.constantFrom(...'\\*_~`|<>[]()@#-+:.!/&1a中 \n'.split(''));
    const word = fc.constantFrom(
      'https://',
      'http://a.b/c_d',
      '@everyone',
      '<@1>',
      ':ok:',
      '1. ',
      '- ',
      '亿元',
      'x',
    );
    const anything = fc.string({ unit: 'binary', maxLength: 4 });
    const texts = fc.array(
      fc.oneof({ weight: 8, arbitrary: mark }, { weight: 3, arbitrary: word }, anything),
      {
        maxLength: 40,
      },
    );
    check(
      'escaping',
      fc.property(texts, (parts) => {
        const text = parts.join('');
        expect(readMarkdown(escapeMarkdown(text))).toEqual({ text: toPlainText(text), active: [] });
      }),
    );
  });
});
