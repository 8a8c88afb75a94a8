/** What is said to a question, before it is put into words. */
import type { Fact } from '../knowledge/fact.ts';
import type { Unit } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';
import type { Repair } from '../question/question.ts';

const DERIVATIONS = ['sum', 'difference', 'ratio', 'growth', 'share'] as const;

/** A figure computed from facts. `working` is shown: 18.40 + 16.73 + 14.92. */
export type Derived = {
  readonly operation: (typeof DERIVATIONS)[number];
  readonly value: number;
  readonly unit: Unit;
  readonly from: readonly string[];
  /** How the terms were joined, in the order of `from`. */
  readonly symbol: '+' | '−' | '÷' | 'growth' | 'annual' | 'before' | 'mean';
  /** Of a mean: over how many it was taken. */
  readonly years?: number;
};

/** Something in the question that the facts contradict. Said first, as a correction. */
export type Correction =
  | { readonly kind: 'loss-not-profit' }
  | { readonly kind: 'profit-not-loss' }
  | { readonly kind: 'fell-not-rose' }
  | { readonly kind: 'rose-not-fell' }
  | { readonly kind: 'figure'; readonly written: string }
  | { readonly kind: 'turned-round'; readonly agent: string; readonly target: string }
  | { readonly kind: 'not-of'; readonly entity: string }
  | { readonly kind: 'not-by'; readonly entity: string }
  | { readonly kind: 'not-in'; readonly period: string }
  | { readonly kind: 'other-way-round' }
  | { readonly kind: 'not-actual' }
  | { readonly kind: 'not-converted'; readonly held: 'CNY' | 'USD' };

export type Choice = { readonly label: string; readonly query: string };

/** Why nothing is stated. */
export type Gap =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'not-held'; readonly words: readonly string[] }
  | { readonly kind: 'not-together'; readonly words: readonly string[] }
  | { readonly kind: 'unnamed'; readonly entity: string }
  /** No name narrows it: so many facts are of the measure. */
  | { readonly kind: 'too-many'; readonly facts: number }
  | { readonly kind: 'no-such-period'; readonly period: string }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** Why a figure is not computed. */
export type Refusal =
  | 'ratios-do-not-add'
  | 'currencies-differ'
  | 'periods-differ'
  | 'metrics-differ'
  | 'level-over-time'
  | 'part-missing'
  | 'average'
  | 'whose';

export type Answer = {
  readonly locale: Locale;
  readonly repairs: readonly Repair[];
} & (
  | {
      readonly outcome: 'answer';
      /** The asked-for facts, in the order in which they are told. */
      readonly facts: readonly Fact[];
      readonly derived: readonly Derived[];
      readonly corrections: readonly Correction[];
      /** What stands first where one of several facts answers: the largest, the first. */
      readonly first: Fact | null;
      readonly shape: Shape;
      /** Members of a group of which the base holds no such fact. */
      readonly without: readonly string[];
      /** Words of another question in the same text that no fact answers. */
      readonly open?: readonly string[];
      /** What helps to read it: neighbouring periods, other definitions. */
      readonly context: readonly Fact[];
    }
  | {
      readonly outcome: 'choices';
      readonly choices: readonly Choice[];
      readonly name: string | null;
      /** Facts that could be meant as well and are not offered: too many. */
      readonly others?: number;
    }
  | { readonly outcome: 'unknown'; readonly gap: Gap; readonly nearest: readonly Fact[] }
);

export type Shape = 'facts' | 'series' | 'comparison' | 'ranking' | 'sources';
