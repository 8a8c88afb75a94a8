/** The store over Kysely. What the engines do differently comes as `Engine`: locking, telling others, watching. */
import { sql } from 'kysely';
import type { Draft, Revision } from '../knowledge/revision.ts';
import { targetOf } from '../knowledge/revision.ts';
import { createClaimTable } from './claims.ts';
import { createSqlDigestStore } from './digest-sql.ts';
import { CommitError, type FaultTelling, tellFaults } from './faults.ts';
import { createInstallationTable } from './installations.ts';
import { createProposals } from './proposals.ts';
import type { Appended, Curator, Store } from './store.ts';
import { type Database, draftToRow, rowToRevision, type Tables, type Writing } from './tables.ts';
import { approvalsOf, isRemovedSince, type Removal } from './votes.ts';

export type Engine = {
  /** Lets one writer at a time go on, so that the order of `seq` is the order in which others see revisions. */
  readonly lock: (writing: Writing) => Promise<void>;
  /** Runs what writes, again while another process holds the engine's lock. */
  readonly patiently: <T>(work: () => Promise<T>) => Promise<T>;
  /** Tells other processes, as part of the transaction. */
  readonly announce: (writing: Writing) => Promise<void>;
  readonly watch: (changed: () => void) => () => void;
  readonly kindOf: FaultTelling['kindOf'];
  readonly close: () => Promise<void>;
};

export type Parts = {
  readonly db: Database;
  readonly engine: Engine;
  readonly now: () => Date;
  readonly onFault: FaultTelling['onFault'];
};

/** A transaction of the only writer there is. */
export type Write = <T>(work: (writing: Writing) => Promise<T>) => Promise<T>;

export function createLogStore({ db, engine, now, onFault }: Parts): Store {
  const watchers = new Set<() => void>();
  const write: Write = (work) => engine.patiently(() => transact(db, engine, work));
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  const record = async (writing: Writing, drafts: readonly Draft[]): Promise<Appended> => {
    const appended = await appendIn(writing, drafts, now);
    if (appended.kind === 'appended') await engine.announce(writing);
    return appended;
  };
  const proposals = createProposals({ db, write, record, removals: removalsIn, now, changed });

  const store: Store = {
    ...proposals,
    digest: createSqlDigestStore({ db, write, announce: engine.announce, now }),
    claims: createClaimTable({ db, patiently: engine.patiently, now }),
    installations: createInstallationTable(db, write),
    async check() {
      await sql`select 1`.execute(db);
    },
    revisions: (after = 0) => revisionsAfter(db, after),
    async append(drafts) {
      if (drafts.length === 0) return { kind: 'appended', revisions: [] };
      const appended = await write((writing) => record(writing, drafts));
      if (appended.kind === 'appended') changed();
      return appended;
    },
    curators: () => curatorsIn(db),
    setCurator: (user, { curator, by }) =>
      write(async (writing) => {
        const held = (await curatorsIn(writing)).some((one) => one.user === user);
        if (held === curator) return false;
        const { last } = await writing
          .selectFrom('curators')
          .select(({ fn }) => fn.max('id').as('last'))
          .executeTakeFirstOrThrow();
        const at = now().toISOString();
        const row = { id: (last ?? 0) + 1, user_id: user, curator: curator ? 1 : 0, by_user: by, at };
        await writing.insertInto('curators').values(row).execute();
        return true;
      }),
    async authors() {
      const [removals, ...acts] = await Promise.all([
        removalsIn(db),
        db
          .selectFrom('revisions')
          .select(({ fn }) => ['author', fn.max('recorded').as('last')])
          .groupBy('author')
          .execute(),
        db
          .selectFrom('proposals')
          .select(({ fn }) => ['author', fn.max('made').as('last')])
          .groupBy('author')
          .execute(),
        db
          .selectFrom('votes')
          .select(({ fn }) => ['by_user as author', fn.max('at').as('last')])
          .groupBy('by_user')
          .execute(),
      ]);
      const standing = acts.flat().filter(({ author, last }) => !isRemovedSince(author, last, removals));
      return [...new Set(standing.map(({ author }) => author))];
    },
    approvals: async (proposal, appointed) => approvalsOf(proposal, await removalsIn(db), appointed),
    async countGap({ form, raw = null }) {
      const last = now().toISOString().slice(0, 10);
      const counted = db
        .insertInto('gaps')
        .values({ form, locale: ANY_LOCALE, count: 1, last, raw })
        .onConflict((conflict) =>
          conflict
            .columns(['form', 'locale'])
            .doUpdateSet((eb) => ({ count: eb('gaps.count', '+', 1), last, raw })),
        );
      await engine.patiently(() => counted.execute());
    },
    async gaps(most) {
      const rows = await db
        .selectFrom('gaps')
        .selectAll()
        .orderBy('count', 'desc')
        .orderBy('last', 'desc')
        .orderBy('form')
        .limit(most)
        .execute();
      return rows.map(({ raw, locale: _, ...gap }) => ({ ...gap, ...(raw === null ? {} : { raw }) }));
    },
    watch(watcher) {
      const once = (): void => watcher();
      watchers.add(once);
      const stop = engine.watch(once);
      return () => {
        watchers.delete(once);
        stop();
      };
    },
    close: () => engine.close(),
  };
  return tellFaults(store, { kindOf: engine.kindOf, onFault });
}

