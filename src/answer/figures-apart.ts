/** 'Is it 50 % or 13.11 %?': figures of two measures, put as if they were of one; each is told with whose it is. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import type { Item, Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { figureAgrees } from './figure-match.ts';
import { worth } from './match.ts';

/** What is done with figures, or said of how one became the other, is another question. */
const COMPUTING: readonly Operation[] = ['imply', 'sum', 'difference', 'ratio', 'growth', 'rise', 'fall'];

type Stated = Extract<Item, { kind: 'figure' }>;

/** Null unless each figure is held of what is named, as different measures, and they account for the rest of the question. */
export function figuresApart(question: Question, base: FactBase): Answer | null {
  const figures = question.items.filter(
    (item): item is Stated =>
      item.kind === 'figure' && item.figure.unit !== null && item.figure.unit !== 'count',
  );
  const named = new Set(question.items.flatMap((item) => (item.kind === 'entity' ? item.entities : [])));
  const computes = question.operations.some(({ operation }) => COMPUTING.includes(operation));
  if (figures.length !== 2 || named.size === 0 || computes) return null;
  const about = [...new Set([...named].flatMap((id) => base.factsAbout(id)))];
  const held = figures.map(({ figure }) =>
    about.filter((fact) => named.has(fact.subject) && fact.unit !== null && figureAgrees(fact, figure)),
  );
  const [a, b, ...more] = held.flatMap((facts) => (facts.length === 1 ? facts : []));
  if (!a || !b || more.length > 0 || a.metric === b.metric || a.subject !== b.subject) return null;
  const facts: readonly Fact[] = [a, b];
  const isOpen = (item: Item) => !item.optional && facts.every((fact) => worth(fact, item, base) === 0);
  if (question.items.some((item) => item.kind !== 'figure' && isOpen(item))) return null;
  return {
    locale: question.locale,
    repairs: question.repairs,
    outcome: 'answer',
    facts,
    derived: [],
    corrections: [],
    first: null,
    shape: 'sources',
    without: [],
    context: [],
  };
}
