/**
 * One story once: items with one id, one link or nearly one title are one story. Titles are compared by the characters
 * and words that stand beside each other in them. Cost near linear: two titles are only compared when they share one
 * of their rarest pieces, which titles as alike as is asked for always do.
 */
import { normalise } from '../../language/normalise.ts';
import { tokenise } from '../../language/tokens.ts';
import { linkKey } from '../feeds/link.ts';
import type { Item } from '../feeds/parse-feed.ts';

/** What tells stories apart. */
type Tellable = Pick<Item, 'id' | 'link' | 'title' | 'published' | 'feed' | 'outlet'>;

/** Jaccard's measure of what two titles share. Below it, titles of one template tell of different things. */
const ALIKE = 0.8;
/** With fewer pieces one word is too much of a title: only the same ones are the same. */
const FEWEST = 6;
/**
 * Titles that one is compared with, those that share its rarest pieces first. No title of real news comes near it; where
 * all words are common, as in a flood of made-up news, it keeps the cost linear.
 */
const MOST_COMPARED = 200;
/** A column of the same name is another one next week. */
const DAYS_APART = 3 * 24 * 3_600_000;

/** Items grouped into stories, each in the order given; stories in the order of their first items. */
export function groupStories<T extends Tellable>(items: readonly T[]): T[][] {
  const sets = createSets(items.length);
  joinEqual(items, ({ id }) => id, sets);
  joinLinked(items, sets);
  joinAlike(items, sets);
  const groups = new Map<number, T[]>();
  for (const [index, item] of items.entries()) {
    const root = sets.root(index);
    const group = groups.get(root);
    if (group) group.push(item);
    else groups.set(root, [item]);
  }
  return [...groups.values()];
}

type Sets = { root(index: number): number; join(a: number, b: number): void };

function createSets(size: number): Sets {
  const parents = Array.from({ length: size }, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
      parents[at] = parents[parent] ?? parent;
      at = parent;
    }
    return at;
  };
  return {
    root,
    // The earlier item stays the root: groups keep the order of their first items.
    join: (a, b) => {
      const [first, second] = [root(a), root(b)].sort((x, y) => x - y) as [number, number];
      parents[second] = first;
    },
  };
}

function joinEqual<T>(items: readonly T[], keyOf: (item: T) => string | null, sets: Sets): void {
  const firsts = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    if (key === null) continue;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, index);
    else sets.join(first, index);
  }
}

/** A page that one feed gives for several items, its home or a list of changes, tells none of them apart. */
function joinLinked(items: readonly Tellable[], sets: Sets): void {
  const ids = new Map<string, string>();
  const shared = new Set<string>();
  const keys = items.map(({ link }) => (link === null ? null : linkKey(link)));
  for (const [index, { feed, id }] of items.entries()) {
    const key = keys[index];
    if (key === null || key === undefined) continue;
    const before = ids.get(`${feed} ${key}`);
    if (before !== undefined && before !== id) shared.add(key);
    ids.set(`${feed} ${key}`, id);
  }
  const indexes = items.map((_, index) => index);
  joinEqual(
    indexes,
    (index) => {
      const key = keys[index] ?? null;
      return key === null || shared.has(key) ? null : key;
    },
    sets,
  );
}

type Title = { readonly pieces: readonly string[]; readonly numbers: string; readonly time: number | null };

function joinAlike(items: readonly Tellable[], sets: Sets): void {
  const titles = items.map(toTitle);
  const counts = new Map<string, number>();
  for (const { pieces } of titles)
    for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const rarity = (piece: string) => counts.get(piece) ?? 0;
  const byPiece = new Map<string, number[]>();
  for (const [index, title] of titles.entries()) {
    const rarest = title.pieces.toSorted((a, b) => rarity(a) - rarity(b) || (a < b ? -1 : 1));
    const own = new Set(title.pieces);
    const compared = new Set<number>();
    // Two sets that share `ALIKE` of their pieces share one of the first so many, in any one order of pieces.
    for (const piece of rarest.slice(0, rarest.length - Math.ceil(ALIKE * rarest.length) + 1)) {
      const others = byPiece.get(piece) ?? [];
      // The latest first: what is told twice is told within days.
      for (let at = others.length - 1; at >= 0 && compared.size < MOST_COMPARED; at--) {
        const other = others[at] as number;
        if (compared.has(other)) continue;
        compared.add(other);
        if (sets.root(other) !== sets.root(index) && mayBeOne(items, titles, other, index, own))
          sets.join(other, index);
      }
      others.push(index);
      byPiece.set(piece, others);
    }
  }
}

/** Only across feeds: what one feed tells twice under two addresses is two things to it. */
function mayBeOne(
  items: readonly Tellable[],
  titles: readonly Title[],
  a: number,
  b: number,
  piecesOfB: ReadonlySet<string>,
): boolean {
  const [first, second] = [titles[a], titles[b]];
  if (!first || !second || items[a]?.feed === items[b]?.feed || first.numbers !== second.numbers)
    return false;
  if (first.time !== null && second.time !== null && Math.abs(first.time - second.time) > DAYS_APART)
    return false;
  const [fewer, more] = [first.pieces.length, second.pieces.length].sort((x, y) => x - y) as [number, number];
  if (fewer < ALIKE * more) return false;
  const shared = first.pieces.filter((piece) => piecesOfB.has(piece)).length;
  const all = fewer + more - shared;
  return fewer < FEWEST ? shared === all : shared >= ALIKE * all;
}

function toTitle({ title, outlet, published }: Tellable): Title {
  const text = normalise(title);
  return {
    pieces: piecesOf(withoutOutlet(text, normalise(outlet))),
    // '营收7.43亿' is not '营收4.26亿', however alike the rest is.
    numbers: (text.match(/\d+(?:[.,]\d+)*/g) ?? []).join(' '),
    time: published === null ? null : Date.parse(published),
  };
}

/** 'Title - Outlet', 'Title | Outlet', '标题_媒体': the outlet is no part of what is told. */
function withoutOutlet(title: string, outlet: string): string {
  const cut = /^(.{8,}?)\s*(?:\s[-|·]\s|[_|])\s*([^-|_]{2,40})$/u.exec(title);
  const [, head = '', tail = ''] = cut ?? [];
  const isOutlet = outlet !== '' && (tail.includes(outlet) || outlet.includes(tail));
  return cut && (isOutlet || head.length >= 3 * tail.length) ? head : title;
}

/** Pairs of Chinese characters; Latin words, and pairs of them. Each once. */
function piecesOf(text: string): string[] {
  const pieces = new Set<string>();
  let before: { readonly key: string; readonly kind: string } | null = null;
  for (const { key, kind } of tokenise(text)) {
    if (kind === 'mark') continue;
    const han = kind === 'han';
    if (before && (before.kind === 'han') === han)
      pieces.add(han ? before.key + key : `${before.key} ${key}`);
    if (!han) pieces.add(key);
    before = { key, kind };
  }
  return [...pieces];
}
