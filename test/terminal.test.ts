import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Message } from '../src/platforms/platform.ts';
import { cleanText } from '../src/platforms/terminal/clean.ts';
import { messageToText } from '../src/platforms/terminal/render.ts';
import { tableToLines } from '../src/platforms/terminal/table.ts';
import { greeting } from '../src/platforms/terminal/words.ts';

const PLAIN = { color: false };
const ESC = '\u001b';

function message(blocks: Message['blocks'], actions: Message['actions'] = []): Message {
  return { locale: 'zh', blocks, actions };
}

describe('a message in the terminal', () => {
  const whole = message(
    [
      { kind: 'headline', text: '14.92亿元' },
      { kind: 'text', text: '净亏损\n2024年' },
      { kind: 'note', text: '来源：招股书' },
      { kind: 'rule' },
      { kind: 'list', items: ['2022年', '2023年'] },
      {
        kind: 'table',
        head: ['公司', 'revenue'],
        rows: [
          ['摩尔线程', '4.38亿'],
          ['MetaX', '7.43亿'],
        ],
      },
    ],
    [
      { kind: 'share', label: '分享', call: { command: 'chip ask', options: {} } },
      { kind: 'call', label: '换成 2023', call: { command: 'chip ask', options: {} } },
      { kind: 'call', label: '来源', call: { command: 'chip source', options: {} } },
    ],
  );

  test('has addresses of its own lines, above the buttons', () => {
    const links = [{ label: '证据', url: 'https://chip.example.com/facts/x' }];
    const text = messageToText({ ...whole, links }, PLAIN);
    expect(text).toContain('\n证据: https://chip.example.com/facts/x\n[1] 换成 2023');
  });

  test('is plain text without colours', () => {
    expect(messageToText(whole, PLAIN)).toBe(
      [
        '14.92亿元',
        '净亏损',
        '2024年',
        '来源：招股书',
        '─'.repeat(40),
        '- 2022年',
        '- 2023年',
        '公司      revenue',
        '摩尔线程  4.38亿',
        'MetaX     7.43亿',
        '[1] 换成 2023',
        '[2] 来源',
      ].join('\n'),
    );
  });

  test('has news with its address and what we say to it on lines of their own, obeying none of it', () => {
    const at = Date.UTC(2026, 10, 23, 8, 5);
    const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(at);
    const text = messageToText(
      message([
        {
          kind: 'stories',
          stories: [
            {
              title: `甲${ESC}[31m乙`,
              link: 'https://a.example/1',
              from: '晚报',
              at,
              notes: ['我们的库：1元'],
            },
            { title: 'Bare', link: null, from: '', at: null, notes: [] },
          ],
        },
      ]),
      PLAIN,
    );
    expect(text).toBe(
      [`- 甲乙 · 晚报 · ${local}`, '  https://a.example/1', '  我们的库：1元', '- Bare'].join('\n'),
    );
  });

  test('has a bold headline and dim notes with them, and ends every style on its own line', () => {
    const text = messageToText(whole, { color: true, columns: 80 });
    expect(text).toContain(`${ESC}[1m14.92亿元${ESC}[22m\n`);
    expect(text).toContain(`${ESC}[2m来源：招股书${ESC}[22m\n`);
    for (const line of text.split('\n')) expect(line.split(ESC).length % 2).toBe(1);
  });

  test('has lines that end at one column in a table, in Chinese too', () => {
    const lines = tableToLines(
      ['a', 'b'],
      [
        ['中文', '|'],
        ['ｶﾅ', '|'],
        ['한국', '|'],
        ['é', '|'],
        ['👩‍💻', '|'],
      ],
    );
    expect(new Set(lines.slice(1).map((line) => stringWidth(line)))).toEqual(new Set([7]));
  });

  test('turns a table that is too wide into lines', () => {
    expect(
      tableToLines(
        ['公司', '营收'],
        [
          ['摩尔线程', '4.38亿'],
          ['沐曦', '7.43亿'],
        ],
        12,
      ),
    ).toEqual(['公司: 摩尔线程', '营收: 4.38亿', '', '公司: 沐曦', '营收: 7.43亿']);
  });

  test.each([
    ['a colour', `${ESC}[31mred${ESC}[0m`, 'red'],
    ['a title', `${ESC}]0;owned\u0007text`, 'text'],
    ['a link', `${ESC}]8;;https://x.example${ESC}\\text${ESC}]8;;${ESC}\\`, 'text'],
    ['a cleared screen by C1', '\u009b2Jtext', 'text'],
    ['a bell, a backspace, a return', 'te\u0007\b\rxt', 'text'],
    ['an escape that is cut off', `text${ESC}`, 'text'],
    ['a turned direction', 'te\u202ext\u2066', 'text'],
    ['a tab', 'te\txt', 'te xt'],
    ['a line separator', 'te\u2028xt', 'te xt'],
    ['line feeds', 'te\r\nx\nt', 'te\nx\nt'],
  ])('never holds %s', (_, outside, shown) => {
    expect(cleanText(outside)).toBe(shown);
  });

  test('is cleaned in every part', () => {
    const evil = `a${ESC}[2J\u0007\nb`;
    const text = messageToText(
      message(
        [
          { kind: 'headline', text: evil },
          { kind: 'text', text: evil },
          { kind: 'note', text: evil },
          { kind: 'list', items: [evil] },
          { kind: 'table', head: [evil], rows: [[evil]] },
        ],
        [{ kind: 'call', label: evil, call: { command: 'chip ask', options: {} } }],
      ),
      PLAIN,
    );
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text.split('\n')).toEqual(['a', 'b', 'a', 'b', 'a', 'b', '- a b', 'a b', 'a b', '[1] a b']);
  });
});

describe('the greeting', () => {
  test.each(['zh', 'en'] as const)('in %s has at most six lines, three of them questions', (locale) => {
    const lines = greeting(locale).split('\n');
    expect(lines.length).toBeLessThanOrEqual(6);
    expect(lines.filter((line) => line.startsWith('  '))).toHaveLength(3);
  });
});
