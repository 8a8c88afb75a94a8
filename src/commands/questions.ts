/** Questions that a fact really answers: what is offered as a button or a completion was asked before. */
import type { Answer } from '../answer/answer.ts';
import { answerQuestion } from '../answer/answer-question.ts';
import { compose } from '../answer/compose.ts';
import { periodText } from '../answer/figure-text.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { localeOf } from '../language/normalise.ts';
import { questionFits } from './actions.ts';
import { measureOf } from './fact-words.ts';

type Tried = { readonly today: string; readonly answers: Map<string, Answer> };
/** Answers to curated questions, of one day: words such as 'last year' may stand in them. */
const tried = new WeakMap<FactBase, Tried>();

function answerOnce(question: string, base: FactBase, today: string): Answer {
  const kept = tried.get(base);
  const { answers } = kept?.today === today ? kept : { answers: new Map<string, Answer>() };
  if (kept?.answers !== answers) tried.set(base, { today, answers });
  const before = answers.get(question);
  if (before) return before;
  const answer = answerQuestion(question, base, today);
  answers.set(question, answer);
  return answer;
}

/** Whether asking it states this very fact. */
export function isAnsweredBy(question: string, fact: Fact, base: FactBase, today: string): boolean {
  const answer = answerOnce(question, base, today);
  return answer.outcome === 'answer' && answer.facts.includes(fact);
}

/** How one could ask for the fact: subject, period and measure first, then the curator's own phrasings. */
export function questionsFor(fact: Fact, locale: Locale, base: FactBase): string[] {
  const curated = fact.asked.filter((text) => localeOf(text) === locale);
  return fact.unit === null ? curated : [plainQuestion(fact, locale, base), ...curated];
}

/** 摩尔线程 2024年 净亏损 · Moore Threads net loss 2024. */
export function plainQuestion(fact: Fact, locale: Locale, base: FactBase): string {
  const name = (id: string): string => base.entity(id).label[locale];
  const period = fact.period === null ? '' : periodText(fact.period, locale);
  const objects = fact.objects.map(name);
  const measure = measureOf(fact, locale, base);
  const words =
    locale === 'zh'
      ? [name(fact.subject), period, ...objects, measure]
      : [name(fact.subject), ...objects, measure, period];
  return words.filter((word) => word !== '').join(' ');
}

/** A question short enough for a button whose answer states the fact. */
export function askFor(fact: Fact, locale: Locale, base: FactBase, today: string): string | undefined {
  const fitting = questionsFor(fact, locale, base).filter(questionFits);
  return fitting.find((question) => isAnsweredBy(question, fact, base, today));
}

/** The question itself where it fits a button; else a shorter one with the very same answer. */
export function fittingQuestion(
  question: string,
  answer: Answer,
  base: FactBase,
  today: string,
): string | undefined {
  const plain = question.replace(/\s+/gu, ' ').trim();
  if (questionFits(plain)) return plain;
  if (answer.outcome !== 'answer') return undefined;
  const said = saidOf(answer, base);
  const candidates = answer.facts.slice(0, 5).flatMap((fact) => questionsFor(fact, answer.locale, base));
  return candidates
    .filter(questionFits)
    .find((other) => saidOf(answerOnce(other, base, today), base) === said);
}

/** What is told, apart from how the question's misspellings were read. */
function saidOf(answer: Answer, base: FactBase): string {
  return JSON.stringify(compose({ ...answer, repairs: [] }, base).parts);
}
