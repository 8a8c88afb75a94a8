import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callToCustomId, customIdToPress } from '../../../src/platforms/discord/buttons.ts';
import { messageToBodies } from '../../../src/platforms/discord/message-to-bodies.ts';
import type { Action, Block, Link, Message } from '../../../src/platforms/platform.ts';
import { openContract } from '../../fakes/discord/contract.ts';
import { buttonsOf, checkMessage, linksOf } from '../../fakes/discord/message-checks.ts';
import { check, text } from './harness.ts';
import { readMarkdown } from './read-markdown.ts';

const ask = (question: string) => ({ command: 'chip ask', options: { question } });
const choice = (label: string, question = label): Action => ({ kind: 'call', label, call: ask(question) });
const SHARE: Action = { kind: 'share', label: 'Share', call: ask('q') };

function bodiesOf(blocks: readonly Block[], actions: readonly Action[] = []) {
  return messageToBodies({ locale: 'en', blocks, actions }, { share: true });
}

describe('a message on Discord', () => {
  it('has the headline as title, notes as small print and a card for each stretch between rules', () => {
    const [body] = bodiesOf([
      { kind: 'headline', text: '-14.92亿元' },
      { kind: 'text', text: 'Net profit, 2024.' },
      { kind: 'note', text: 'Prospectus' },
      { kind: 'note', text: 'IT Times' },
      { kind: 'rule' },
      { kind: 'list', items: ['one', 'two'] },
    ]);
    expect(body?.embeds.map(({ title, description }) => ({ title, description }))).toEqual([
      { title: '\\-14.92亿元', description: 'Net profit, 2024.\n\n-# Prospectus\n-# IT Times' },
      { title: undefined, description: '- one\n- two' },
    ]);
  });

  it('writes each row of a table as a line with its heads', () => {
    const [body] = bodiesOf([
      {
        kind: 'table',
        head: ['Company', '2023', '2024'],
        rows: [
          ['摩尔线程', '1.24亿', '4.38亿'],
          ['沐曦', '', '7.43亿'],
        ],
      },
    ]);
    expect(body?.embeds[0]?.description).toBe(
      '- **摩尔线程** · 2023: 1.24亿 · 2024: 4.38亿\n- **沐曦** · 2023: – · 2024: 7.43亿',
    );
  });

  it('writes a headline that no title can hold as bold text', () => {
    const [body] = bodiesOf([{ kind: 'headline', text: '长'.repeat(300) }]);
    expect(body?.embeds[0]).toMatchObject({ description: `**${'长'.repeat(300)}**` });
  });

  it('says so when there is nothing to show', () => {
    expect(messageToBodies({ ...text(''), locale: 'zh' }, { share: true })[0]?.embeds[0]?.description).toBe(
      '没有可显示的内容。',
    );
  });

  it('puts five buttons in a row and says how many did not fit', () => {
    const [body] = bodiesOf(
      [{ kind: 'text', text: 'Which?' }],
      [...Array.from({ length: 30 }, (_, at) => choice(`reading ${at}`)), SHARE],
    );
    expect(body?.components.map((row) => row.components.length)).toEqual([5, 5, 5, 5, 5]);
    expect(body?.components.at(-1)?.components.at(-1)).toMatchObject({ label: 'Share' });
    expect(body?.embeds[0]?.description).toContain('6 more choices are not shown');
  });

  it('shows one button for two equal calls', () => {
    const [body] = bodiesOf(
      [{ kind: 'text', text: 'Which?' }],
      [choice('first', 'q'), choice('second', 'q')],
    );
    expect(buttonsOf(body ?? {}).map((button) => button.label)).toEqual(['first']);
  });

  it('shows a button whose call is too long, but does not let it be pressed', () => {
    const [body] = bodiesOf([{ kind: 'text', text: 'Which?' }], [choice('long', 'q'.repeat(200))]);
    expect(body?.components[0]?.components[0]).toMatchObject({ label: 'long', disabled: true });
    expect(checkMessage(body ?? {}, false)).toEqual([]);
  });

  it('leaves the share button out where there is nothing to share', () => {
    const message: Message = { ...text('x'), actions: [choice('more'), SHARE] };
    const [body] = messageToBodies(message, { share: false });
    expect(buttonsOf(body ?? {}).map((button) => button.label)).toEqual(['more']);
  });

  it('has the share button under each page and the choices under the last', () => {
    const bodies = bodiesOf([{ kind: 'text', text: '一句话。'.repeat(3_000) }], [choice('more'), SHARE]);
    expect(bodies.map((body) => buttonsOf(body).map((button) => button.label))).toEqual([
      ['Share'],
      ['Share'],
      ['more', 'Share'],
    ]);
  });

  it('has links as the last buttons under its last page, before the one to share', () => {
    const links = [{ label: 'Evidence', url: 'https://chip.example.com/facts/x' }];
    const actions = [...Array.from({ length: 30 }, (_, at) => choice(`c${at}`)), SHARE];
    const [body] = messageToBodies({ locale: 'en', blocks: [], actions, links }, { share: true });
    expect(body?.components.flatMap((row) => row.components).slice(-3)).toEqual([
      expect.objectContaining({ label: 'c22' }),
      { type: 2, style: 5, label: 'Evidence', url: 'https://chip.example.com/facts/x' },
      expect.objectContaining({ label: 'Share' }),
    ]);
    expect(body && checkMessage(body, false)).toEqual([]);
  });

  it('leaves out a link that is longer than Discord takes', () => {
    const links = [{ label: 'Evidence', url: `https://chip.example.com/${'x'.repeat(500)}` }];
    const [body] = messageToBodies({ locale: 'en', blocks: [], actions: [], links }, { share: true });
    expect(body && linksOf(body)).toEqual([]);
  });

  it('says that the rest is not shown after five pages', () => {
    const bodies = bodiesOf([{ kind: 'text', text: '一句话。'.repeat(10_000) }]);
    expect(bodies).toHaveLength(5);
    expect(bodies.at(-1)?.embeds.at(-1)?.description).toContain('The rest is too long for Discord');
  });
});

