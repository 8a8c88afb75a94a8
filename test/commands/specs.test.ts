import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/specs.ts';
import { readCommand } from '../../src/platforms/command-text.ts';
import { bot, request, textOf } from './bot-under-test.ts';

/** Discord's rule for names of commands and options. */
const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;

describe.each(COMMANDS.map((spec) => [spec.path.join(' '), spec] as const))('%s', (_, spec) => {
  it('has names and descriptions that platforms take', () => {
    const names = [
      ...spec.path,
      ...Object.values(spec.name),
      ...spec.options.flatMap((o) => [o.name, ...Object.values(o.label)]),
    ];
    for (const name of names) {
      expect(name).toMatch(NAME);
      expect(name).toBe(name.toLowerCase());
    }
    const descriptions = [spec.description, ...spec.options.map((option) => option.description)];
    for (const text of descriptions.flatMap((words) => Object.values(words))) {
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(100);
    }
  });

  it('has its required options first, and no two of one name in any language', () => {
    const required = spec.options.map((option) => option.required);
    expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    for (const language of ['zh', 'hant', 'en'] as const) {
      const labels = spec.options.map(({ label }) => label[language]);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('is a command that the bot has', async () => {
    const message = await bot.handle(request(spec.path.join(' '), {}, 'en'));
    expect(textOf(message)).not.toContain('no such command');
  });
});

it('no two commands of a root share a name in any language', () => {
  for (const language of ['zh', 'hant', 'en'] as const) {
    const names = COMMANDS.map(({ path, name }) => `${path.slice(0, -1).join(' ')} ${name[language]}`);
    expect(new Set(names).size).toBe(names.length);
  }
});

it.each([
  ['摩尔线程2024亏损', { command: 'chip ask', options: { question: '摩尔线程2024亏损' } }],
  [
    'compare 摩尔线程 沐曦 营收 2024',
    {
      command: 'chip compare',
      options: { first: '摩尔线程', second: '沐曦', metric: '营收', period: '2024' },
    },
  ],
  ['公司 沐曦', { command: 'chip company', options: { name: '沐曦' } }],
  ['rank revenue', { command: 'chip rank', options: { metric: 'revenue' } }],
])('typed as text, %j is read', (text, call) => {
  expect(readCommand(text, COMMANDS, 'chip')).toEqual(call);
});
