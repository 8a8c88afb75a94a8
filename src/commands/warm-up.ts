/** What the first reader would otherwise wait for. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { indexesOf } from './indexes.ts';
import { isAnsweredBy, questionsFor } from './questions.ts';

const LOCALES: readonly Locale[] = ['zh', 'en'];
/** A few seconds of work at most; larger bases warm up as they are asked. */
const MOST_QUESTIONS = 2_000;

/**
 * Builds the indexes and asks the questions that are offered as buttons and completions. Nothing depends on it but
 * time: it may be left out, or stopped between two steps.
 */
export function* warmUp(base: FactBase, today: string): Generator<void> {
  indexesOf(base);
  yield;
  let asked = 0;
  for (const fact of base.facts) {
    for (const question of LOCALES.flatMap((locale) => questionsFor(fact, locale, base))) {
      if (asked++ === MOST_QUESTIONS) return;
      isAnsweredBy(question, fact, base, today);
      yield;
    }
  }
}
