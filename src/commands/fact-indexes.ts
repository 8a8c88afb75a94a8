/** Indexes over the texts of facts that follow the base: after a change only what changed is read again. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Lexicon } from '../knowledge/lexicon.ts';
import { createSearchIndex, type Entry, type SearchIndex } from './search-index.ts';

/** As long as fewer than one of so many facts have changed, two indexes are searched for one. */
const REBUILT_AT = 20;
const FEW = 50;

export type FactIndexes<T> = { of(base: FactBase): SearchIndex<T> };

/**
 * One index for each lexicon: with the names, meanings and the wording of questions stay the same.
 * @param factOf the fact that an entry tells of; one that the base has no more is not found.
 */
export function createFactIndexes<T>(
  entriesOf: (fact: Fact, base: FactBase) => readonly Entry<T>[],
  factOf: (value: T) => Fact,
): FactIndexes<T> {
  const kept = new WeakMap<Lexicon, { readonly facts: ReadonlySet<Fact>; readonly index: SearchIndex<T> }>();
  const build = (facts: readonly Fact[], base: FactBase): SearchIndex<T> =>
    createSearchIndex(facts.flatMap((fact) => entriesOf(fact, base)));
  return {
    of(base) {
      const whole = kept.get(base.lexicon);
      const news = whole ? base.facts.filter((fact) => !whole.facts.has(fact)) : base.facts;
      if (!whole || news.length > Math.max(FEW, base.facts.length / REBUILT_AT)) {
        const index = build(base.facts, base);
        kept.set(base.lexicon, { facts: new Set(base.facts), index });
        return index;
      }
      const added = build(news, base);
      const merge = (found: ReturnType<SearchIndex<T>['search']>): typeof found =>
        found
          .filter(({ value }) => base.fact(factOf(value).id) === factOf(value))
          .sort((a, b) => b.score - a.score);
      return {
        search: (typed, meanings) =>
          merge([...whole.index.search(typed, meanings), ...added.search(typed, meanings)]),
        near: (typed, meanings) =>
          merge([...whole.index.near(typed, meanings), ...added.near(typed, meanings)]),
      };
    },
  };
}
