/** What is backed up is there again after it is restored, in either engine; what is not whole is refused. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import type { Draft } from '../../src/knowledge/revision.ts';
import { backUp, restore } from '../../src/store/backup.ts';
import { withBare } from '../../src/store/bare.ts';
import { openStore, type StorePlace } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createFolder, run } from '../program/program.ts';
import { usePostgres } from './postgres.ts';

const createDatabase = usePostgres();

type Place = { readonly place: StorePlace; readonly env: Readonly<Record<string, string>> };

const PLACES: Readonly<Record<string, () => Promise<Place>>> = {
  sqlite: async () => {
    const dataDir = join(createFolder(), 'data');
    return { place: { dataDir }, env: { DATA_DIR: dataDir } };
  },
  postgres: async () => {
    const databaseUrl = await createDatabase();
    return { place: { dataDir: '', databaseUrl }, env: { DATABASE_URL: databaseUrl } };
  },
};
const PAIRS = ['sqlite', 'postgres'].flatMap((from) =>
  ['sqlite', 'postgres'].map((to) => [from, to] as const),
);

async function withStore<T>(place: StorePlace, work: (store: Store) => Promise<T>): Promise<T> {
  const onFault = (error: unknown): void => {
    throw error;
  };
  const store = await openStore(place, { now: () => new Date('2026-11-23T08:00:00Z'), onFault });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const retract = (fact: string, base: number | null = null): Draft => ({
  author: 'discord:1100000000000000001',
  reason: '“引号”, 换行\n and \\ 🙂',
  change: { kind: 'retract', fact },
  base,
});

/** A bit of everything that the store keeps. */
async function fill(store: Store): Promise<void> {
  await store.append([retract('a'), retract('b')]);
  await store.append([{ ...retract('a', 1), undoes: 1 }]);
  const steps = [{ change: { kind: 'retract', fact: 'c' }, base: null }] as const;
  const proposal = { author: 'slack:T1/U1', reason: '', steps };
  await store.propose({ ...proposal, confirmed: true });
  const { id } = await store.propose({ ...proposal, confirmed: true });
  await store.decide(id, { by: 'terminal', verdict: 'approve', needed: 1, appointed: [] });
  await store.setCurator('slack:T1/U2', { curator: true, by: 'terminal' });
  await store.countGap({ form: 'tsmc revenue 2019', raw: 'what?' });
  await store.installations.put({ space: 'T1', sealed: 'k.sealed', by: 'slack:T1/U1', at: '2026-11-23' });
  await store.claims.take('an hour old');
}

async function contentOf(store: Store): Promise<unknown> {
  const [pending, curators, authors] = await Promise.all([
    store.pending(),
    store.curators(),
    store.authors(),
  ]);
  const revisions = await store.revisions();
  return {
    revisions,
    pending,
    second: await store.proposal(2),
    curators,
    authors: authors.toSorted(),
    gaps: await store.gaps(9),
    installations: await store.installations.all(),
  };
}

async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function emptyContent(): Promise<unknown> {
  const { place } = await (PLACES['sqlite'] as () => Promise<Place>)();
  return withStore(place, contentOf);
}

