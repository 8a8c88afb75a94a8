/** 'What percentage of the money goes to the graphics chip?': a part that is told as an amount, in percent of its whole. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item, Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { numberOf, share } from './derive.ts';
import { worth } from './match.ts';

/** Null unless the whole, its owner and one thing that a part of it is for are named, and nothing else is asked. */
export function partShare(question: Question, base: FactBase): Answer | null {
  if (!question.operations.some(({ operation }) => operation === 'percent' || operation === 'share'))
    return null;
  const named = question.items.flatMap((item) => (item.kind === 'entity' ? item.entities : []));
  const measures = new Set(
    question.items.flatMap((item) => (item.kind === 'metric' ? item.metrics.map(({ id }) => id) : [])),
  );
  for (const { id, partOf } of base.vocabulary.metrics) {
    if (partOf === undefined || !(measures.has(partOf) || measures.has(id))) continue;
    const pairs = named.flatMap((owner) => pairsOf(owner, { named, id, partOf }, base));
    const [pair, ...others] = pairs;
    if (!pair || others.length > 0 || leavesOpen(question.items, pair, base)) continue;
    const derived = share(...pair);
    if ('refused' in derived) continue;
    const { locale, repairs } = question;
    const told = { facts: pair, derived: derived.derived, corrections: [], without: [], context: [] };
    return { locale, repairs, outcome: 'answer', first: null, shape: 'facts', ...told };
  }
  return null;
}

type Named = { readonly named: readonly string[]; readonly id: string; readonly partOf: string };

/** Part and whole. */
function pairsOf(owner: string, { named, id, partOf }: Named, base: FactBase): (readonly [Fact, Fact])[] {
  const [whole, ...more] = base.factsOn(owner, partOf).filter((fact) => numberOf(fact) !== null);
  if (!whole || more.length > 0) return [];
  return base
    .factsOn(owner, id)
    .filter((fact) => numberOf(fact) !== null && fact.objects.some((object) => named.includes(object)))
    .map((part) => [part, whole] as const);
}

function leavesOpen(items: readonly Item[], facts: readonly Fact[], base: FactBase): boolean {
  return items.some((item) => !item.optional && facts.every((fact) => worth(fact, item, base) === 0));
}
