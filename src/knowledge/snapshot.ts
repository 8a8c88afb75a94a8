/** The fact base at one point of the log, with the log itself: what questions and curators are answered from. */
import { createFactBase, type FactBase } from './fact-base.ts';
import { foldLog, knownOn, type Skipped } from './fold.ts';
import type { Knowledge } from './load.ts';
import { type Revision, targetOf } from './revision.ts';

export type Snapshot = {
  readonly base: FactBase;
  /** What the files alone say. */
  readonly files: Knowledge;
  readonly revisions: readonly Revision[];
  /** Revisions that the files no longer bear. */
  readonly skipped: readonly Skipped[];
  /** The base as it was recorded by the end of a day, YYYY-MM-DD. */
  knownOn(day: string): FactBase;
  /** The revisions of one target, in order. */
  revisionsOf(target: string): readonly Revision[];
  /** The last revision of a target: what a draft replaces. */
  last(target: string): number | null;
};

/** Bases of past days that are kept: whoever asks about one day asks again. */
const MOST_KEPT = 4;

/** @param before the snapshot of the same files and of the first of these revisions: its lexicon may still hold. */
export function createSnapshot(
  files: Knowledge,
  revisions: readonly Revision[],
  before?: Snapshot,
): Snapshot {
  const { knowledge, skipped } = foldLog(files, revisions);
  const news = revisions.slice(before?.revisions.length ?? 0);
  const base = createFactBase(knowledge, news.some(isOfNames) ? undefined : before?.base.lexicon);
  const past = new Map<string, FactBase>();
  const byTarget = Map.groupBy(revisions, ({ change }) => targetOf(change));
  return {
    base,
    files,
    revisions,
    skipped,
    knownOn: (day) => {
      const known = knownOn(files, revisions, day).knowledge;
      // Most days hold the same as the day before: what is the same is one base.
      const recorded = revisions.findLastIndex((revision) => revision.recorded.slice(0, 10) <= day);
      const key = `${recorded} ${known.facts.map(({ id }) => id).join()}`;
      const kept = past.get(key);
      if (kept) return kept;
      const since = revisions.slice(recorded + 1);
      const fresh = createFactBase(known, since.some(isOfNames) ? undefined : base.lexicon);
      past.set(key, fresh);
      const [oldest] = past.keys();
      if (past.size > MOST_KEPT && oldest !== undefined) past.delete(oldest);
      return fresh;
    },
    revisionsOf: (target) => byTarget.get(target) ?? [],
    last: (target) => byTarget.get(target)?.at(-1)?.seq ?? null,
  };
}

/** Whether a change reaches the lexicon: a source is a document with a name. */
function isOfNames({ change }: Revision): boolean {
  return change.kind !== 'assert' && change.kind !== 'retract';
}