describe('a backup', () => {
  test.each(PAIRS)('of %s restored into %s is what was kept, and goes on from there', async (from, to) => {
    const [kept, fresh] = await Promise.all([PLACES[from]?.(), PLACES[to]?.()]);
    if (!kept || !fresh) throw new Error('no such engine');
    const before = await withStore(kept.place, async (store) => {
      await fill(store);
      return contentOf(store);
    });
    const file = join(createFolder(), 'backup.jsonl');
    const saved = await run('store-cli', ['backup', file], { env: kept.env });
    expect([saved.code, saved.stderr]).toEqual([0, '']);
    expect(saved.stdout).toMatch(/^ +4 {2}revisions$/m);
    expect(saved.stdout).not.toContain('claims');
    const restored = await run('store-cli', ['restore', file], { env: fresh.env });
    expect([restored.code, restored.stderr, restored.stdout]).toEqual([0, '', saved.stdout]);
    await withStore(fresh.place, async (store) => {
      expect(await contentOf(store)).toEqual(before);
      expect(await store.append([retract('a', 3)])).toMatchObject({
        kind: 'appended',
        revisions: [{ seq: 5 }],
      });
      expect(await store.append([retract('a', 3)])).toMatchObject({ kind: 'conflict' });
    });
    const twice = await run('store-cli', ['restore', file], { env: fresh.env });
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('the database is not empty')]);
  });

  test('of a user of PostgreSQL with a schema of its own has everything in it, and nothing of other schemas', async () => {
    const address = new URL(await createDatabase());
    const client = new Client({ connectionString: address.href });
    await client.connect();
    await client.query('create schema chip; create table public.strangers (id integer)');
    await client.end();
    address.searchParams.set('options', '-c search_path=chip');
    const place = { dataDir: '', databaseUrl: address.href };
    await withStore(place, fill);
    const counts = await withBare(place, (bare) => backUp(bare, new Date(), () => undefined));
    expect(counts).toMatchObject({ revisions: 4, installations: 1 });
    expect(counts).not.toHaveProperty('strangers');
  });

  test('that is damaged, cut off or of something else changes nothing', async () => {
    const kept = await (PLACES['sqlite'] as () => Promise<Place>)();
    await withStore(kept.place, fill);
    const lines: string[] = [];
    await withBare(kept.place, (bare) => backUp(bare, new Date(), (line) => void lines.push(line)));
    const [head = '', ...rows] = lines;
    const damaged: readonly (readonly [lines: readonly string[], reason: RegExp])[] = [
      [lines.slice(0, -1), /its end is missing/],
      [[head, ...rows.slice(1)], /rows are missing/],
      [[...lines, rows[0] ?? ''], /something behind its end/],
      [[head, '{"table": "gaps"', ...rows], /no JSON/],
      [[head, '{"table": "strangers", "row": {}}', ...rows], /no table strangers/],
      [[head.replace('0001-log', '0000-other'), ...rows], /another version/],
      [rows, /no backup of this program/],
      [[], /its end is missing/],
    ];
    for (const [text, reason] of damaged) {
      const { place } = await (PLACES['sqlite'] as () => Promise<Place>)();
      const restoring = withBare(place, (bare) => restore(bare, linesOf(text)));
      await expect(restoring).rejects.toThrow(reason);
      await withStore(place, async (store) => expect(await contentOf(store)).toEqual(await emptyContent()));
    }
  });

  test('of the file itself, by SQLite while the bot writes, is whole', async () => {
    const { place } = await (PLACES['sqlite'] as () => Promise<Place>)();
    const copy = createFolder();
    await withStore(place, async (store) => {
      await fill(store);
      // As docs/operations.md has it.
      const other = new DatabaseSync(join(place.dataDir, 'chip-facts.sqlite'));
      other.exec(`vacuum into '${join(copy, 'chip-facts.sqlite')}'`);
      other.close();
      await store.append([retract('later')]);
    });
    await withStore({ dataDir: copy }, async (store) => {
      expect((await store.revisions()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect(await store.append([retract('next')])).toMatchObject({ revisions: [{ seq: 5 }] });
    });
  });
});

describe('an upgrade', () => {
  test.each(Object.keys(PLACES))(
    'of %s is shown before it is done, and changes nothing until then',
    async (name) => {
      const { env, place } = await (PLACES[name] as () => Promise<Place>)();
      const migrate = (...more: string[]) => run('store-cli', ['migrate', ...more], { env });
      const shown = await migrate('--dry-run');
      if (name === 'sqlite') expect(shown.stdout).toMatch(/^there is no database yet/);
      else expect(shown.stdout).toMatch(/^pending {2}0001-log\n[\s\S]*nothing was changed\n$/);
      expect((await migrate('--dry-run')).stdout).toBe(shown.stdout);
      expect((await migrate()).stdout).toMatch(/^taken {4}0001-log\n[\s\S]*up to date\n$/);
      expect((await migrate('--dry-run')).stdout).toMatch(/^taken {4}0001-log\n[\s\S]*up to date\n$/);
      const newer = `insert into kysely_migration (name, timestamp) values ('9999-to-come', '')`;
      if (place.databaseUrl === undefined) {
        const raw = new DatabaseSync(join(place.dataDir, 'chip-facts.sqlite'));
        raw.exec(newer);
        raw.close();
      } else {
        const client = new Client({ connectionString: place.databaseUrl });
        await client.connect();
        await client.query(newer);
        await client.end();
      }
      const { code, stderr } = await migrate('--dry-run');
      expect([code, stderr]).toEqual([
        1,
        'store: the database is of a newer version: it knows 9999-to-come\n',
      ]);
    },
  );

  test.each([[[]], [['backup']], [['backup', 'a', '--dry-run']]])(
    'store %j is a usage error',
    async (args) => {
      const { code, stderr } = await run('store-cli', args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('usage: npm run -s store')]);
    },
  );

  test('says that the database is away, without its address', async () => {
    const env = { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/d' };
    const { code, stderr } = await run('store-cli', ['migrate'], { env });
    expect([code, stderr]).toEqual([1, 'store: the database cannot be used: ECONNREFUSED\n']);
  });
});
