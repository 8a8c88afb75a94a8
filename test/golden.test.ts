import { describe, expect, test } from 'vitest';
import {
  type Gold,
  type GoldenLine,
  goldenLines,
  KINDS,
  lineToGold,
  type Scored,
  score,
  sharedLines,
} from './gold.ts';
import { VERDICTS, type Verdict } from './judge.ts';

/**
 * In percent: under `right` or over `wrong` the suite fails. A little looser than what was measured last; raise
 * them with the measure, never lower them for a change. (They were 89.2 and 1.1 before harder questions came in; those
 * from before are at 91.3 and 0.6.)
 */
const LIMITS = {
  golden: { right: 88.4, wrong: 0.9 },
  shared: { right: 98.5, wrong: 0.5 },
} as const;

/** So many questions at least, and so many of them, in percent, that have no answer or take something false for granted. */
const LEAST_QUESTIONS = 400;
const LEAST_WITHOUT_ANSWER = 33.3;

function percentOf(verdict: Verdict, scored: readonly Scored[]): number {
  return (100 * scored.filter((one) => one.verdict === verdict).length) / scored.length;
}

function expectWithin(
  limits: { readonly right: number; readonly wrong: number },
  lines: readonly GoldenLine[],
) {
  const scored = score(lines.map(lineToGold));
  const shares = VERDICTS.map((verdict) => `${verdict} ${percentOf(verdict, scored).toFixed(1)} %`);
  console.log(`${scored.length} questions: ${shares.join(', ')}`);
  const wrong = scored.filter(({ verdict }) => verdict === 'wrong');
  const list = wrong.map(({ gold, why }) => `${gold.id} ${gold.q}: ${why}`).join('\n');
  expect(percentOf('right', scored), 'right, in percent').toBeGreaterThanOrEqual(limits.right);
  expect(percentOf('wrong', scored), `wrong, in percent:\n${list}`).toBeLessThanOrEqual(limits.wrong);
}

function faultOf(line: GoldenLine): string | null {
  try {
    lineToGold(line);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('the golden questions', () => {
  const lines = goldenLines();

  test('have the form that their README describes', () => {
    const faults = lines.flatMap((line) => faultOf(line) ?? []);
    expect(faults).toEqual([]);
  });

  test('have ids that are used once', () => {
    const ids = lines.map((line) => lineToGold(line).id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('are asked once in each file, and never expect what another file rules out', () => {
    const asked = Map.groupBy(lines, (line) => lineToGold(line).q);
    const faults = [...asked].filter(([, same]) => {
      const [first, ...others] = same.map((line) => new Set<string>(lineToGold(line).outcome));
      const agreed = others.every((outcomes) => first !== undefined && !first.isDisjointFrom(outcomes));
      return new Set(same.map(({ file }) => file)).size < same.length || !agreed;
    });
    expect(
      faults.map(([question, same]) => `${question}: ${same.map(({ file, line }) => `${file}:${line}`)}`),
    ).toEqual([]);
  });

  test('are many, of every kind, and a third of them has no plain answer', () => {
    const golds = lines.map(lineToGold);
    const count = (...kinds: readonly Gold['kind'][]) =>
      golds.filter(({ kind }) => kinds.includes(kind)).length;
    const share = (number: number) => `${number} (${((100 * number) / golds.length).toFixed(1)} %)`;
    const unanswerable = count('unanswerable');
    const falsePremise = count('false-premise');
    const several = count('ambiguous', 'conflict');
    console.log(
      `unanswerable ${share(unanswerable)}, false-premise ${share(falsePremise)}, ambiguous or conflict ${share(several)}`,
    );
    expect(golds.length).toBeGreaterThanOrEqual(LEAST_QUESTIONS);
    expect(KINDS.filter((kind) => count(kind) === 0)).toEqual([]);
    expect((100 * (unanswerable + falsePremise)) / golds.length).toBeGreaterThanOrEqual(LEAST_WITHOUT_ANSWER);
  });

  test(
    'are answered right as often as before, and wrong as seldom',
    () => expectWithin(LIMITS.golden, lines),
    // Long enough for a busy machine: how fast it answers is measured elsewhere.
    180_000,
  );
});

describe('the shared questions', () => {
  const lines = sharedLines();
  if (!lines) console.log('shared questions (../shared/questions/dev.jsonl): not there, not asked');

  test.skipIf(!lines)('are answered right as often as before, and wrong as seldom', () => {
    expectWithin(LIMITS.shared, lines ?? []);
  });
});

describe('the form of a golden question', () => {
  const [first] = goldenLines();
  const good: Record<string, unknown> = JSON.parse(first?.text ?? '{}');

  test.each([
    ['a kind that there is not', { kind: 'guess' }],
    ['a paragraph that there is not', { p: ['p85'] }],
    ['a paragraph without its nought', { p: ['p9'] }],
    ['no outcome', { outcome: [] }],
    [
      'a figure that only an unknown could state',
      { outcome: ['unknown'], values: [{ value: 1, unit: 'CNY' }] },
    ],
    ['a unit that there is not', { outcome: ['answer'], values: [{ value: 1, unit: 'EUR' }] }],
    ['an empty list of words', { strings: [[]] }],
    ['a field that there is not', { answer: 'yes' }],
    ['an id without a number', { id: 'golden' }],
  ])('is refused with %s', (_, fault) => {
    const line = { file: 'broken.jsonl', line: 7, text: JSON.stringify({ ...good, ...fault }) };
    expect(() => lineToGold(line)).toThrow(/^broken\.jsonl:7: /);
  });
});
