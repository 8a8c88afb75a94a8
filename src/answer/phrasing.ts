/** A question in the very words in which a curator said that a fact is asked for: what choices offer, too. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { fromMatches } from './attempt.ts';
import { matchFact } from './retrieve.ts';

const indexes = new WeakMap<FactBase, ReadonlyMap<string, readonly Fact[]>>();

/** @param raw the question as typed: a choice comes back as it was written, in characters that normalising changes. */
export function asPhrased(raw: string, question: Question, base: FactBase): Answer | null {
  const index = indexes.get(base) ?? build(base);
  indexes.set(base, index);
  const facts = index.get(keyOf(raw)) ?? index.get(keyOf(question.text)) ?? [];
  if (facts.length === 0) return null;
  const matches = facts.map((fact) => ({ ...matchFact(fact, question.items, base), missing: [] }));
  return fromMatches(question, question.items, matches, base, []);
}

function build(base: FactBase): ReadonlyMap<string, readonly Fact[]> {
  const index = new Map<string, Fact[]>();
  for (const fact of base.facts) {
    for (const phrasing of fact.asked) {
      const key = keyOf(phrasing);
      index.set(key, [...(index.get(key) ?? []), fact]);
    }
  }
  return index;
}

/** Letters and digits alone, without particles at the end: cheaper than normalising every phrasing, and enough for what is compared word for word. */
function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\d]/gu, '')
    .replace(/[的了吗呢啊呀吧么]+$/, '');
}
