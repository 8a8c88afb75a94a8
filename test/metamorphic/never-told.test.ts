import { expect, test } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import type { Metric } from '../../src/knowledge/vocabulary.ts';
import type { Locale } from '../../src/language/locale.ts';
import { base } from '../knowledge/knowledge.ts';
import { ask, factsOf } from './questions.ts';
import { createRandom, type Random } from './random.ts';
import { createTally } from './tally.ts';

const CASES = 3_000;

const FRAMES: Readonly<Record<Locale, readonly ((name: string, measure: string) => string)[]>> = {
  zh: [
    (name, measure) => `${name}的${measure}是多少`,
    (name, measure) => `${name}2024年${measure}`,
    (name, measure) => `${name}在中国的${measure}`,
  ],
  en: [
    (name, measure) => `What is the ${measure} of ${name}?`,
    (name, measure) => `${name} ${measure} 2024`,
    (name, measure) => `${name}'s ${measure} in China`,
  ],
};

const names = base.vocabulary.entities.filter(({ unnamed }) => !unnamed);
const measures = base.vocabulary.metrics.filter(({ kind }) => kind !== 'text');

/** The label, or a word of the same language that means it. */
function wordFor({ label, words }: Metric, locale: Locale, random: Random): string {
  const own = words.filter((word) => /\p{Script=Han}/u.test(word) === (locale === 'zh')).slice(0, 3);
  return random.pick([label[locale], ...own]);
}

/** Nothing of the name, not even of what belongs to it, is told in the measure or one like it. */
function isTold(name: string, measure: string): boolean {
  const family = base.family(measure);
  return base
    .factsAbout(name)
    .some(({ metric }) => family.includes(metric) || base.metric(metric).partOf === measure);
}

function verdictOf(answer: Answer): 'unknown' | 'choices' | 'corrected' | 'story' | 'figure' {
  if (answer.outcome !== 'answer') return answer.outcome;
  if (answer.corrections.length > 0) return 'corrected';
  return base.fact(factsOf(answer)[0] ?? '')?.unit === null ? 'story' : 'figure';
}

/** Ceilings a little looser than measured: some words mean another measure too ('sales', 'size'), and that one is told. */
test('a measure of somebody of whom it is not told is not answered with something else', () => {
  const random = createRandom('never told');
  const tally = createTally(['unknown', 'choices', 'corrected', 'story', 'figure'] as const);
  while (tally.total() < CASES) {
    const name = random.pick(names);
    const measure = random.pick(measures);
    const locale: Locale = random.chance(0.5) ? 'zh' : 'en';
    const frame = random.pick(FRAMES[locale]);
    if (isTold(name.id, measure.id)) continue;
    const question = frame(name.label[locale], wordFor(measure, locale, random));
    tally.add(verdictOf(ask(question)), question);
  }
  tally.print('measures that nobody told of');
  expect(tally.share('figure'), tally.examples('figure')).toBeLessThanOrEqual(1);
  expect(tally.share('story'), tally.examples('story')).toBeLessThanOrEqual(1);
});
