/** Long digests: nothing is left out, and each part is one message on both platforms. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestToParts } from '../../../src/digest/run/parts.ts';
import { messageToBodies } from '../../../src/platforms/discord/message-to-bodies.ts';
import type { Block, Message, StoryLine } from '../../../src/platforms/platform.ts';
import { messageToParts } from '../../../src/platforms/slack/message.ts';

const SEED = Number(process.env['FC_SEED'] ?? 20_261_127);

const text = (most: number) =>
  fc
    .array(fc.constantFrom('芯', 'a', '*', '_', '<', '&', '[', '\\', '`', ' '), {
      minLength: 1,
      maxLength: most,
    })
    .map((parts) => `x${parts.join('')}x`);
const story = fc.record({
  title: text(198),
  link: fc.option(fc.nat(400).map((length) => `https://news.example/${'p'.repeat(length)}`)),
  from: text(40),
  at: fc.option(fc.constant(Date.parse('2026-11-23T08:00:00Z'))),
  notes: fc.array(text(120), { maxLength: 3 }),
});
const group = fc
  .record({ name: text(30), stories: fc.array(story, { minLength: 1, maxLength: 3 }), more: fc.boolean() })
  .map(({ name, stories, more }): Block[] => [
    { kind: 'rule' },
    { kind: 'text', text: name },
    { kind: 'stories', stories },
    ...(more ? [{ kind: 'note' as const, text: '+ 4' }] : []),
  ]);
const digest = fc
  .record({
    facts: fc.array(text(250), { maxLength: 60 }),
    groups: fc.array(group, { maxLength: 30 }),
  })
  .filter(({ facts, groups }) => facts.length + groups.length > 0)
  .map(
    ({ facts, groups }): Message => ({
      locale: 'zh',
      blocks: [
        { kind: 'headline', text: '芯片简报' },
        ...(facts.length > 0 ? [{ kind: 'list' as const, items: facts }] : []),
        ...groups.flat(),
      ],
      actions: [{ kind: 'call', label: '订阅管理', call: { command: 'chip digest list', options: {} } }],
    }),
  );

type Said = string | StoryLine;

function saidIn({ blocks }: Message): Said[] {
  return blocks.flatMap((block): readonly Said[] => {
    if (block.kind === 'headline' || block.kind === 'rule' || block.kind === 'table') return [];
    if (block.kind === 'list') return block.items;
    return block.kind === 'stories' ? block.stories : [block.text];
  });
}

test('every item and story is in one part, in order, and each part is one message everywhere', () => {
  fc.assert(
    fc.property(digest, (message) => {
      const parts = digestToParts(message);
      expect(parts.flatMap(saidIn)).toEqual(saidIn(message));
      for (const [at, part] of parts.entries()) {
        const [first, second] = part.blocks;
        expect(first?.kind).toBe('headline');
        if (parts.length > 1) expect(second?.kind).not.toBe('rule');
        if (first?.kind === 'headline' && parts.length > 1)
          expect(first.text).toBe(`芯片简报 (${at + 1}/${parts.length})`);
        expect(part.blocks.filter(({ kind }) => kind === 'headline')).toHaveLength(1);
        // Discord finds a message again by its buttons.
        expect(part.actions).toEqual(message.actions);
        expect(messageToBodies(part, { share: false })).toHaveLength(1);
        expect(messageToParts(part, { share: false })).toHaveLength(1);
      }
    }),
    { seed: SEED, numRuns: 120 },
  );
});

test('a short digest is left as it is', () => {
  const message: Message = {
    locale: 'en',
    blocks: [{ kind: 'headline', text: 'x' }, { kind: 'rule' }, { kind: 'text', text: 'y' }],
    actions: [],
  };
  expect(digestToParts(message)).toEqual([message]);
});

test('a name is never the last line of a part, nor its "+ N more" the first of the next', () => {
  const one = (at: number): Block[] => [
    { kind: 'rule' },
    { kind: 'text', text: `company ${at}` },
    {
      kind: 'stories',
      stories: [{ title: 't'.repeat(180), link: null, from: 'f', at: null, notes: ['n'.repeat(400)] }],
    },
    { kind: 'note', text: '+ 2 more' },
  ];
  const blocks: Block[] = [
    { kind: 'headline', text: 'x' },
    ...Array.from({ length: 9 }, (_, at) => one(at)).flat(),
  ];
  const parts = digestToParts({ locale: 'en', blocks, actions: [] });
  expect(parts.length).toBeGreaterThan(1);
  for (const { blocks: shown } of parts) {
    expect(shown.at(-1)).toEqual({ kind: 'note', text: '+ 2 more' });
    expect(shown[1]?.kind).toBe('text');
  }
});
