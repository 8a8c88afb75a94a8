/** The image and its surroundings, as far as they can be tried without building one. */
import { execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { openSlack, slackSettings } from './program/platforms.ts';
import { createFolder } from './program/program.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOSS = '摩尔线程2024年亏了多少';

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The Dockerfile's instructions, continued lines joined, comments left out. */
const instructions = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ name: line.split(' ', 1)[0] ?? '', text: line.slice(line.indexOf(' ') + 1).trim() }));

function last(name: string): string {
  return instructions.filter((one) => one.name === name).at(-1)?.text ?? '';
}

/** What is copied from this folder, and where to. */
const copies = instructions
  .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from'))
  .map(({ text }) => text.split(/\s+/u))
  .flatMap((parts) => parts.slice(0, -1).map((from) => ({ from, to: parts.at(-1) ?? '' })));

const settings = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));

describe('the image', () => {
  test('holds what it runs and nothing else, and what it copies is there', () => {
    expect(copies.map(({ from }) => from)).toEqual([
      'package.json',
      'package-lock.json',
      'LICENSE',
      'src',
      'knowledge',
    ]);
    expect(copies.filter(({ from }) => !existsSync(join(ROOT, from)))).toEqual([]);
    const sent = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(sent).toEqual(['*', ...copies.map(({ from }) => `!${from}`)]);
  });

  test('is started as `npm start` is, by a user who is not root', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const command = JSON.parse(last('CMD')) as string[];
    expect(command.join(' ').replace('./src', 'src')).toBe(scripts['start']?.replace('./src', 'src'));
    expect(last('USER')).toBe('node');
    expect(last('VOLUME')).toBe('/data');
  });

  test('has no setting but known ones, and none that is a secret', () => {
    const set = instructions.flatMap(({ name, text }) => (name === 'ENV' ? text.split(/\s+/u) : []));
    const names = set.map((pair) => pair.split('=', 1)[0] ?? '');
    expect(names.filter((name) => !settings.has(name))).toEqual(['NODE_ENV']);
    expect(names.filter((name) => /TOKEN|SECRET|KEY|PASSWORD|URL/.test(name))).toEqual([]);
    expect(instructions.filter(({ name }) => name === 'ARG')).toEqual([]);
  });
});

/** The folder that the Dockerfile makes: the packages of production alone, linked instead of fetched. */
function buildImage(): string {
  const folder = createFolder();
  chmodSync(folder, 0o755);
  for (const { from, to } of copies) {
    cpSync(join(ROOT, from), join(folder, to.endsWith('/') ? join(to, from) : to), { recursive: true });
  }
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>;
  };
  for (const [path, { dev = false, devOptional = false }] of Object.entries(packages)) {
    const top = /^node_modules\/(?:@[^/]+\/)?[^/]+$/u.test(path);
    if (!top || dev || devOptional || !existsSync(join(ROOT, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path));
  }
  mkdirSync(join(folder, 'node_modules/.cache'));
  return folder;
}

/** A user who is not root: nobody in particular, where the test runs as root. */
const USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** What a link leads to is not the image's: links are left alone, and so is what is behind them. */
function setModes(folder: string, modes: { readonly files: number; readonly folders: number }): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) setModes(path, modes);
    else if (entry.isFile()) chmodSync(path, modes.files);
  }
  chmodSync(folder, modes.folders);
}

function makeReadOnly(folder: string): void {
  setModes(folder, { files: 0o444, folders: 0o555 });
  onTestFinished(() => setModes(folder, { files: 0o644, folders: 0o755 }));
}

function prepareCommand(): string {
  return instructions.find(({ name, text }) => name === 'RUN' && text.startsWith('node '))?.text ?? '';
}

const execute = promisify(execFile);

