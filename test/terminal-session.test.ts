import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Locale } from '../src/language/locale.ts';
import type { Bot, CommandSpec, Form, Message, Reply, Request } from '../src/platforms/platform.ts';
import { cleanText } from '../src/platforms/terminal/clean.ts';
import { createTerminal } from '../src/platforms/terminal/terminal.ts';
import { greeting } from '../src/platforms/terminal/words.ts';

const ESC = '\u001b';
const words = (text: string) => ({ zh: text, hant: text, en: text });
const IMPORT: CommandSpec = {
  path: ['chip-admin', 'fact', 'import'],
  name: words('import'),
  description: words('…'),
  options: [
    {
      name: 'file',
      kind: 'file',
      label: words('file'),
      description: words('…'),
      required: false,
      complete: false,
    },
  ],
};
const ASKING: readonly CommandSpec[] = [
  ['chip', 'ask', 'question'] as const,
  ['chip', 'company', 'name'] as const,
].map(([root, name, option]) => ({
  path: [root, name],
  name: words(name),
  description: words('…'),
  options: [{ name: option, label: words(option), description: words('…'), required: true, complete: false }],
}));

const COMMANDS = [...ASKING, IMPORT];

/** Every answer has two buttons: the first asks for more, the second for the source. */
function say(request: Request): Message {
  return {
    locale: 'zh',
    blocks: [{ kind: 'headline', text: `${request.command} ${JSON.stringify(request.options)}` }],
    actions: ['chip more', 'chip source'].map((command) => ({
      kind: 'call',
      label: command,
      call: { command, options: {} },
    })),
  };
}

type Session = {
  readonly tty?: boolean;
  readonly locale?: Locale;
  readonly answer?: (request: Request) => Reply | Promise<Reply>;
  readonly folder?: string;
};

async function openSession({ tty = false, locale = 'en', answer = say, folder = '.' }: Session = {}) {
  const requests: Request[] = [];
  const bot: Bot = {
    commands: COMMANDS,
    handle: async (request) => {
      requests.push(request);
      return answer(request);
    },
    suggest: async () => [],
  };
  const input = Object.assign(new PassThrough(), { isTTY: tty });
  const output = Object.assign(new PassThrough({ encoding: 'utf8' }), { columns: 80 });
  let written = '';
  output.on('data', (chunk: string) => {
    written += chunk;
  });
  const terminal = createTerminal({
    bot,
    log: () => undefined,
    now: () => new Date(2026, 10, 23, 23, 30),
    newId: () => 'id-1',
    input,
    output,
    color: false,
    locale,
    folder,
  });
  await terminal.start();
  return { terminal, input, output, requests, written: () => written };
}

