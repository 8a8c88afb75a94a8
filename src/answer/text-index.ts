/** Which facts are told with a word: for questions that name no company and no measure. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item } from '../question/question.ts';
import { termsOf } from './terms.ts';

type Index = {
  readonly byKey: ReadonlyMap<string, readonly Fact[]>;
  readonly byGroup: ReadonlyMap<number, readonly Fact[]>;
  readonly byPair: ReadonlyMap<string, readonly Fact[]>;
  readonly byEntity: ReadonlyMap<string, readonly Fact[]>;
};
const indexes = new WeakMap<FactBase, Index>();

/** Words, synonyms and pairs of Chinese characters → facts told with them. Built on first use. */
export function textIndexOf(base: FactBase): (item: Item) => (readonly Fact[])[] {
  const index = indexes.get(base) ?? build(base);
  indexes.set(base, index);
  return (item) => {
    const said = pairs(item.text).flatMap((pair) => found(index.byPair, pair));
    if (item.kind === 'entity') return item.entities.flatMap((id) => found(index.byEntity, id));
    if (item.kind !== 'word') return said;
    return [
      ...item.groups.flatMap((group) => found(index.byGroup, group)),
      ...item.keys.flatMap((key) => found(index.byKey, key)),
      ...said,
    ];
  };
}

function found<K>(index: ReadonlyMap<K, readonly Fact[]>, key: K): (readonly Fact[])[] {
  const list = index.get(key);
  return list ? [list] : [];
}

function build(base: FactBase): Index {
  const byKey = new Map<string, Fact[]>();
  const byGroup = new Map<number, Fact[]>();
  const byPair = new Map<string, Fact[]>();
  const byEntity = new Map<string, Fact[]>();
  for (const fact of base.facts) {
    if (fact.unit !== null && fact.asked.length === 0) continue;
    const terms = termsOf(fact, base);
    for (const key of terms.keys.keys()) push(byKey, key, fact);
    for (const group of terms.groups.keys()) push(byGroup, group, fact);
    for (const entity of terms.entities.keys()) push(byEntity, entity, fact);
    for (const pair of new Set(terms.han.flatMap(({ text }) => pairs(text)))) push(byPair, pair, fact);
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
