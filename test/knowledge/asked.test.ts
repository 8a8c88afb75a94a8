import { describe, expect, test } from 'vitest';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import { base, knowledge } from './knowledge.ts';

const TODAY = '2026-11-23';

/**
 * In percent, a point under what was measured last. The phrasings are far apart on purpose, so that their words
 * help to find the fact: not each of them is a question with one answer.
 */
const LEAST_ANSWERED = 92;
/** Of each fact, so many of its phrasings at least. */
const LEAST_OF_EACH = 1;

describe('the phrasings that a fact is asked for with', () => {
  const asked = knowledge.facts.flatMap(({ id, asked }) => asked.map((question) => ({ id, question })));
  const answered = asked.filter(({ id, question }) => {
    const answer = answerQuestion(question, base, TODAY);
    return answer.outcome === 'answer' && [...answer.facts, ...answer.context].some((fact) => fact.id === id);
  });

  test('are answered with that fact', () => {
    const percent = (100 * answered.length) / asked.length;
    console.log(
      `${answered.length} of ${asked.length} phrasings (${percent.toFixed(1)} %) are answered with their fact`,
    );
    expect(percent).toBeGreaterThanOrEqual(LEAST_ANSWERED);
  });

  test('lead to every fact in one way or another', () => {
    const found = Map.groupBy(answered, ({ id }) => id);
    const lost = knowledge.facts.filter(({ id }) => (found.get(id)?.length ?? 0) < LEAST_OF_EACH);
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  test('stand once with each fact', () => {
    const twice = knowledge.facts.flatMap(({ id, asked }) =>
      asked
        .filter((question, index) => asked.indexOf(question) !== index)
        .map((question) => `${id}: ${question}`),
    );
    expect(twice).toEqual([]);
  });
});
