/** A measure and perhaps a period, of no company in particular, in a base of very many companies. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item, Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { boardOf } from './board.ts';
import { groupMatches } from './cells.ts';
import { choicesOf } from './choices.ts';
import { matchFact } from './retrieve.ts';

/** So many are offered, in the order of the base, where nothing has to be computed of all of them. */
const MOST_OFFERED = 8;
/** What would be told of all companies is not told of some of them. */
const OF_ALL = ['most', 'least', 'rank', 'sum', 'average', 'share', 'which-company', 'who'] as const;

export function tooMany(question: Question, base: FactBase): Answer | null {
  const { tooMany: facts } = boardOf(question, base);
  if (facts.length === 0 || question.items.some(narrows)) return null;
  const frame = { locale: question.locale, repairs: question.repairs };
  if (OF_ALL.every((operation) => question.operations.every((op) => op.operation !== operation))) {
    const matches = facts.slice(0, MOST_OFFERED).map((fact) => matchFact(fact, question.items, base));
    const choices = choicesOf(groupMatches(matches), question, base);
    if (choices.length > 1)
      return { ...frame, outcome: 'choices', choices, name: null, others: facts.length - choices.length };
  }
  return { ...frame, outcome: 'unknown', gap: { kind: 'too-many', facts: facts.length }, nearest: [] };
}

/** Whether something besides measures and periods must be accounted for. */
function narrows(item: Item): boolean {
  return !item.optional && item.kind !== 'metric' && item.kind !== 'period';
}
