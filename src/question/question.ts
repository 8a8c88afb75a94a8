/** What a question says, word for word: slots to be looked up and words to be accounted for. Nothing is decided here. */
import type { Figure } from '../language/figures.ts';
import type { Locale } from '../language/locale.ts';
import type { Operation } from '../language/words.ts';
import type { PeriodMention } from './period-words.ts';

/** One thing that the answer must account for. `start` is its place in the normalised question. */
export type Item = { readonly start: number; readonly text: string; readonly clause: number } & (
  | { readonly kind: 'entity'; readonly entities: readonly string[]; readonly repairedFrom?: string }
  | { readonly kind: 'metric'; readonly metrics: readonly MetricMention[]; readonly repairedFrom?: string }
  | { readonly kind: 'period'; readonly period: PeriodMention }
  | { readonly kind: 'figure'; readonly figure: Figure }
  /** An ordinary word: by its group of synonyms, its stem, or itself. */
  | { readonly kind: 'word'; readonly groups: readonly number[]; readonly keys: readonly string[] }
  /** Something of the field that the base has nothing about. */
  | { readonly kind: 'other'; readonly index: number }
) & {
    /** The word is also a word of questions or of the subject in general: it need not be accounted for. */
    readonly optional: boolean;
    /** Other senses of the same word. */
    readonly also: readonly Also[];
  };

export type Also =
  | { readonly kind: 'entity'; readonly entities: readonly string[] }
  | { readonly kind: 'metric'; readonly metrics: readonly MetricMention[] }
  | { readonly kind: 'word'; readonly groups: readonly number[] };

export type MetricMention = { readonly id: string; readonly negative: boolean };

export type OperationMention = {
  readonly operation: Operation;
  readonly start: number;
  readonly clause: number;
};

export type Question = {
  readonly text: string;
  readonly locale: Locale;
  readonly items: readonly Item[];
  readonly operations: readonly OperationMention[];
  /** Clauses are counted from 0; the one that asks is answered first. */
  readonly clauses: number;
  /** Periods that are not to be counted: 'without the first quarter of 2025'. */
  readonly excluded?: readonly string[];
  readonly repairs: readonly Repair[];
};

/** A name read otherwise than it was written. */
export type Repair = { readonly written: string; readonly read: string };
