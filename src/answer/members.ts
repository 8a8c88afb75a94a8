/** Of whom a question asks: its name in the answer, and the members of a group that the base has nothing of. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item, Question } from '../question/question.ts';

export function membersWithout(items: readonly Item[], facts: readonly Fact[], base: FactBase): string[] {
  const group = items
    .flatMap((item) => (item.kind === 'entity' ? item.entities : []))
    .map((id) => base.findEntity(id))
    .find((e) => e && e.members.length > 0);
  if (!group || facts.every((fact) => fact.unit === null)) return [];
  if (facts.some((fact) => fact.subject === group.id)) return [];
  return group.members.filter(
    (member) => !facts.some((fact) => fact.subject === member || base.lineage(fact.subject).has(member)),
  );
}

export function nameOf(items: readonly Item[], base: FactBase, question: Question): string | null {
  const entity = items.find((item) => item.kind === 'entity');
  const id = entity?.kind === 'entity' ? entity.entities[0] : undefined;
  return id === undefined ? null : base.entity(id).label[question.locale];
}
