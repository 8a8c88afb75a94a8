/** The tables of both engines, and their rows as values. JSON is text: both engines keep it as it was written. */
import type { Kysely, Transaction } from 'kysely';
import { type Change, type Draft, type Revision, targetOf } from '../knowledge/revision.ts';
import type { Locale } from '../language/locale.ts';
import type { DigestTables } from './digest-tables.ts';
import type { ProposalState, Step } from './store.ts';

type RevisionRow = {
  readonly seq: number;
  readonly recorded: string;
  readonly author: string;
  readonly reason: string;
  readonly target: string;
  /** 0 for none: of two changes that replace one, the unique index lets one in. */
  readonly base: number;
  readonly change: string;
  readonly undoes: number | null;
  readonly proposal: number | null;
};

export type ProposalRow = {
  readonly id: number;
  readonly made: string;
  readonly author: string;
  readonly reason: string;
  readonly steps: string;
  readonly confirmed: number;
};

export type VoteRow = {
  readonly proposal: number;
  readonly by_user: string;
  readonly verdict: 'approve' | 'reject' | 'confirm';
  readonly at: string;
};

export type InstallationRow = {
  readonly space: string;
  readonly sealed: string;
  readonly by_user: string;
  readonly at: string;
};

export type Tables = {
  readonly revisions: RevisionRow;
  readonly proposals: ProposalRow;
  readonly votes: VoteRow;
  /** How a proposal ended, once for each. */
  readonly endings: {
    readonly proposal: number;
    readonly state: Extract<ProposalState, 'approved' | 'rejected' | 'outdated'>;
    readonly at: string;
  };
  /** Each adding and removing; the last one holds. */
  readonly curators: {
    readonly id: number;
    readonly user_id: string;
    readonly curator: number;
    readonly by_user: string;
    readonly at: string;
  };
  readonly gaps: {
    readonly form: string;
    readonly locale: Locale;
    readonly count: number;
    readonly last: string;
    readonly raw: string | null;
  };
  readonly claims: { readonly key: string; readonly at: string };
  readonly installations: InstallationRow;
} & DigestTables;

export type Database = Kysely<Tables>;
export type Writing = Transaction<Tables>;

export function rowToRevision(row: RevisionRow): Revision {
  const { seq, recorded, author, reason, base, change, undoes, proposal } = row;
  return {
    seq,
    recorded,
    author,
    reason,
    change: JSON.parse(change) as Change,
    base: base === 0 ? null : base,
    ...(undoes === null ? {} : { undoes }),
    ...(proposal === null ? {} : { proposal }),
  };
}

export function draftToRow(draft: Draft, seq: number, recorded: string): RevisionRow {
  const { author, reason, change, base, undoes = null, proposal = null } = draft;
  const target = targetOf(change);
  return {
    seq,
    recorded,
    author,
    reason,
    target,
    base: base ?? 0,
    change: JSON.stringify(change),
    undoes,
    proposal,
  };
}

export function stepsToText(steps: readonly Step[]): string {
  return JSON.stringify(steps);
}

export function textToSteps(text: string): readonly Step[] {
  return JSON.parse(text) as readonly Step[];
}
