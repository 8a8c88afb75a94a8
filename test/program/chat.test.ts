import { describe, expect, test } from 'vitest';
import { run, startProgram } from './program.ts';

const LOSS = '摩尔线程2024年亏了多少';

describe('the program without a platform', () => {
  test('answers piped questions one after the other and ends with status 0', async () => {
    const input = [
      LOSS,
      '1',
      '',
      '/chip 台积电2019年营收多少',
      '/chip-admin',
      '/nonsense',
      `${'a'.repeat(10_000)}`,
    ].join('\n');
    const { code, stdout, stderr } = await run('main', [], { input });
    expect([code, stderr]).toEqual([0, '']);
    const answers = stdout.split('\n\n');
    expect(answers[0]).toMatch(/14\.92亿[\s\S]*p39/);
    expect(answers[1]).toContain('moore-threads-net-profit-2024');
    expect(answers[2]).toContain('没有');
    expect(answers[2]).not.toMatch(/\d亿/);
    expect(stdout).toContain('There is no command /nonsense.');
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('lets no control characters of a question through to the screen', async () => {
    const { stdout } = await run('main', [], { input: `台积电\u001b[31m\u0007\u009b2J 2019\r\n` });
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('leaves with status 0 on %s', async (signal) => {
    const program = startProgram({});
    expect(await program.say(LOSS)).toContain('14.92亿');
    program.signal(signal);
    expect(await program.exited).toBe(0);
    expect(program.said).toEqual([]);
  });

  test('ends quietly with an empty input', async () => {
    expect(await run('main')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
