/** What jobs promise, on both implementations. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createInProcessJobs } from '../../src/jobs/in-process.ts';
import type { Jobs, Rules } from '../../src/jobs/jobs.ts';
import { openPgBossJobs } from '../../src/jobs/pg-boss.ts';
import { UserError } from '../../src/language/user-error.ts';
import { createLogBook, type Line } from '../digest/run/helpers.ts';
import { usePostgres } from '../store/postgres.ts';
import { RULES } from './rules.ts';

const createDatabase = usePostgres();
let database = '';
beforeAll(async () => {
  database = await createDatabase();
});

type Opened = { readonly jobs: Jobs; readonly lines: readonly Line[] };

const after = (milliseconds: number, call: () => void): (() => void) => {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
};

const kinds: readonly (readonly [string, () => Promise<Opened>])[] = [
  [
    'in one process',
    async () => {
      const { log, lines } = createLogBook();
      return { jobs: createInProcessJobs({ now: Date.now, after, log }), lines };
    },
  ],
  [
    'on pg-boss',
    async () => {
      const { log, lines } = createLogBook();
      const onFault = (error: unknown): void => {
        throw error;
      };
      return { jobs: await openPgBossJobs({ url: database, log, onFault, lookMs: 500 }), lines };
    },
  ],
];

/** Waits for what has to come; the test's own time limit is the end of it. */
const until = (holds: () => unknown): Promise<unknown> =>
  vi.waitFor(holds, { timeout: 20_000, interval: 20 });

let queues = 0;

describe.concurrent.each(kinds)('jobs %s', (_, open) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.jobs.stop(5_000));

  /** A queue of its own, and what its handler was called with. */
  async function openQueue(
    rules: Partial<Rules> = {},
    work: (data: unknown) => Promise<void> = async () => {},
  ) {
    const name = `queue-${++queues}`;
    const begun: { readonly data: unknown; readonly at: number }[] = [];
    await opened.jobs.work(name, { ...RULES, ...rules }, async (data) => {
      begun.push({ data, at: Date.now() });
      await work(data);
    });
    const send = (...jobs: Parameters<Jobs['send']>[1]) => opened.jobs.send(name, jobs);
    const depth = async () => (await opened.jobs.depth()).get(name);
    const linesOf = () => opened.lines.filter(({ fields }) => fields?.['queue'] === name);
    return { name, begun, send, depth, linesOf };
  }

  test('are done with what was sent, once for each key that waits, and not before their time', async () => {
    const { begun, send, depth } = await openQueue({ atOnce: 4 });
    const at = Date.now() + 1_500;
    await send({ key: 'later', at, data: { n: 1 } }, { key: 'now', data: { n: 2 } });
    await send({ key: 'later', at: at - 1_000, data: { n: 3 } });
    expect(await depth()).toBeGreaterThan(0);
    await until(() => expect(begun).toHaveLength(2));
    expect(begun.map(({ data }) => data)).toEqual([{ n: 2 }, { n: 1 }]);
    expect(begun[1]?.at).toBeGreaterThanOrEqual(at);
    await until(async () => expect(await depth()).toBe(0));
    // Done, the key is free again.
    await send({ key: 'now', data: { n: 4 } });
    await until(() => expect(begun.at(-1)?.data).toEqual({ n: 4 }));
    expect(begun).toHaveLength(3);
  });

  test('are done no more at once than the rules allow', async () => {
    let [active, most] = [0, 0];
    const gate = Promise.withResolvers<void>();
    const { begun, send } = await openQueue({ atOnce: 3 }, async () => {
      most = Math.max(most, ++active);
      await gate.promise;
      active -= 1;
    });
    await send(...Array.from({ length: 7 }, (_each, key) => ({ key: String(key) })));
    await until(() => expect(active).toBe(3));
    gate.resolve();
    await until(() => expect(begun).toHaveLength(7));
    expect(most).toBe(3);
  });

  test.each([
    [true, 1],
    [false, 2],
  ])('of a key that is being done are left out when alone is %s', async (alone, expected) => {
    const gate = Promise.withResolvers<void>();
    const { begun, send, depth } = await openQueue({ alone, atOnce: 1 }, () => gate.promise);
    await send({ key: 'k' });
    await until(() => expect(begun).toHaveLength(1));
    await send({ key: 'k' });
    await send({ key: 'k' });
    expect(await depth()).toBe(expected);
    gate.resolve();
    await until(async () => expect(await depth()).toBe(0));
    expect(begun).toHaveLength(expected);
  });

  test('are tried again after a failure, later, and done then', async () => {
    let fails = 1;
    const { begun, send, depth, linesOf } = await openQueue({ tries: 2, waitMs: 2_000 }, async () => {
      if (fails-- > 0) throw new TypeError('words of a user');
    });
    await send({ key: 'k', data: { n: 1 } });
    await until(() => expect(begun).toHaveLength(1));
    // While it waits for its next try, nobody sends it anew.
    await until(() => expect(linesOf()).toHaveLength(1));
    await send({ key: 'k', data: { n: 2 } });
    await until(() => expect(begun).toHaveLength(2));
    expect(begun.map(({ data }) => data)).toEqual([{ n: 1 }, { n: 1 }]);
    const [first, second] = begun.map(({ at }) => at);
    // Half of it at least: many that failed together do not come again together.
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000);
    await until(async () => expect(await depth()).toBe(0));
    expect(linesOf().map(({ level, event }) => [level, event])).toEqual([['error', 'job-failed']]);
    expect(JSON.stringify(linesOf())).not.toContain('words of a user');
  });

  test('that fail as often as the rules allow are given up, and that is logged once', async () => {
    const { begun, send, depth, linesOf } = await openQueue({ tries: 2 }, async () => {
      throw new UserError('store-away', {});
    });
    await send({ key: 'k' });
    await until(() => expect(linesOf().map(({ event }) => event)).toContain('job-dead'));
    expect(begun).toHaveLength(2);
    expect(linesOf().map(({ level, event }) => [level, event])).toEqual([
      ['warn', 'job-failed'],
      ['warn', 'job-failed'],
      ['error', 'job-dead'],
    ]);
    expect(await depth()).toBe(0);
  });

  test('that have one try are forgotten when it fails', async () => {
    const { begun, send, depth, linesOf } = await openQueue({ tries: 1 }, async () => {
      throw new Error('no');
    });
    await send({ key: 'k' });
    await until(async () => expect([begun.length, await depth()]).toEqual([1, 0]));
    expect(linesOf().map(({ event }) => event)).toEqual(['job-failed']);
  });

  test('that are repeated come at once', async () => {
    const { name, begun } = await openQueue({ tries: 1, alone: false });
    await opened.jobs.repeat(name, 'plan');
    await until(() => expect(begun.length).toBeGreaterThanOrEqual(1));
  });

  test('of a queue that nobody opened are left out', async () => {
    await opened.jobs.send('nobody', [{ key: 'k' }]);
    expect((await opened.jobs.depth()).has('nobody')).toBe(false);
  });

  test('are finished at the stop, and none is begun after it', async () => {
    const { jobs } = await open();
    const gate = Promise.withResolvers<void>();
    const name = `queue-${++queues}`;
    const [begun, done]: [string[], string[]] = [[], []];
    await jobs.work(name, RULES, async (data) => {
      const { key } = data as { readonly key: string };
      begun.push(key);
      await gate.promise;
      done.push(key);
    });
    await jobs.send(name, [
      { key: 'a', data: { key: 'a' } },
      { key: 'b', data: { key: 'b' } },
    ]);
    await until(() => expect(begun).toHaveLength(1));
    const stopping = jobs.stop(10_000);
    expect(done).toEqual([]);
    gate.resolve();
    await stopping;
    expect(done).toEqual(begun);
    expect(begun).toHaveLength(1);
  });

  test('that do not end hold up the stop no longer than it is told to wait', async () => {
    const { jobs } = await open();
    const name = `queue-${++queues}`;
    const begun = Promise.withResolvers<void>();
    await jobs.work(name, RULES, () => {
      begun.resolve();
      return new Promise(() => undefined);
    });
    await jobs.send(name, [{ key: 'k' }]);
    await begun.promise;
    await jobs.stop(10);
  });
});

