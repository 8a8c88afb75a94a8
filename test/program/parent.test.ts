import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

test('the program ends when npm, which started it, is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chip-parent-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const npm = spawn('npm', ['start'], {
    cwd: new URL('../../', import.meta.url).pathname,
    env: { PATH: process.env['PATH'], HOME: folder, PORT: '0', DATA_DIR: folder, LANG: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines = createInterface({ input: npm.stderr });
  const [page = ''] = await once(lines, 'line');
  expect(page).toMatch(/^page: http:/);
  npm.kill('SIGTERM');
  // The program holds the other end of the pipe until it ends.
  await once(lines, 'close');
  await expect(fetch(String(page).replace('page: ', ''))).rejects.toThrow('fetch failed');
});
