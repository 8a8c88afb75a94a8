/** How much is read again for completions and near misses, counted. */
import { expect, test } from 'vitest';
import { indexesOf, meaningsOf } from '../../src/commands/indexes.ts';
import type { Fact } from '../../src/knowledge/fact.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { ask, base, textOf } from './bot-under-test.ts';

/** The facts of the base, each counting how often it is read for the sake of its questions. */
function countedFacts() {
  const count = { read: 0 };
  const facts = base.facts.map((fact): Fact => {
    const { asked, ...rest } = fact;
    return {
      ...rest,
      get asked() {
        count.read++;
        return asked;
      },
    };
  });
  return { count, facts };
}

test('after a change of one fact only that fact is read again', () => {
  const { count, facts } = countedFacts();
  const first = createFactBase({ vocabulary: base.vocabulary, facts }, base.lexicon);
  const found = indexesOf(first).questions.search('摩尔线程 2024', meaningsOf('摩尔线程 2024', first));
  expect(count.read).toBeGreaterThanOrEqual(facts.length);
  const [old] = found.map(({ value }) => value.fact);
  if (!old) throw new Error('nothing was found');
  const changed = { ...old, asked: ['摩尔线程2024年究竟怎样？'] };
  const next = facts.map((fact) => (fact === old ? changed : fact));
  const second = createFactBase({ vocabulary: base.vocabulary, facts: next }, base.lexicon);
  count.read = 0;
  const again = indexesOf(second).questions.search('摩尔线程 2024', meaningsOf('摩尔线程 2024', second));
  expect(count.read).toBe(0);
  const told = again.map(({ value }) => value.fact);
  expect(told).toContain(changed);
  expect(told).not.toContain(old);
});

test('a name that is understood is looked for in no index', async () => {
  const { count, facts } = countedFacts();
  const own = createFactBase({ vocabulary: base.vocabulary, facts }, base.lexicon);
  indexesOf(own).entities.near('摩尔线程', meaningsOf('摩尔线程', own));
  expect(count.read).toBe(0);
});

test.each(['台积电', '不存在', '某某电子'])('nothing is near %s', async (name) => {
  expect(
    indexesOf(base)
      .entities.near(name, meaningsOf(name, base))
      .map(({ value }) => value),
  ).toEqual([]);
  expect(textOf(await ask('company', { name }, 'zh'))).not.toContain('相近的');
});

test.each([
  ['摩尔线成', 'moore-threads'],
  ['moore thraeds', 'moore-threads'],
  ['寒武', 'cambricon'],
])('%s is near something', (name, id) => {
  const near = indexesOf(base).entities.near(name, meaningsOf(name, base));
  expect(near.map(({ value }) => value)).toContain(id);
});
