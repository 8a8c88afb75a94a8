/** What stands in a question only to say what is not meant: the names after 'besides', 'all but', 'which has not'. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import type { Item, Question } from '../question/question.ts';
import type { Match } from './retrieve.ts';

/**
 * What need not be accounted for in this question: the names after 'besides', and a measure that is not counted in
 * what is asked for ('how many cards did the market take in').
 */
export function isBeside(
  item: Item,
  operations: ReadonlySet<Operation>,
  question: Question,
  base: FactBase,
): boolean {
  if (item.kind === 'entity') return EXCEPT.test(clauseBefore(question, item));
  if (item.kind !== 'metric' || !operations.has('pieces')) return false;
  return item.metrics.every(
    ({ id }) => base.metric(id).kind !== 'text' && !base.metric(id).units.includes('piece'),
  );
}

/** The share of China does not say what the share of all but China is. */
export function isOfExcepted({ fact, worths }: Match, question: Question): boolean {
  if (fact.unit === null) return false;
  return [...worths].some(
    ([item, value]) =>
      item.kind === 'entity' &&
      item.optional &&
      value >= 1 &&
      EXCEPT.test(clauseBefore(question, item)) &&
      /^(?:以外|之外|外)/u.test(question.text.slice(item.start + item.text.length)),
  );
}

const EXCEPT =
  /除了?(?!以外)[^,，。?？]*$|(?:besides|apart from|other than|except(?: for)?|in addition to)\b[^,.?]*$/;

function clauseBefore(question: Question, item: Item): string {
  return question.text.slice(0, item.start);
}

/** 'Which of the four has not': the base records what was, and of what is not recorded it knows nothing. */
export function asksWhoNot(
  { items, text }: { readonly items: readonly Item[]; readonly text: string },
  operations: ReadonlySet<Operation>,
  base: FactBase,
): boolean {
  if (!operations.has('not') || !(operations.has('which-company') || operations.has('who'))) return false;
  return items.some(
    (item) =>
      item.kind === 'entity' &&
      !EXCEPT.test(text.slice(0, item.start)) &&
      item.entities.some((id) => (base.findEntity(id)?.members.length ?? 0) > 0),
  );
}