describe('a piped session', () => {
  async function answersTo(...lines: string[]) {
    const { terminal, input, requests, written } = await openSession();
    input.end(lines.join('\n'));
    await terminal.ended;
    return {
      requests,
      written: written(),
      calls: requests.map(({ command, options }) => ({ command, options })),
    };
  }

  test('writes the answers alone, one after the other', async () => {
    const { written } = await answersTo('first', '', '  ', 'second');
    expect(written).toBe(
      ['first', 'second']
        .map((question) => `chip ask {"question":"${question}"}\n[1] chip more\n[2] chip source\n\n`)
        .join(''),
    );
  });

  test('asks as the terminal user, on the day where the machine is', async () => {
    const { requests } = await answersTo('first');
    expect(requests).toEqual([
      {
        command: 'chip ask',
        options: { question: 'first' },
        id: 'id-1',
        user: { id: 'terminal', administrator: true, managesChannel: true },
        place: { kind: 'direct', id: 'terminal', home: true },
        locale: 'en',
        today: '2026-11-23',
      },
    ]);
  });

  test.each([
    ['/chip 摩尔线程2024年亏损', 'chip ask', { question: '摩尔线程2024年亏损' }],
    ['/CHIP company MetaX', 'chip company', { name: 'MetaX' }],
    ['/chip', 'chip help', {}],
    ['/chip-admin help', 'chip-admin help', {}],
    ['/help', 'chip help', {}],
    ['help', 'chip help', {}],
    ['?', 'chip help', {}],
    ['company profile of MetaX', 'chip ask', { question: 'company profile of MetaX' }],
    ['2024', 'chip ask', { question: '2024' }],
    ['1', 'chip ask', { question: '1' }],
    ['/', 'chip ask', { question: '/' }],
    ['__proto__', 'chip ask', { question: '__proto__' }],
  ])('takes %s', async (line, command, options) => {
    expect((await answersTo(line)).calls).toEqual([{ command, options }]);
  });

  test.each(['1', '１', ' 1 '])('presses a button of the last answer by its number: %o', async (press) => {
    const { calls } = await answersTo('first', press, '2', '3');
    expect(calls.map((call) => call.command)).toEqual(['chip ask', 'chip more', 'chip source', 'chip ask']);
  });

  test('presses a button in the language of the answer it belongs to', async () => {
    const { requests } = await answersTo('first', '1');
    expect(requests.map((request) => request.locale)).toEqual(['en', 'zh']);
  });

  test.each(['/quit', 'quit', '/exit', 'EXIT'])('ends with %s', async (word) => {
    expect((await answersTo('first', word, 'second')).calls).toHaveLength(1);
  });

  test.each([
    ['/chart', 'There is no command /chart. /help shows the commands.\n\n'],
    ['/chart 芯片', '没有 /chart 这个命令。/help 查看命令。\n\n'],
    ['/chip company', 'The option name is missing.\nWrite: /chip company name\n\n'],
  ])('explains %s without asking the bot', async (line, said) => {
    expect(await answersTo(line)).toMatchObject({ calls: [], written: said });
  });

  test.each([
    ['/chart', '没有 /chart 这个命令。/help 查看命令。\n\n'],
    ['/chip company', '缺少选项 name。\n写法：/chip company name\n\n'],
  ])('explains %s to a Chinese reader in Chinese', async (line, said) => {
    const { terminal, input, written } = await openSession({ locale: 'zh' });
    input.end(line);
    await terminal.ended;
    expect(written()).toBe(said);
  });

  test('ends at once with an empty input', async () => {
    expect(await answersTo('')).toMatchObject({ calls: [], written: '' });
  });
});

const FORM: Form = {
  kind: 'form',
  locale: 'zh',
  title: '修改事实',
  submit: '提交',
  call: { command: 'chip-admin fact set', options: { fact: 'a-1', note: '旧' } },
  fields: [
    { name: 'value', label: '数值', hint: '例如 3亿元', value: '2亿元', required: true, lines: 1 },
    { name: 'source', label: '来源', required: true, lines: 1 },
    { name: 'note', label: '备注', value: '旧', required: false, lines: 'many' },
  ],
};

/** What is typed after a command that opens the form, in a session without and with a terminal. */
async function fillIn(lines: readonly string[], form: Form = FORM) {
  const answer = (request: Request): Reply => (request.options['value'] === undefined ? form : say(request));
  const { terminal, input, requests, written } = await openSession({ answer });
  input.end(['change it', ...lines, ''].join('\n'));
  await terminal.ended;
  return {
    written: written(),
    calls: requests.slice(1).map(({ command, options }) => ({ command, options })),
  };
}

