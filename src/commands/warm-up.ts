/** What the first reader would otherwise wait for. */
import { answerQuestion } from '../answer/answer-question.ts';
import { termsOf } from '../answer/terms.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { indexesOf } from './indexes.ts';
import { isAnsweredBy, questionsFor } from './questions.ts';

const LOCALES: readonly Locale[] = ['zh', 'en'];
/** A second of work or so; what is asked later warms up as it is asked. */
const MOST_QUESTIONS = 150;

/**
 * Builds the indexes and asks the questions that are offered as buttons and completions. Nothing depends on it but
 * time: it may be left out, or stopped between two steps.
 */
export function* warmUp(base: FactBase, today: string): Generator<void> {
  // The words of each fact, then what is built of them: the first question would do it all at once.
  for (const fact of base.facts) {
    termsOf(fact, base);
    yield;
  }
  answerQuestion('warm up', base, today);
  yield;
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
