import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerToJson } from '../src/answer/answer-json.ts';
import { answerQuestion } from '../src/answer/answer-question.ts';
import { COMMANDS } from '../src/commands/specs.ts';
import { findFigures } from '../src/language/figures.ts';
import { normalise } from '../src/language/normalise.ts';
import { tokenise } from '../src/language/tokens.ts';
import { readCommand } from '../src/platforms/command-text.ts';
import type { Message } from '../src/platforms/platform.ts';
import { lengthOf, limits } from '../src/platforms/slack/limits.ts';
import { messageToParts } from '../src/platforms/slack/message.ts';
import { messageToText } from '../src/platforms/terminal/render.ts';
import { findPeriods } from '../src/question/periods.ts';
import { checked } from './properties.ts';
import { base, TODAY } from './question/base.ts';

/** What periods, figures, names and markup are made of, in any order and number: nothing that means anything. */
const CRUMBS = [
  ...[
    '2024',
    '年',
    '24年',
    'q1',
    'q',
    '1q',
    'h1',
    'fy',
    "'24",
    '第一',
    '季度',
    '上半年',
    '到',
    '至',
    '-',
    '~',
    'to ',
    'the ',
    'of ',
  ],
  ...[
    'last ',
    'year ',
    'may ',
    'july ',
    '15',
    '日',
    '月',
    '近',
    '三年',
    'nian',
    ' nian du ',
    'er ling er si nian ',
    'ago ',
  ],
  ...[
    '1,',
    '1.',
    ',000',
    '亿',
    '万',
    '百',
    '点',
    '成',
    '%',
    '$',
    '¥',
    'us$',
    'bn',
    '元',
    '片',
    '卡',
    '+',
    '-9',
    '9'.repeat(40),
  ],
  ...[
    '沐曦',
    '摩尔',
    'nvdia',
    'H20',
    'h20',
    '营收',
    '谁',
    '比',
    '多',
    '少',
    '多少',
    '从',
    'how many ',
    'except ',
    '除了',
    '不是',
  ],
  ...[
    '(',
    ')',
    '[',
    '<@',
    '>',
    '<:',
    '"',
    '“',
    '」',
    "'",
    '’s',
    '\\',
    '`',
    '**',
    '|',
    '&amp;',
    'https://',
    '@here',
  ],
  ...[
    '\u202e',
    '\u200d',
    '\u0301',
    '\u0e33',
    '\ud83d',
    '\udc00',
    '\u0000',
    'א',
    'ß',
    'İ',
    'ﬁ',
    '㊙',
    '👩‍👩‍👧',
    '\n',
    '\t',
    ' ',
    ' ',
    ' ',
  ],
] as const;

const crumb = fc.constantFrom(...CRUMBS);
/** Up to the 4,000 characters that are looked at before a question is found to be too long. */
const nasty = fc.oneof(
  fc.array(crumb, { maxLength: 60 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.array(crumb, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 400 }))
    .map(([parts, times]) => parts.join('').repeat(times).slice(0, 4_100)),
  fc
    .tuple(crumb, fc.string({ unit: 'binary', maxLength: 12 }), crumb, fc.integer({ min: 1, max: 60 }))
    .map(([before, middle, after, times]) => `${before.repeat(times)}${middle}${after.repeat(times)}`),
);

type Place = { readonly start: number; readonly end: number };

/** In order, none over another, all inside the text, none empty. */
function areApart(places: readonly Place[], text: string): boolean {
  return places.every(
    ({ start, end }, index) => start < end && end <= text.length && start >= (places[index - 1]?.end ?? 0),
  );
}

describe('of whatever is typed', () => {
  test('one spelling is made, which has no other spelling', () => {
    checked(
      fc.property(nasty, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
        expect(once).not.toMatch(/ {2}|^ | $/);
      }),
    );
  });

  test('every character but blanks stands in one token', () => {
    checked(
      fc.property(nasty, (raw) => {
        const text = normalise(raw);
        const tokens = tokenise(text);
        expect(areApart(tokens, text)).toBe(true);
        const between = tokens.map(({ start }, index) => text.slice(tokens[index - 1]?.end ?? 0, start));
        expect(between.join('').trim()).toBe('');
      }),
    );
  });

  test('periods stand apart in the text, and a span never ends before it begins', () => {
    checked(
      fc.property(nasty, (raw) => {
        const text = normalise(raw);
        const periods = findPeriods(text, TODAY);
        expect(areApart(periods, text)).toBe(true);
        for (const { from, to } of periods) {
          expect(from ?? '*').toMatch(/^(?:\d{4}|\*)(?:-(?:Q[1-4]|H[12]|\d\d(?:-\d\d)?))?$/);
          if (from !== null && to !== null) expect(from.slice(0, 4) <= to.slice(0, 4)).toBe(true);
        }
      }),
    );
  });

  test('figures stand apart in the text and are numbers', () => {
    checked(
      fc.property(nasty, (raw) => {
        const text = normalise(raw);
        const figures = findFigures(text);
        expect(areApart(figures, text)).toBe(true);
        for (const { value, high } of figures) {
          expect(value).not.toBeNaN();
          expect(high).not.toBeNaN();
        }
      }),
    );
  });

  test('the answer holds together, and every platform takes it', () => {
    checked(
      fc.property(nasty, (question) => {
        const { outcome, facts, derived, choices, text } = answerToJson(
          question,
          answerQuestion(question, base, TODAY),
          base,
        );
        expect(facts.length + derived.length > 0).toBe(outcome === 'answer');
        expect(choices.length > 0).toBe(outcome === 'choices');
        expect(text.length).toBeLessThanOrEqual(8000);
      }),
      150,
    );
  });

  test('a command is a call or a problem', () => {
    checked(
      fc.property(
        nasty,
        fc.constantFrom('', 'ask ', 'compare ', 'fact id:', 'rank metric="'),
        (text, word) => {
          const call = readCommand(word + text, COMMANDS, 'chip');
          expect('problem' in call || call.command.startsWith('chip ')).toBe(true);
        },
      ),
    );
  });
});

const block = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'note' as const, 'headline' as const), text: nasty }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(nasty, { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant('table' as const),
    head: fc.array(nasty, { minLength: 1, maxLength: 4 }),
    rows: fc.array(fc.array(nasty, { maxLength: 5 }), { maxLength: 6 }),
  }),
);
const message: fc.Arbitrary<Message> = fc.record({
  locale: fc.constantFrom('zh' as const, 'en' as const),
  blocks: fc.array(block, { maxLength: 5 }),
  actions: fc.constant([]),
});

describe('a message of anything', () => {
  test('is one or more Slack messages within its limits', () => {
    checked(
      fc.property(message, (one) => {
        const parts = messageToParts(one, { share: false });
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) {
          expect(lengthOf(part.text)).toBeLessThanOrEqual(limits.topText);
          expect(part.blocks.length).toBeLessThanOrEqual(limits.messageBlocks);
        }
      }),
      60,
    );
  });

  test('is lines without control characters in a terminal', () => {
    checked(
      fc.property(
        message,
        fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
        (one, columns) => {
          const text = messageToText(one, { color: false, ...(columns === undefined ? {} : { columns }) });
          expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Cs}/u);
        },
      ),
      60,
    );
  });
});