describe('a form in the terminal', () => {
  test('asks field by field with what is there, and sends its call', async () => {
    const { written, calls } = await fillIn(['3亿元', '年报', '']);
    expect(written.split('\n').slice(0, 5)).toEqual([
      '修改事实',
      '逐项填写：回车保留 [ ] 里的内容，- 清空，/cancel 放弃。',
      '数值（例如 3亿元） [2亿元]:',
      '来源:',
      '备注（可不填） [旧]:',
    ]);
    expect(calls).toEqual([
      {
        command: 'chip-admin fact set',
        options: { fact: 'a-1', value: '3亿元', source: '年报', note: '旧' },
      },
    ]);
  });

  test.each([
    ['keeps', ['', '年报', ''], { fact: 'a-1', value: '2亿元', source: '年报', note: '旧' }],
    ['clears', ['', '年报', '-'], { fact: 'a-1', value: '2亿元', source: '年报' }],
    [
      'asks again for',
      ['-', '3亿元', '', ' ', '-', '年报', ''],
      { fact: 'a-1', value: '3亿元', source: '年报', note: '旧' },
    ],
  ])('%s what it should', async (_, lines, options) => {
    expect((await fillIn(lines)).calls).toEqual([{ command: 'chip-admin fact set', options }]);
  });

  test.each(['/cancel', ' /CANCEL ', '/取消', '/quit'])(
    'is left with %s, and the next line is a question',
    async (word) => {
      const { written, calls } = await fillIn(['3亿元', word, 'and now?']);
      expect(written).toContain('已放弃，没有提交。');
      expect(calls).toEqual([{ command: 'chip ask', options: { question: 'and now?' } }]);
    },
  );

  test('is left by a command, which is carried out', async () => {
    const { written, calls } = await fillIn(['3亿元', '/chip company MetaX']);
    expect(written).toContain('已放弃，没有提交。');
    expect(calls).toEqual([{ command: 'chip company', options: { name: 'MetaX' } }]);
  });

  test('that is not finished when the input ends is not sent', async () => {
    expect((await fillIn(['3亿元'])).calls).toEqual([]);
  });

  test('says what was wrong', async () => {
    const form: Form = { ...FORM, locale: 'en', problem: 'No such \u001b[31mfact.' };
    const { written } = await fillIn([], form);
    expect(written).toContain('No such fact.\nField by field: Enter keeps');
  });

  test('asks in the prompt at a terminal', async () => {
    const answer = (request: Request): Reply =>
      request.options['value'] === undefined ? FORM : say(request);
    const { terminal, input, requests, written } = await openSession({ tty: true, answer });
    input.write('change it\r3亿元\r年报\r\r/quit\r');
    await terminal.ended;
    expect(cleanText(written())).toMatch(
      /数值（例如 3亿元） \[2亿元\]: [\s\S]*来源: [\s\S]*备注（可不填） \[旧\]: /,
    );
    expect(requests[1]?.options).toMatchObject({ value: '3亿元', source: '年报' });
    expect(requests[1]?.locale).toBe('zh');
  });
});

describe('a message that nobody asked for', () => {
  const message = say({ command: 'news', options: {} } as Request);

  test('is written in the terminal, and nowhere else', async () => {
    const { terminal, input, written } = await openSession();
    expect(await terminal.post({ place: 'terminal', message })).toEqual({ kind: 'posted', id: 'id-1' });
    expect(await terminal.post({ place: 'elsewhere', message })).toMatchObject({ kind: 'gone' });
    expect(await terminal.findPosted({ place: 'terminal', key: 'key' })).toEqual({ kind: 'unknown' });
    input.end();
    await terminal.ended;
    expect(written()).toBe('news {}\n[1] chip more\n[2] chip source\n\n');
    await terminal.stop();
    expect(await terminal.post({ place: 'terminal', message })).toMatchObject({
      kind: 'retry',
      unsure: false,
    });
  });
});

