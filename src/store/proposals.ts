/** Proposals and what is said to them. A proposal ends once; what it proposes is recorded as it ends. */
import type { Draft } from '../knowledge/revision.ts';
import type { Write } from './log-store.ts';
import type { Appended, Deciding, Decision, Proposal, Store } from './store.ts';
import { type Database, stepsToText, type Tables, textToSteps, type Writing } from './tables.ts';
import { approvalsOf, type Removal } from './votes.ts';

type Parts = {
  readonly db: Database;
  readonly write: Write;
  readonly record: (writing: Writing, drafts: readonly Draft[]) => Promise<Appended>;
  readonly removals: (db: Database) => Promise<readonly Removal[]>;
  readonly now: () => Date;
  readonly changed: () => void;
};

export function createProposals(parts: Parts): Pick<Store, 'propose' | 'pending' | 'proposal' | 'decide'> {
  const { db, write, now } = parts;
  return {
    propose: ({ author, reason, steps, confirmed }) =>
      write(async (writing) => {
        const { last } = await writing
          .selectFrom('proposals')
          .select(({ fn }) => fn.max('id').as('last'))
          .executeTakeFirstOrThrow();
        const row = {
          id: (last ?? 0) + 1,
          made: now().toISOString(),
          author,
          reason,
          steps: stepsToText(steps),
          confirmed: confirmed ? 1 : 0,
        };
        await writing.insertInto('proposals').values(row).execute();
        return toProposal(row, [], undefined);
      }),
    async pending() {
      const open = db
        .selectFrom('proposals')
        .where('id', 'not in', db.selectFrom('endings').select('proposal'))
        .where(({ or, eb }) =>
          or([
            eb('confirmed', '=', 1),
            eb('id', 'in', db.selectFrom('votes').select('proposal').where('verdict', '=', 'confirm')),
          ]),
        );
      const rows = await open.selectAll().orderBy('id').execute();
      const votes = await db
        .selectFrom('votes')
        .selectAll()
        .where('proposal', 'in', open.select('id'))
        .orderBy('at')
        .orderBy('by_user')
        .execute();
      const of = Map.groupBy(votes, ({ proposal }) => proposal);
      return rows.map((row) => toProposal(row, of.get(row.id) ?? [], undefined));
    },
    proposal: (id) => find(db, id),
    async decide(id, deciding) {
      const decision = await write((writing) => decideIn(writing, id, { ...deciding, ...parts }));
      if (decision.kind === 'approved') parts.changed();
      return decision;
    },
  };
}

async function find(db: Database, id: number): Promise<Proposal | undefined> {
  // PostgreSQL refuses numbers that its column cannot hold.
  if (!Number.isInteger(id) || id < 1 || id > 2 ** 31 - 1) return undefined;
  const row = await db.selectFrom('proposals').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const votes = await db
    .selectFrom('votes')
    .selectAll()
    .where('proposal', '=', id)
    .orderBy('at')
    .orderBy('by_user')
    .execute();
  const ending = await db.selectFrom('endings').selectAll().where('proposal', '=', id).executeTakeFirst();
  return toProposal(row, votes, ending);
}

function toProposal(
  row: Tables['proposals'],
  votes: readonly Tables['votes'][],
  ending: Tables['endings'] | undefined,
): Proposal {
  const confirmed = row.confirmed === 1 || votes.some(({ verdict }) => verdict === 'confirm');
  return {
    id: row.id,
    made: row.made,
    author: row.author,
    reason: row.reason,
    steps: textToSteps(row.steps),
    votes: votes.map(({ by_user: by, verdict, at }) => ({ by, verdict, at })),
    state: ending?.state ?? (confirmed ? 'open' : 'unconfirmed'),
  };
}

type Context = Deciding & Parts;

async function decideIn(writing: Writing, id: number, context: Context): Promise<Decision> {
  const { by, verdict, now } = context;
  const before = await find(writing, id);
  if (!before) return { kind: 'unknown' };
  if (before.state !== 'open' && before.state !== 'unconfirmed') return { kind: 'closed', proposal: before };
  const own = by === before.author;
  if ((verdict === 'approve' && own) || (verdict === 'confirm' && !own)) {
    return { kind: 'not-yours', proposal: before };
  }
  if (verdict === 'approve' && before.state === 'unconfirmed') {
    return { kind: 'unconfirmed', proposal: before };
  }
  await writing
    .insertInto('votes')
    .values({ proposal: id, by_user: by, verdict, at: now().toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (verdict === 'reject') return { kind: 'rejected', proposal: await end(writing, id, 'rejected', now) };
  return approveIn(writing, id, context);
}

async function approveIn(writing: Writing, id: number, context: Context): Promise<Decision> {
  const { by, needed, appointed, record, removals, now } = context;
  const proposal = await find(writing, id);
  if (!proposal) return { kind: 'unknown' };
  // Who says so now was let in just now, whatever was before.
  const approvals = approvalsOf(proposal, await removals(writing), [...appointed, by]);
  if (approvals < needed) return { kind: 'counted', proposal, missing: needed - approvals };
  const { author, reason, steps } = proposal;
  const appended = await record(
    writing,
    steps.map((step) => ({ ...step, author, reason, proposal: id })),
  );
  if (appended.kind === 'conflict') {
    return { kind: 'outdated', proposal: await end(writing, id, 'outdated', now), since: appended.since };
  }
  const ended = await end(writing, id, 'approved', now);
  return { kind: 'approved', proposal: ended, revisions: appended.revisions };
}

async function end(
  writing: Writing,
  id: number,
  state: Tables['endings']['state'],
  now: () => Date,
): Promise<Proposal> {
  await writing.insertInto('endings').values({ proposal: id, state, at: now().toISOString() }).execute();
  const proposal = await find(writing, id);
  if (!proposal) throw new Error(`proposal ${id} is gone`);
  return proposal;
}
