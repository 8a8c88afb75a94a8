import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Locale } from '../src/language/locale.ts';
import type { Bot, CommandSpec, Message, Request } from '../src/platforms/platform.ts';
import { cleanText } from '../src/platforms/terminal/clean.ts';
import { createTerminal } from '../src/platforms/terminal/terminal.ts';
import { greeting } from '../src/platforms/terminal/words.ts';

const ESC = '\u001b';
const words = (text: string) => ({ zh: text, hant: text, en: text });
const COMMANDS: readonly CommandSpec[] = [
  ['chip', 'ask', 'question'] as const,
  ['chip', 'company', 'name'] as const,
].map(([root, name, option]) => ({
  path: [root, name],
  name: words(name),
  description: words('…'),
  options: [{ name: option, label: words(option), description: words('…'), required: true, complete: false }],
}));

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

type Session = { readonly tty?: boolean; readonly locale?: Locale };

async function openSession({ tty = false, locale = 'en' }: Session = {}) {
  const requests: Request[] = [];
  const bot: Bot = {
    commands: COMMANDS,
    handle: async (request) => {
      requests.push(request);
      return say(request);
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
        user: { id: 'terminal' },
        place: { kind: 'direct', id: 'terminal' },
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

  test('ends at once with an empty input', async () => {
    expect(await answersTo('')).toMatchObject({ calls: [], written: '' });
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
    });
    await other.stop();
  });

  test('ends when nobody reads any more', async () => {
    const { terminal, output } = await openSession();
    output.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await terminal.ended;
  });
});
