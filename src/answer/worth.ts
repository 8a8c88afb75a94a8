/** What a mention is worth, by its place in the fact. */
import type { Fact } from '../knowledge/fact.ts';

export const WORTH = {
  subject: 4,
  subjectLine: 3,
  object: 3.5,
  by: 3,
  byLine: 2.5,
  about: 2.5,
  /** A company told of beside the figure's own: see `isOfNamed`. */
  beside: 1.2,
  metric: 4,
  family: 3.9,
  /** A measure that stands in the name of this one: the revenue of 'China's share of revenue'. */
  named: 1.6,
  /** The whole is named, and this is a part of it. */
  part: 2.6,
  period: 3,
  periodInside: 2.5,
  asOf: 1.5,
  yearInText: 1,
  figure: 4,
  figureInText: 1.5,
  /** An entity or a metric that stands only in the fact's words. */
  inText: 0.8,
} as const;

/** What a fact accounts for of one item. */
export type Worth = (fact: Fact) => number;
