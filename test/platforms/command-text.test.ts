import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/language/user-error.ts';
import { localeOfText, problemToMessage, readCommand } from '../../src/platforms/command-text.ts';
import type { CommandSpec } from '../../src/platforms/platform.ts';

function spec(path: string, names: string, ...options: readonly string[]): CommandSpec {
  const [root = '', ...rest] = path.split(' ');
  const [zh = '', hant = zh] = names.split('/');
  const words = (text: string) => ({ zh: text, hant: text, en: text });
  return {
    path: [root, ...rest],
    name: { zh, hant, en: rest.at(-1) ?? root },
    description: words('…'),
    options: options.map((name) => ({
      name: name.replace('?', ''),
      label: words(name),
      description: words('…'),
      required: !name.endsWith('?'),
      complete: false,
    })),
  };
}

const COMMANDS: readonly CommandSpec[] = [
  spec('chip ask', '问/問', 'question', 'as_of?'),
  spec('chip company', '公司', 'name'),
  spec('chip compare', '比较/比較', 'first', 'second', 'metric?', 'period?'),
  spec('chip digest subscribe', '订阅/訂閱', 'channel?', 'schedule?', 'timezone?', 'topics?', 'language?'),
  spec('chip digest list', '列表', 'id?'),
  spec('chip help', '帮助/幫助'),
  spec('chip-admin fact retract', '撤回', 'fact', 'reason'),
  spec('chip-admin fact set', '修改', 'subject?', 'metric?', 'period?', 'value?', 'source?', 'note?'),
  spec('chip-admin alias add', '增加', 'entity', 'alias'),
  spec('chip-admin pending', '待批'),
  { ...spec('chip-admin approve', '批准', 'id'), hidden: true },
];

const chip = (text: string) => readCommand(text, COMMANDS, 'chip');
const admin = (text: string) => readCommand(text, COMMANDS, 'chip-admin');

describe('text after /chip', () => {
  test.each([
    ['', 'chip help', {}],
    [' \u3000 ', 'chip help', {}],
    ['help', 'chip help', {}],
    ['HELP', 'chip help', {}],
    ['帮助', 'chip help', {}],
    ['幫助', 'chip help', {}],
    ['摩尔线程2024亏损', 'chip ask', { question: '摩尔线程2024亏损' }],
    ['ask 摩尔线程2024亏损', 'chip ask', { question: '摩尔线程2024亏损' }],
    ['問 摩爾線程', 'chip ask', { question: '摩爾線程' }],
    ['ｈｅｌｐ', 'chip help', {}],
    ['help me with  NVIDIA', 'chip ask', { question: 'help me with  NVIDIA' }],
    ['is a=b and "c d" true?', 'chip ask', { question: 'is a=b and "c d" true?' }],
    ['ask 13" wafers  x=y', 'chip ask', { question: '13" wafers  x=y' }],
    ['营收 as_of:2025-08-01', 'chip ask', { question: '营收', as_of: '2025-08-01' }],
    ['as_of＝2025-08-01 营收', 'chip ask', { question: '营收', as_of: '2025-08-01' }],
    ['营收 as-of=2025-08-01 是多少', 'chip ask', { question: '营收 是多少', as_of: '2025-08-01' }],
    ['AS_OF："2025-08-01" 营收', 'chip ask', { question: '营收', as_of: '2025-08-01' }],
    ['what is “as_of=3 x”', 'chip ask', { question: 'what is “as_of=3 x”' }],
    ['营收 as_of: 2025', 'chip ask', { question: '营收 as_of: 2025' }],
    ['ask question=营收 多少', 'chip ask', { question: '营收 多少' }],
    ['ask question="A B" as_of=2025', 'chip ask', { question: 'A B', as_of: '2025' }],
    ['公司 摩尔线程', 'chip company', { name: '摩尔线程' }],
    ['company Moore Threads', 'chip company', { name: 'Moore Threads' }],
    ['company "Moore Threads"', 'chip company', { name: 'Moore Threads' }],
    ['company name=「Moore Threads」', 'chip company', { name: 'Moore Threads' }],
    ['company name=Moore Threads', 'chip company', { name: 'Moore Threads' }],
    [
      '比较 英伟达 “A M D” 营收 FY 2024',
      'chip compare',
      { first: '英伟达', second: 'A M D', metric: '营收', period: 'FY 2024' },
    ],
    ['compare second=AMD NVIDIA', 'chip compare', { first: 'NVIDIA', second: 'AMD' }],
    ['compare period=2024 NVIDIA AMD', 'chip compare', { first: 'NVIDIA', second: 'AMD', period: '2024' }],
    [
      'digest subscribe C1 "daily 09:00" topics=ai',
      'chip digest subscribe',
      { channel: 'C1', schedule: 'daily 09:00', topics: 'ai' },
    ],
    ['digest 订阅', 'chip digest subscribe', {}],
    ['digest weekly?', 'chip ask', { question: 'digest weekly?' }],
    [
      'digest subscribe https://a.b/c "" x:y',
      'chip digest subscribe',
      { channel: 'https://a.b/c', timezone: 'x:y' },
    ],
    ['pending', 'chip ask', { question: 'pending' }],
  ])('%j is %s %o', (text, command, options) => {
    expect(chip(text)).toEqual({ command, options });
  });

  test.each([
    ['ask', 'missing-option', { option: 'question', usage: '/chip ask question [as_of]' }],
    ['公司', 'missing-option', { option: 'name' }],
    ['compare NVIDIA', 'missing-option', { option: 'second' }],
    ['compare first= a', 'missing-option', { option: 'second' }],
    ['compare a b perid=2024', 'unknown-option', { option: 'perid' }],
    ['compare first=a first=b c', 'repeated-option', { option: 'first' }],
    ['compare period="FY 24" a b metric=m more', 'unexpected-text', { text: 'more' }],
    ['digest', 'incomplete-command', { command: 'chip digest', next: 'subscribe, list' }],
  ])('%j has the problem %s', (text, code, details) => {
    expect(chip(text)).toMatchObject({ problem: { code, details } });
  });
});

