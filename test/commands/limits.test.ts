import { describe, expect, test } from 'vitest';
import { createBuckets } from '../../src/commands/buckets.ts';
import { type Limits, limitBot } from '../../src/commands/limits.ts';
import { isForm, type Message, type Reply, type Request } from '../../src/platforms/platform.ts';
import { faultsOf, request, textOf } from './bot-under-test.ts';

const ANSWER: Message = { locale: 'en', blocks: [{ kind: 'text', text: 'the answer' }], actions: [] };

/** A bot whose answers are given when the test says so. */
function createBench(limits: Partial<Limits> = {}) {
  const clock = { now: 0 };
  const begun: string[] = [];
  const held: (() => void)[] = [];
  const outcomes: unknown[] = [];
  const bot = limitBot(
    {
      commands: [],
      handle: ({ id }) => {
        begun.push(id);
        return new Promise((resolve) => held.push(() => resolve(ANSWER)));
      },
      suggest: async () => [{ label: 'a', value: 'a' }],
    },
    {
      clock: () => clock.now,
      limits,
      log: (_, event, fields) => outcomes.push([event, fields?.['outcome']]),
    },
  );
  const from = (user: string, id: string, question = 'hello'): Request => ({
    ...request('chip ask', { question }),
    id,
    user: { id: user },
  });
  return { bot, clock, begun, held, outcomes, from };
}

function said(reply: Reply): string {
  if (isForm(reply)) throw new Error('a form');
  expect(faultsOf(reply)).toEqual([]);
  return textOf(reply);
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a person', () => {
  test('who asks too fast is told for how long, in their language, and may ask again then', async () => {
    const { bot, clock, held, outcomes, from } = createBench({ burst: 2, everyMs: 3_000 });
    const answers = [bot.handle(from('discord:1', 'a')), bot.handle(from('discord:1', 'b'))];
    expect(said(await bot.handle(from('discord:1', 'c')))).toMatch(/faster than you may.* in 3 seconds\./);
    clock.now = 2_500;
    expect(said(await bot.handle(from('discord:1', 'd', '摩尔线程')))).toBe('你问得太快了，请过 1 秒再问。');
    expect(outcomes).toEqual([
      ['answered', 'limited'],
      ['answered', 'limited'],
    ]);
    clock.now = 3_000;
    answers.push(bot.handle(from('discord:1', 'e')));
    while (held.length < 3) await turn();
    for (const resolve of held) resolve();
    expect((await Promise.all(answers)).map(said)).toEqual(['the answer', 'the answer', 'the answer']);
  });

  test('does not use up what others may ask', async () => {
    const { bot, held, from } = createBench({ burst: 1 });
    const answers = ['1', '2', '3'].map((user) => bot.handle(from(`slack:T/${user}`, user)));
    while (held.length < 3) await turn();
    for (const resolve of held) resolve();
    expect((await Promise.all(answers)).map(said)).toEqual(['the answer', 'the answer', 'the answer']);
  });

  test('who types too fast gets no completions', async () => {
    const { bot, from } = createBench({ suggestBurst: 2 });
    const asked = await Promise.all(
      [1, 2, 3].map((id) => bot.suggest(from('discord:1', String(id)), 'question')),
    );
    expect(asked.map((list) => list.length)).toEqual([1, 1, 0]);
  });
});

describe('under more than it can answer, the bot', () => {
  test('begins one answer in each turn of the event loop, in order', async () => {
    const { bot, begun, held, from } = createBench();
    for (const id of ['a', 'b', 'c']) void bot.handle(from(id, id));
    expect(begun).toEqual([]);
    await turn();
    expect(begun).toEqual(['a']);
    await turn();
    expect(begun).toEqual(['a', 'b']);
    await turn();
    expect(begun).toEqual(['a', 'b', 'c']);
    expect(bot.depth()).toBe(3);
    for (const resolve of held) resolve();
    await bot.drain();
    expect(bot.depth()).toBe(0);
  });

  test('turns away what is beyond its bounds, at once, and forgets nobody who waits', async () => {
    const { bot, begun, held, from } = createBench({ waiting: 3, running: 2 });
    const answers = ['a', 'b', 'c', 'd', 'e'].map((id) => bot.handle(from(id, id)));
    expect(said((await answers[3]) as Reply)).toContain('Too many questions');
    expect(said(await bot.handle(from('f', 'f', '摩尔线程')))).toBe('现在提问的人太多，请过一会儿再问。');
    for (let turns = 0; turns < 10; turns++) await turn();
    expect(begun).toEqual(['a', 'b']);
    for (const resolve of held.splice(0)) resolve();
    while (held.length === 0) await turn();
    expect(begun).toEqual(['a', 'b', 'c']);
    held[0]?.();
    const given = await Promise.all(answers);
    expect(given.map(said).filter((text) => text === 'the answer')).toHaveLength(3);
  });
});

describe('told to stop, the bot', () => {
  test('finishes what waits and what was begun, and turns others away politely', async () => {
    const { bot, held, from } = createBench();
    const answers = ['a', 'b'].map((id) => bot.handle(from(id, id)));
    await turn();
    let drained = false;
    const draining = bot.drain().then(() => {
      drained = true;
    });
    expect(said(await bot.handle(from('c', 'c')))).toContain('being restarted');
    expect(said(await bot.handle(from('c', 'd', '摩尔线程')))).toContain('重启');
    expect(await bot.suggest(from('c', 'e'), 'question')).toEqual([]);
    while (held.length < 2) await turn();
    expect(drained).toBe(false);
    for (const resolve of held) resolve();
    await draining;
    expect((await Promise.all(answers)).map(said)).toEqual(['the answer', 'the answer']);
  });

  test('is done at once when there is nothing to finish', async () => {
    const { bot } = createBench();
    await expect(bot.drain()).resolves.toBeUndefined();
  });
});

describe('the table of people', () => {
  test('is bounded, and forgets who was quiet longest', () => {
    const buckets = createBuckets({ size: 1, everyMs: 1_000, people: 2 });
    expect(['a', 'b', 'a', 'c'].map((who) => buckets.take(who, 0))).toEqual([true, true, false, true]);
    // b was quiet longest and is new again; a is remembered.
    expect(buckets.take('a', 0)).toBe(false);
    expect(buckets.take('b', 0)).toBe(true);
  });

  test.each([
    [
      [0, 0, 0],
      [true, true, false],
    ],
    [
      [0, 0, 1_000, 1_000],
      [true, true, true, false],
    ],
    [
      [0, 60_000, 60_000, 60_000],
      [true, true, true, false],
    ],
  ])('grants at %j: %j', (times, granted) => {
    const buckets = createBuckets({ size: 2, everyMs: 1_000, people: 10 });
    expect(times.map((now) => buckets.take('a', now))).toEqual(granted);
  });
});
