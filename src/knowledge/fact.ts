/** One atomic statement: who or what, which metric, when, how much, on whose word, and where it stands. */
import type { Text } from '../language/locale.ts';
import type { Unit } from './vocabulary.ts';

export const QUALIFIERS = ['exact', 'about', 'over', 'under', 'nearly'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

export const NATURES = ['actual', 'estimate', 'forecast', 'plan', 'claim'] as const;
export type Nature = (typeof NATURES)[number];

export const RANKS = ['preferred', 'normal', 'deprecated'] as const;
type Rank = (typeof RANKS)[number];

/** A quantity in base units, a range of quantities, or words. */
export type FactValue = number | readonly [low: number, high: number] | Text;

/** Beyond every figure of the field; what is larger is a slip, and soon no number at all. */
const LARGEST = 1e18;

/** Whether a number, in base units, can be the quantity of a fact. */
export function isQuantity(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= LARGEST;
}

/** Whether it has the form of a value: what was recorded may have been damaged on its way through a file. */
export function isFactValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 2 && value.every(isQuantity);
  if (typeof value !== 'object' || value === null) return isQuantity(value);
  return 'zh' in value && 'en' in value && typeof value.zh === 'string' && typeof value.en === 'string';
}

export type Fact = {
  readonly id: string;
  readonly subject: string;
  readonly metric: string;
  /** '2024', '2025-Q1', '2025-H1', '2025-07', '2025-07-15', '2022/2024', or null where the source gives none. */
  readonly period: string | null;
  readonly value: FactValue;
  readonly unit: Unit | null;
  readonly qualifier: Qualifier;
  readonly nature: Nature;
  /** Entity id of who says so. */
  readonly by: string;
  readonly source: string;
  /** Paragraphs in the source: 'p39' or 'p24, p31'. */
  readonly locator: string;
  /** When it was said, for what changes with time (plans, claims, forecasts). */
  readonly asOf: string | null;
  /** Entities that are the answer or its counterpart: a founder, a customer, a project. */
  readonly objects: readonly string[];
  /** Other entities that the statement is about. */
  readonly about: readonly string[];
  readonly statement: Text;
  /** What exactly is measured, where two sources measure differently. */
  readonly definition: Text | null;
  /** What a reader must know to read it rightly. */
  readonly note: Text | null;
  /** How people ask for it, in any language: offered as completions, and read for their words. */
  readonly asked: readonly string[];
  /** Facts that must be told with it lest it mislead: the whole that a share is of. */
  readonly with: readonly string[];
  readonly rank: Rank;
  /** What the log says of this version. Absent in the files and in what is recorded: only folding adds it. */
  readonly version?: Version;
};

/** Which revision made a fact what it is now. */
export type Version = {
  readonly seq: number;
  /** An ISO instant: when it was recorded, never what it describes. */
  readonly recorded: string;
  readonly author: string;
  /** What the fact said before, with what the log says of that version in turn; null where it is new. */
  readonly before: Fact | null;
};

/** The fact as it is written down, without what folding knows of it. */
export function plainFact({ version: _, ...fact }: Fact): Fact {
  return fact;
}

/** Whether two facts say the same, whatever is known of how they came to be. */
export function sameFact(a: Fact, b: Fact): boolean {
  return changedFields(a, b).length === 0;
}

/** The fields in which two versions differ, by name. */
export function changedFields(a: Fact, b: Fact): (keyof Fact)[] {
  const fields = Object.keys(plainFact(a)) as (keyof Fact)[];
  return fields.filter((field) => canonical(a[field]) !== canonical(b[field]));
}

/** One text for one value, in whatever order its keys stand. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
