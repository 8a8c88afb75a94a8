/** Laws of the log: replaying it, taking it back, and reading it as of a day. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeLog } from '../../src/knowledge/before-log.ts';
import { type Fact, plainFact } from '../../src/knowledge/fact.ts';
import { foldLog, knownOn } from '../../src/knowledge/fold.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { type Change, factOf, type Revision, targetOf } from '../../src/knowledge/revision.ts';
import { type Seen, undoOf } from '../../src/knowledge/undo.ts';
import type { Entity, Metric } from '../../src/knowledge/vocabulary.ts';
import { checked } from '../properties.ts';

const ENTITIES = ['a', 'b'].map(
  (id): Entity => ({
    id,
    kind: 'company',
    label: { zh: `公司${id}`, en: `Company ${id}` },
    aliases: [`alias ${id}`],
    of: [],
    members: [],
    unnamed: false,
  }),
);
const METRIC: Metric = {
  id: 'revenue',
  label: { zh: '营收', en: 'revenue' },
  kind: 'flow',
  units: ['CNY'],
  answers: 'figure',
  words: [],
  size: false,
  cumulative: false,
  directed: false,
};

function fact(id: string, value: number, more: Partial<Fact> = {}): Fact {
  return {
    id,
    subject: 'a',
    metric: 'revenue',
    period: '2024',
    value,
    unit: 'CNY',
    qualifier: 'exact',
    nature: 'actual',
    by: 'a',
    source: 's',
    locator: 'p1',
    asOf: null,
    objects: [],
    about: [],
    statement: { zh: `营收${value}`, en: `revenue ${value}` },
    definition: null,
    note: null,
    asked: [],
    with: [],
    rank: 'normal',
    ...more,
  };
}

const SOURCE = { id: 's', title: 't', publisher: 'p', date: '2025-07', url: 'https://example.com/' };
const FILES: Knowledge = {
  vocabulary: { entities: ENTITIES, metrics: [METRIC], sources: [SOURCE], others: [], wordGroups: [] },
  facts: [fact('x', 1), fact('y', 2, { with: ['x'] })],
};

/** What somebody does next; which revision to undo is chosen among those there are then. */
type Act =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'undo'; readonly which: number };

const id = fc.constantFrom('x', 'y', 'z');
const value = fc.integer({ min: -3, max: 3 });
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('assert' as const),
      fact: fc.tuple(id, value).map(([i, v]) => fact(i, v)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('assert' as const),
      fact: fc.tuple(id, fc.constantFrom('p1', 'p2')).map(([i, locator]) => fact(i, 1, { locator })),
    }),
  },
  fc.record({ kind: fc.constant('retract' as const), fact: id }),
  fc.record({
    kind: fc.constantFrom('alias-add' as const, 'alias-remove' as const),
    entity: fc.constantFrom('a', 'b', 'gone'),
    alias: fc.constantFrom('alias a', 'Alias A', 'other'),
  }),
  fc.record({ kind: fc.constant('source-add' as const), source: fc.constant({ ...SOURCE, id: 'fresh' }) }),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: change.map((one): Act => ({ kind: 'change', change: one })) },
  { weight: 1, arbitrary: fc.nat(20).map((which): Act => ({ kind: 'undo', which })) },
);
const acts = fc.array(act, { maxLength: 20 });

/** A snapshot without its lexicon, which no law here is about and which costs the most. */
type State = Seen & { readonly revisions: readonly Revision[]; readonly knowledge: Knowledge };

function stateOf(revisions: readonly Revision[]): State {
  const { knowledge } = foldLog(FILES, revisions);
  const entities = new Map(knowledge.vocabulary.entities.map((entity) => [entity.id, entity]));
  return {
    files: FILES,
    revisions,
    knowledge,
    revisionsOf: (target) => revisions.filter((revision) => targetOf(revision.change) === target),
    base: { findEntity: (name) => entities.get(name) },
  };
}

function append(state: State, next: Change, undoes?: number): State {
  const seq = state.revisions.length + 1;
  const day = String(seq).padStart(2, '0');
  const revision: Revision = {
    seq,
    recorded: `2026-01-${day}T12:00:00.000Z`,
    author: 'terminal',
    reason: '',
    change: next,
    base: state.revisionsOf(targetOf(next)).at(-1)?.seq ?? null,
    ...(undoes === undefined ? {} : { undoes }),
  };
  return stateOf([...state.revisions, revision]);
}

