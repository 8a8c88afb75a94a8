/** Two questions in one: 'who is he, and what did he say of the ban?' What the first answer leaves out is told after it. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item, Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { ASKING, clausesOf } from './asking.ts';
import { clauseAlone } from './clauses.ts';
import { worth } from './match.ts';

/** Adds to an answer what clauses of the question ask besides, where each of them can be answered by itself. */
export function withOtherClauses(answer: Answer | null, question: Question, base: FactBase): Answer | null {
  if (answer?.outcome !== 'answer' || question.clauses < 2 || answer.corrections.length > 0) return answer;
  const asking = clausesOf(question).filter(({ text, items }) => ASKING.test(text) && items.some(isAskedFor));
  if (asking.length < 2) return answer;
  const accounted = (item: Item) => answer.facts.some((fact) => worth(fact, item, base) > 0);
  const others = asking.flatMap(({ clause }) => {
    const told = clauseAlone(question, { clause, told: accounted }, base);
    const isNew = told?.facts.every((fact) => !answer.facts.includes(fact)) ?? false;
    return told && isNew && told.corrections.length === 0 ? [{ ...told, clause }] : [];
  });
  const own = asking.find(({ clause }) => others.every((other) => other.clause !== clause))?.clause ?? 0;
  const told = [{ ...answer, clause: own }, ...others].sort((a, b) => a.clause - b.clause);
  const facts = [...new Set(told.flatMap((one) => one.facts))];
  const derived = told.flatMap((one) => one.derived);
  const context = answer.context.filter((fact) => !facts.includes(fact));
  const open = asking.flatMap(({ items }) => items.filter((item) => isLeftOpen(item, facts, base)));
  return {
    ...answer,
    facts,
    derived,
    context,
    ...(open.length > 0 ? { open: [...new Set(open.map(({ text }) => text))] } : {}),
  };
}

/**
 * 'What did A lose in 2024? And what was the revenue of B?': where each question names its own company and measure, they
 * are not asked of one another's.
 */
export function eachAlone(question: Question, base: FactBase): Answer | null {
  const asking = clausesOf(question).filter(({ text, items }) => ASKING.test(text) && items.some(isAskedFor));
  const names = (kind: Item['kind'], items: readonly Item[]) =>
    items.some((item) => item.kind === kind && !item.optional);
  if (asking.length < 2 || asking.length > 3) return null;
  if (!asking.every(({ items }) => names('entity', items) && names('metric', items))) return null;
  const [first, ...others] = asking.flatMap(
    ({ clause }) => clauseAlone(question, { clause, told: () => true }, base) ?? [],
  );
  if (!first || others.length < asking.length - 1) return null;
  const told = [first, ...others];
  return {
    ...first,
    facts: [...new Set(told.flatMap(({ facts }) => facts))],
    derived: told.flatMap(({ derived }) => derived),
    corrections: told.flatMap(({ corrections }) => corrections),
    first: null,
    shape: 'facts',
    context: [],
  };
}

function isLeftOpen(item: Item, facts: readonly Fact[], base: FactBase): boolean {
  return isAskedFor(item) && !item.optional && facts.every((fact) => worth(fact, item, base) === 0);
}

/** A name or a period alone asks for nothing. */
function isAskedFor(item: Item): boolean {
  return item.kind === 'metric' || (['word', 'other'].includes(item.kind) && !item.optional);
}
