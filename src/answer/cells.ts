/** One fact cannot account for two companies or three years: a cell for each combination, all of them filled. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item } from '../question/question.ts';
import type { Match } from './retrieve.ts';

/** One thing asked for: the items that tell it from the other things asked for in the same question. */
export type Cell = { readonly key: string; readonly matches: readonly Match[] };

type Dimension = 'entity' | 'period' | 'metric';
const SPLITS: readonly (readonly Dimension[])[] = [
  ['entity'],
  ['period'],
  ['metric'],
  ['entity', 'period'],
  ['entity', 'metric'],
  ['metric', 'period'],
  ['entity', 'metric', 'period'],
];

/**
 * The facts that account for everything; where one fact cannot (two companies, three years), one cell for each
 * combination, all of them filled. Empty when something is not accounted for.
 */
export function fillCells(matches: readonly Match[], items: readonly Item[], base: FactBase): Cell[] {
  const whole = matches.filter((m) => m.missing.length === 0);
  if (whole.length > 0) return [{ key: '', matches: whole }];
  // A name that is also an ordinary word ('Ascend') is one of the things asked for, or else an ordinary word.
  const sure = items.filter((item) => item.kind !== 'entity' || !item.optional);
  for (const choice of sure.length < items.length ? [items, sure] : [items]) {
    for (const dimensions of SPLITS) {
      for (const apart of setsApart(choice, dimensions, base)) {
        const cells = split(matches, apart, dimensions, base);
        if (cells.length > 1) return cells;
      }
    }
  }
  return [];
}

/** What is set side by side: all names, or those of one kind, of whom each says something of what the others name. */
function setsApart(items: readonly Item[], dimensions: readonly Dimension[], base: FactBase): Item[][] {
  if (!dimensions.includes('entity')) return [[...items]];
  const kindOf = (item: Item): number =>
    item.kind === 'entity'
      ? COMPARABLE.findIndex((kinds) =>
          (kinds as readonly string[]).includes(base.findEntity(item.entities[0] ?? '')?.kind ?? ''),
        )
      : -1;
  const kinds = [...new Set(items.filter((item) => item.kind === 'entity').map(kindOf))];
  const ofOne = kinds.map((kind) => items.filter((item) => item.kind !== 'entity' || kindOf(item) === kind));
  return kinds.length > 1 ? [[...items], ...ofOne] : [[...items]];
}

function split(
  matches: readonly Match[],
  items: readonly Item[],
  dimensions: readonly Dimension[],
  base: FactBase,
): Cell[] {
  const alternatives = items.filter(
    (item) => (dimensions as readonly string[]).includes(item.kind) && !isLoose(item),
  );
  if (dimensions.some((d) => alternatives.filter((item) => item.kind === d).length < 2)) return [];
  const attached = dimensions.includes('period') ? [] : periodsOf(alternatives, items);
  const usable = matches.filter((m) =>
    m.missing.every((item) => alternatives.includes(item) || belongsElsewhere(item, m, attached)),
  );
  const shared = alternatives.filter(
    (item) => usable.length > 0 && usable.every((m) => (m.worths.get(item) ?? 0) > 0),
  );
  const telling = alternatives.filter((item) => !shared.includes(item));
  if (!areOfOneKind(telling, base)) return [];
  const cells = new Map<string, Match[]>();
  for (const match of usable) {
    const hits = telling.filter((item) => strong(match, item));
    if (dimensions.some((d) => telling.some((i) => i.kind === d) && !hits.some((i) => i.kind === d)))
      continue;
    const key = hits.map((item) => item.start).join('+');
    cells.set(key, [...(cells.get(key) ?? []), match]);
  }
  if (!complete(cells, telling, dimensions)) return [];
  return [...cells]
    .map(([key, list]) => ({ key, matches: list }))
    .sort((a, b) => Number.parseInt(a.key, 10) - Number.parseInt(b.key, 10));
}

/** Companies are set beside companies and speakers beside speakers; a company and its market are one question. */
const COMPARABLE = [
  ['company', 'product', 'group'],
  ['institution', 'document', 'person'],
  ['market'],
  ['place'],
  ['event', 'technology'],
] as const;

function areOfOneKind(alternatives: readonly Item[], base: FactBase): boolean {
  const kinds = alternatives.flatMap((item) =>
    item.kind === 'entity' ? [base.findEntity(item.entities[0] ?? '')?.kind ?? ''] : [],
  );
  return (
    kinds.length === 0 ||
    COMPARABLE.some((group) => kinds.every((kind) => (group as readonly string[]).includes(kind)))
  );
}

/** A period right before one of the alternatives is of that one only: 'H20 and the 2023 A800'; after the last it is of all. */
function periodsOf(
  alternatives: readonly Item[],
  items: readonly Item[],
): (readonly [period: Item, owner: Item])[] {
  return items.flatMap((item): (readonly [Item, Item])[] => {
    if (item.kind !== 'period') return [];
    const end = item.start + item.text.length;
    const last = Math.max(...alternatives.map((other) => other.start));
    const owner = alternatives.find(
      (other) =>
        other.kind === 'entity' &&
        (Math.abs(other.start - end) <= 1 ||
          (other.start !== last && Math.abs(item.start - other.start - other.text.length) <= 1)),
    );
    return owner ? [[item, owner]] : [];
  });
}

function belongsElsewhere(item: Item, match: Match, attached: readonly (readonly [Item, Item])[]): boolean {
  return attached.some(([period, owner]) => period === item && (match.worths.get(owner) ?? 0) === 0);
}

/** In a split a metric must be the fact's own, an entity its subject, object or speaker: not a word in passing. */
function strong(match: Match, item: Item): boolean {
  const value = match.worths.get(item) ?? 0;
  return item.kind === 'metric' ? value >= 3.9 : item.kind === 'entity' ? value >= 2.5 : value > 0;
}

function isLoose(item: Item): boolean {
  return item.kind === 'metric' && item.optional;
}

/** Every alternative is met, and with two dimensions every combination of theirs. */
function complete(
  cells: ReadonlyMap<string, readonly Match[]>,
  telling: readonly Item[],
  dimensions: readonly Dimension[],
): boolean {
  if (telling.length < 2) return false;
  const keys = [...cells.keys()].map((key) => new Set(key.split('+').map(Number)));
  if (!telling.every((item) => keys.some((key) => key.has(item.start)))) return false;
  const [first, second] = dimensions.map((d) => telling.filter((item) => item.kind === d));
  if (!first || !second || dimensions.length > 2) return true;
  return first.every((a) => second.every((b) => keys.some((key) => key.has(a.start) && key.has(b.start))));
}

/** Facts of one subject and metric: the unit that readings are made of. */
export type Group = {
  readonly subject: string;
  readonly metric: string;
  readonly score: number;
  readonly matches: readonly Match[];
};

export function groupMatches(matches: readonly Match[]): Group[] {
  const groups = new Map<string, Match[]>();
  for (const match of matches) {
    const key = `${match.fact.subject} ${match.fact.metric}`;
    groups.set(key, [...(groups.get(key) ?? []), match]);
  }
  return [...groups.values()]
    .map((list) => ({
      subject: list[0]?.fact.subject ?? '',
      metric: list[0]?.fact.metric ?? '',
      score: Math.max(...list.map((m) => m.score)),
      matches: list,
    }))
    .sort((a, b) => b.score - a.score);
}
