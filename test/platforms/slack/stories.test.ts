import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoryLine } from '../../../src/platforms/platform.ts';
import { messageToParts } from '../../../src/platforms/slack/message.ts';
import { checkBlocks, checkTextObjects } from '../../fakes/slack/check-blocks.ts';
import { checked } from '../../properties.ts';

const partsOf = (stories: readonly StoryLine[]) =>
  messageToParts({ locale: 'en', blocks: [{ kind: 'stories', stories }], actions: [] }, { share: false });

describe('news on Slack', () => {
  test('is a list of rich text: the title is a link, the time is the reader’s, nothing is parsed', () => {
    const [part] = partsOf([
      {
        title: '<!here> *AT&T*',
        link: 'https://a.example/?a=1&b=2',
        from: 'Wafer Post',
        at: Date.UTC(2026, 10, 23, 8, 5, 30),
        notes: ['our base: 1'],
      },
      { title: 'Bare', link: null, from: '', at: null, notes: [] },
    ]);
    expect(part?.blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'link', url: 'https://a.example/?a=1&b=2', text: '<!here> *AT&T*' },
                  { type: 'text', text: ' · Wafer Post' },
                  { type: 'text', text: ' · ' },
                  {
                    type: 'date',
                    timestamp: 1795421130,
                    format: '{date_short_pretty} {time}',
                    fallback: '2026-11-23 08:05 UTC',
                  },
                  { type: 'text', text: '\n↳ our base: 1' },
                ],
              },
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'Bare' }] },
            ],
          },
        ],
      },
    ]);
    expect(part?.text).toContain('&lt;!here&gt; *AT&amp;T* · Wafer Post · 2026-11-23 08:05 UTC');
  });

  test('keeps to Slack’s limits, whatever it holds', () => {
    const text = (most: number) => fc.string({ unit: 'grapheme', maxLength: most });
    const story: fc.Arbitrary<StoryLine> = fc.record({
      title: text(200),
      link: fc.option(
        text(400).map((path) => `https://a.example/${encodeURIComponent(path).slice(0, 1900)}`),
      ),
      from: text(200),
      at: fc.option(fc.integer({ min: 0, max: 4e12 })),
      notes: fc.array(text(300), { maxLength: 3 }),
    });
    checked(
      fc.property(fc.array(story, { maxLength: 40 }), (stories) => {
        for (const { blocks } of partsOf(stories)) {
          expect(checkBlocks(blocks, 'message')).toEqual([]);
          expect(checkTextObjects(blocks)).toEqual([]);
        }
      }),
      100,
    );
  });
});
