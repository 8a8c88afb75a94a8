/** The real program in a process of its own, away from any `.env`, with nothing in its environment but what is given. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export type Environment = Readonly<Record<string, string>>;
type LogLine = { readonly level: string; readonly event: string; readonly [field: string]: unknown };
export type Finished = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** An empty folder that is gone after the test. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chip-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The project with a `knowledge/` of its own, to be broken by a test. */
export function copyProject(): string {
  const folder = createFolder();
  for (const part of ['src', 'knowledge', 'package.json', 'package-lock.json']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

type Place = {
  readonly env?: Environment;
  /** Where it is started; an empty folder unless told. */
  readonly cwd?: string;
  /** Another copy of the project. */
  readonly root?: string;
};

function spawnProgram(name: string, args: readonly string[], place: Place): ChildProcessWithoutNullStreams {
  const { env = {}, cwd = createFolder(), root = ROOT } = place;
  const child = spawn(process.execPath, [join(root, 'src', `${name}.ts`), ...args], { cwd, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs one of the command lines (`ask`, `facts`, …) to its end. */
export async function run(
  name: string,
  args: readonly string[] = [],
  { input = '', ...place }: Place & { readonly input?: string } = {},
): Promise<Finished> {
  const child = spawnProgram(name, args, place);
  // A program that ends on a usage error reads no input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}

/** Runs a command line of which only the first line of output is read, as `| head -1` does. */
export async function runForOneLine(name: string, args: readonly string[]): Promise<Finished> {
  const child = spawnProgram(name, args, {});
  child.stdin.end();
  const closed = once(child, 'close') as Promise<[number | null]>;
  const stderr = text(child.stderr);
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  child.stdout.destroy();
  const [code] = await closed;
  return { code, stdout: first.toString().split('\n', 1)[0] ?? '', stderr: await stderr };
}

export type Program = {
  readonly pid: number;
  readonly log: readonly LogLine[];
  /** What stands on standard error besides the log. */
  readonly said: readonly string[];
  /** Resolves with the first line of this event; rejects when the program ends without it. */
  logged(event: string): Promise<LogLine>;
  /** Resolves with the first line on standard error, besides the log, that matches. */
  told(line: RegExp): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  endInput(): void;
  /** Writes a line to its standard input and resolves with the first of what it then writes. */
  say(line: string): Promise<string>;
  /** The exit status; null when a signal killed it. */
  readonly exited: Promise<number | null>;
};

/** Starts `main` and reads its log. */
export function startProgram(env: Environment, place: Omit<Place, 'env'> = {}): Program {
  const child = spawnProgram('main', [], { ...place, env: { PORT: '0', ...env } });
  const log: LogLine[] = [];
  const said: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('{')) log.push(JSON.parse(line) as LogLine);
    else said.push(line);
    for (const look of waiting) look();
  });
  const exited = (once(child, 'close') as Promise<[number | null]>).then(([code]) => code);
  const waitFor = <T>(find: () => T | undefined, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found !== undefined) resolve(found);
      };
      waiting.add(look);
      look();
      void exited.then(() => reject(new Error(`ended without ${what}: ${said.join(' | ')}`)));
    });
  const logged = (event: string) => waitFor(() => log.find((one) => one.event === event), event);
  const told = (line: RegExp) => waitFor(() => said.find((one) => line.test(one)), String(line));
  const say = async (line: string): Promise<string> => {
    const answer = once(child.stdout, 'data') as Promise<[Buffer]>;
    child.stdin.write(`${line}\n`);
    return (await answer)[0].toString();
  };
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  const { pid = 0 } = child;
  return { pid, log, said, logged, told, exited, say, signal, endInput: () => child.stdin.end() };
}