function perform(all: readonly Act[]): State {
  let state = stateOf([]);
  for (const one of all) {
    if (one.kind === 'change') state = append(state, one.change);
    else {
      const revision = state.revisions[one.which % Math.max(1, state.revisions.length)];
      const undone = revision && undoOf(revision, state);
      if (undone?.kind === 'change') state = append(state, undone.change, revision?.seq);
    }
  }
  return state;
}

/** What a base says, whatever is known of how it came to be. */
function said({ facts, vocabulary }: Knowledge) {
  const names = vocabulary.entities.map(({ id: name, aliases }) => [name, aliases]);
  return { facts: facts.map(plainFact), names, sources: vocabulary.sources };
}

describe('the log', () => {
  test('gives one base, however often and in however many parts it is replayed', () => {
    checked(
      fc.property(acts, fc.nat(20), (all, cut) => {
        const snapshot = perform(all);
        const { revisions } = snapshot;
        expect(foldLog(FILES, revisions)).toEqual(foldLog(FILES, revisions));
        expect(said(foldLog(FILES, revisions).knowledge)).toEqual(said(snapshot.knowledge));
        const first = foldLog(FILES, revisions.slice(0, cut)).knowledge;
        const inParts = foldLog(first, revisions.slice(cut)).knowledge;
        // A fact that is gone at the end of one part stands last when it is set again, and is told alone.
        const alone = ({ facts, ...rest }: ReturnType<typeof said>) => ({
          ...rest,
          facts: new Map(facts.map((one) => [one.id, { ...one, with: [] }])),
        });
        expect(alone(said(inParts))).toEqual(alone(said(snapshot.knowledge)));
      }),
      200,
    );
  });

  test('undone at once, a change leaves the base as it was; undone twice, as it became', () => {
    checked(
      fc.property(acts, change, (all, next) => {
        const before = perform(all);
        const after = append(before, next);
        const [last] = after.revisions.slice(-1);
        if (!last) return;
        const undone = undoOf(last, after);
        if (undone.kind !== 'change') {
          // Nothing to take back: it did nothing, or it only named a source.
          if (undone.kind !== 'kept') expect(said(after.knowledge)).toEqual(said(before.knowledge));
          return;
        }
        const back = append(after, undone.change, last.seq);
        expect(sorted(back)).toEqual(sorted(before));
        const [undo] = back.revisions.slice(-1);
        const again = undo && undoOf(undo, back);
        if (again?.kind !== 'change') throw new Error(`an undo that cannot be undone: ${again?.kind}`);
        expect(sorted(append(back, again.change))).toEqual(sorted(after));
      }),
      200,
    );
  });

  test('is known on a day as far as it had been recorded by then', () => {
    checked(
      fc.property(acts, fc.integer({ min: 1, max: 25 }), (all, day) => {
        const revisions = perform(all).revisions.map(withBefore);
        const on = (text: string) => said(knownOn(FILES, revisions, text).knowledge);
        const until = `2026-01-${String(day).padStart(2, '0')}`;
        expect(on(until)).toEqual(said(foldLog(FILES, revisions.slice(0, day)).knowledge));
        expect(on('2099-12-31')).toEqual(said(foldLog(FILES, revisions).knowledge));
        expect(on('2025-07-30').facts).toEqual([]);
        expect(on('2025-07-31').facts).toEqual(FILES.facts);
      }),
      100,
    );
  });

  test('tells the same of a day and of its history once it was folded back into the files', () => {
    checked(
      fc.property(acts, fc.integer({ min: 1, max: 25 }), (all, day) => {
        const revisions = perform(all).revisions.map(withBefore);
        const exported = foldLog(FILES, revisions).knowledge;
        const folder = { ...exported, facts: exported.facts.map(plainFact) };
        const until = `2026-01-${String(day).padStart(2, '0')}`;
        // The files say of a fact whose companion is retracted that it is told alone.
        const facts = ({ facts: held }: Knowledge) =>
          new Map(held.map((one) => [one.id, { ...one, with: [] }]));
        for (const on of ['2025-07-31', until, '2099-12-31']) {
          const [then, now] = [FILES, folder].map((files) => facts(knownOn(files, revisions, on).knowledge));
          expect(now).toEqual(then);
        }
        expect(facts(foldLog(folder, revisions).knowledge)).toEqual(facts(exported));
        expect(beforeLog(beforeLog(folder, revisions), revisions)).toEqual(beforeLog(folder, revisions));
      }),
      200,
    );
  });

  test('without what it replaced, a day is silent about what the files have from the log', () => {
    const { revisions } = perform([{ kind: 'change', change: { kind: 'assert', fact: fact('x', 5) } }]);
    const folder = { ...FILES, facts: [fact('x', 5), fact('y', 2)] };
    const ids = (day: string) => knownOn(folder, revisions, day).knowledge.facts.map(({ id: held }) => held);
    expect(ids('2025-12-31')).toEqual(['y']);
    expect(ids('2026-01-02')).toEqual(['x', 'y']);
  });

  /** As it is recorded from a chat: the first change of a fact with what the files said. */
  function withBefore(revision: Revision): Revision {
    const { change: next, base } = revision;
    if (base !== null || (next.kind !== 'assert' && next.kind !== 'retract')) return revision;
    const before = FILES.facts.find((one) => one.id === factOf(next)) ?? null;
    return { ...revision, change: { ...next, before } };
  }

  /** The same names in whatever order: an alias that is taken away and given back stands last. */
  function sorted(state: State) {
    const { facts, names, sources } = said(state.knowledge);
    const inOrder = names.map(([name, aliases]) => [name, [...(aliases ?? [])].sort()]);
    return { facts: new Map(facts.map((one) => [one.id, one])), names: inOrder, sources };
  }
});

