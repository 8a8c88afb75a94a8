/** Facts written to a file and read from it are the same facts, in every format. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/knowledge/fact.ts';
import { CSV } from '../../src/knowledge/formats/csv.ts';
import type { Format } from '../../src/knowledge/formats/format.ts';
import { JSONL } from '../../src/knowledge/formats/jsonl.ts';
import { YAML } from '../../src/knowledge/formats/yaml.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { checked } from '../properties.ts';

const { facts, vocabulary } = loadKnowledge(new URL('../../knowledge', import.meta.url).pathname);
const { sources } = vocabulary;
const FORMATS: readonly (readonly [string, Format])[] = [
  ['CSV', CSV],
  ['JSON Lines', JSONL],
  ['YAML', YAML],
];

/** What spreadsheets, CSV, JSON and YAML each have trouble with. */
const HARD = [
  '=1+1',
  '-x',
  '@sum',
  "'=",
  "''",
  '"',
  '",',
  'a,b',
  'a\nb',
  'null',
  'true',
  '2024',
  '~',
  '# a',
  ': b',
  '- c',
  '[d',
  '{e',
  '摩尔线程',
  '1e5',
  '|',
  '>',
  "it's",
  '%',
  '\ta',
];
const text = fc
  .oneof(
    fc.constantFrom(...HARD),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.array(fc.constantFrom(...HARD), { minLength: 1, maxLength: 3 }).map((all) => all.join('')),
  )
  .map((one) => one.trim())
  .filter((one) => one !== '');
const words = fc.record({ zh: text, en: text });
const figure = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }))
  .map((n) => n + 0);
const name = fc.stringMatching(/^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8})?$/u).filter((one) => one.length > 0);

const anyFact: fc.Arbitrary<Fact> = fc.record({
  id: name,
  subject: name,
  metric: name,
  period: fc.constantFrom(null, '2024', '2025-Q1', '2025-07-15', '2022/2024'),
  value: fc.oneof(figure, fc.tuple(figure, figure), words),
  unit: fc.constantFrom(null, 'CNY' as const, '%' as const),
  qualifier: fc.constantFrom('exact' as const, 'about' as const, 'nearly' as const),
  nature: fc.constantFrom('actual' as const, 'plan' as const),
  by: name,
  source: fc.constantFrom('s1', 's2'),
  locator: fc.constantFrom('', 'p39', 'p24, p31'),
  asOf: fc.constantFrom(null, '2025-07'),
  objects: fc.array(name, { maxLength: 2 }),
  about: fc.array(name, { maxLength: 2 }),
  statement: words,
  definition: fc.option(words),
  note: fc.option(words),
  asked: fc.array(text, { maxLength: 3 }),
  with: fc.array(name, { maxLength: 1 }),
  rank: fc.constantFrom('normal' as const, 'preferred' as const),
});
const anyFacts = fc.uniqueArray(anyFact, { selector: ({ id }) => id, minLength: 1, maxLength: 4 });
const anySources = fc.tuple(text, text, text, text).map(([t1, p1, t2, p2]) => [
  { id: 's1', title: t1, publisher: p1, date: '2025-07', url: 'https://example.com/a?b=c' },
  { id: 's2', title: t2, publisher: p2, date: '2025', url: '' },
]);

