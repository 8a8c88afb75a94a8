/** The fact base at one point of the log, with the log itself: what questions and curators are answered from. */
import { periodDays } from '../language/calendar.ts';
import { beforeLog } from './before-log.ts';
import { createFactBase, type FactBase } from './fact-base.ts';
import { foldLog, knownOn, type Skipped } from './fold.ts';
import type { Knowledge } from './knowledge.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { type Revision, targetOf } from './revision.ts';

export type Snapshot = {
  readonly base: FactBase;
  /** What the files alone say, before the log: what was folded back into them does not count. */
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

/** The files alone: nothing is recorded, or nothing has been read yet. */
export function baseToSnapshot(base: FactBase): Snapshot {
  return snapshotOf({ vocabulary: base.vocabulary, facts: base.facts }, [], { base, skipped: [] });
}

/** The snapshot with what was recorded since. Its lexicon is kept where no name has changed. */
export function extendSnapshot(before: Snapshot, news: readonly Revision[]): Snapshot {
  const revisions = [...before.revisions, ...news];
  const files = beforeLog(before.files, revisions);
  const { knowledge, skipped } = foldLog(files, revisions);
  const lexicon = news.some(isOfNames) ? lexiconOf(knowledge, files) : before.base.lexicon;
  return snapshotOf(files, revisions, { base: createFactBase(knowledge, lexicon), skipped });
}

function snapshotOf(
  files: Knowledge,
  revisions: readonly Revision[],
  { base, skipped }: Pick<Snapshot, 'base' | 'skipped'>,
): Snapshot {
  const past = new Map<string, FactBase>();
  const lastDays = files.vocabulary.sources.map(({ date }) => periodDays(date)[1]);
  const byTarget = Map.groupBy(revisions, ({ change }) => targetOf(change));
  return {
    base,
    files,
    revisions,
    skipped,
    knownOn: (day) => {
      // Most days hold the same as the day before: as many revisions and as many sources that had come out.
      const recorded = revisions.findLastIndex((revision) => revision.recorded.slice(0, 10) <= day);
      const key = `${recorded} ${lastDays.filter((last) => last <= day).length}`;
      const kept = past.get(key);
      if (kept) return kept;
      const known = knownOn(files, revisions, day).knowledge;
      const renamed = revisions.slice(recorded + 1).some(isOfNames);
      const fresh = createFactBase(known, renamed ? lexiconOf(known, files) : base.lexicon);
      past.set(key, fresh);
      const [oldest] = past.keys();
      if (past.size > MOST_KEPT && oldest !== undefined) past.delete(oldest);
      return fresh;
    },
    revisionsOf: (target) => byTarget.get(target) ?? [],
    last: (target) => byTarget.get(target)?.at(-1)?.seq ?? null,
  };
}

/** The names of the files with their aliases as they stand; a source that was named in a chat is no name to ask for. */
function lexiconOf({ vocabulary }: Knowledge, files: Knowledge): Lexicon {
  const own = new Set(files.vocabulary.entities.map(({ id }) => id));
  return createLexicon({ ...vocabulary, entities: vocabulary.entities.filter(({ id }) => own.has(id)) });
}

/** Whether a change reaches the lexicon. */
function isOfNames({ change }: Revision): boolean {
  return change.kind === 'alias-add' || change.kind === 'alias-remove';
}
