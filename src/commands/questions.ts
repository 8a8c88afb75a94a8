/** Questions that a fact really answers: what is offered as a button or a completion was asked before. */
import type { Answer } from '../answer/answer.ts';
import { answerQuestion } from '../answer/answer-question.ts';
import { compose } from '../answer/compose.ts';
import { periodText } from '../answer/figure-text.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { localeOf } from '../language/normalise.ts';
import { parseQuestion } from '../question/parse.ts';
import { questionFits } from './actions.ts';
import { measureOf } from './fact-words.ts';

/** Answers to questions that curators or the vocabulary make, so that there are not too many to keep. */
const tried = new WeakMap<FactBase, Map<string, Answer>>();

export function answerOnce(question: string, base: FactBase, today: string): Answer {
  const answers = tried.get(base) ?? new Map<string, Answer>();
  tried.set(base, answers);
  const before = answers.get(question);
  if (before) return before;
  const answer = answerQuestion(question, base, today);
  // 'Last year' is another year tomorrow.
  if (!isRelative(question, base, today)) answers.set(question, answer);
  return answer;
}

function isRelative(question: string, base: FactBase, today: string): boolean {
  const items = parseQuestion(question, base, today)?.items ?? [];
  return items.some((item) => item.kind === 'period' && item.period.relative);
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

/** The same with whole sentences first: what people read before they press it. */
export function sentencesFor(fact: Fact, locale: Locale, base: FactBase): string[] {
  const questions = questionsFor(fact, locale, base).map(toSentence).filter(questionFits);
  const sentences = questions.filter((text) => isSentence(text, locale));
  return [...new Set([...sentences, ...questions])];
}

/** Many phrasings are written as people type them: 'how long was the H20 banned'. */
function toSentence(text: string): string {
  return TYPED.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}?` : text;
}

const TYPED =
  /^(?:how|what|when|where|which|who|whose|why|is|are|was|were|do|does|did|has|have|will|can) [^?]*$/;

export function isSentence(text: string, locale: Locale): boolean {
  return SENTENCE[locale].test(text) && !LISTING.test(text);
}

const SENTENCE = { zh: /吗|谁|哪|什么|怎么|多少|几|何/, en: /^[A-Z].*\?$/ };
/** Several wordings in one, written to be matched rather than read. */
const LISTING = /、.*、|, .*, /;

/** 摩尔线程 2024年 净亏损 · Moore Threads net loss 2024. */
function plainQuestion(fact: Fact, locale: Locale, base: FactBase): string {
  const name = (id: string): string => base.entity(id).label[locale];
  const period = fact.period === null ? '' : periodText(fact.period, locale);
  const objects = fact.objects.map(name);
  // 'Moore Threads Moore Threads' new AI SoC' says its maker twice.
  const subject = objects.some((object) => object.startsWith(name(fact.subject))) ? '' : name(fact.subject);
  const measure = measureOf(fact, locale, base);
  const words =
    locale === 'zh' ? [subject, period, ...objects, measure] : [subject, ...objects, measure, period];
  return words.filter((word) => word !== '').join(' ');
}

/** The facts that a curator wrote the question for. */
export function factsAskedBy(question: string, base: FactBase): Fact[] {
  return base.facts.filter(({ asked }) => asked.includes(question));
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
