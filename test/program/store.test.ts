/** What is recorded in one process is there in the next, and in every command line. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createFolder, run } from './program.ts';

const LOSS = '摩尔线程2024年亏了多少';
const SET = '/chip-admin fact set 摩尔线程 净利润 2024 -15.92亿元 "it-times-h20 p40" 年报更正';
const KNOWLEDGE = fileURLToPath(new URL('../../knowledge', import.meta.url));

describe('the store of the program', () => {
  test('keeps a correction for the next start, for ask and for the files', async () => {
    const cwd = createFolder();
    const first = await run('main', [], { cwd, input: `${SET}\n${LOSS}\n`, env: { PORT: '0' } });
    expect([first.code, first.stderr]).toEqual([0, expect.stringMatching(/^page: \S+\n$/)]);
    expect(first.stdout).toContain('已记录 #1');
    const next = await run('main', [], { cwd, input: LOSS });
    expect(next.stdout).toMatch(/净亏损：15\.92亿元[\s\S]*更正（本机），原为 净亏损 14\.92亿元/);

    const [now, then, never] = await Promise.all([
      run('ask', [LOSS], { cwd }),
      run('ask', ['--as-of', '2025-08-01', LOSS], { cwd }),
      run('ask', ['--as-of', '2025-06-30', '--json', LOSS], { cwd }),
    ]);
    expect(now.stdout).toContain('15.92亿元');
    expect(then.stdout).toContain('净亏损：14.92亿元');
    expect(then.stdout).toContain('按截至 2025-08-01 已录入的内容回答');
    expect(JSON.parse(never.stdout)).toMatchObject({ outcome: 'unknown', facts: [] });

    const folder = join(cwd, 'knowledge');
    cpSync(KNOWLEDGE, folder, { recursive: true });
    const exported = await run('knowledge-cli', ['export', '--folder', folder], { cwd });
    expect([exported.code, exported.stderr]).toEqual([0, '']);
    expect(exported.stdout).toBe(
      '1 files changed: 0 facts added, 1 changed, 0 retracted; 0 sources added\n  facts/it-times-h20-companies.yaml\n',
    );
    expect(readFileSync(join(folder, 'facts/it-times-h20-companies.yaml'), 'utf8')).toContain(
      'value: -15.92亿',
    );
  }, 60_000);

  test('does what the README shows, word for word', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const shown = /## One correction[\s\S]*?```\n([\s\S]*?)\n```/u.exec(readme)?.[1] ?? '';
    const typed = shown.split('\n').filter((line) => line.startsWith('> '));
    const input = typed.map((line) => line.slice(2)).join('\n');
    const { stdout } = await run('main', [], { input, env: { LANG: 'zh_CN.UTF-8' } });
    const printed = shown.split('\n').filter((line) => !line.startsWith('> '));
    const undated = (text: string): string =>
      text.replaceAll(/20\d\d-\d\d-\d\d(?: \d\d:\d\d UTC)?/gu, 'then');
    expect(typed.length).toBeGreaterThan(2);
    expect(undated(stdout.trimEnd())).toBe(undated(printed.join('\n')));
  });

  test('is made only when there is something to keep', async () => {
    const cwd = createFolder();
    await run('main', [], { cwd, input: LOSS });
    expect(existsSync(join(cwd, 'data'))).toBe(false);
    const { code } = await run('ask', [LOSS], { cwd });
    expect([code, existsSync(join(cwd, 'data'))]).toEqual([0, false]);
  });

  test('that cannot be opened ends the start with one line', async () => {
    const cwd = createFolder();
    mkdirSync(join(cwd, 'data'));
    writeFileSync(
      join(cwd, 'data', 'chip-facts.sqlite'),
      'this is no database, and long enough to be looked at',
    );
    const { code, stderr } = await run('main', [], { cwd, input: LOSS });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DATA_DIR: cannot be opened \(.*not a database.*\); set a folder/);
  });

  test.each([
    [['--as-of', '2025-02-30', LOSS], /^ask: --as-of takes a day/],
    [['--as-of', 'yesterday', LOSS], /^ask: --as-of takes a day/],
  ])('ask %j is a usage error', async (args, line) => {
    const { code, stderr } = await run('ask', args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(line)]);
  });

  test.each([[[]], [['import']], [['export', 'twice']], [['export', '--nothing']]])(
    'knowledge %j is a usage error',
    async (args) => {
      const { code, stderr } = await run('knowledge-cli', args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('usage: npm run -s knowledge -- export')]);
    },
  );
});