describe('a revision that the files no longer bear', () => {
  const revision = (next: Change): Revision => ({
    seq: 1,
    recorded: '2026-01-01T00:00:00.000Z',
    author: 'terminal',
    reason: '',
    change: next,
    base: null,
  });

  test.each<[string, Change, string]>([
    ['subject', { kind: 'assert', fact: fact('n', 1, { subject: 'gone' }) }, "there is no entity 'gone'"],
    ['speaker', { kind: 'assert', fact: fact('n', 1, { by: 'gone' }) }, "there is no entity 'gone'"],
    ['object', { kind: 'assert', fact: fact('n', 1, { objects: ['gone'] }) }, "there is no entity 'gone'"],
    ['metric', { kind: 'assert', fact: fact('n', 1, { metric: 'gone' }) }, "there is no metric 'gone'"],
    ['source', { kind: 'assert', fact: fact('n', 1, { source: 'gone' }) }, "there is no source 'gone'"],
    ['unit', { kind: 'assert', fact: fact('n', 1, { unit: 'nm' }) }, 'unit nm does not fit revenue'],
    ['shape', { kind: 'assert', fact: { id: 'n' } as Fact }, 'the fact is not whole'],
    ['value', { kind: 'assert', fact: fact('n', Number.POSITIVE_INFINITY) }, 'the fact is not whole'],
    ['size', { kind: 'assert', fact: fact('n', 1e19) }, 'the fact is not whole'],
    [
      'value after a file',
      { kind: 'assert', fact: { ...fact('n', 1), value: null as never } },
      'the fact is not whole',
    ],
    ['fact to retract', { kind: 'retract', fact: 'gone' }, "there is no fact 'gone'"],
    ['entity of an alias', { kind: 'alias-add', entity: 'gone', alias: 'x' }, "there is no entity 'gone'"],
  ])('for want of its %s is left out and told', (_, next, reason) => {
    const folded = foldLog(FILES, [revision(next)]);
    expect(folded.skipped).toEqual([{ seq: 1, reason }]);
    expect(said(folded.knowledge)).toEqual(said(FILES));
  });

  test('leaves no fact to be told with one that is gone', () => {
    const { knowledge } = foldLog(FILES, [revision({ kind: 'retract', fact: 'x' })]);
    expect(knowledge.facts.map(({ id: left, with: told }) => [left, told])).toEqual([['y', []]]);
  });
});
