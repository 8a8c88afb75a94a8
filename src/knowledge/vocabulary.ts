/** What the fact base can speak of: entities, metrics, sources, and names known to be something else. */
import type { Text } from '../language/locale.ts';

export const ENTITY_KINDS = [
  'company',
  'product',
  'person',
  'institution',
  'market',
  'place',
  'group',
  'document',
  'event',
  'technology',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

export type Entity = {
  readonly id: string;
  readonly kind: EntityKind;
  readonly label: Text;
  /** Every other name: simplified Chinese, English, abbreviations, tickers, nicknames. Normalised when indexed. */
  readonly aliases: readonly string[];
  /** What it belongs to: a product's maker, a person's company, a document's issuer. */
  readonly of: readonly string[];
  /** The sources tell of it without its name. */
  readonly unnamed: boolean;
  /** For a group: its members. */
  readonly members: readonly string[];
};

export const UNITS = ['CNY', 'USD', '%', 'piece', 'EFLOPS', 'nm', 'month', 'year', 'x', 'count'] as const;
export type Unit = (typeof UNITS)[number];

/** What kind of thing answers a question for this metric. */
export const ANSWER_TYPES = [
  'figure',
  'person',
  'organisation',
  'product',
  'date',
  'place',
  'reason',
  'text',
] as const;
type AnswerType = (typeof ANSWER_TYPES)[number];

export type Metric = {
  readonly id: string;
  readonly label: Text;
  /** Flow: adds up over time (revenue). Level: holds at a time (valuation). Ratio: never adds up. Text: no quantity. */
  readonly kind: 'flow' | 'level' | 'ratio' | 'text';
  readonly units: readonly Unit[];
  readonly answers: AnswerType;
  /** Words that name it, in any language. */
  readonly words: readonly string[];
  /** The same quantity with its sign turned: a net loss is a negative net profit. */
  readonly negative?: { readonly label: Text; readonly words: readonly string[] };
  /** Measures of one quantity by several definitions share a family: a question for one shows all. */
  readonly family?: string;
  /** The metric of the whole that facts of this metric are parts of: uses of the proceeds, of the proceeds. */
  readonly partOf?: string;
  /** The metric whose change from the year before this one measures, in percent. */
  readonly growthOf?: string;
  /** What 'how big is the market' asks for. */
  readonly size: boolean;
  /** Counted from the beginning to the end of the period: not what happened in it. */
  readonly cumulative: boolean;
  /** The subject does it to the object: turned round, the statement is false. */
  readonly directed: boolean;
};

export type Source = {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  /** YYYY, YYYY-MM or YYYY-MM-DD, as exactly as it is known. */
  readonly date: string;
  readonly url: string;
};

/** A name or measure that exists in the field and of which the base holds nothing: never repaired into one of ours. */
type Other = {
  readonly kind: EntityKind | 'metric';
  readonly label: Text;
  readonly words: readonly string[];
};

/** Words of ordinary language that mean the same when facts are told in words: 'support', 'help', 支持. */
type WordGroup = readonly string[];

export type Vocabulary = {
  readonly entities: readonly Entity[];
  readonly metrics: readonly Metric[];
  readonly sources: readonly Source[];
  readonly others: readonly Other[];
  readonly wordGroups: readonly WordGroup[];
};
