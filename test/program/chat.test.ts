import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { run, startProgram } from './program.ts';

async function takenPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return String((server.address() as AddressInfo).port);
}

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
    const { code, stdout, stderr } = await run('main', [], { input, env: { PORT: '0' } });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^page: http:\/\/127\.0\.0\.1:\d+\n$/);
    const answers = stdout.split('\n\n');
    expect(answers[0]).toMatch(/14\.92亿[\s\S]*p39/);
    expect(answers[1]).toContain('moore-threads-net-profit-2024');
    expect(answers[2]).toContain('没有');
    expect(answers[2]).not.toMatch(/\d亿/);
    expect(stdout).toContain('There is no command /nonsense.');
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('lets no control characters of a question through to the screen', async () => {
    const { stdout } = await run('main', [], {
      input: `台积电\u001b[31m\u0007\u009b2J 2019\r\n`,
      env: { PORT: '0' },
    });
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('leaves with status 0 on %s', async (signal) => {
    const program = startProgram({});
    expect(await program.say(LOSS)).toContain('14.92亿');
    program.signal(signal);
    expect(await program.exited).toBe(0);
    expect(program.said).toEqual([expect.stringMatching(/^page: http/)]);
  });

  test('serves the page where nobody asks anything, until it is stopped', async () => {
    const program = startProgram({});
    program.endInput();
    const address = (await program.told(/^page: /)).slice('page: '.length);
    const answer = await fetch(`${address}/?text=${encodeURIComponent(LOSS)}`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('14.92亿')]);
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
  });

  test('answers piped questions without the page when the port is taken, and says so', async () => {
    const port = await takenPort();
    const { code, stdout, stderr } = await run('main', [], { input: LOSS, env: { PORT: port } });
    expect([code, stdout]).toEqual([0, expect.stringContaining('14.92亿')]);
    expect(stderr).toMatch(/^no page: PORT: another program uses this port; .*\n$/);
  });

  test('does not start where nobody asks anything and the port is taken', async () => {
    const { code, stderr } = await run('main', [], { env: { PORT: await takenPort() } });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/\nPORT: another program uses this port; /)]);
  });
});