describe('a container', () => {
  test('that may not write answers, keeps its database in its volume, is healthy, and stops on SIGTERM', async () => {
    const slack = await openSlack();
    const [image, data] = [buildImage(), createFolder()];
    if (USER.uid !== undefined) {
      chownSync(join(image, 'node_modules/.cache'), USER.uid, USER.gid);
      chownSync(data, USER.uid, USER.gid);
    }
    const [, ...prepare] = prepareCommand().split(' ');
    const place = { cwd: image, ...USER, env: {} };
    await execute(process.execPath, prepare, place);
    expect(readdirSync(join(image, 'node_modules/.cache/chip-facts-bot'))).toContainEqual(
      expect.stringMatching(/^base-/),
    );
    makeReadOnly(image);

    const { stdout } = await execute(process.execPath, ['src/ask.ts', LOSS], place);
    expect(stdout).toContain('14.92亿元');

    const [, ...command] = JSON.parse(last('CMD')) as string[];
    const env = { ...slackSettings(slack, 'socket'), DATA_DIR: data, PORT: '0' };
    const bot = spawn(process.execPath, command, {
      cwd: image,
      ...USER,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void bot.kill('SIGKILL'));
    const exited = new Promise((resolve) => bot.once('close', resolve));
    let port: unknown;
    for await (const line of createInterface({ input: bot.stderr })) {
      const logged = JSON.parse(line) as Record<string, unknown>;
      if (logged['event'] !== 'ready') continue;
      port = logged['port'];
      break;
    }
    bot.stderr.resume();
    const check = JSON.parse(last('HEALTHCHECK').replace(/^.*?CMD /u, '')) as string[];
    const [, ...health] = check;
    const probe = (at: unknown) => execute(process.execPath, health, { env: { PORT: String(at) } });
    await expect(probe(port)).resolves.toMatchObject({ stderr: '' });
    await expect(probe(1)).rejects.toMatchObject({ code: 1 });
    // The store opens as it becomes ready.
    expect(readdirSync(data)).toContain('chip-facts.sqlite');
    await slack.sendCommand('/chip', LOSS);
    const answer = await slack.waitFor((call) => call.method === 'response_url');
    expect(JSON.stringify(answer.body)).toContain('14.92亿');
    bot.kill('SIGTERM');
    expect(await exited).toBe(0);
  }, 60_000);
});

type Service = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: string;
  readonly read_only?: boolean;
  readonly healthcheck?: unknown;
  readonly stop_grace_period?: string;
  readonly depends_on?: unknown;
};

describe.each([
  ['compose.yaml', ['bot']],
  ['compose.roles.yaml', ['web', 'gateway', 'worker']],
])('%s', (file, names) => {
  const { services } = parse(read(file), { merge: true }) as { services: Record<string, Service> };
  const bots = names.map((name) => services[name]);

  test('has the bot and its database, and sets nothing that the bot does not know', () => {
    expect(Object.keys(services)).toEqual([...names, 'postgres']);
    for (const bot of bots) {
      const set = Object.keys(bot?.environment ?? {});
      expect(set.length).toBeGreaterThan(0);
      expect(set.filter((name) => !settings.has(name))).toEqual([]);
    }
  });

  test('holds no secret: they come from .env, which is neither committed nor copied', () => {
    const values = Object.values(services).flatMap(({ environment }) => Object.entries(environment ?? {}));
    const secret = values.filter(
      ([name, value]) => /PASSWORD|TOKEN|SECRET|KEY/.test(name) || value.includes('@'),
    );
    expect(new Set(secret.map(([name]) => name))).toEqual(new Set(['DATABASE_URL', 'POSTGRES_PASSWORD']));
    for (const [, value] of secret) expect(value).toContain('${POSTGRES_PASSWORD:?');
    for (const bot of bots) expect(bot?.env_file).toBe('.env');
    expect(read('.gitignore').split('\n')).toContain('.env');
  });

  test('starts the bot when the database is healthy, lets nobody write to its files, and gives it time to stop', () => {
    const { postgres } = services;
    expect([postgres?.read_only, postgres?.healthcheck]).toEqual([true, expect.anything()]);
    const [, within] = /STOP_WITHIN_MS = ([\d_]+)/u.exec(read('src/main.ts')) ?? [];
    for (const bot of bots) {
      expect(bot?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
      expect(bot?.read_only).toBe(true);
      expect(Number.parseInt(bot?.stop_grace_period ?? '0', 10) * 1_000).toBeGreaterThan(
        Number(within?.replaceAll('_', '')),
      );
    }
  });
});

test('each process of compose.roles.yaml has a role of its own', () => {
  const { services } = parse(read('compose.roles.yaml'), { merge: true }) as {
    services: Record<string, Service>;
  };
  const roles = ['web', 'gateway', 'worker'].map((name) => services[name]?.environment?.['ROLE']);
  expect(roles).toEqual(['web', 'gateway', 'worker']);
});

test('the workflow runs what .ci/run runs', () => {
  const { jobs } = parse(read('.github/workflows/ci.yaml')) as {
    jobs: Record<string, { readonly steps: readonly { readonly run?: string }[] }>;
  };
  expect(jobs['check']?.steps.map(({ run }) => run)).toContain('.ci/run');
});
