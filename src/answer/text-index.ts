/** Which facts are told with a word: for questions that name no company and no measure. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item } from '../question/question.ts';
import { termsOf } from './terms.ts';

/** Places in `FactBase.facts`. */
type Places = readonly number[];
type Index = {
  readonly byKey: ReadonlyMap<string, Places>;
  readonly byGroup: ReadonlyMap<number, Places>;
  readonly byPair: ReadonlyMap<string, Places>;
  readonly byEntity: ReadonlyMap<string, Places>;
};
const indexes = new WeakMap<FactBase, Index>();

/** The index as plain data. */
export type PackedIndex = {
  readonly byKey: readonly (readonly [string, Places])[];
  readonly byGroup: readonly (readonly [number, Places])[];
  readonly byPair: readonly (readonly [string, Places])[];
  readonly byEntity: readonly (readonly [string, Places])[];
};

/** Words, synonyms and pairs of Chinese characters → facts told with them. Built on first use. */
export function textIndexOf(base: FactBase): (item: Item) => (readonly Fact[])[] {
  const index = indexOf(base);
  const found = <K>(places: ReadonlyMap<K, Places>, key: K): (readonly Fact[])[] => {
    const list = places.get(key);
    return list ? [list.flatMap((place) => base.facts[place] ?? [])] : [];
  };
  return (item) => {
    if (item.kind === 'entity') return item.entities.flatMap((id) => found(index.byEntity, id));
    const said = pairs(item.text).flatMap((pair) => found(index.byPair, pair));
    if (item.kind !== 'word') return said;
    return [
      ...item.groups.flatMap((group) => found(index.byGroup, group)),
      ...item.keys.flatMap((key) => found(index.byKey, key)),
      ...said,
    ];
  };
}

function indexOf(base: FactBase): Index {
  const index = indexes.get(base) ?? build(base);
  indexes.set(base, index);
  return index;
}

export function packIndex(base: FactBase): PackedIndex {
  const { byKey, byGroup, byPair, byEntity } = indexOf(base);
  return { byKey: [...byKey], byGroup: [...byGroup], byPair: [...byPair], byEntity: [...byEntity] };
}

/** Takes an index that was packed from a base of the very same facts and words. */
export function unpackIndex({ byKey, byGroup, byPair, byEntity }: PackedIndex, base: FactBase): void {
  indexes.set(base, {
    byKey: new Map(byKey),
    byGroup: new Map(byGroup),
    byPair: new Map(byPair),
    byEntity: new Map(byEntity),
  });
}

function build(base: FactBase): Index {
  const byKey = new Map<string, number[]>();
  const byGroup = new Map<number, number[]>();
  const byPair = new Map<string, number[]>();
  const byEntity = new Map<string, number[]>();
  for (const [place, fact] of base.facts.entries()) {
    // A figure without phrasings of its own is found by its name and measure alone.
    if (fact.unit !== null && fact.asked.length === 0) continue;
    const terms = termsOf(fact, base);
    for (const key of terms.keys.keys()) push(byKey, key, place);
    for (const group of terms.groups.keys()) push(byGroup, group, place);
    for (const entity of terms.entities.keys()) push(byEntity, entity, place);
    for (const pair of new Set(terms.han.flatMap(({ text }) => pairs(text)))) push(byPair, pair, place);
  }
  return { byKey, byGroup, byPair, byEntity };
}

function pairs(text: string): string[] {
  return (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) =>
    Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)),
  );
}

function push<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
