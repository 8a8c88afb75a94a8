import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/specs.ts';
import { warmUp } from '../../src/commands/warm-up.ts';
import type { Locale } from '../../src/language/locale.ts';
import type { Suggestion } from '../../src/platforms/platform.ts';
import { ask, base, bot, request, TODAY, textOf } from './bot-under-test.ts';

/** In the first line: further down a ranking says who has no such figure. */
const REFUSED =
  /^.*(?:没有答案|没有“|认得“|几种读法|看不出|no answer|has no|is known, but|several ways|names no period)/i;
const TYPED = [
  '',
  '摩',
  '摩尔',
  '沐曦 亏',
  'h2',
  'H20',
  '上海',
  'moor',
  'moore thraeds',
  'net',
  '辉达',
  '2024',
  'sh',
  '市场份',
  '__proto__',
];

function suggest(command: string, option: string, options: Record<string, string> = {}, locale?: Locale) {
  return bot.suggest(request(command, options, locale), option);
}

function faultsOf(suggestions: readonly Suggestion[]): string[] {
  const texts = suggestions.flatMap(({ label, value }) => [label, value]);
  return [
    ...(suggestions.length > 25 ? ['too many'] : []),
    ...texts.filter((text) => text.length === 0 || text.length > 100).map((text) => `length of '${text}'`),
    ...(new Set(suggestions.map(({ label }) => label)).size < suggestions.length ? ['a label twice'] : []),
    ...(new Set(suggestions.map(({ value }) => value)).size < suggestions.length ? ['a value twice'] : []),
  ];
}

const OPTIONS = COMMANDS.flatMap(({ path, options }) =>
  options.map(({ name }) => [path.join(' '), name] as const),
);
/** Enough of the other options for a completion to be answered. */
const OTHERS: Readonly<Record<string, Record<string, string>>> = {
  'chip compare': { first: '沐曦', second: '摩尔线程', metric: 'revenue' },
  'chip rank': { metric: 'revenue' },
};

describe.each(OPTIONS)('%s: %s', (command, option) => {
  it.each(TYPED)('completes %j within the limits, always alike, and answers each', async (typed) => {
    const { [option]: _, ...others } = OTHERS[command] ?? {};
    for (const locale of ['zh', 'en', undefined] as const) {
      const found = await suggest(command, option, { ...others, [option]: typed }, locale);
      expect(faultsOf(found)).toEqual([]);
      expect(await suggest(command, option, { ...others, [option]: typed }, locale)).toEqual(found);
      for (const { value } of found.slice(0, 12)) {
        const message = await bot.handle(request(command, { ...others, [option]: value }, locale));
        if (command !== 'chip compare') expect(textOf(message)).not.toMatch(REFUSED);
      }
    }
  });
});

describe('completions', () => {
  it.each([
    ['chip ask', 'question', '摩尔线程 亏', '摩尔线程', 'zh'],
    ['chip ask', 'question', 'how much did moor', 'Moore Threads', 'en'],
    ['chip ask', 'question', '辉达', '英伟达', 'zh'],
    ['chip company', 'name', 'moor', 'Moore Threads', 'en'],
    ['chip company', 'name', 'Metx', 'MetaX', 'en'],
    ['chip company', 'name', '黄', '黄仁勋', 'zh'],
    ['chip rank', 'metric', 'reven', 'revenue', 'en'],
    ['chip rank', 'metric', '亏', '净利润', 'zh'],
    ['chip rank', 'period', '2024', '2024', 'zh'],
    ['chip browse', 'topic', 'h2', 'H20', 'en'],
    ['chip source', 'fact', 'metax-net', 'MetaX made a net loss', 'en'],
  ] as const)('%s %s %j leads to %j', async (command, option, typed, expected, locale) => {
    const labels = (await suggest(command, option, { [option]: typed }, locale)).map(({ label }) => label);
    expect(labels.slice(0, 5).join('\n')).toContain(expected);
  });

  it('are in the language that is typed', async () => {
    const chinese = await suggest('chip ask', 'question', { question: '沐曦' }, 'en');
    expect(chinese.every(({ label }) => /\p{Script=Han}/u.test(label))).toBe(true);
    const english = await suggest('chip ask', 'question', { question: 'revenue of' }, 'en');
    expect(english.every(({ label }) => !/\p{Script=Han}/u.test(label))).toBe(true);
  });

  it('start with both languages where the reader’s is not known', async () => {
    const labels = (await suggest('chip ask', 'question')).map(({ label }) => label);
    expect(labels.filter((label) => /\p{Script=Han}/u.test(label)).length).toBeGreaterThan(4);
    expect(labels.filter((label) => !/\p{Script=Han}/u.test(label)).length).toBeGreaterThan(4);
  });

  it('for a second name put first what can be compared, and for a measure what both have', async () => {
    const [first] = await suggest('chip compare', 'second', { first: '沐曦' }, 'zh');
    expect(first?.label).toBe('摩尔线程');
    const metrics = await suggest('chip compare', 'metric', { first: '沐曦', second: '摩尔线程' }, 'zh');
    expect(metrics.map(({ label }) => label)).toContain('净利润 / 净亏损');
    const periods = await suggest(
      'chip compare',
      'period',
      { first: '沐曦', second: '摩尔线程', metric: '营收' },
      'zh',
    );
    expect(periods.map(({ value }) => value)).toEqual(['2024', '2023', '2022']);
  });

  it('for commands and options that there are not are none', async () => {
    expect(await suggest('chip ask', 'nonsense', { nonsense: 'x' })).toEqual([]);
    expect(await suggest('chip nonsense', 'question', { question: 'x' })).toEqual([]);
    expect(await suggest('chip help', 'question', { question: 'x' })).toEqual([]);
  });

  it('are the same before and after the warm-up', async () => {
    const found = () =>
      Promise.all(TYPED.map((typed) => suggest('chip ask', 'question', { question: typed }, 'en')));
    const before = await found();
    for (const _ of warmUp(base, TODAY));
    expect(await found()).toEqual(before);
  });
});

it('a picked question is answered as asked', async () => {
  const found = await suggest('chip ask', 'question', { question: '沐曦 2024' }, 'zh');
  expect(found.length).toBeGreaterThan(0);
  for (const { value } of found) expect(textOf(await ask('ask', { question: value }))).not.toMatch(REFUSED);
});
