import { expect, test } from 'vitest';
import { type FactRevision, factChanges } from '../../src/digest/changes.ts';
import type { Fact } from '../../src/knowledge/fact.ts';
import { fact } from '../answer/base.ts';

const assert = (one: Fact): FactRevision => ({ change: { kind: 'assert', fact: one } });
const retract = (id: string): FactRevision => ({ change: { kind: 'retract', fact: id } });
const OTHER: FactRevision = { change: { kind: 'alias-add' } };

const old = fact('f', { value: 1 });
const now = fact('f', { value: 2 });

/** Each change as 'kind old → new' by value. */
function told(revisions: readonly FactRevision[], before: readonly Fact[], after: readonly Fact[]) {
  const in_ = (facts: readonly Fact[]) => (id: string) => facts.find((one) => one.id === id);
  return factChanges(revisions, in_(before), in_(after)).map((change) =>
    change.kind === 'corrected'
      ? `corrected ${change.old.value} → ${change.fact.value}`
      : `${change.kind} ${change.fact.value}`,
  );
}

test.each<[string, readonly FactRevision[], readonly Fact[], readonly Fact[], readonly string[]]>([
  ['a new fact', [assert(old)], [], [old], ['new 1']],
  ['a corrected one', [assert(now)], [old], [now], ['corrected 1 → 2']],
  ['a retracted one', [retract('f')], [old], [], ['retracted 1']],
  [
    'two corrections of one',
    [assert(fact('f', { value: 9 })), assert(now)],
    [old],
    [now],
    ['corrected 1 → 2'],
  ],
  ['new, then corrected', [assert(old), assert(now)], [], [now], ['new 2']],
  ['a correction taken back', [assert(now), assert(old)], [old], [old], []],
  ['added and retracted', [assert(old), retract('f')], [], [], []],
  [
    'a retraction taken back with another value',
    [retract('f'), assert(now)],
    [old],
    [now],
    ['corrected 1 → 2'],
  ],
  [
    'other words to ask for it',
    [assert({ ...old, asked: ['how much'] })],
    [old],
    [{ ...old, asked: ['how much'] }],
    [],
  ],
  [
    'another place in the source',
    [assert({ ...old, locator: 'p9' })],
    [old],
    [{ ...old, locator: 'p9' }],
    ['corrected 1 → 1'],
  ],
  ['an alias', [OTHER], [old], [old], []],
  ['nothing', [], [old], [old], []],
  [
    'two facts, in order',
    [assert(fact('g', { value: 5 })), retract('f')],
    [old],
    [fact('g', { value: 5 })],
    ['new 5', 'retracted 1'],
  ],
])('%s', (_, revisions, before, after, expected) => {
  expect(told(revisions, before, after)).toEqual(expected);
});
