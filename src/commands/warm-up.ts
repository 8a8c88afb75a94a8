/** What the first reader would otherwise wait for. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { isAnsweredBy, questionsFor } from './questions.ts';

const LOCALES: readonly Locale[] = ['zh', 'en'];
/** What is asked later warms up as it is asked: more questions would only leave more to be cleared away. */
const MOST_QUESTIONS = 4;

/**
 * Asks some of the questions that are offered as buttons. Nothing depends on it but time: it may be left out, or stopped
 * between two steps. Pinyin, repair and completions are left to the first who needs them: they take more memory than all
 * the rest.
 */
export function* warmUp(base: FactBase, today: string): Generator<void> {
  let asked = 0;
  for (const fact of base.facts) {
    for (const question of LOCALES.flatMap((locale) => questionsFor(fact, locale, base))) {
      if (asked++ === MOST_QUESTIONS) return;
      isAnsweredBy(question, fact, base, today);
      yield;
    }
  }
}

/**
 * The engine builds its indexes at the first question; better now than while somebody waits for the answer. A step
 * at a time: between two, whoever asks is acknowledged. A newer base ends the warming of the one before.
 */
export function createWarmUp(now: () => Date): (base: FactBase) => void {
  let latest: FactBase | undefined;
  return (base) => {
    latest = base;
    const steps = warmUp(base, now().toISOString().slice(0, 10));
    setImmediate(function step(): void {
      if (latest === base && !steps.next().done) setImmediate(step).unref();
    }).unref();
  };
}
