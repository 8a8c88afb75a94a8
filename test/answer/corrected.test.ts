import { expect, test } from 'vitest';
import { correctionLines } from '../../src/answer/corrected.ts';
import type { Fact } from '../../src/knowledge/fact.ts';
import { fact, smallBase } from './base.ts';

/** The versions of one fact, the oldest first, recorded a day apart; the first is that of the files. */
function versions(...changes: readonly Partial<Fact>[]): Fact {
  let told = fact('a-rev-2023', { value: 2e9 });
  for (const [at, change] of changes.entries()) {
    const recorded = `2026-11-0${at + 1}T08:00:00Z`;
    told = { ...told, ...change, version: { seq: at + 1, recorded, author: 'terminal', before: told } };
  }
  return told;
}

test.each([
  [[{ value: 2.5e9 }], /Corrected on 2026-11-01 .*it was CNY 2 billion before/u],
  [[{ value: 2.5e9 }, { locator: 'p02' }], /Corrected on 2026-11-01 .*it was CNY 2 billion before/u],
  [[{ value: 2.5e9 }, { locator: 'p02' }, { note: null }], /Corrected on 2026-11-01 .*CNY 2 billion/u],
  [[{ value: 2.5e9 }, { value: 2.6e9 }], /Corrected on 2026-11-02 .*it was CNY 2\.5 billion before/u],
  [[{ locator: 'p02' }, { locator: 'p03' }], /Revised from a chat on 2026-11-02 .*figure is the same/u],
])('after %j a reader is told of the figure before', (changes, line) => {
  expect(correctionLines([versions(...changes)], 'en', smallBase())).toEqual([expect.stringMatching(line)]);
});

test('what was recorded from a chat is said to be so', () => {
  const version = { seq: 1, recorded: '2026-11-01T08:00:00Z', author: 'terminal', before: null };
  const [line] = correctionLines([fact('a-rev-2023', { version })], 'en', smallBase());
  expect(line).toMatch(/^Recorded from a chat on 2026-11-01/u);
});
