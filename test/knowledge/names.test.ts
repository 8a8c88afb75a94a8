import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/language/normalise.ts';
import { knowledge } from './knowledge.ts';

const { entities, others } = knowledge.vocabulary;

/** Names that mean several things on purpose: the question, or the reader, decides. */
const SHARED_NAMES: ReadonlyMap<string, string> = new Map([
  ['zhang', 'a surname that five people of the base have'],
  ['老张', 'a surname that five people of the base have'],
  ['张总', 'a surname that five people of the base have'],
  ['姓张的', 'a surname that five people of the base have'],
  ['国产芯片企业', 'the chips and the firms that make them are asked about in the same words'],
  ['国产gpu企业', 'the chips and the firms that make them are asked about in the same words'],
  ['chinese gpu makers', 'the chips and the firms that make them are asked about in the same words'],
]);

function owners(): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { id, label, aliases } of entities) {
    for (const name of [label.zh, label.en, ...aliases].map(normalise)) {
      names.set(name, (names.get(name) ?? new Set()).add(id));
    }
  }
  return names;
}

describe('the name of an entity', () => {
  test('belongs to no other, unless it is meant to', () => {
    const shared = [...owners()].filter(([, ids]) => ids.size > 1).map(([name, ids]) => [name, ...ids]);
    expect(shared.filter(([name = '']) => !SHARED_NAMES.has(name))).toEqual([]);
  });

  test('is not among the names of which the base holds nothing', () => {
    const ours = owners();
    const names = others.flatMap(({ label, words }) => [label.zh, label.en, ...words]);
    expect(names.filter((name) => ours.has(normalise(name)))).toEqual([]);
  });

  test('is more than a single character or letter', () => {
    const short = [...owners().keys()].filter((name) => [...name].length < 2);
    expect(short).toEqual([]);
  });
});
