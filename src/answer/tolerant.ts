/** Stories asked for in words that we do not know, as long as what is known is plenty. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { fromMatches, operationsOf, textsFor } from './attempt.ts';
import { type Match, matchesFrom, namedFigures, rankedFacts } from './retrieve.ts';

/** Facts told in words may be asked for in words we do not know, as long as what is known is plenty. */
export function tolerant(question: Question, base: FactBase): Answer | null {
  const operations = operationsOf(question, question.items);
  const { items } = question;
  const top = Math.max(...rankedFacts(question, items, base).map(({ score }) => score));
  const near = matchesFrom(question, items, base, top - 1).filter((m) => m.fact.unit === null);
  const candidates = textsFor(near, namedFigures(question, items, base), operations, base).filter(isPlenty);
  const [best] = [...candidates].sort((a, b) => b.score - a.score || b.worths.size - a.worths.size);
  if (!best) return null;
  // What is nearly as good and about something else means that the unknown word decides.
  const rival = candidates.some((m) => m.fact.subject !== best.fact.subject && m.score > best.score - 0.5);
  const known = candidates.filter((m) => m.fact.subject === best.fact.subject && m.score >= best.score - 0.5);
  if (rival && new Set(known.map((m) => m.fact.metric)).size > 1) return null;
  const accepted = known.map((m) => ({ ...m, missing: [] }));
  return fromMatches(question, question.items, accepted, base, []);
}

function isPlenty(match: Match): boolean {
  if (match.missing.some((item) => item.kind !== 'word')) return false;
  // Where no name is known, the unknown word may be one.
  if (![...match.worths].some(([item, value]) => item.kind === 'entity' && value >= 1.2)) return false;
  const told = [...match.worths].filter(
    ([item, value]) => item.kind !== 'entity' && item.kind !== 'period' && !item.optional && value >= 1.2,
  );
  return match.missing.length <= 2 && told.length >= 2 && told.length > match.missing.length;
}
