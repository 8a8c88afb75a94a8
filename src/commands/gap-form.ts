/** What an unanswered question was about, without its wording: so that it can be counted and tells of nobody. */

import type { Answer } from '../answer/answer.ts';
import { periodText } from '../answer/figure-text.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { parseQuestion } from '../question/parse.ts';
import type { Item } from '../question/question.ts';

const LONGEST = 120;
const LONGEST_WORD = 24;
const MOST_WORDS = 8;
/** What may name or reach a person: addresses, long numbers, handles. */
const PERSONAL = /[@/\\]|\d{5,}|\.(?:com|cn|net|org)\b/u;

/** Whether a fact would have answered it; what is refused, empty or too long is no gap of the base. */
export function isGap(answer: Answer): boolean {
  if (answer.outcome !== 'unknown') return false;
  return ['not-held', 'not-together', 'no-such-period', 'unnamed'].includes(answer.gap.kind);
}

/**
 * Names, measures and periods as the base calls them, other words as they are, in one order whatever the wording:
 * 台积电2nm良率多少 and 良率是多少，台积电2nm are one form.
 * @returns null when nothing is left to be counted.
 */
export function gapForm(question: string, base: FactBase, today: string): string | null {
  const parsed = parseQuestion(question, base, today);
  if (!parsed) return null;
  const { locale, items } = parsed;
  const words = items.filter((item) => !item.optional).map((item) => wordOf(item, base, locale));
  const kept = [...new Set(words)].filter(
    (word) => word !== '' && word.length <= LONGEST_WORD && !PERSONAL.test(word),
  );
  const form = kept.slice(0, MOST_WORDS).sort().join(' · ').slice(0, LONGEST);
  return form === '' ? null : form;
}

function wordOf(item: Item, base: FactBase, locale: 'zh' | 'en'): string {
  if (item.kind === 'entity' && item.entities[0] !== undefined)
    return base.entity(item.entities[0]).label[locale];
  if (item.kind === 'metric' && item.metrics[0] !== undefined)
    return base.metric(item.metrics[0].id).label[locale];
  if (item.kind === 'period' && item.period.from !== null && !item.period.from.startsWith('*')) {
    return periodText(item.period.from, locale);
  }
  return item.text;
}
