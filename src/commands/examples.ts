/** Example questions: of every topic one, each asked before it is shown. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Action } from '../platforms/platform.ts';
import { askCall, callActions } from './actions.ts';
import type { Asked } from './asked.ts';
import { isAnsweredBy, sentencesFor } from './questions.ts';
import { topicsOf } from './topics.ts';

const MOST_EXAMPLES = 5;

export function exampleActions(locale: Locale, { base, request }: Asked, most = MOST_EXAMPLES): Action[] {
  const questions = exampleQuestions(locale, base, request.today, most);
  return questions.flatMap((question) => callActions(question, askCall(question)));
}

/** One question a topic, about another subject each time as far as there are any. */
export function exampleQuestions(locale: Locale, base: FactBase, today: string, most: number): string[] {
  const subjects = new Set<string>();
  const questions: string[] = [];
  for (const { facts } of topicsOf(base)) {
    if (questions.length === most) break;
    const fresh = facts.filter(({ subject }) => !subjects.has(subject));
    const found = firstQuestion(fresh.length > 0 ? fresh : facts, locale, base, today);
    if (!found || questions.includes(found.question)) continue;
    subjects.add(found.fact.subject);
    questions.push(found.question);
  }
  return questions;
}

/** Looked for in the first few facts only: an example is worth little time. */
function firstQuestion(facts: readonly Fact[], locale: Locale, base: FactBase, today: string) {
  for (const fact of facts.slice(0, 4)) {
    const question = sentencesFor(fact, locale, base).find((each) => isAnsweredBy(each, fact, base, today));
    if (question !== undefined) return { fact, question };
  }
  return undefined;
}
