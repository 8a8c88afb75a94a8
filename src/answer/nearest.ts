/** Facts near a question that has no answer, and facts that help to read an answer. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Question } from '../question/question.ts';
import { chronological } from './derive.ts';
import type { Ranked } from './retrieve.ts';

const MOST_NEAREST = 3;
const MOST_CONTEXT = 6;
const MOST_OTHERS = 100;

/** Up to three facts that exist, best first, of different subjects where the question names none. */
export function nearestOf(question: Question, ranked: readonly Ranked[]): Fact[] {
  const named = question.items.some((item) => item.kind === 'entity');
  const sorted = [...ranked]
    .filter((m) => m.score >= 3)
    .sort((a, b) => b.score - a.score || a.missing - b.missing || (a.fact.id < b.fact.id ? -1 : 1));
  const chosen: Fact[] = [];
  for (const { fact } of sorted) {
    const same = chosen.some(
      (other) => other.subject === fact.subject && (other.metric === fact.metric || !named),
    );
    if (!same || named) chosen.push(fact);
    if (chosen.length === MOST_NEAREST) break;
  }
  return chosen;
}

/** The other periods of the same quantity, and other definitions of it. */
export function contextOf(facts: readonly Fact[], base: FactBase): Fact[] {
  const [first] = facts;
  if (!first || first.unit === null || facts.length > 4) return [];
  const family = base.family(first.metric);
  const own = family.flatMap((metric) => base.factsOn(first.subject, metric));
  // What others say of the same quantity; where very many do, it is no help to read this one.
  const others = family.filter((metric) => metric !== first.metric).map((metric) => base.factsOf(metric));
  const beside = others.flatMap((list) => (list.length > MOST_OTHERS ? [] : list));
  const related = [...new Set([...own, ...beside])].filter((fact) => !facts.includes(fact));
  return chronological(related).slice(0, MOST_CONTEXT);
}
