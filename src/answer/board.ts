/** The facts that a question could be about, and what each accounts for: worked out once, read by every way of answering. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item, Question } from '../question/question.ts';
import { worthOf } from './match.ts';
import { textIndexOf } from './text-index.ts';

/** A row for each fact. An item is known by its place in the question: a copy of it with other duties is the same item. */
export type Board = {
  readonly facts: readonly Fact[];
  /** What each fact accounts for of the item; 0: nothing. */
  column(item: Item): Float64Array;
  /** Not 0 for each fact that the item by itself leads to. */
  leads(item: Item): Uint8Array;
  /** How many facts there were where no name in the question narrows them: too many to be looked at. Else 0. */
  readonly tooMany: number;
};

/** More facts than a curated base has: only a larger one is narrowed to what the rarest names lead to. */
const MOST_ROWS = 1200;

const kept = new WeakMap<Question, Board>();

export function boardOf(question: Question, base: FactBase): Board {
  const board = kept.get(question) ?? createBoard(question.items, base);
  kept.set(question, board);
  return board;
}

function createBoard(items: readonly Item[], base: FactBase): Board {
  const postings = items.map((item) => ({ item, lists: listsFor(item, base) }));
  const size = postings.reduce((sum, posting) => sum + sizeOf(posting), 0);
  const { used, tooMany } = size <= MOST_ROWS ? { used: postings, tooMany: 0 } : narrow(postings, base);
  const rows = new Map<Fact, number>();
  for (const { lists } of used) {
    for (const list of lists) for (const fact of list) if (!rows.has(fact)) rows.set(fact, rows.size);
  }
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

/** A word stands only in facts that it leads to; one Chinese character leads to none, and is looked for in all. */
function columnOf(
  item: Item,
  { facts, leads }: { readonly facts: readonly Fact[]; readonly leads: Uint8Array },
  base: FactBase,
): Float64Array {
  const worth = worthOf(item, base);
  if (item.kind !== 'word' || [...item.text].length < 2) return Float64Array.from(facts, worth);
  return Float64Array.from(facts, (fact, row) => (leads[row] === 1 ? worth(fact) : 0));
}

type Posting = { readonly item: Item; readonly lists: readonly (readonly Fact[])[] };

/** The facts that can account for an item: those of the name or measure, and those told with the word. */
function listsFor(item: Item, base: FactBase): (readonly Fact[])[] {
  const lists = [...textIndexOf(base)(item)];
  for (const sense of [item, ...item.also]) {
    if (sense.kind === 'entity') lists.push(...sense.entities.map((id) => base.factsAbout(id)));
    if (sense.kind !== 'metric') continue;
    const ids = sense.metrics.flatMap(({ id }) => (sense === item ? base.family(id) : [id]));
    lists.push(...ids.map((id) => base.factsOf(id)));
  }
  return lists;
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
): { readonly used: readonly Posting[]; readonly tooMany: number } {
  const named = postings.some(({ item, lists }) => item.kind === 'entity' && fits(lists));
  const narrower = postings.map((posting) => (named ? posting : inPeriod(posting, postings, base)));
  const used: Posting[] = [];
  let room = MOST_ROWS;
  for (const posting of [...narrower].sort((a, b) => sizeOf(a) - sizeOf(b))) {
    if (sizeOf(posting) > room) continue;
    used.push(posting);
    room -= sizeOf(posting);
  }
  const left = narrower.filter((posting) => !used.includes(posting) && posting.item.kind === 'metric');
  return { used, tooMany: named ? 0 : Math.max(0, ...left.map(sizeOf)) };
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
