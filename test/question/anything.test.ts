import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerToJson } from '../../src/answer/answer-json.ts';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import { parseQuestion } from '../../src/question/parse.ts';
import { anything, checked } from '../properties.ts';
import { base, TODAY } from './base.ts';

const LONGEST_ANSWER = 8000;
const MOST_FACTS = 60;

function isSound(question: string): boolean {
  const answer = answerQuestion(question, base, TODAY);
  const { outcome, facts, derived, choices, text } = answerToJson(question, answer, base);
  const stated = facts.length + derived.length > 0;
  return (
    text.length > 0 &&
    text.length <= LONGEST_ANSWER &&
    facts.length <= MOST_FACTS &&
    stated === (outcome === 'answer') &&
    choices.length > 0 === (outcome === 'choices')
  );
}

describe('whatever is asked', () => {
  test('is read without an exception, into no more items than it has characters', () => {
    checked(
      fc.property(anything, (text) => {
        const question = parseQuestion(text, base, TODAY);
        return question === null || question.items.length <= [...question.text].length;
      }),
    );
  });

  test('is answered without an exception, within bounds, and stated facts come with an answer only', () => {
    checked(fc.property(anything, isSound));
  });

  test('is answered the same when it is asked twice', () => {
    const ask = (text: string) => JSON.stringify(answerToJson(text, answerQuestion(text, base, TODAY), base));
    checked(
      fc.property(anything, (text) => {
        const first = ask(text);
        return ask(text) === first;
      }),
      100,
    );
  });

  test('finds no word of its own in the base’s prototypes', () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      expect(answerQuestion(`${name} 2024`, base, TODAY).outcome).not.toBe('answer');
    }
  });

  test.each([
    ['10,000 letters', 'a'.repeat(10_000)],
    ['10,000 Chinese characters', '摩'.repeat(10_000)],
    ['10,000 figures', '9'.repeat(10_000)],
    ['10,000 brackets', '('.repeat(10_000)],
    ['10,000 blanks', ' '.repeat(10_000)],
    ['10,000 lone surrogates', '\ud83d'.repeat(10_000)],
    ['as many names as are read', '沐曦'.repeat(250)],
    ['as many years as are read', '2024 '.repeat(99)],
    ['as much pinyin as is read', 'muxi'.repeat(120)],
    ['as many misspelled names as are read', 'nvdia '.repeat(83)],
    ['patterns', '(a+)+$ [^\\]*?{9999999} .* \\1'],
    ['control characters', '\u0000\u0007\u001b[31m\u007f\u009b2J'],
  ])('is answered within bounds: %s', (_, question) => {
    expect(isSound(question)).toBe(true);
  });
});