describe.each(FORMATS)('%s', (_, format) => {
  test('gives the whole base back', () => {
    const read = format.read(format.write({ facts, sources }));
    expect(read.faults).toEqual([]);
    expect(read.facts.map(({ fact }) => fact)).toEqual(facts);
    expect(read.sources).toEqual(sources);
  });

  test('gives any facts back', () => {
    checked(
      fc.property(anyFacts, anySources, (some, from) => {
        const read = format.read(format.write({ facts: some, sources: from }));
        expect(read.faults).toEqual([]);
        // YAML has the facts of each source together.
        expect(byId(read.facts.map(({ fact }) => fact))).toEqual(byId(some));
        const used = new Set(some.map(({ source }) => source));
        const ofThese = ({ id }: { readonly id: string }): boolean => used.has(id);
        expect(byId(read.sources.filter(ofThese))).toEqual(byId(from.filter(ofThese)));
      }),
      150,
    );
  });

  test('reads anything at all, or says in which line it cannot', () => {
    checked(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 80 }),
          fc.array(text, { maxLength: 6 }).map((all) => all.join('\n')),
        ),
        (some) => {
          const read = format.read(some);
          for (const { line } of read.faults) expect(line).toBeGreaterThanOrEqual(1);
          expect(read.facts).toEqual([]);
        },
      ),
      200,
    );
  });
});

function byId<T extends { readonly id: string }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

describe('a fault', () => {
  const line = (more: object) => JSON.stringify({ ...LINE, ...more });
  const LINE = {
    id: 'x',
    subject: 'a',
    metric: 'm',
    period: '2024',
    value: 1,
    unit: 'CNY',
    nature: 'actual',
    by: 'a',
    at: '',
    zh: '甲',
    en: 'A',
    source: 's',
  };

  test.each([
    ['JSON that is none', `${line({})}\n{`, [{ line: 2, kind: 'syntax', field: '' }]],
    ['a field too many', line({ colour: 'red' }), [{ line: 1, kind: 'unknown-field', field: 'colour' }]],
    ['a field too few', `\n${line({ zh: undefined })}`, [{ line: 2, kind: 'missing', field: 'zh' }]],
    ['a wrong period', line({ period: '2024-Q5' }), [{ line: 1, kind: 'wrong', field: 'period' }]],
    ['a wrong unit', line({ unit: 'EUR' }), [{ line: 1, kind: 'wrong', field: 'unit' }]],
    ['an id used twice', `${line({})}\n${line({})}`, [{ line: 2, kind: 'twice', field: 'x' }]],
  ])('%s has its line', (_, written, faults) => {
    expect(JSONL.read(written).faults).toEqual(faults);
  });

  test.each([
    ['a quote that is never closed', 'id,zh\nx,"甲', [{ line: 2, kind: 'syntax', field: '' }]],
    ['a column too many', 'id,colour\nx,red', [{ line: 1, kind: 'unknown-field', field: 'colour' }]],
  ])('%s in CSV', (_, written, faults) => {
    expect(CSV.read(written).faults).toEqual(faults);
  });

  test('has the line of its row in CSV, though a cell before it has several', () => {
    const [head = '', row = ''] = CSV.write({
      facts: facts.filter(({ id }) => id === 'moore-threads-net-profit-2024'),
      sources,
    }).split('\r\n');
    const broken = row.replace(/^[^,]*/u, 'NOT AN ID');
    // A line feed inside quotes: the row after it begins a line further down.
    const tall = row.replace('招股书', '招股\n书').replace(/,([^,"]*\n[^,"]*),/u, ',"$1",');
    const faults = CSV.read([head, tall, broken].join('\r\n')).faults;
    expect(faults).toEqual([{ line: 4, kind: 'wrong', field: 'id' }]);
  });

  test('YAML that is none has its line', () => {
    expect(YAML.read('- id: a\n  b: [').faults).toEqual([expect.objectContaining({ kind: 'syntax' })]);
    expect(YAML.read('source: s\nfacts:\n  - id: x\n').faults.every(({ line: at }) => at === 3)).toBe(true);
  });

  test('spreadsheets find no formula in what is exported', () => {
    const [first] = facts;
    if (!first) throw new Error('no facts');
    const evil = { ...first, statement: { zh: '=HYPERLINK("x")', en: '@SUM(A1)' } };
    const cells = CSV.write({ facts: [evil], sources }).split(/[,\r\n]/u);
    expect(cells.filter((cell) => /^"?[=@+]/u.test(cell))).toEqual([]);
  });
});
