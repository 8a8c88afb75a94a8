import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action, Block, Message } from '../../../src/platforms/platform.ts';
import { messageToHome, messageToParts } from '../../../src/platforms/slack/message.ts';
import { checkBlocks, checkTextObjects, checkTexts } from '../../fakes/slack/check-blocks.ts';

const QUIET = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false };

describe('messageToParts', () => {
  test('keeps every limit and escapes every text, whatever the message', () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), (message, share) => {
        for (const part of messageToParts(message, { share, above: '由 <!channel> & 分享' })) {
          expect(checkBlocks(part.blocks, 'message')).toEqual([]);
          expect(checkTexts({ ...part, ...QUIET })).toEqual([]);
          expect(sizeOf(part.blocks)).toBeLessThanOrEqual(9_000);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('loses no word of a message', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const shown = letters(
          messageToParts(message, { share: true })
            .map((part) => visibleText(part.blocks))
            .join(''),
        );
        for (const text of message.blocks.flatMap(textsOf)) expect(shown).toContain(letters(text));
      }),
      { numRuns: 100 },
    );
  });
});

describe('messageToHome', () => {
  test('keeps every limit of a Home view, whatever the message', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const { blocks } = messageToHome(message);
        expect(checkBlocks(blocks, 'home')).toEqual([]);
        expect(checkTextObjects(blocks)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

const hostile = fc.constantFrom(
  ...[
    '<!channel>',
    '@here',
    '*b*',
    '_i_',
    '~s~',
    '`c`',
    '&',
    '&amp;',
    '>',
    ':smile:',
    '<https://x.y|z>',
    '\n> q',
    '1,234.5 亿元',
  ],
  ...['https://a.b/c?d=1&e=*f*', '。', '. ', '，', '😀', '摩尔线程', 'NVIDIA ', ' ', '\u200b', '-12.5%'],
);
const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(hostile, { maxLength: 30 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(hostile, fc.integer({ min: 1, max: 2_000 }))
      .map(([part, times]) => part.repeat(times)),
  },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('headline' as const, 'text' as const, 'note' as const), text }),
  fc.constant({ kind: 'rule' as const }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(text, { maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('table' as const),
    head: fc.array(text, { maxLength: 5 }),
    rows: fc.array(fc.array(text, { maxLength: 22 }), { maxLength: 8 }),
  }),
);
const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('call' as const, 'share' as const),
  label: text,
  call: fc.record({
    command: fc.constant('chip ask'),
    options: fc.dictionary(fc.constantFrom('question', 'as_of'), text),
  }),
});
const anyMessage: fc.Arbitrary<Message> = fc.record({
  locale: fc.constantFrom('zh' as const, 'en' as const),
  blocks: fc.oneof(fc.array(block, { maxLength: 10 }), fc.array(block, { maxLength: 70 })),
  actions: fc.array(action, { maxLength: 30 }),
});

function textsOf(one: Block): readonly string[] {
  if (one.kind === 'rule') return [];
  if (one.kind === 'list') return one.items;
  if (one.kind === 'stories') return one.stories.map(({ title }) => title);
  return one.kind === 'table' ? one.rows.flat() : [one.text];
}

/** Characters of texts and values, of which a message may hold some ten thousand. */
function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + sizeOf(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => {
    const counts = typeof inner === 'string' && ['text', 'value', 'url'].includes(key);
    return sum + (counts ? inner.length : sizeOf(inner));
  }, 0);
}

/** What a reader sees: the texts of blocks, links as their addresses. */
function visibleText(value: unknown): string {
  if (Array.isArray(value)) return value.map(visibleText).join('');
  if (typeof value !== 'object' || value === null) return '';
  const { type, text: own, url, ...rest } = value as { type?: string; text?: unknown; url?: string };
  if (url !== undefined) return url;
  const escaped = type === 'plain_text' || type === 'mrkdwn';
  const said =
    typeof own === 'string' ? (escaped ? unescaped(own, type === 'mrkdwn') : own) : visibleText(own);
  return said + Object.values(rest).map(visibleText).join('');
}

function unescaped(markup: string, link: boolean): string {
  const inner = link ? decodeURIComponent(markup.slice(1, -1).replace(/%(?!2A|7E|60)/g, '%25')) : markup;
  return inner.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Without spaces, which splitting and trimming may move. */
function letters(words: string): string {
  return words.replace(/\s+/gu, '');
}
