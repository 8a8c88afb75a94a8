import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageToBodies } from '../../../src/platforms/discord/message-to-bodies.ts';
import { storyToMarkdown } from '../../../src/platforms/discord/stories.ts';
import type { StoryLine } from '../../../src/platforms/platform.ts';
import { checkMessage } from '../../fakes/discord/message-checks.ts';
import { anything, checked } from '../../properties.ts';
import { readMarkdown } from './read-markdown.ts';

const PLAIN: StoryLine = { title: 'News', link: null, from: '', at: null, notes: [] };

describe('a piece of news on Discord', () => {
  test.each<[string, Partial<StoryLine>, string]>([
    [
      'is its title as a link, who has it, when in the reader’s zone, and what we say to it',
      {
        link: 'https://a.example/1?x=1&y=2',
        from: 'Wafer Post',
        at: Date.UTC(2026, 10, 23, 8, 5, 30),
        notes: ['our base: -14.92亿元'],
      },
      '- [News](https://a.example/1?x=1&y=2) · Wafer Post · <t:1795421130:f>\n  - our base: -14.92亿元',
    ],
    ['has no link where there is none', {}, '- News'],
    [
      'cannot end its link early, nor begin another',
      { title: 'a](https://evil.example) [b', link: 'https://a.example/(x)_"y\\' },
      '- a\\](<https://evil.example>) \\[b <https://a.example/%28x%29_%22y%5C>',
    ],
    [
      'escapes brackets',
      { title: '[QC] *x*', link: 'https://a.example/' },
      '- [\\[QC\\] \\*x\\*](https://a.example/)',
    ],
    ['pings nobody', { title: '@everyone <@1>', from: '@here' }, '- \\@everyone \\<\\@1> · \\@here'],
    ['stays on its lines', { title: 'a\n# b', notes: ['c\n- d'] }, '- a # b\n  - c - d'],
  ])('%s', (_, story, markdown) => {
    expect(storyToMarkdown({ ...PLAIN, ...story })).toBe(markdown);
  });

  test('shows whatever stands in a title and does nothing with it', () => {
    checked(
      fc.property(anything, (title) => {
        const { active } = readMarkdown(storyToMarkdown({ ...PLAIN, title }).slice(2));
        expect(active).toEqual([]);
      }),
    );
  });

  test('keeps to Discord’s limits, whatever it holds', () => {
    const long = fc.string({ unit: 'binary', maxLength: 300 });
    const story: fc.Arbitrary<StoryLine> = fc.record({
      title: long,
      link: fc.option(
        fc
          .string({ unit: fc.constantFrom('(', 'a', '*'), maxLength: 1900 })
          .map((path) => `https://a.example/${path}`),
      ),
      from: long,
      at: fc.option(fc.integer({ min: 0, max: 4e12 })),
      notes: fc.array(long, { maxLength: 5 }),
    });
    checked(
      fc.property(fc.array(story, { maxLength: 12 }), (stories) => {
        const bodies = messageToBodies(
          {
            locale: 'en',
            blocks: [
              { kind: 'headline', text: 'Digest' },
              { kind: 'stories', stories },
            ],
            actions: [],
          },
          { share: false },
        );
        for (const body of bodies) expect(checkMessage(body, false)).toEqual([]);
      }),
      100,
    );
  });
});
