/** What has become of facts since a digest: net, so that a fact changed twice is told once. */
import type { Fact } from '../knowledge/fact.ts';

export type FactChange =
  | { readonly kind: 'new'; readonly fact: Fact }
  | { readonly kind: 'corrected'; readonly old: Fact; readonly fact: Fact }
  | { readonly kind: 'retracted'; readonly fact: Fact };

/** As much of a recorded revision as matters here: which fact it is about. */
export type FactRevision = { readonly change: { readonly kind: string; readonly fact?: Fact | string } };

/** A fact by its id, or undefined where there was none at the time. */
type Lookup = (id: string) => Fact | undefined;

/** @param revisions those since the last digest, in order; `before` and `after` what was known at each end. */
export function factChanges(
  revisions: readonly FactRevision[],
  before: Lookup,
  after: Lookup,
): readonly FactChange[] {
  const ids = revisions.flatMap(({ change: { fact } }) =>
    fact === undefined ? [] : [typeof fact === 'string' ? fact : fact.id],
  );
  return [...new Set(ids)].flatMap((id) => changeOf(before(id), after(id)) ?? []);
}

function changeOf(old: Fact | undefined, fact: Fact | undefined): FactChange | null {
  if (!old) return fact ? { kind: 'new', fact } : null;
  if (!fact) return { kind: 'retracted', fact: old };
  return isSame(old, fact) ? null : { kind: 'corrected', old, fact };
}

/** What no reader of an answer sees — how people ask for it, what is told with it — is no news. */
function isSame(a: Fact, b: Fact): boolean {
  return JSON.stringify(seen(a)) === JSON.stringify(seen(b));
}

function seen({ asked: _asked, with: _with, rank: _rank, about: _about, ...fact }: Fact): readonly unknown[] {
  return Object.entries(fact).sort(([x], [y]) => (x < y ? -1 : 1));
}