test('what was understood is kept where an option is missing', () => {
  expect(chip('compare NVIDIA period=2024')).toMatchObject({
    read: { command: 'chip compare', options: { first: 'NVIDIA', period: '2024' } },
  });
});

describe('text after /chip-admin', () => {
  test.each([
    ['', 'chip-admin help', {}],
    ['help', 'chip-admin help', {}],
    ['待批', 'chip-admin pending', {}],
    ['fact retract f1 wrong a=b "c"', 'chip-admin fact retract', { fact: 'f1', reason: 'wrong a=b "c"' }],
    ['fact 撤回 f1 reason=wrong number', 'chip-admin fact retract', { fact: 'f1', reason: 'wrong number' }],
    ['fact retract reason=wrong f1', 'chip-admin fact retract', { fact: 'f1', reason: 'wrong' }],
    [
      'fact retract f1 https://a.b/c?d=e',
      'chip-admin fact retract',
      { fact: 'f1', reason: 'https://a.b/c?d=e' },
    ],
    ['fact set', 'chip-admin fact set', {}],
    ['FACT 修改', 'chip-admin fact set', {}],
    [
      'fact set 沐曦 营业收入 2024 7.43亿元 “招股书 p40” 合并口径，未审计',
      'chip-admin fact set',
      {
        subject: '沐曦',
        metric: '营业收入',
        period: '2024',
        value: '7.43亿元',
        source: '招股书 p40',
        note: '合并口径，未审计',
      },
    ],
    [
      'fact set value="CNY 1.492 bn" subject="Moore Threads" 净利润 period:2024',
      'chip-admin fact set',
      { subject: 'Moore Threads', metric: '净利润', period: '2024', value: 'CNY 1.492 bn' },
    ],
    [
      'fact set 摩尔线程 净利润 2024 -14.92亿元 source=https://a.b/c?d=e&f=10%–20%',
      'chip-admin fact set',
      {
        subject: '摩尔线程',
        metric: '净利润',
        period: '2024',
        value: '-14.92亿元',
        source: 'https://a.b/c?d=e&f=10%–20%',
      },
    ],
    [
      'alias add moore-threads Moore Thread',
      'chip-admin alias add',
      { entity: 'moore-threads', alias: 'Moore Thread' },
    ],
  ])('%j is %s %o', (text, command, options) => {
    expect(admin(text)).toEqual({ command, options });
  });

  test.each([
    [
      'explode now',
      'unknown-command',
      { text: 'explode', commands: 'fact retract, fact set, alias add, pending' },
    ],
    ['approve 7', 'unknown-command', { text: 'approve' }],
    ['fact set subject=沐曦 subject=摩尔', 'repeated-option', { option: 'subject' }],
    ['fact set 沐曦 valeu=3', 'unknown-option', { option: 'valeu' }],
    ['摩尔线程', 'unknown-command', { text: '摩尔线程' }],
    ['fact', 'incomplete-command', { next: 'retract, set' }],
    ['fact erase f1', 'incomplete-command', { next: 'retract, set' }],
    ['pending now', 'unexpected-text', { text: 'now' }],
    ['fact retract f1', 'missing-option', { option: 'reason' }],
  ])('%j has the problem %s', (text, code, details) => {
    expect(admin(text)).toMatchObject({ problem: { code, details } });
  });
});

