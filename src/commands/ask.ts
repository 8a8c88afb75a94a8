/** `/chip ask`: a question in the asker's own words. */
import { answerQuestion } from '../answer/answer-question.ts';
import type { Message } from '../platforms/platform.ts';
import { distinctActions } from './actions.ts';
import type { Asked } from './asked.ts';
import { exampleActions } from './examples.ts';
import { answerToMessage } from './message.ts';

/** The answer is in the language of the question; what says nothing is answered in the reader's, with examples. */
export function ask(asked: Asked): Message {
  const { request, base } = asked;
  // Taken as typed: the engine has its own bounds, and its own sentence for what is too long or empty.
  const question = Object.hasOwn(request.options, 'question') ? (request.options['question'] ?? '') : '';
  const answer = answerQuestion(question, base, request.today);
  if (answer.outcome !== 'unknown' || answer.gap.kind !== 'empty')
    return answerToMessage(question, answer, asked);
  const locale = request.locale ?? (/\S/u.test(question) ? answer.locale : 'zh');
  const message = answerToMessage(question, { ...answer, locale }, asked);
  const actions = [...exampleActions(locale, asked), ...message.actions];
  return { ...message, actions: distinctActions(actions, actions.length) };
}