/** Part of the key of the table; forms are in no language, so that there is one row for each. */
const ANY_LOCALE = 'zh';
/** @throws CommitError when all was written and only the commit failed. */
async function transact<T>(db: Database, engine: Engine, work: (writing: Writing) => Promise<T>): Promise<T> {
  let worked = false;
  try {
    return await db.transaction().execute(async (writing) => {
      await engine.lock(writing);
      const result = await work(writing);
      worked = true;
      return result;
    });
  } catch (error) {
    throw worked ? new CommitError(error) : error;
  }
}

/** However long the log is, no single query takes long. */
const REVISIONS_AT_ONCE = 10_000;

async function revisionsAfter(db: Database, after: number): Promise<Revision[]> {
  const found: Revision[] = [];
  for (let last = after; ; ) {
    const rows = await db
      .selectFrom('revisions')
      .selectAll()
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(REVISIONS_AT_ONCE)
      .execute();
    for (const row of rows) found.push(rowToRevision(row));
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < REVISIONS_AT_ONCE) return found;
  }
}

/** The caller holds the lock: what is read here is what is there when the rows are written. */
async function appendIn(writing: Writing, drafts: readonly Draft[], now: () => Date): Promise<Appended> {
  const targets = drafts.map(({ change }) => targetOf(change));
  if (new Set(targets).size < targets.length) throw new Error('two drafts change one target');
  const since = await changedSince(writing, drafts);
  if (since.length > 0) return { kind: 'conflict', since };
  const last = await writing
    .selectFrom('revisions')
    .select(['seq', 'recorded'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  // A clock that was set back must not put a later revision before an earlier one.
  const recorded = [now().toISOString(), last?.recorded ?? ''].sort().at(-1) ?? '';
  const rows = drafts.map((draft, at) => draftToRow(draft, (last?.seq ?? 0) + 1 + at, recorded));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await writing
      .insertInto('revisions')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .execute();
  }
  return { kind: 'appended', revisions: rows.map(rowToRevision) };
}

/** SQLite takes 32,766 parameters in a statement; a row has nine. */
const ROWS_AT_ONCE = 500;

/** Revisions of the drafts' targets that the drafts do not know of. */
async function changedSince(writing: Writing, drafts: readonly Draft[]): Promise<Revision[]> {
  const bases = new Map(drafts.map(({ change, base }) => [targetOf(change), base ?? 0]));
  const targets = [...bases.keys()];
  const since: Revision[] = [];
  for (let at = 0; at < targets.length; at += ROWS_AT_ONCE) {
    const rows = await writing
      .selectFrom('revisions')
      .selectAll()
      .where('target', 'in', targets.slice(at, at + ROWS_AT_ONCE))
      .orderBy('seq')
      .execute();
    since.push(...rows.filter(({ target, seq }) => seq > (bases.get(target) ?? 0)).map(rowToRevision));
  }
  return since;
}

async function curatorsIn(db: Database): Promise<Curator[]> {
  const rows = await lastStates(db);
  return rows
    .filter(({ curator }) => curator === 1)
    .map(({ user_id: user, by_user: by, at }) => ({ user, by, at }));
}

async function removalsIn(db: Database): Promise<Removal[]> {
  const rows = await lastStates(db);
  return rows.filter(({ curator }) => curator === 0).map(({ user_id: user, at }) => ({ user, at }));
}

/** What everybody who was ever added or removed is now. */
async function lastStates(db: Database): Promise<Tables['curators'][]> {
  const rows = await db.selectFrom('curators').selectAll().orderBy('id').execute();
  return [...new Map(rows.map((row) => [row.user_id, row])).values()];
}
