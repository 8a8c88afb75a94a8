/** Question → the facts that account for all of it. Abstains by coverage: a word left over means nothing is said. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item, Question } from '../question/question.ts';
import { type Board, boardOf } from './board.ts';
import { worth } from './match.ts';

/** A fact with what it accounts for and what it does not. */
export type Match = {
  readonly fact: Fact;
  readonly score: number;
  readonly worths: ReadonlyMap<Item, number>;
  /** Required items that it does not account for. */
  readonly missing: readonly Item[];
};

/** The facts that account for everything that must be accounted for. */
export function wholeMatches(question: Question, items: readonly Item[], base: FactBase): Match[] {
  const scan = scanOf(question, items, base);
  return matchesWhere(scan, (row) => scan.missing[row] === 0);
}

/** Whole matches, and what may fill one cell of several: see `fillCells`. */
export function cellMatches(question: Question, items: readonly Item[], base: FactBase): Match[] {
  const scan = scanOf(question, items, base);
  return matchesWhere(scan, mayFillCell(scan));
}

/** Figures of what is named, whatever else they leave open. */
export function namedFigures(question: Question, items: readonly Item[], base: FactBase): Match[] {
  const scan = scanOf(question, items, base);
  const names = columnsOf(scan, (item) => item.kind === 'entity');
  return matchesWhere(
    scan,
    (row) => scan.board.facts[row]?.unit !== null && names.some((column) => (column[row] ?? 0) >= 3),
  );
}

/** The facts that reach a score, each with the number of items that it leaves open. */
export function rankedFacts(question: Question, items: readonly Item[], base: FactBase): Ranked[] {
  const { rows, missing, score, board } = scanOf(question, items, base);
  return rows.flatMap((row) => {
    const fact = board.facts[row];
    return fact ? [{ fact, score: score[row] ?? 0, missing: missing[row] ?? 0 }] : [];
  });
}

/** Every fact that reaches the score. */
export function matchesFrom(
  question: Question,
  items: readonly Item[],
  base: FactBase,
  least: number,
): Match[] {
  const scan = scanOf(question, items, base);
  return matchesWhere(scan, (row) => (scan.score[row] ?? 0) >= least);
}

export type Ranked = { readonly fact: Fact; readonly score: number; readonly missing: number };

export function matchFact(fact: Fact, items: readonly Item[], base: FactBase): Match {
  return toMatch(
    fact,
    items.map((item) => [item, worth(fact, item, base)]),
  );
}

function toMatch(fact: Fact, pairs: readonly (readonly [Item, number])[]): Match {
  const worths = new Map(pairs);
  const missing = pairs.flatMap(([item, value]) => (!item.optional && value === 0 ? [item] : []));
  const score = pairs.reduce((sum, [, value]) => sum + value, 0);
  return { fact, score, worths, missing };
}

/** One pass over the board for a choice of items: `rows` are those that any of the items leads to. */
type Scan = {
  readonly board: Board;
  readonly items: readonly Item[];
  readonly columns: readonly Float64Array[];
  readonly rows: readonly number[];
  /** How many items that must be accounted for a row leaves open. */
  readonly missing: Uint8Array;
  readonly score: Float64Array;
};

function scanOf(question: Question, items: readonly Item[], base: FactBase): Scan {
  const board = boardOf(question, base);
  const size = board.facts.length;
  const columns = items.map((item) => board.column(item));
  const missing = new Uint8Array(size);
  const score = new Float64Array(size);
  const led = new Uint8Array(size);
  for (const [index, item] of items.entries()) {
    const column = columns[index] ?? score;
    const leads = board.leads(item);
    for (let row = 0; row < size; row++) {
      const value = column[row] ?? 0;
      if (value === 0 && !item.optional) missing[row] = (missing[row] ?? 0) + 1;
      score[row] = (score[row] ?? 0) + value;
      if (leads[row] === 1) led[row] = 1;
    }
  }
  const rows: number[] = [];
  for (let row = 0; row < size; row++) if (led[row] === 1) rows.push(row);
  return { board, items, columns, rows, missing, score };
}

function matchesWhere(scan: Scan, fits: (row: number) => boolean): Match[] {
  const { rows, board, items, columns } = scan;
  return rows.flatMap((row) => {
    const fact = fits(row) ? board.facts[row] : undefined;
    return fact
      ? [
          toMatch(
            fact,
            items.map((item, index) => [item, columns[index]?.[row] ?? 0]),
          ),
        ]
      : [];
  });
}

function columnsOf({ items, columns }: Scan, fits: (item: Item) => boolean): Float64Array[] {
  return columns.filter((_, index) => {
    const item = items[index];
    return item !== undefined && fits(item);
  });
}

/**
 * What a cell may leave open is met by another cell: a name, a measure or a period where the question has several, of
 * which the cell has one; or a period that belongs to another name.
 */
function mayFillCell(scan: Scan): (row: number) => boolean {
  const has = (column: Float64Array, row: number) => (column[row] ?? 0) > 0;
  const rest = columnsOf(scan, (item) => !item.optional && !SPLIT.includes(item.kind));
  const kinds = SPLIT.map((kind) => ({
    kind,
    all: columnsOf(scan, (item) => item.kind === kind),
    required: columnsOf(scan, (item) => item.kind === kind && !item.optional),
  }));
  const names = kinds.find(({ kind }) => kind === 'entity')?.all.length ?? 0;
  return (row) =>
    rest.every((column) => has(column, row)) &&
    kinds.every(({ kind, all, required }) => {
      if (required.every((column) => has(column, row))) return true;
      if (kind === 'period' && names > 1) return true;
      return all.length > 1 && all.some((column) => has(column, row));
    });
}

const SPLIT: readonly Item['kind'][] = ['entity', 'metric', 'period'];