describe('files in the terminal', () => {
  async function openFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    return folder;
  }

  const reading = async ({ files, options }: Request): Promise<Message> => {
    const [file] = files ?? [];
    const content = await file?.read().catch((error: { code: string }) => Buffer.from(error.code));
    const text = `${options['file']} ${file?.size} ${Buffer.from(content ?? []).toString()}`;
    return { locale: 'en', blocks: [{ kind: 'text', text }], actions: [] };
  };

  test.each([
    ['a.csv', 'a.csv 3 1,2'],
    ['./a.csv', 'a.csv 3 1,2'],
    ['file="a.csv"', 'a.csv 3 1,2'],
    ['none.csv', 'none.csv 0 file-unreadable'],
    ['.', 'file-unreadable'],
  ])('are read from the path %s', async (path, said) => {
    const folder = await openFolder();
    await writeFile(join(folder, 'a.csv'), '1,2');
    const { terminal, input, written } = await openSession({ folder, answer: reading });
    input.end(`/chip-admin fact import ${path}`);
    await terminal.ended;
    expect(written()).toContain(said);
  });

  test('that a form asks for are read too', async () => {
    const folder = await openFolder();
    await writeFile(join(folder, 'a.csv'), '1,2');
    const form: Form = {
      ...FORM,
      call: { command: 'chip-admin fact import', options: {} },
      fields: [{ name: 'file', kind: 'file', label: '文件', required: true, lines: 1 }],
    };
    const answer = (request: Request) => (request.files ? reading(request) : form);
    const { terminal, input, written } = await openSession({ folder, answer });
    input.end('/chip-admin fact import\na.csv');
    await terminal.ended;
    expect(written()).toContain('a.csv 3 1,2');
  });

  test('of an answer are written beside what is there, never over it, never elsewhere', async () => {
    const folder = await openFolder();
    const files = [
      { name: 'facts.csv', type: 'text/csv', content: 'a,b', alt: '' },
      { name: '../../facts.csv', type: 'text/csv', content: 'c,d', alt: '' },
    ];
    const answer = (request: Request): Message => ({ ...say(request), actions: [], files });
    const { terminal, input, written } = await openSession({ folder, answer });
    input.end('export');
    await terminal.ended;
    expect(written()).toContain(
      `文件已写到 ${join(folder, 'facts.csv')}\n文件已写到 ${join(folder, 'facts-2.csv')}`,
    );
    expect(await readFile(join(folder, 'facts.csv'), 'utf8')).toBe('a,b');
    expect(await readFile(join(folder, 'facts-2.csv'), 'utf8')).toBe('c,d');
  });

  test('that cannot be written are said so', async () => {
    const files = [{ name: 'facts.csv', type: 'text/csv', content: 'a,b', alt: '' }];
    const answer = (request: Request): Message => ({ ...say(request), locale: 'en', actions: [], files });
    const { terminal, input, written } = await openSession({
      folder: join(await openFolder(), 'none'),
      answer,
    });
    input.end('export');
    await terminal.ended;
    expect(written()).toContain('The file facts.csv could not be written (ENOENT).');
  });
});

describe('a session at a terminal', () => {
  test('greets, prompts, answers and says goodbye', async () => {
    const { terminal, input, written } = await openSession({ tty: true, locale: 'zh' });
    input.write('first\r/quit\r');
    await terminal.ended;
    const shown = cleanText(written());
    expect(shown.startsWith(greeting('zh'))).toBe(true);
    expect(shown).toMatch(/> .*first[\s\S]*chip ask \{"question":"first"\}[\s\S]*> [\s\S]*再见。\n$/);
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('leaves politely on %s', async (_, key) => {
    const { terminal, input, written } = await openSession({ tty: true });
    input.write(key);
    await terminal.ended;
    expect(written().endsWith('\nGoodbye.\n')).toBe(true);
  });

  test('has a history', async () => {
    const { terminal, input, requests } = await openSession({ tty: true });
    input.write(`first\r${ESC}[A\r/quit\r`);
    await terminal.ended;
    expect(requests.map((request) => request.options)).toEqual([
      { question: 'first' },
      { question: 'first' },
    ]);
  });

  test('ends when it is stopped, also before it began', async () => {
    const { terminal } = await openSession({ tty: true });
    await terminal.stop();
    await terminal.ended;
    const { input, output } = await openSession();
    const other = createTerminal({
      bot: { commands: [], handle: () => Promise.reject(new Error('unused')), suggest: async () => [] },
      log: () => undefined,
      now: () => new Date(),
      newId: () => '',
      input,
      output,
      color: false,
      locale: 'en',
      folder: '.',
    });
    await other.stop();
  });

  test('ends when nobody reads any more', async () => {
    const { terminal, output } = await openSession();
    output.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await terminal.ended;
  });
});
