/** Example questions: of every topic one, each asked before it is shown. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Action } from '../platforms/platform.ts';
import { askCall, callActions } from './actions.ts';
import type { Asked } from './asked.ts';
import { isAnsweredBy, isSentence, sentencesFor } from './questions.ts';
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
    const fresh = firstOf(facts, MOST_TRIED, ({ subject }) => !subjects.has(subject));
    const tried = fresh.length > 0 ? fresh : facts.slice(0, MOST_TRIED);
    const found = firstQuestion(tried, locale, base, today);
    if (!found || questions.includes(found.question)) continue;
    subjects.add(found.fact.subject);
    questions.push(found.question);
  }
  return questions;
}

/** An example is worth little time: few facts are tried, and not all are looked at to find them. */
const MOST_TRIED = 12;

function firstOf<T>(items: readonly T[], most: number, fits: (item: T) => boolean): T[] {
  const found: T[] = [];
  for (const item of items) {
    if (found.length === most) break;
    if (fits(item)) found.push(item);
  }
  return found;
}

/** A whole sentence where one of the facts has it; else words in a row, which nobody would say. */
function firstQuestion(facts: readonly Fact[], locale: Locale, base: FactBase, today: string) {
  for (const sentence of [true, false]) {
    for (const fact of facts) {
      const question = sentencesFor(fact, locale, base).find(
        (each) => isSentence(each, locale) === sentence && isAnsweredBy(each, fact, base, today),
      );
      if (question !== undefined) return { fact, question };
    }
  }
  return undefined;
}
