/** One recorded change of the fact base. The log of them is only ever appended to. */
import { normalise } from '../language/normalise.ts';
import type { Fact } from './fact.ts';
import type { Source } from './vocabulary.ts';

export type Change =
  /** A new fact, or the new version of one: the id says which. */
  | ({ readonly kind: 'assert'; readonly fact: Fact } & Replacing)
  | ({ readonly kind: 'retract'; readonly fact: string } & Replacing)
  | { readonly kind: 'alias-add' | 'alias-remove'; readonly entity: string; readonly alias: string }
  /** A source that was named with a fact. */
  | { readonly kind: 'source-add'; readonly source: Source };

type Replacing = {
  /**
   * In the first revision of a fact, what the files said: null where they had no such fact. They may be written anew from
   * the log, and then tell no more what it replaced.
   */
  readonly before?: Fact | null;
};

export type Revision = {
  /** 1, 2, 3 …: the order in which changes were recorded, without gaps. */
  readonly seq: number;
  /** When it was recorded, an ISO instant in UTC. Never the period that a fact describes. */
  readonly recorded: string;
  /** Who: `discord:ID`, `slack:TEAM/USER`, `terminal`. */
  readonly author: string;
  readonly reason: string;
  readonly change: Change;
  /** The revision of the same target that this one replaces; null: what the files say, or nothing. */
  readonly base: number | null;
  /** The revision that this one takes back. */
  readonly undoes?: number;
  readonly proposal?: number;
};

export type Draft = Omit<Revision, 'seq' | 'recorded'>;

/** What a change is a change of: two changes of one target follow one another, and never cross. */
export function targetOf(change: Change): string {
  switch (change.kind) {
    case 'assert':
      return factTarget(change.fact.id);
    case 'retract':
      return factTarget(change.fact);
    case 'source-add':
      return `source:${change.source.id}`;
    default:
      return `alias:${change.entity}:${normalise(change.alias)}`;
  }
}

export function factTarget(id: string): string {
  return `fact:${id}`;
}

/** The fact that a change is of; none where it is of a name or a source. */
export function factOf(change: Change): string | undefined {
  if (change.kind === 'assert') return change.fact.id;
  return change.kind === 'retract' ? change.fact : undefined;
}