describe.concurrent('several processes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chip-jobs-'));

  const children: ChildProcess[] = [];
  // Whoever is there does the jobs of a database, dead ones among them: others have one of their own.
  let url = '';
  beforeAll(async () => {
    url = await createDatabase();
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(queue: string, journal: string): Promise<ChildProcess> {
    const script = fileURLToPath(new URL('job-process.ts', import.meta.url));
    const child = spawn(process.execPath, [script, url, queue, journal], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    if (child.stdout) await once(child.stdout, 'data');
    return child;
  }

  const linesOf = (journal: string): string[] =>
    existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : [];

  test('share the jobs, none of which is done twice, and take over what a killed one left', async ({
    onTestFinished,
  }) => {
    const journal = join(folder, 'journal');
    const { log } = createLogBook();
    const onFault = (error: unknown): void => {
      throw error;
    };
    const jobs = await openPgBossJobs({ url, log, onFault, lookMs: 500 });
    onTestFinished(() => jobs.stop(5_000));
    const first = await start('shared', journal);
    await jobs.send('shared', [{ key: 'hangs', data: { key: 'hangs' } }]);
    await until(() => expect(linesOf(journal)).toHaveLength(1));
    first.kill('SIGKILL');
    await Promise.all([start('shared', journal), start('shared', journal)]);
    const keys = Array.from({ length: 40 }, (_, at) => `k${at}`);
    await jobs.send(
      'shared',
      keys.map((key) => ({ key, data: { key } })),
    );
    const ended = () => linesOf(journal).filter((line) => line.startsWith('ends'));
    await until(() => expect(ended()).toHaveLength(40));
    expect(new Set(ended().map((line) => line.split(' ')[1])).size).toBe(40);
    expect(new Set(ended().map((line) => line.split(' ')[2])).size).toBe(2);
    const begun = () => linesOf(journal).filter((line) => line.startsWith('begins hangs'));
    await until(() => expect(new Set(begun()).size).toBe(2));
  }, 60_000);
});