describe('readCommand', () => {
  test('never throws, and gives a known call or a UserError, whatever the text', () => {
    const known = new Map(COMMANDS.map((one) => [one.path.join(' '), one]));
    fc.assert(
      fc.property(anyText, fc.constantFrom('chip' as const, 'chip-admin' as const), (text, root) => {
        const read = readCommand(text, COMMANDS, root);
        if ('problem' in read) {
          expect(read.problem).toBeInstanceOf(UserError);
          return;
        }
        const options = known.get(read.command)?.options ?? [];
        expect(read.command === `${root} help` || known.has(read.command)).toBe(true);
        expect(options.map((option) => option.name)).toEqual(
          expect.arrayContaining(Object.keys(read.options)),
        );
        for (const option of options) if (option.required) expect(read.options[option.name]).toBeTruthy();
      }),
      { numRuns: 1_000 },
    );
  });

  test('leaves a question as it was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const question = `？${text.replace(/as.?of/giu, '')}`.trim();
        expect(chip(question)).toEqual({ command: 'chip ask', options: { question } });
        expect(chip(`ask ${question}`)).toEqual({ command: 'chip ask', options: { question } });
      }),
    );
  });

  test('reads back what is written as quoted names and values', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => text.replaceAll('"', '').trim() || 'x');
    const sign = fc.constantFrom('=', '＝', ':', '：');
    fc.assert(
      fc.property(value, value, value, sign, (first, second, metric, mark) => {
        const written = `compare metric${mark}"${metric}" second${mark}"${second}" "${first}"`;
        expect(chip(written)).toEqual({ command: 'chip compare', options: { first, second, metric } });
      }),
    );
  });

  test('reads a long line quickly', () => {
    expect(chip('“ '.repeat(5_000))).toMatchObject({ command: 'chip ask' });
    expect(chip(`compare ${'a= '.repeat(5_000)}`)).toHaveProperty('problem');
  });
});

describe('problemToMessage', () => {
  test.each([
    [
      'explode',
      'en',
      'There is no command “explode”.',
      'Commands: fact retract, fact set, alias add, pending.',
    ],
    ['explode', 'zh', '没有“explode”这个命令。', '可用的命令：fact retract, fact set, alias add, pending。'],
    ['fact retract f1', 'en', 'The option reason is missing.', 'Write: /chip-admin fact retract fact reason'],
    ['fact', 'zh', '/chip-admin fact 后面还要写：retract, set。', undefined],
  ] as const)('says of %j in %s what is wrong and what to write', (text, locale, sentence, note) => {
    const read = admin(text);
    const message = 'problem' in read ? problemToMessage(read.problem, locale) : undefined;
    expect(message?.blocks.map((block) => ('text' in block ? block.text : ''))).toEqual(
      note === undefined ? [sentence] : [sentence, note],
    );
  });

  test('says something of a code it does not know', () => {
    const [block] = problemToMessage(new UserError('other'), 'en').blocks;
    expect(block).toEqual({ kind: 'text', text: 'The command could not be read.' });
  });
});

test.each([
  ['摩尔线程 revenue', 'zh'],
  ['NVIDIA revenue', 'en'],
  ['', 'en'],
])('localeOfText of %j is %s', (text, locale) => {
  expect(localeOfText(text)).toBe(locale);
});

test.each([
  ['摩尔线程 revenue', 'en', 'zh'],
  ['NVIDIA revenue', 'zh', 'zh'],
] as const)('localeOfText of %j for a reader of %s is %s', (text, reader, locale) => {
  expect(localeOfText(text, reader)).toBe(locale);
});

const piece = fc.constantFrom(
  ...[
    'ask',
    'compare',
    '比较',
    'fact',
    'retract',
    'digest',
    'list',
    'help',
    'first=',
    'as_of:',
    'reason＝',
    'question=',
  ],
  ...[' ', '\u3000', '"', '“', '”', '「', '」', '=', ':', '\n', 'a', '公司', '😀', 'x=y', '2024'],
);
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
);
