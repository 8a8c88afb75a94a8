/** What in a question points to a fact. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import type { Item } from '../question/question.ts';
import type { Match } from './retrieve.ts';

/** Worth of a metric that is the fact's own, not a word in passing: see `match.ts`. */
export const OWN = 3.5;
const IN_WORDS = 1;

export type Evidence = {
  /** The fact's own metric is named. */
  readonly own: number;
  /** Words and figures that stand in the fact. */
  readonly words: number;
  /** Two names and more in one statement ask for what is between them. */
  readonly names: number;
  /** The question word is answered by this kind of fact. */
  readonly kind: number;
};

/** What in the question points to this fact rather than to another of the same name and period. */
export function evidenceOf(
  { fact, worths }: Match,
  operations: ReadonlySet<Operation>,
  base: FactBase,
): Evidence {
  let own = 0;
  let words = 0;
  let passing = 0;
  for (const [item, value] of worths) {
    if ((item.kind === 'entity' && !isMetric(item)) || item.kind === 'period' || value < IN_WORDS) continue;
    if (isMetric(item) && value >= OWN) own = 2;
    else if (item.kind === 'metric')
      passing =
        isFigureMetric(item, base) || item.optional
          ? Math.max(passing, 0.5)
          : passing + passingWorth(item, base);
    else words += item.kind === 'figure' || item.optional ? 0.5 : 1;
  }
  const names =
    [...worths].filter(([item, value]) => item.kind === 'entity' && value >= 2.5).length >= 2 ? 1 : 0;
  return { own, words: words + passing, names, kind: answersKind(fact, operations, base) ? 1 : 0 };
}

/** A word for a kind of story may stand in the story of another kind; a customer that is told of in passing is none. */
function passingWorth(item: Extract<Item, { kind: 'metric' }>, base: FactBase): number {
  const story = item.metrics.every(({ id }) => ['text', 'reason'].includes(base.metric(id).answers));
  return story ? 1 : 0.75;
}

export function isFigureMetric(item: Extract<Item, { kind: 'metric' }>, base: FactBase): boolean {
  return item.metrics.every(({ id }) => base.metric(id).kind !== 'text');
}

const ANSWERED_BY: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  reason: ['reason'],
  who: ['person', 'organisation'],
  when: ['date'],
  'which-year': ['date'],
  where: ['place'],
  'which-company': ['organisation'],
  'which-item': ['product'],
};

/** Whether the fact is the kind of thing that a question word asks for: a person for 'who'. */
export function answersKind(fact: Fact, operations: ReadonlySet<Operation>, base: FactBase): boolean {
  const { answers } = base.metric(fact.metric);
  return Object.entries(ANSWERED_BY).some(
    ([operation, kinds]) => operations.has(operation as Operation) && kinds.includes(answers),
  );
}

/** A name may be a measure in another sense. */
export function isMetric(item: Item): boolean {
  return item.kind === 'metric' || item.also.some((also) => also.kind === 'metric');
}
