/** A name or a day and nothing else: what the base holds of it. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { operationsOf } from './attempt.ts';
import { groupMatches } from './cells.ts';
import { choicesOf } from './choices.ts';
import { asksAmount } from './eligible.ts';
import { nameOf } from './members.ts';
import { matchFact, wholeMatches } from './retrieve.ts';

/** A company alone, or with a year: what the base holds of it. A day alone: what happened then. */
export function bare(question: Question, base: FactBase): Answer | null {
  const required = question.items.filter((item) => !item.optional || item.kind === 'metric');
  if (required.length === 0 || required.some((item) => item.kind !== 'entity' && item.kind !== 'period'))
    return null;
  if (asksAmount(operationsOf(question, question.items))) return null;
  const dated = required.every((item) => item.kind === 'period');
  const matches = dated
    ? onDays(base)
        .map((fact) => matchFact(fact, question.items, base))
        .filter((m) => m.missing.length === 0)
    : wholeMatches(question, question.items, base);
  const frame = { locale: question.locale, repairs: question.repairs };
  if (dated) {
    const onTheDay = matches.map((m) => m.fact);
    if (onTheDay.length === 0) return null;
    return {
      ...frame,
      outcome: 'answer',
      facts: onTheDay.slice(0, 6),
      derived: [],
      corrections: [],
      first: null,
      shape: 'facts',
      without: [],
      context: [],
    };
  }
  const own = matches.filter((m) =>
    [...m.worths].some(([item, value]) => item.kind === 'entity' && value >= 4),
  );
  const choices = choicesOf(groupMatches(own), question, base);
  return choices.length < 2
    ? null
    : { ...frame, outcome: 'choices', choices, name: nameOf(question.items, base, question) };
}

const days = new WeakMap<FactBase, readonly Fact[]>();

/** The facts of one day each: found once for a base. */
function onDays(base: FactBase): readonly Fact[] {
  const known = days.get(base) ?? base.facts.filter(({ period }) => /-\d\d-\d\d$/.test(period ?? ''));
  days.set(base, known);
  return known;
}
