/** One process that is measured: the bot, or an app that has nothing to say. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const USAGE = fileURLToPath(new URL('report-usage.mjs', import.meta.url));

export type Usage = { readonly cpuSeconds: number; readonly rssMb: number; readonly mostMb: number };

export type Server = {
  readonly port: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
};

export type Starting = {
  /** Of the script and what goes before it. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
};

/** Resolves when it says that it is ready. */
export async function startServer({ args, env, cwd }: Starting): Promise<Server> {
  const child = spawn(process.execPath, ['--import', USAGE, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const port = await readyPort(child);
  return {
    port,
    async usage() {
      const told = once(child, 'message') as Promise<[Usage]>;
      child.send('usage');
      return (await told)[0];
    },
    async stop() {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

function readyPort(child: ChildProcess): Promise<number> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    if (!child.stderr) throw new Error('no pipe');
    // The log goes on being read: a full pipe would hold the program up.
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (said.length < 50) said.push(line);
      if (line.includes('"event":"ready"')) resolve(Number(JSON.parse(line).port));
    });
    child.once('close', () => reject(new Error(`ended before it was ready: ${said.join(' | ')}`)));
  });
}
