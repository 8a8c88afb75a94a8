/** The files as they were before the log: what was folded back into them is taken out again. */
import { type Fact, plainFact, sameFact } from './fact.ts';
import type { Knowledge } from './knowledge.ts';
import { factOf, type Revision } from './revision.ts';

/**
 * Facts as their first revisions found them, so that an export changes neither the history nor what a day knew. Done
 * twice, it is done once. Cost linear in facts and revisions.
 */
export function beforeLog(files: Knowledge, revisions: readonly Revision[]): Knowledge {
  const replaced = replacedBy(revisions);
  if (replaced.size === 0) return files;
  const isNamed = namesOf(files);
  const told = (fact: Fact): readonly Fact[] => {
    const before = replaced.get(fact.id);
    replaced.delete(fact.id);
    if (before === undefined) return [fact];
    if (before === null) return [];
    return sameFact(before, fact) || !isNamed(before) ? [fact] : [before];
  };
  const facts = files.facts.flatMap(told);
  const gone = [...replaced.values()].filter((fact) => fact !== null).filter(isNamed);
  const all = [...facts, ...gone];
  const same = all.length === files.facts.length && all.every((fact, at) => fact === files.facts[at]);
  return same ? files : { ...files, facts: all };
}

/** What the files said of each fact whose first revision tells it. */
function replacedBy(revisions: readonly Revision[]): Map<string, Fact | null> {
  const replaced = new Map<string, Fact | null>();
  for (const { change, base } of revisions) {
    const id = factOf(change);
    if (base !== null || id === undefined || replaced.has(id)) continue;
    const before = 'before' in change ? change.before : undefined;
    if (before !== undefined) replaced.set(id, before && plainFact(before));
  }
  return replaced;
}

/** Whether the files still have the names that a fact is made of. */
function namesOf({ vocabulary }: Knowledge): (fact: Fact) => boolean {
  const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id));
  const [entities, metrics, sources] = [vocabulary.entities, vocabulary.metrics, vocabulary.sources].map(ids);
  return ({ subject, by, objects, about, metric, source }) =>
    [subject, by, ...objects, ...about].every((id) => entities?.has(id)) &&
    metrics?.has(metric) === true &&
    sources?.has(source) === true;
}
