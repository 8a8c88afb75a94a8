/** Answer → Message: the engine's parts as they are, and what can be pressed next. */
import type { Answer, Choice } from '../answer/answer.ts';
import { compose, type Part } from '../answer/compose.ts';
import type { Locale } from '../language/locale.ts';
import type { Action, Message } from '../platforms/platform.ts';
import { askCall, callActions, distinctActions, shareActions } from './actions.ts';
import type { Asked } from './asked.ts';
import { chartActions } from './chart-actions.ts';
import { evidenceLinks } from './links.ts';
import { answerOnce, askFor, factsAskedBy, fittingQuestion } from './questions.ts';

const MOST_CHOICES = 8;

export function answerToMessage(question: string, answer: Answer, asked: Asked): Message {
  const { parts, next } = compose(answer, asked.base);
  const choices = next.flatMap((choice) => choiceActions(choice, asked));
  const actions =
    answer.outcome === 'answer'
      ? [...sourceActions(answer), ...chartActions(answer, asked.base), ...shareAnswer(question, answer)]
      : [...choices.slice(0, MOST_CHOICES), ...browseActions(answer)];
  const shown = distinctActions(actions, MOST_CHOICES + 1);
  const links = answer.outcome === 'answer' ? evidenceLinks(answer.facts, answer.locale) : [];
  return { locale: answer.locale, blocks: withoutButtons(parts, shown), actions: shown, links };
}

/** A list of what the buttons below it say again would be read twice. */
function withoutButtons(parts: readonly Part[], actions: readonly Action[]): readonly Part[] {
  const labels = new Set(actions.map((action) => action.label));
  return parts.filter((part) => part.kind !== 'list' || !part.items.every((item) => labels.has(item)));
}

/**
 * A reading is asked before it is a button. Where its question is too long for one, or is not answered, another
 * question for the same fact is asked instead; else the fact itself is shown, or there is no button.
 */
function choiceActions({ label, query }: Choice, { base, request }: Asked): Action[] {
  const { today } = request;
  const answer = answerOnce(query, base, today);
  const direct = answer.outcome === 'answer' ? callActions(label, askCall(query)) : [];
  if (direct.length > 0) return direct;
  const shorter = fittingQuestion(query, answer, base, today);
  if (answer.outcome === 'answer' && shorter !== undefined) return callActions(label, askCall(shorter));
  const [only, ...more] = answer.outcome === 'answer' ? answer.facts : factsAskedBy(query, base);
  if (!only || more.length > 0) return [];
  const other = askFor(only, answer.locale, base, today);
  return other === undefined ? sourceAction(label, only.id) : callActions(label, askCall(other));
}

/** The longest question that is read fits what every platform keeps with a button. */
function shareAnswer(question: string, answer: Answer): Action[] {
  return shareActions(askCall(question.trim()), answer.locale);
}

function sourceActions(answer: Extract<Answer, { outcome: 'answer' }>): Action[] {
  const [only, ...more] = answer.facts;
  if (!only || more.length > 0) return [];
  return sourceAction(answer.locale === 'zh' ? '原文与出处' : 'Statement and source', only.id);
}

function sourceAction(label: string, fact: string): Action[] {
  return callActions(label, { command: 'chip source', options: { fact } });
}

function browseActions({ locale, outcome }: Answer): Action[] {
  return outcome === 'unknown'
    ? callActions(browseLabel(locale), { command: 'chip browse', options: {} })
    : [];
}

export function browseLabel(locale: Locale): string {
  return locale === 'zh' ? '库里有什么' : 'What the base covers';
}
