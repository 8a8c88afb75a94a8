/** Runs after the packages are installed: works out what the first start would otherwise have to. Never fails an install. */
import { answerToJson } from './answer/answer-json.ts';
import { answerQuestion } from './answer/answer-question.ts';
import { KNOWLEDGE, openBase } from './open-base.ts';

try {
  const base = await openBase(KNOWLEDGE);
  // Asked once, the program is compiled and kept as well.
  const question = '2024';
  answerToJson(question, answerQuestion(question, base, '2026-01-01'), base);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`prepare: ${reason}\n`);
}
