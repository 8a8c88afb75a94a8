/** What every engine must do: the same sentences on SQLite and on PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Fact } from '../../src/knowledge/fact.ts';
import type { Draft } from '../../src/knowledge/revision.ts';
import { openPostgresStore } from '../../src/store/postgres/open-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { usePostgres } from './postgres.ts';

const ANNA = 'discord:1100000000000000001';
const BO = 'slack:T1/U1';
const CY = 'terminal';
const folder = mkdtempSync(join(tmpdir(), 'chip-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const createDatabase = usePostgres();
let files = 0;
const opened: Store[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

let clock = Date.parse('2026-11-23T08:00:00.000Z');
const now = (): Date => new Date(clock);

type Place = { open(): Promise<Store> };
const ENGINES: readonly (readonly [name: string, create: () => Promise<Place>])[] = [
  [
    'sqlite',
    async () => {
      const file = join(folder, `${++files}`, 'chip-facts.sqlite');
      return { open: () => kept(openSqliteStore(file, { now, onFault })) };
    },
  ],
  [
    'postgres',
    async () => {
      const url = await createDatabase();
      return { open: () => kept(openPostgresStore(url, { now, onFault })) };
    },
  ],
];

function onFault(error: unknown): void {
  throw error;
}

async function kept(opening: Promise<Store>): Promise<Store> {
  const store = await opening;
  opened.push(store);
  return store;
}

const FACT: Fact = {
  id: 'a-revenue-2024',
  subject: 'a',
  metric: 'revenue',
  period: '2024',
  value: 1,
  unit: 'CNY',
  qualifier: 'exact',
  nature: 'actual',
  by: 'a',
  source: 's',
  locator: '',
  asOf: null,
  objects: [],
  about: [],
  statement: { zh: '甲2024年营收1元。', en: "A's revenue was CNY 1 in 2024." },
  definition: null,
  note: null,
  asked: [],
  with: [],
  rank: 'normal',
};

function set(id: string, value: number, base: number | null = null, author = ANNA): Draft {
  return { author, reason: '年报', change: { kind: 'assert', fact: { ...FACT, id, value } }, base };
}

describe.each(ENGINES)('the store on %s', (_, create) => {
  test('keeps revisions in order, with who, when and why', async () => {
    const store = await (await create()).open();
    const first = await store.append([set('x', 1), set('y', 2)]);
    clock += 1_000;
    const second = await store.append([{ ...set('x', 3, 1, BO), undoes: 1, reason: '"quotes" 与 emoji 🙂' }]);
    expect([first.kind, second.kind]).toEqual(['appended', 'appended']);
    const all = await store.revisions();
    expect(all.map(({ seq, base, author }) => [seq, base, author])).toEqual([
      [1, null, ANNA],
      [2, null, ANNA],
      [3, 1, BO],
    ]);
    expect(all[2]).toEqual({
      seq: 3,
      recorded: now().toISOString(),
      author: BO,
      reason: '"quotes" 与 emoji 🙂',
      change: { kind: 'assert', fact: { ...FACT, id: 'x', value: 3 } },
      base: 1,
      undoes: 1,
    });
    expect(await store.revisions(2)).toEqual(all.slice(2));
    expect(await store.append([])).toEqual({ kind: 'appended', revisions: [] });
  });

  test('is there again when it is opened again', async () => {
    const place = await create();
    const before = await place.open();
    await before.append([set('x', 1)]);
    await before.setCurator(BO, { curator: true, by: ANNA });
    const proposal = await before.propose({
      author: ANNA,
      reason: '',
      steps: [set('y', 1)],
      confirmed: true,
    });
    const revisions = await before.revisions();
    opened.splice(opened.indexOf(before), 1);
    await before.close();
    const after = await place.open();
    expect(await after.revisions()).toEqual(revisions);
    expect((await after.curators()).map(({ user }) => user)).toEqual([BO]);
    expect(await after.pending()).toEqual([proposal]);
  });

  test('records all or nothing, and says what changed meanwhile', async () => {
    const store = await (await create()).open();
    await store.append([set('x', 1)]);
    const conflict = await store.append([set('y', 1), set('x', 2)]);
    expect(conflict).toMatchObject({ kind: 'conflict', since: [{ seq: 1, author: ANNA }] });
    expect(await store.revisions()).toHaveLength(1);
    expect(await store.append([set('y', 1), set('x', 2, 1)])).toMatchObject({ kind: 'appended' });
    await expect(store.append([set('z', 1), set('z', 2)])).rejects.toThrow('one target');
    expect(await store.revisions()).toHaveLength(3);
  });

  test('lets exactly one of many writers win, in one process or several', async () => {
    const place = await create();
    const stores = [await place.open(), await place.open()];
    const attempts = Array.from({ length: 12 }, (_, at) => stores[at % 2]?.append([set('x', at)]));
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome?.kind === 'appended')).toHaveLength(1);
    const losers = outcomes.filter((outcome) => outcome?.kind === 'conflict');
    const revisions = await stores[0]?.revisions();
    expect(losers).toHaveLength(11);
    for (const loser of losers) expect(loser).toEqual({ kind: 'conflict', since: revisions });
  });

  test('numbers the revisions of several writers without gaps', async () => {
    const place = await create();
    const stores = [await place.open(), await place.open()];
    await Promise.all(
      Array.from({ length: 30 }, (_, at) => stores[at % 2]?.append([set(`f${at}`, at), set(`g${at}`, at)])),
    );
    const seqs = (await stores[1]?.revisions())?.map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
  });

  test('takes an import of thousands of facts', async () => {
    const store = await (await create()).open();
    const drafts = Array.from({ length: 3_000 }, (_, at) => set(`f${at}`, at));
    expect(await store.append(drafts)).toMatchObject({ kind: 'appended' });
    expect(await store.append(drafts)).toMatchObject({ kind: 'conflict' });
    expect(await store.revisions()).toHaveLength(3_000);
  });

  test('never dates a revision before the one before it, though the clock goes back', async () => {
    const store = await (await create()).open();
    await store.append([set('x', 1)]);
    const before = now().toISOString();
    clock -= 3_600_000;
    await store.append([set('y', 1)]);
    clock += 3_600_000;
    expect((await store.revisions()).map(({ recorded }) => recorded)).toEqual([before, before]);
  });

  test('tells this process at once and another one soon', async () => {
    const place = await create();
    const [here, there] = [await place.open(), await place.open()];
    const told = Promise.withResolvers<void>();
    let own = 0;
    const stop = here.watch(() => own++);
    there.watch(told.resolve);
    await here.append([set('x', 1)]);
    expect(own).toBeGreaterThan(0);
    await told.promise;
    expect(await there.revisions()).toHaveLength(1);
    stop();
    const before = own;
    await here.append([set('y', 1)]);
    expect(own).toBe(before);
  });

  describe('with proposals', () => {
    const needed = 1;

    const appointed: readonly string[] = [];

    async function propose(confirmed = true) {
      const store = await (await create()).open();
      const proposal = await store.propose({
        author: ANNA,
        reason: '年报',
        steps: [set('x', 5), set('y', 6)],
        confirmed,
      });
      return { store, id: proposal.id };
    }

    test('records what another approves, in the name of who proposed it', async () => {
      const { store, id } = await propose();
      expect(await store.revisions()).toEqual([]);
      const decision = await store.decide(id, { by: BO, verdict: 'approve', needed, appointed });
      expect(decision).toMatchObject({
        kind: 'approved',
        proposal: { state: 'approved', votes: [{ by: BO, verdict: 'approve' }] },
        revisions: [
          { seq: 1, author: ANNA, proposal: id, reason: '年报' },
          { seq: 2, author: ANNA, proposal: id },
        ],
      });
      expect(await store.pending()).toEqual([]);
      expect((await store.proposal(id))?.state).toBe('approved');
    });

    test('does not let the proposer approve', async () => {
      const { store, id } = await propose();
      expect(await store.decide(id, { by: ANNA, verdict: 'approve', needed, appointed })).toMatchObject({
        kind: 'not-yours',
      });
      expect(await store.revisions()).toEqual([]);
    });

    test('counts each approver once', async () => {
      const { store, id } = await propose();
      const twice = { by: BO, verdict: 'approve', needed: 2, appointed } as const;
      expect(await store.decide(id, twice)).toMatchObject({ kind: 'counted', missing: 1 });
      expect(await store.decide(id, twice)).toMatchObject({ kind: 'counted', missing: 1 });
      expect(await store.decide(id, { ...twice, by: CY })).toMatchObject({ kind: 'approved' });
    });

    test('does not count who was removed since, unless the setting appoints them or they say so again', async () => {
      const { store, id } = await propose();
      const bo = { by: BO, verdict: 'approve', needed: 2, appointed } as const;
      const cy = { ...bo, by: CY };
      await store.setCurator(BO, { curator: true, by: ANNA });
      await store.decide(id, bo);
      await store.setCurator(BO, { curator: false, by: ANNA });
      expect(await store.decide(id, cy)).toMatchObject({ kind: 'counted', missing: 1 });
      expect(await store.decide(id, { ...cy, appointed: [BO] })).toMatchObject({ kind: 'approved' });
      const other = await propose();
      await other.store.setCurator(BO, { curator: true, by: ANNA });
      await other.store.setCurator(BO, { curator: false, by: ANNA });
      await other.store.decide(other.id, cy);
      expect(await other.store.decide(other.id, bo)).toMatchObject({ kind: 'approved' });
    });

    test('ends once', async () => {
      const { store, id } = await propose();
      await store.decide(id, { by: BO, verdict: 'reject', needed, appointed });
      for (const verdict of ['approve', 'reject'] as const) {
        const decision = await store.decide(id, { by: CY, verdict, needed, appointed });
        expect(decision).toMatchObject({ kind: 'closed', proposal: { state: 'rejected' } });
      }
      expect(await store.revisions()).toEqual([]);
    });

    test('lets one of two approvals at once record it', async () => {
      const place = await create();
      const [one, two] = [await place.open(), await place.open()];
      const { id } = await one.propose({ author: ANNA, reason: '', steps: [set('x', 1)], confirmed: true });
      const kinds = await Promise.all([
        one.decide(id, { by: BO, verdict: 'approve', needed, appointed }),
        two.decide(id, { by: CY, verdict: 'approve', needed, appointed }),
      ]);
      expect(kinds.map(({ kind }) => kind).sort()).toEqual(['approved', 'closed']);
      expect(await one.revisions()).toHaveLength(1);
    });

    test('takes the word of the author alone for a remarkable figure', async () => {
      const { store, id } = await propose(false);
      expect(await store.pending()).toEqual([]);
      expect(await store.decide(id, { by: BO, verdict: 'approve', needed, appointed })).toMatchObject({
        kind: 'unconfirmed',
      });
      expect(await store.decide(id, { by: BO, verdict: 'confirm', needed, appointed })).toMatchObject({
        kind: 'not-yours',
      });
      expect(await store.decide(id, { by: ANNA, verdict: 'confirm', needed, appointed })).toMatchObject({
        kind: 'counted',
        missing: 1,
        proposal: { state: 'open' },
      });
      expect(await store.pending()).toEqual([await store.proposal(id)]);
      expect(await store.decide(id, { by: BO, verdict: 'approve', needed, appointed })).toMatchObject({
        kind: 'approved',
      });
    });

    test('records a confirmed figure at once where nobody else is needed', async () => {
      const { store, id } = await propose(false);
      const decision = await store.decide(id, { by: ANNA, verdict: 'confirm', needed: 0, appointed });
      expect(decision).toMatchObject({ kind: 'approved', revisions: [{ seq: 1 }, { seq: 2 }] });
    });

    test('is outdated when one of its facts has changed', async () => {
      const { store, id } = await propose();
      await store.append([set('y', 9, null, CY)]);
      const decision = await store.decide(id, { by: BO, verdict: 'approve', needed, appointed });
      expect(decision).toMatchObject({
        kind: 'outdated',
        since: [{ author: CY }],
        proposal: { state: 'outdated' },
      });
      expect(await store.revisions()).toHaveLength(1);
    });

    test.each([0, -1, 1.5, 99, 2 ** 40, Number.NaN])('knows no proposal %d', async (id) => {
      const { store } = await propose();
      expect(await store.decide(id, { by: BO, verdict: 'approve', needed, appointed })).toEqual({
        kind: 'unknown',
      });
      expect(await store.proposal(id)).toBeUndefined();
    });

    test('knows everybody who took part', async () => {
      const { store, id } = await propose();
      await store.decide(id, { by: BO, verdict: 'reject', needed, appointed });
      await store.append([set('z', 1, null, CY)]);
      expect([...(await store.authors())].sort()).toEqual([ANNA, BO, CY].sort());
      await store.setCurator(BO, { curator: true, by: ANNA });
      await store.setCurator(BO, { curator: false, by: ANNA });
      expect([...(await store.authors())].sort()).toEqual([ANNA, CY].sort());
    });
  });

  test('adds and removes curators, and remembers who did', async () => {
    const store = await (await create()).open();
    expect(await store.setCurator(BO, { curator: true, by: ANNA })).toBe(true);
    expect(await store.setCurator(BO, { curator: true, by: CY })).toBe(false);
    expect(await store.curators()).toEqual([{ user: BO, by: ANNA, at: now().toISOString() }]);
    expect(await store.setCurator(BO, { curator: false, by: ANNA })).toBe(true);
    expect(await store.setCurator(CY, { curator: false, by: ANNA })).toBe(false);
    expect(await store.curators()).toEqual([]);
  });

  test('counts gaps by form, the most wanted first', async () => {
    const place = await create();
    const [one, two] = [await place.open(), await place.open()];
    const asked = ['b', 'a', 'b', 'b', 'a', 'c'];
    await Promise.all(asked.map((form, at) => (at % 2 ? one : two).countGap({ form })));
    await one.countGap({ form: 'c', raw: 'C?' });
    const last = now().toISOString().slice(0, 10);
    expect(await two.gaps(3)).toEqual([
      { form: 'b', count: 3, last },
      { form: 'a', count: 2, last },
      { form: 'c', count: 2, last, raw: 'C?' },
    ]);
  });

  test('lets one of many take a delivery, in one process or several', async () => {
    const place = await create();
    const stores = [await place.open(), await place.open()];
    const take = async (key: string): Promise<boolean[]> =>
      Promise.all(Array.from({ length: 8 }, (_, at) => stores[at % 2]?.claims.take(key) ?? false));
    expect((await take('a')).filter(Boolean)).toHaveLength(1);
    expect((await take('b')).filter(Boolean)).toHaveLength(1);
    await stores[0]?.claims.release('a');
    expect(await stores[1]?.claims.take('a')).toBe(true);
    expect(await stores[0]?.claims.take('b')).toBe(false);
    clock += 3 * 3_600_000;
    // Whoever comes next sweeps what is old.
    await stores[1]?.claims.take('c');
    expect(await stores[0]?.claims.take('b')).toBe(true);
  });

  test('keeps one installation a workspace, and removes none that came later', async () => {
    const place = await create();
    const [{ installations }, other] = [await place.open(), (await place.open()).installations];
    const first = { space: 'T2', sealed: 'old', by: 'slack:T2/U1', at: '2026-11-23T08:00:00.000Z' };
    const second = { ...first, sealed: 'new', at: '2026-11-23T09:00:00.000Z' };
    expect(await installations.get('T2')).toBeUndefined();
    await installations.put(first);
    await other.put({ ...first, space: 'T1' });
    await other.put(second);
    expect(await installations.all()).toEqual([{ ...first, space: 'T1' }, second]);
    expect(await installations.remove('T2', '2026-11-23T08:59:59.999Z')).toBe(false);
    expect(await installations.reseal({ space: 'T2', from: 'old', to: 'x' })).toBe(false);
    expect(await installations.reseal({ space: 'T2', from: 'new', to: 'newer' })).toBe(true);
    expect(await other.get('T2')).toEqual({ ...second, sealed: 'newer' });
    expect(await installations.remove('T2', second.at)).toBe(true);
    expect(await other.get('T2')).toBeUndefined();
  });
});
