/** Whether measures that are answered side by side were asked for side by side, or one is said of the other. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Item, Question } from '../question/question.ts';
import type { Cell } from './cells.ts';

/** 'What A took in from B' is A's, and narrower than what A took in; of B it says nothing. */
const PARTY = /(?:[从向给]|\b(?:from|paid by|sold to|bought by))\s?$/u;

type Measure = Extract<Item, { kind: 'metric' }>;

/** What stands between two things that are asked for: 'revenue and customers', '营收、客户', 'its customers are who'. */
const JOINT =
  /[,，、;；:：?？&+/。]|和|与|及|还|跟|或|又|谁|哪|\b(?:and|or|plus|versus|vs|with|but|who|which|what|how)\b/;

/**
 * 'The software share price', 'the net loss of its suppliers' name one thing that no fact tells, not two that two facts
 * do: a figure and a story, or two figures of English words side by side, need something that joins them.
 */
export function areJoined(cells: readonly Cell[], { text, items }: Question, base: FactBase): boolean {
  const starts = new Set(cells.flatMap(({ key }) => key.split('+').map(Number)));
  const measures = items
    .filter((item): item is Measure => item.kind === 'metric' && starts.has(item.start))
    .sort((a, b) => a.start - b.start);
  const names = items.filter((item) => item.kind === 'entity' && starts.has(item.start));
  if (names.some(({ start }) => PARTY.test(text.slice(0, start)))) return false;
  return measures.every((measure, index) => {
    const next = measures[index + 1];
    if (!next || next.clause !== measure.clause) return true;
    const between = text.slice(measure.start + measure.text.length, next.start);
    if (JOINT.test(between)) return true;
    if (isStory(measure, base) !== isStory(next, base)) return false;
    return !(/^[\s-]*$/.test(between) && /[a-z]$/.test(measure.text));
  });
}

function isStory(measure: Measure, base: FactBase): boolean {
  return measure.metrics.every(({ id }) => base.metric(id).kind === 'text');
}
