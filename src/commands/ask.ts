/** `/chip ask`: a question in the asker's own words, answered from what is recorded now or was by the end of a day. */
import { answerQuestion } from '../answer/answer-question.ts';
import { asOfText } from '../answer/as-of.ts';
import { notAskedOfFacts } from '../answer/not-asked-of-facts.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { isDay } from '../language/calendar.ts';
import { normalise } from '../language/normalise.ts';
import { UserError } from '../language/user-error.ts';
import type { Action, Message } from '../platforms/platform.ts';
import { callFits, distinctActions } from './actions.ts';
import { type Asked, localeOf, optionOf } from './asked.ts';
import { exampleActions } from './examples.ts';
import { help } from './help.ts';
import { answerToMessage } from './message.ts';

/** The answer is in the language of the question; what says nothing is answered in the reader's, with examples. */
export function ask(asked: Asked): Message {
  const day = asOfOf(asked);
  return day === undefined ? answered(asked) : asOf(day, asked);
}

function answered(asked: Asked): Message {
  const { request, base } = asked;
  // Taken as typed: the engine has its own bounds, and its own sentence for what is too long or empty.
  const question = Object.hasOwn(request.options, 'question') ? (request.options['question'] ?? '') : '';
  if (notAskedOfFacts(normalise(question)) === 'to-the-bot')
    return help({ ...asked, request: { ...request, locale: localeOf(request, question) } });
  const answer = answerQuestion(question, base, request.today);
  asked.onAnswer?.(question, answer);
  asked.onOutcome?.(answer.outcome);
  if (answer.outcome !== 'unknown' || answer.gap.kind !== 'empty')
    return answerToMessage(question, answer, asked);
  const locale = request.locale ?? (/\S/u.test(question) ? answer.locale : 'zh');
  const message = answerToMessage(question, { ...answer, locale }, asked);
  const actions = [...exampleActions(locale, asked), ...message.actions];
  return { ...message, actions: distinctActions(actions, actions.length) };
}

/** @throws UserError 'not-a-day' or 'day-to-come'. */
function asOfOf({ request }: Asked): string | undefined {
  const typed = optionOf(request, 'as_of')?.normalize('NFKC');
  if (typed === undefined) return undefined;
  if (!isDay(typed)) throw new UserError('not-a-day', { text: typed });
  if (typed > request.today) throw new UserError('day-to-come', { text: typed });
  return typed;
}

/** What is pressed next is asked as of the same day; what cannot be is left out. */
function asOf(day: string, asked: Asked): Message {
  const base: FactBase = asked.knownOn?.(day) ?? asked.base;
  // What was not known on a day gone by is no gap of today.
  const { onAnswer: _, ...rest } = asked;
  const message = answered({ ...rest, base });
  const actions = message.actions.flatMap((action): Action[] => {
    if (action.call.command !== 'chip ask') return action.kind === 'call' ? [] : [action];
    const call = { ...action.call, options: { ...action.call.options, as_of: day } };
    return action.kind === 'share' || callFits(call) ? [{ ...action, call }] : [];
  });
  const note = { kind: 'note', text: asOfText(day, message.locale) } as const;
  return { ...message, blocks: [...message.blocks, note], actions };
}
