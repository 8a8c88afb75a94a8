import { expect, test } from 'vitest';
import type { Locale } from '../../src/language/locale.ts';
import { base } from '../knowledge/knowledge.ts';
import { FRAMES, isTold, NAMES, VERDICTS, verdictOf, wordsFor } from './never-told.ts';
import { ask } from './questions.ts';
import { createRandom } from './random.ts';
import { createTally } from './tally.ts';

const CASES = 3_000;
const measures = base.vocabulary.metrics.filter(({ kind }) => kind !== 'text');

/** Ceilings a little looser than measured: some words mean another measure too ('sales', 'size'), and that one is told. */
test('a measure of somebody of whom it is not told is not answered with something else', () => {
  const random = createRandom('never told');
  const tally = createTally(VERDICTS);
  while (tally.total() < CASES) {
    const name = random.pick(NAMES);
    const measure = random.pick(measures);
    const locale: Locale = random.chance(0.5) ? 'zh' : 'en';
    const frame = random.pick(FRAMES[locale]);
    if (isTold(name.id, measure.id)) continue;
    const question = frame(name.label[locale], random.pick(wordsFor(measure, locale)));
    tally.add(verdictOf(ask(question)), question);
  }
  tally.print('measures that nobody told of');
  expect(tally.share('figure'), tally.examples('figure')).toBeLessThanOrEqual(1);
  expect(tally.share('story'), tally.examples('story')).toBeLessThanOrEqual(1);
});
