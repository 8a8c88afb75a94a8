import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commandMentions,
  escapeText,
  linkMarkup,
  plainText,
  readableMentions,
  textPieces,
} from '../../../src/platforms/slack/escape.ts';

const readable = readableMentions('UBOT');

describe('plainText', () => {
  test.each([
    ['<@UBOT> 多少', '多少'],
    ['多少 <@UBOT>？', '多少 ？'],
    ['<@U1> 和 <@U2|ann>', '@U1 和 @ann'],
    ['<#C1|chips> <#C2>', '#chips #C2'],
    ['<!here> <!subteam^S1|@team> <!date^1^{date}|Friday>', '@here @team Friday'],
    ['<https://a.b/c?d=1&amp;e=2>', 'https://a.b/c?d=1&e=2'],
    ['<http://a.b|a.b> <mailto:x@y.z|x@y.z> <mailto:x@y.z>', 'a.b x@y.z x@y.z'],
    ['R&amp;D &lt;b&gt; &amp;lt;', 'R&D <b> &lt;'],
    ['&lt;@U1&gt;', '<@U1>'],
    ['1 < 2', '1 < 2'],
  ])('reads %j as %j', (markup, text) => {
    expect(plainText(markup, readable)).toBe(text);
  });

  test('gives commands the ids that their options take', () => {
    expect(plainText('<@U1|ann> <#C1|chips>', commandMentions('T1'))).toBe('slack:T1/U1 C1');
  });

  test('takes back what escapeText did', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const spaced = text.replace(/[^\S\n]{2,}/gu, ' ').trim();
        expect(plainText(escapeText(text), readable)).toBe(spaced);
      }),
    );
  });
});

test('escapeText leaves nothing that Slack would parse', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '&', '!', '@', '#', '|', 'a', ';', 'lt') }),
      (text) => {
        expect(escapeText(text)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      },
    ),
  );
});

test('linkMarkup is one link whatever the address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (path) => {
      expect(linkMarkup(`https://a.b/${path}`)).toMatch(/^<https:\/\/a\.b\/[^<>|\s*~`]*>$/u);
    }),
  );
});

describe('textPieces', () => {
  test.each([
    ['来源：https://a.b/c。下一句', ['来源：', 'https://a.b/c', '。下一句']],
    ['see https://a.b/c, or https://d.e/f.', ['see ', 'https://a.b/c', ', or ', 'https://d.e/f', '.']],
    ['（https://a.b/c）', ['（', 'https://a.b/c', '）']],
    ['ftp://a.b', ['ftp://a.b']],
  ])('finds the addresses in %j', (text, pieces) => {
    expect(textPieces(text).map((piece) => piece.text)).toEqual(pieces);
  });

  test('joined are the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('https://', 'a', '.', '/', ' ', '，', '<', '?', '=')), (parts) => {
        const text = parts.join('');
        expect(
          textPieces(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
