/** What is asked under load: the golden questions, and for those with a figure what an answer must hold. */
import { answerToJson } from '../../src/answer/answer-json.ts';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { findFigures } from '../../src/language/figures.ts';
import { type Gold, goldenLines, lineToGold } from '../../test/gold.ts';
import { judge } from '../../test/judge.ts';
import { createRandom } from '../random.ts';

export type LoadQuestion = {
  readonly text: string;
  /** In base units, without sign; null where there is none, or where the bot is known not to give it. */
  readonly figure: number | null;
};

const KNOWLEDGE = new URL('../../knowledge', import.meta.url).pathname;
const TOLERANCE = 0.005;

/** In an order that is the same for the same seed. `today` is the day of the processes that are asked. */
export function loadQuestions(seed: number, today: string): LoadQuestion[] {
  const base = createFactBase(loadKnowledge(KNOWLEDGE));
  const figureOf = (gold: Gold, text: string): number | null => {
    const [value, ...more] = gold.values;
    if (gold.kind !== 'fact' || value === undefined || more.length > 0) return null;
    const { verdict } = judge(gold, answerToJson(text, answerQuestion(text, base, today), base));
    return verdict === 'right' && typeof value.value === 'number' ? Math.abs(value.value) : null;
  };
  const questions = goldenLines().map((line) => {
    const gold = lineToGold(line);
    const text = gold.q.replaceAll('\n', ' ');
    return { text, figure: figureOf(gold, text) };
  });
  return shuffled(questions, seed);
}

/** Whether a figure stands in what was said. */
export function holds(said: string, figure: number): boolean {
  return findFigures(said).some(
    ({ value, high }) => isClose(value, figure) || (high !== undefined && isClose(high, figure)),
  );
}

function isClose(said: number, figure: number): boolean {
  return Math.abs(Math.abs(said) - figure) <= TOLERANCE * figure;
}

function shuffled<T>(all: readonly T[], seed: number): T[] {
  const random = createRandom(seed);
  return all
    .map((one) => [random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}
