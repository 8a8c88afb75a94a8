/** Which facts are told with a word: for questions that name no company and no measure. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item } from '../question/question.ts';
import { termsOf } from './terms.ts';

/** Places in `FactBase.facts`. */
type Places = readonly number[];
type Lists<K> = Map<K, readonly Fact[]>;
type Index = {
  readonly byKey: Lists<string>;
  readonly byGroup: Lists<number>;
  readonly byPair: Lists<string>;
  readonly byEntity: Lists<string>;
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

function found<K>(lists: Lists<K>, key: K): (readonly Fact[])[] {
  const list = lists.get(key);
  return list ? [list] : [];
}

function indexOf(base: FactBase): Index {
  const index = indexes.get(base) ?? build(base);
  indexes.set(base, index);
  return index;
}

export function packIndex(base: FactBase): PackedIndex {
  const { byKey, byGroup, byPair, byEntity } = indexOf(base);
  const places = new Map(base.facts.map((fact, place) => [fact, place]));
  const pack = <K>(lists: Lists<K>): (readonly [K, Places])[] =>
    [...lists].map(([key, facts]) => [key, facts.flatMap((fact) => places.get(fact) ?? [])]);
  return { byKey: pack(byKey), byGroup: pack(byGroup), byPair: pack(byPair), byEntity: pack(byEntity) };
}

/** Takes an index that was packed from a base of the very same facts and words. */
export function unpackIndex(packed: PackedIndex, base: FactBase): void {
  const unpack = <K>(lists: readonly (readonly [K, Places])[]): Lists<K> =>
    new Map(lists.map(([key, places]) => [key, places.flatMap((place) => base.facts[place] ?? [])]));
  const { byKey, byGroup, byPair, byEntity } = packed;
  indexes.set(base, {
    byKey: unpack(byKey),
    byGroup: unpack(byGroup),
    byPair: unpack(byPair),
    byEntity: unpack(byEntity),
  });
}

function build(base: FactBase): Index {
  const index = {
    byKey: new Map<string, Fact[]>(),
    byGroup: new Map<number, Fact[]>(),
    byPair: new Map<string, Fact[]>(),
    byEntity: new Map<string, Fact[]>(),
  };
  for (const fact of base.facts) {
    if (isAskedByName(fact, base)) continue;
    const terms = termsOf(fact, base);
    for (const key of terms.keys.keys()) push(index.byKey, key, fact);
    for (const group of terms.groups.keys()) push(index.byGroup, group, fact);
    for (const entity of terms.entities.keys()) push(index.byEntity, entity, fact);
    for (const pair of new Set(terms.han.flatMap(({ text }) => pairs(text)))) push(index.byPair, pair, fact);
  }
  return index;
}

/** A figure of a company or a product is found by its name and measure alone: of such figures there may be very many. */
export function isAskedByName(fact: Fact, base: FactBase): boolean {
  if (fact.unit === null) return false;
  return fact.asked.length === 0 || ['company', 'product'].includes(base.entity(fact.subject).kind);
}

function pairs(text: string): string[] {
  const found: string[] = [];
  for (const run of text.match(/\p{Script=Han}{2,}/gu) ?? []) {
    for (let at = 0; at + 1 < run.length; at++) found.push(run.slice(at, at + 2));
  }
  return found;
}

function push<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
