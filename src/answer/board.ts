/** The facts that a question could be about, and what each accounts for: worked out once, read by every way of answering. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item, Question } from '../question/question.ts';
import { worthOf } from './match.ts';
import { isAskedByName, textIndexOf } from './text-index.ts';

/** A row for each fact. An item is known by its place in the question: a copy of it with other duties is the same item. */
export type Board = {
  readonly facts: readonly Fact[];
  /** What each fact accounts for of the item; 0: nothing. */
  column(item: Item): Float64Array;
  /** Not 0 for each fact that the item by itself leads to. */
  leads(item: Item): Uint8Array;
  /** Facts of a measure that no name in the question narrows, too many to be looked at; else none. */
  readonly tooMany: readonly Fact[];
};

/** So many facts are looked at: what a question leads to in a larger base is narrowed to what its rarest names lead to. */
const MOST_ROWS = 400;

const kept = new WeakMap<Question, Board>();

export function boardOf(question: Question, base: FactBase): Board {
  const board = kept.get(question) ?? createBoard(question.items, base);
  kept.set(question, board);
  return board;
}

function createBoard(items: readonly Item[], base: FactBase): Board {
  const postings = items.map((item) => ({ item, lists: listsFor(item, base) }));
  const whole = rowsOf(postings);
  const { used, tooMany } = whole ? { used: postings, tooMany: [] } : narrow(postings, base);
  const rows = whole ?? rowsOf(used) ?? new Map<Fact, number>();
  const facts = [...rows.keys()];
  const leads = new Map(used.map(({ item, lists }) => [item.start, marks(lists, rows)]));
  const columns = new Map<number, Float64Array>();
  const none = new Uint8Array(facts.length);
  return {
    facts,
    tooMany,
    leads: (item) => leads.get(item.start) ?? none,
    column: (item) => {
      const known = columns.get(item.start);
      if (known) return known;
      const column = columnOf(item, { facts, leads: leads.get(item.start) ?? none }, base);
      columns.set(item.start, column);
      return column;
    },
  };
}

/** A word stands only in facts that it leads to, where facts are led to by words; one Chinese character leads to none. */
function columnOf(
  item: Item,
  { facts, leads }: { readonly facts: readonly Fact[]; readonly leads: Uint8Array },
  base: FactBase,
): Float64Array {
  const worth = worthOf(item, base);
  if (item.kind !== 'word' || [...item.text].length < 2) return Float64Array.from(facts, worth);
  return Float64Array.from(facts, (fact, row) =>
    leads[row] === 1 || isAskedByName(fact, base) ? worth(fact) : 0,
  );
}

/** Null when there are too many. */
function rowsOf(postings: readonly Posting[]): Map<Fact, number> | null {
  const rows = new Map<Fact, number>();
  for (const { lists } of postings) {
    for (const list of lists) {
      if (list.length > MOST_ROWS) return null;
      for (const fact of list) if (!rows.has(fact)) rows.set(fact, rows.size);
    }
    if (rows.size > MOST_ROWS) return null;
  }
  return rows;
}

type Posting = { readonly item: Item; readonly lists: readonly (readonly Fact[])[] };

/** The facts that can account for an item: those of the name or measure, and those told with the word. */
function listsFor(item: Item, base: FactBase): (readonly Fact[])[] {
  const named = [item, ...item.also].flatMap((sense) => {
    if (sense.kind === 'entity') return sense.entities.map((id) => base.factsAbout(id));
    if (sense.kind !== 'metric') return [];
    const ids = sense.metrics.flatMap(({ id }) => (sense === item ? base.family(id) : [id]));
    return ids.map((id) => base.factsOf(id));
  });
  return [...named, ...textIndexOf(base)(item)];
}

function sizeOf({ lists }: Posting): number {
  return lists.reduce((sum, list) => sum + list.length, 0);
}

/**
 * The rarest lists first, as many as there is room for. What a measure leads to is left out where a name leads to it
 * too; without a name it is narrowed to its period.
 */
function narrow(
  postings: readonly Posting[],
  base: FactBase,
): { readonly used: readonly Posting[]; readonly tooMany: readonly Fact[] } {
  const named = postings.some(({ item, lists }) => item.kind === 'entity' && fits(lists));
  const narrower = postings.map((posting) => (named ? posting : inPeriod(posting, postings, base)));
  const used: Posting[] = [];
  let room = MOST_ROWS;
  for (const posting of [...narrower].sort((a, b) => sizeOf(a) - sizeOf(b))) {
    if (sizeOf(posting) > room) continue;
    used.push(posting);
    room -= sizeOf(posting);
  }
  const left = named ? [] : narrower.filter((it) => !used.includes(it) && it.item.kind === 'metric');
  const [longest] = left.flatMap(({ lists }) => lists).sort((a, b) => b.length - a.length);
  return { used, tooMany: longest ?? [] };
}

function fits(lists: Posting['lists']): boolean {
  return lists.reduce((sum, list) => sum + list.length, 0) <= MOST_ROWS;
}

function inPeriod(posting: Posting, postings: readonly Posting[], base: FactBase): Posting {
  const { item } = posting;
  const periods = postings.flatMap((other) =>
    other.item.kind === 'period' && other.item.period.kind === 'at' ? (other.item.period.from ?? []) : [],
  );
  if (item.kind !== 'metric' || periods.length === 0) return posting;
  const metrics = item.metrics.flatMap(({ id }) => base.family(id));
  return { item, lists: metrics.flatMap((id) => periods.map((period) => base.factsIn(id, period))) };
}

function marks(lists: Posting['lists'], rows: ReadonlyMap<Fact, number>): Uint8Array {
  const marked = new Uint8Array(rows.size);
  for (const list of lists) for (const fact of list) marked[rows.get(fact) ?? 0] = 1;
  return marked;
}
