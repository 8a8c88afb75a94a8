/** Several processes, and processes that are killed: what was acknowledged is there, once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Fact } from '../../src/knowledge/fact.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { foldLog, type Skipped } from '../../src/knowledge/fold.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Revision } from '../../src/knowledge/revision.ts';
import { baseToSnapshot } from '../../src/knowledge/snapshot.ts';
import { createLive } from '../../src/store/live.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { usePostgres } from './postgres.ts';

const WRITES = 200;
/** Each of these is followed by a kill. */
const WRITES_A_LIFE = 25;

const folder = mkdtempSync(join(tmpdir(), 'chip-processes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const createDatabase = usePostgres();
let places = 0;

const ENGINES: readonly (readonly [name: string, place: () => Promise<string>])[] = [
  ['sqlite', async () => join(folder, String(++places))],
  ['postgres', createDatabase],
];

const onFault = (error: unknown): void => {
  throw error;
};

function open(place: string): Promise<Store> {
  const where = place.startsWith('postgres:') ? { databaseUrl: place, dataDir: '' } : { dataDir: place };
  return openStore(where, { now: () => new Date(), onFault });
}

type Acknowledged = { readonly seq: number; readonly value: number };

function startWriter(place: string, target: string, count: number): ChildProcess {
  const script = fileURLToPath(new URL('writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, place, target, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function* acknowledgements(child: ChildProcess): AsyncGenerator<Acknowledged> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const [seq, value] = line.split(' ').map(Number);
    // What was being written when the process was killed may be half a line.
    if (seq !== undefined && value !== undefined && !Number.isNaN(value)) yield { seq, value };
  }
}

function valueIn(revision: Revision | undefined): unknown {
  const change = revision?.change;
  return change?.kind === 'assert' ? change.fact.value : undefined;
}

/** The revisions of one target follow one another without a fork. */
function chain(revisions: readonly Revision[]): (number | null)[] {
  return [null, ...revisions.slice(0, -1).map(({ seq }) => seq)];
}

const FILES: Knowledge = {
  vocabulary: {
    entities: [
      {
        id: 'a',
        kind: 'company',
        label: { zh: '甲', en: 'A' },
        aliases: [],
        of: [],
        members: [],
        unnamed: false,
      },
    ],
    metrics: [
      {
        id: 'revenue',
        label: { zh: '营收', en: 'revenue' },
        kind: 'flow',
        units: ['CNY'],
        answers: 'figure',
        words: [],
        size: false,
        cumulative: false,
        directed: false,
      },
    ],
    sources: [{ id: 's', title: 't', publisher: 'p', date: '2024', url: 'https://example.com/' }],
    others: [],
    wordGroups: [],
  },
  facts: [],
};

describe.each(ENGINES)('on %s', (_, createPlace) => {
  test(`${WRITES} acknowledged writes survive kill -9, each once`, async () => {
    const place = await createPlace();
    const acknowledged: Acknowledged[] = [];
    while (acknowledged.length < WRITES) {
      const child = startWriter(place, 'x', WRITES);
      let lived = 0;
      for await (const one of acknowledgements(child)) {
        acknowledged.push(one);
        // What the pipe still holds was acknowledged too; the kill falls into the write after it.
        if (++lived === WRITES_A_LIFE) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
    }
    const store = await open(place);
    onTestFinished(() => store.close());
    const revisions = await store.revisions();
    const held = new Map(revisions.map((revision) => [revision.seq, valueIn(revision)]));
    expect(acknowledged.filter(({ seq, value }) => held.get(seq) !== value)).toEqual([]);
    expect(new Set(acknowledged.map(({ seq }) => seq)).size).toBe(acknowledged.length);
    expect(revisions.map(({ seq }) => seq)).toEqual(revisions.map((_revision, at) => at + 1));
    expect(new Set(revisions.map(valueIn)).size).toBe(revisions.length);
    expect(revisions.map(({ base }) => base)).toEqual(chain(revisions));
    // A write may have been recorded and its process killed before it could say so: one for each life at most.
    expect(revisions.length - acknowledged.length).toBeLessThanOrEqual(WRITES / WRITES_A_LIFE);
  }, 60_000);

  test('two processes that change one fact at once record one after the other', async () => {
    const place = await createPlace();
    await (await open(place)).close();
    const writers = [startWriter(place, 'shared', 20), startWriter(place, 'shared', 20)];
    const told = await Promise.all(writers.map((child) => Array.fromAsync(acknowledgements(child))));
    expect(told.map((own) => own.length)).toEqual([20, 20]);
    const store = await open(place);
    onTestFinished(() => store.close());
    const revisions = await store.revisions();
    expect(revisions.map(({ base }) => base)).toEqual(chain(revisions));
    const acknowledged = told.flat().sort((a, b) => a.seq - b.seq);
    expect(revisions.map((revision) => ({ seq: revision.seq, value: valueIn(revision) }))).toEqual(
      acknowledged,
    );
  }, 30_000);

  test('a snapshot follows what another process writes, and equals a replay of the log', async () => {
    const place = await createPlace();
    const followed = Promise.withResolvers<void>();
    const told: Skipped[] = [];
    const live = createLive({
      initial: baseToSnapshot(createFactBase(FILES)),
      open: () => open(place),
      onChange: (snapshot) => {
        if (snapshot.revisions.length === 7) followed.resolve();
      },
      onSkipped: (skipped) => told.push(skipped),
      onFault,
    });
    onTestFinished(() => live.close());
    const store = await live.store();
    // What no longer fits the files, or was never whole, is left out and told; the rest stands.
    const lost = { kind: 'retract', fact: 'gone' } as const;
    const broken = { kind: 'assert', fact: { id: 'broken' } as Fact } as const;
    await store.append(
      [lost, broken].map((change) => ({ author: 'terminal', reason: '', change, base: null })),
    );
    startWriter(place, 'x', 5);
    await followed.promise;
    const revisions = await store.revisions();
    const { base, skipped } = live.snapshot();
    expect(live.snapshot().revisions).toEqual(revisions);
    expect(base.facts.map(({ id, value }) => [id, value])).toEqual([['x', valueIn(revisions.at(-1))]]);
    expect(base.facts).toEqual(foldLog(FILES, revisions).knowledge.facts);
    expect(skipped.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(told).toEqual(skipped);
  }, 30_000);
});

test('a process whose connection to PostgreSQL is cut hears of changes again', async () => {
  const place = await createDatabase();
  const faults: unknown[] = [];
  const lost = Promise.withResolvers<void>();
  const store = await openStore(
    { databaseUrl: place, dataDir: '' },
    {
      now: () => new Date(),
      onFault: (error) => {
        faults.push(error);
        lost.resolve();
      },
    },
  );
  onTestFinished(() => store.close());
  const heard: (() => void)[] = [];
  const next = (): Promise<void> => new Promise((resolve) => heard.push(resolve));
  // The first call says that it listens.
  const listening = next();
  store.watch(() => {
    for (const resolve of heard.splice(0)) resolve();
  });
  await listening;
  const again = next();
  const other = new Client({ connectionString: place });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query like $1',
    ['listen%'],
  );
  await lost.promise;
  // It listens again, and makes up for what it may have missed.
  await again;
  const told = next();
  startWriter(place, 'x', 1);
  await told;
  expect(await store.revisions()).toHaveLength(1);
  expect(faults.length).toBeGreaterThan(0);
}, 30_000);
