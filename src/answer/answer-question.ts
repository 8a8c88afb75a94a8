/** Question + fact base → answer. Pure: the same question on the same day gets the same answer. */
import type { FactBase } from '../knowledge/fact-base.ts';
import { localeOf } from '../language/normalise.ts';
import { parseQuestion } from '../question/parse.ts';
import type { Question } from '../question/question.ts';
import type { Answer, Gap } from './answer.ts';
import { attempt } from './attempt.ts';
import { bare } from './bare.ts';
import { clauses, isGivenFirst } from './clauses.ts';
import { figuresApart } from './figures-apart.ts';
import { nearestOf } from './nearest.ts';
import { notAskedOfFacts } from './not-asked-of-facts.ts';
import { partShare } from './part-share.ts';
import { asPhrased } from './phrasing.ts';
import {
  eitherOf,
  negated,
  ofAnotherPeriod,
  unnamed,
  withoutOneName,
  workedBack,
  wrongFigure,
} from './relaxed.ts';
import { matchFact, rankedFacts } from './retrieve.ts';
import { eachAlone, withOtherClauses } from './several.ts';
import { tolerant } from './tolerant.ts';
import { tooMany } from './too-many.ts';
import { wholeAndParts } from './whole-and-parts.ts';

/**
 * @param raw the question as typed; anything at all.
 * @param today the asker's day, YYYY-MM-DD: what 'last year' is counted from.
 * @returns an answer, choices or unknown; never throws for any input.
 */
export function answerQuestion(raw: string, base: FactBase, today: string): Answer {
  const question = parseQuestion(raw, base, today);
  const locale = localeOf(raw);
  if (!question) return unknown(locale, { kind: 'too-long' });
  if (question.items.length === 0 && question.operations.length === 0)
    return unknown(locale, { kind: 'empty' });
  const notAsked = notAskedOfFacts(question.text);
  if (notAsked === 'to-the-bot') return unknown(locale, { kind: 'empty' });
  if (notAsked === 'advice') return unknown(locale, { kind: 'not-held', words: [] });
  return (
    tooMany(question, base) ??
    remainderOf(question, base) ??
    workedBack(question, base) ??
    (isGivenFirst(question) ? withOtherClauses(clauses(question, base), question, base) : null) ??
    unnamed(question, base) ??
    negated(question, base) ??
    partShare(question, base) ??
    figuresApart(question, base) ??
    wrongFigure(question, base) ??
    eachAlone(question, base) ??
    withOtherClauses(
      answered(pointed(question, base), () => asPhrased(raw, question, base)) ?? clauses(question, base),
      question,
      base,
    ) ??
    eitherOf(question, base) ??
    withoutOneName(question, base) ??
    ofAnotherPeriod(question, base) ??
    bare(question, base) ??
    tolerant(question, base) ??
    explainUnknown(question, base)
  );
}

/** What a curator said that a fact is asked for with goes before choices. */
function answered(answer: Answer | null, phrased: () => Answer | null): Answer | null {
  return answer?.outcome === 'answer' ? answer : (phrased() ?? answer);
}

/** The question as a whole; where that could mean several things, the clause that asks for the most may mean one. */
function pointed(question: Question, base: FactBase): Answer | null {
  const whole = attempt(question, question.items, base);
  const ranks = question.operations.some(({ operation }) => operation === 'most' || operation === 'least');
  return (whole?.outcome === 'choices' && ranks ? clauses(question, base) : null) ?? whole;
}

function remainderOf(question: Question, base: FactBase): Answer | null {
  if (!question.operations.some((op) => op.operation === 'remainder')) return null;
  const done = wholeAndParts(question.items, base);
  const frame = { locale: question.locale, repairs: question.repairs };
  return done && { ...frame, outcome: 'answer', ...done, corrections: [], without: [], context: [] };
}

function explainUnknown(question: Question, base: FactBase): Answer {
  const ranked = rankedFacts(question, question.items, base);
  const [best] = [...ranked].sort((a, b) => a.missing - b.missing || b.score - a.score);
  const missing = best
    ? matchFact(best.fact, question.items, base).missing
    : question.items.filter((item) => !item.optional);
  const period = missing.find((item) => item.kind === 'period');
  const words = missing.filter((item) => item.kind !== 'period').map((item) => item.text);
  const required = question.items.filter((item) => !item.optional);
  const known =
    missing.length > 0 &&
    missing.every((item) => item.kind === 'entity' || item.kind === 'metric' || item.kind === 'period');
  const gap: Gap =
    words.length === 0 && period?.kind === 'period' && period.period.from !== null
      ? { kind: 'no-such-period', period: period.period.from }
      : known
        ? { kind: 'not-together', words: required.map((item) => item.text) }
        : { kind: 'not-held', words };
  return {
    locale: question.locale,
    repairs: question.repairs,
    outcome: 'unknown',
    gap,
    nearest: nearestOf(question, ranked),
  };
}

function unknown(locale: Answer['locale'], gap: Gap): Answer {
  return { locale, repairs: [], outcome: 'unknown', gap, nearest: [] };
}
