/** What takes a revision back: another revision, so that nothing is ever lost. */
import { normalise } from '../language/normalise.ts';
import { changedFields, type Fact, plainFact, sameFact } from './fact.ts';
import type { FactBase } from './fact-base.ts';
import { type Change, factTarget, type Revision, targetOf } from './revision.ts';
import type { Snapshot } from './snapshot.ts';

export type Undo =
  /** `composed`: fields of several revisions meet in it, so that its sentences have to be made again. */
  | { readonly kind: 'change'; readonly change: Change; readonly composed: boolean }
  /** What it did does not hold any more. */
  | { readonly kind: 'nothing' }
  /** Later revisions changed the same; they have to be undone first. */
  | { readonly kind: 'built-on'; readonly by: readonly Revision[] }
  /** A source that was named stays known: answers may have quoted it. */
  | { readonly kind: 'kept' };

/** What undoing reads of a snapshot. */
export type Seen = Pick<Snapshot, 'files' | 'revisionsOf'> & { readonly base: Pick<FactBase, 'findEntity'> };

/**
 * The last revision of a target gives way to what was there before. An earlier one takes back only the fields that it
 * changed and that nobody changed since.
 */
export function undoOf(revision: Revision, snapshot: Seen): Undo {
  const { change } = revision;
  switch (change.kind) {
    case 'source-add':
      return { kind: 'kept' };
    case 'assert':
      return undoFact(change.fact.id, revision, snapshot);
    case 'retract':
      return undoFact(change.fact, revision, snapshot);
    default:
      return undoAlias(change, revision, snapshot);
  }
}

type AliasChange = Extract<Change, { readonly alias: string }>;

function undoAlias(change: AliasChange, revision: Revision, snapshot: Seen): Undo {
  const later = laterOf(revision, snapshot);
  if (later.length > 0) return { kind: 'built-on', by: later };
  const { entity } = change;
  if (!snapshot.base.findEntity(entity)) return { kind: 'nothing' };
  const before = aliasAt(change, snapshot, revision.seq);
  const current = aliasAt(change, snapshot, Number.POSITIVE_INFINITY);
  if (before === current) return { kind: 'nothing' };
  const back: Change =
    before === null
      ? { kind: 'alias-remove', entity, alias: change.alias }
      : { kind: 'alias-add', entity, alias: before };
  return { kind: 'change', change: back, composed: false };
}

/** The alias as it was spelt before the revision `seq`; null where it was none. */
function aliasAt(change: AliasChange, { files, revisionsOf }: Seen, seq: number): string | null {
  const name = normalise(change.alias);
  const entity = files.vocabulary.entities.find(({ id }) => id === change.entity);
  let held = entity?.aliases.find((alias) => normalise(alias) === name) ?? null;
  for (const one of revisionsOf(targetOf(change))) {
    if (one.seq >= seq) break;
    if (one.change.kind === 'alias-add') held ??= one.change.alias;
    if (one.change.kind === 'alias-remove') held = null;
  }
  return held;
}

function undoFact(id: string, revision: Revision, snapshot: Seen): Undo {
  const current = versionAt(id, snapshot, Number.POSITIVE_INFINITY);
  const before = versionAt(id, snapshot, revision.seq);
  const after = versionAt(id, snapshot, revision.seq + 1);
  const later = laterOf(revision, snapshot);
  if (later.length === 0) return become(current, before, id);
  if (before && after && current) return mergeBack({ before, after, current }, later);
  return same(current, before) ? { kind: 'nothing' } : { kind: 'built-on', by: later };
}

function become(current: Fact | null, wanted: Fact | null, id: string): Undo {
  if (same(current, wanted)) return { kind: 'nothing' };
  const change: Change = wanted ? { kind: 'assert', fact: wanted } : { kind: 'retract', fact: id };
  return { kind: 'change', change, composed: false };
}

type Versions = { readonly before: Fact; readonly after: Fact; readonly current: Fact };

function mergeBack({ before, after, current }: Versions, later: readonly Revision[]): Undo {
  const changed = new Set(changedFields(before, after));
  changed.delete('statement');
  const since = new Set(changedFields(after, current));
  const open = [...changed].filter((field) => !since.has(field));
  if (open.length < changed.size) {
    const gone = changedFields(before, current).filter((field) => changed.has(field));
    return gone.length === 0 ? { kind: 'nothing' } : { kind: 'built-on', by: later };
  }
  if (open.length === 0) return { kind: 'nothing' };
  const fact: Fact = { ...current, ...Object.fromEntries(open.map((field) => [field, before[field]])) };
  return { kind: 'change', change: { kind: 'assert', fact }, composed: true };
}

/** What the fact said before the revision `seq`; null where there was none. */
export function versionAt(id: string, { files, revisionsOf }: Seen, seq: number): Fact | null {
  const last = revisionsOf(factTarget(id)).findLast((revision) => revision.seq < seq);
  if (!last) return files.facts.find((fact) => fact.id === id) ?? null;
  return last.change.kind === 'assert' ? plainFact(last.change.fact) : null;
}

function laterOf({ seq, change }: Revision, { revisionsOf }: Seen): readonly Revision[] {
  return revisionsOf(targetOf(change)).filter((one) => one.seq > seq);
}

function same(a: Fact | null, b: Fact | null): boolean {
  return a && b ? sameFact(a, b) : a === b;
}
