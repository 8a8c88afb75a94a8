import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startFakeSlack } from '../../fakes/slack/fake-slack.ts';

const script = fileURLToPath(new URL('./start-and-stop.ts', import.meta.url));

test.each(['socket', 'http'])(
  'a process whose adapter has stopped, mode %s, ends by itself',
  async (mode) => {
    const fake = await startFakeSlack();
    const child = spawn(process.execPath, [script, mode, fake.apiUrl], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(fake.calls.map((call) => call.method)).toContain('auth.test');
    await fake.close();
  },
);
