/** What the words of a question are for, apart from names and measures: the language's own part of the lexicon. */

/** What is to be done with the facts that are found. */
const OPERATIONS = [
  'series',
  'compare',
  'most',
  'least',
  'rank',
  'sum',
  'difference',
  'growth',
  'ratio',
  'share',
  'points',
  'remainder',
  'average',
  'rise',
  'fall',
  'which-year',
  'which-company',
  'which-item',
  'who',
  'when',
  'where',
  'reason',
  'count',
  'confirm',
  'not',
  'actual',
  'forecast',
  'money',
  'pieces',
  'percent',
  'quantity',
  'duration',
  'cumulative',
  'imply',
  'compute',
] as const;
export type Operation = (typeof OPERATIONS)[number];

type OperationWords = Readonly<Partial<Record<Operation, readonly string[]>>>;

export type LanguageWords = {
  readonly operations: OperationWords;
  /** Say nothing about what is asked: particles, courtesies, fillers, the frame of a question. */
  readonly neutral: readonly string[];
  /** The subject of the whole base: they narrow nothing, and their absence changes nothing. */
  readonly topic: readonly string[];
};