describe('a button', () => {
  it('carries any call that the port allows', () => {
    const options = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 12 }), {
      maxKeys: 4,
      noNullPrototype: true,
    });
    check(
      'calls',
      fc.property(options, (record) => {
        const call = { command: 'chip ask', options: record };
        const used = [call.command, ...Object.entries(record).flat()].join('').length;
        const id = callToCustomId(call);
        expect(customIdToPress(id)).toEqual({ kind: 'call', call });
        // Escaped marks cost one more each; calls are of ids, names and periods, which have none.
        if (used <= 80 && !/[~|]/.test(Object.entries(record).flat().join('')))
          expect(id.length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it.each(['', 'x|c|chip ask', 'c', 'c|chip ask|question', 's|fr', 'something else'])(
    'is unknown when it is %j',
    (id) => {
      expect(customIdToPress(id)).toBeUndefined();
    },
  );
});

describe('any message', () => {
  const contract = openContract();
  const words = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('营收4.38亿元。', '**bold** ', '<@1>', 'word ', '长', '-# x\n'),
          fc.integer({ min: 0, max: 1_500 }),
        )
        .map(([part, times]) => part.repeat(times)),
    },
  );
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: words }),
    fc.record({ kind: fc.constant('note' as const), text: words }),
    fc.record({ kind: fc.constant('rule' as const) }),
    fc.record({ kind: fc.constant('list' as const), items: fc.array(words, { maxLength: 6 }) }),
    fc.record({
      kind: fc.constant('table' as const),
      head: fc.array(words, { maxLength: 3 }),
      rows: fc.array(fc.array(words, { maxLength: 4 }), { maxLength: 6 }),
    }),
  );
  const headline = fc.record({ kind: fc.constant('headline' as const), text: words });
  const action: fc.Arbitrary<Action> = fc.record({
    kind: fc.constantFrom('call' as const, 'share' as const),
    label: fc.string({ unit: 'binary', maxLength: 120 }),
    call: fc.string({ unit: 'binary', maxLength: 120 }).map(ask),
  });
  const link: fc.Arbitrary<Link> = fc.record({
    label: fc.string({ unit: 'binary', maxLength: 120 }),
    url: fc.string({ maxLength: 600 }).map((path) => `https://chip.example.com/${encodeURIComponent(path)}`),
  });
  const message: fc.Arbitrary<Message> = fc.record({
    locale: fc.constantFrom('zh' as const, 'en' as const),
    blocks: fc
      .tuple(fc.option(headline, { nil: undefined }), fc.array(block, { maxLength: 14 }))
      .map(([first, rest]) => (first ? [first, ...rest] : rest)),
    actions: fc.array(action, { maxLength: 40 }),
    links: fc.array(link, { maxLength: 3 }),
  });

  it('becomes bodies that Discord takes, pings nobody and shows no accidental markup', () => {
    check(
      'messages',
      fc.property(message, fc.boolean(), (each, share) => {
        const bodies = messageToBodies(each, { share });
        expect(bodies.length).toBeGreaterThan(0);
        for (const body of bodies) {
          expect(checkMessage(body, false)).toEqual([]);
          expect(contract('post', '/channels/{channel_id}/messages', body)).toEqual([]);
          // Our own marks: bullets, small print and bold. Nothing that came from outside acts.
          const active = body.embeds.flatMap((embed) => readMarkdown(embed.description ?? '').active);
          expect(active.filter((mark) => !/^(block -|mark \*)/.test(mark))).toEqual([]);
        }
      }),
      100,
    );
  });
});
