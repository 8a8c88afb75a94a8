/** What an unanswered question was about, without its wording: so that it can be counted and tells of nobody. */

import type { Answer } from '../answer/answer.ts';
import { periodText } from '../answer/figure-text.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { isPeriod } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import { parseQuestion } from '../question/parse.ts';
import type { Item } from '../question/question.ts';

const MOST_PARTS = 8;
const JOINER = ' · ';
/** Words that the vocabulary does not have are not kept: they may be somebody's name. */
const UNKNOWN = 'other words';

/** Whether a fact would have answered it; what is refused, empty or too long is no gap of the base. */
export function isGap(answer: Answer): boolean {
  if (answer.outcome !== 'unknown') return false;
  return ['not-held', 'not-together', 'no-such-period', 'unnamed'].includes(answer.gap.kind);
}

/**
 * What the vocabulary knows of the question, by ids and in one order, so that wordings and languages count together:
 * `entity:tsmc · metric:revenue · period:2019`. Nothing of it is the asker's own wording.
 * @returns null when the vocabulary knows nothing of it.
 */
export function gapForm(question: string, base: FactBase, today: string): string | null {
  const parsed = parseQuestion(question, base, today);
  if (!parsed) return null;
  const keys = parsed.items.filter((item) => !item.optional).map((item) => keyOf(item, base));
  const kept = [...new Set(keys)].filter((key) => key !== null);
  if (kept.every((key) => key === UNKNOWN)) return null;
  return kept.sort().slice(0, MOST_PARTS).join(JOINER);
}

function keyOf(item: Item, base: FactBase): string | null {
  switch (item.kind) {
    case 'entity':
      return `entity:${item.entities[0]}`;
    case 'metric':
      return `metric:${item.metrics[0]?.id}`;
    case 'period': {
      const { kind, from, to } = item.period;
      return `period:${kind === 'at' ? from : `${from ?? ''}/${to ?? ''}`}`;
    }
    case 'other':
      return `known:${base.vocabulary.others[item.index]?.label.zh}`;
    case 'word': {
      const [group] = item.groups;
      return group === undefined ? UNKNOWN : `word:${base.vocabulary.wordGroups[group]?.[0]}`;
    }
    case 'figure':
      return null;
  }
}

/** The form in words, for curators. What is in the vocabulary no more stays an id. */
export function gapText(form: string, locale: Locale, base: FactBase): string {
  return form
    .split(JOINER)
    .map((key) => partText(key, locale, base))
    .join(JOINER);
}

function partText(key: string, locale: Locale, base: FactBase): string {
  if (key === UNKNOWN) return locale === 'zh' ? '别的词' : UNKNOWN;
  const [, kind, id = ''] = /^(\w+):(.*)$/su.exec(key) ?? [];
  const { others, wordGroups } = base.vocabulary;
  switch (kind) {
    case 'entity':
      return base.findEntity(id)?.label[locale] ?? id;
    case 'metric':
      return base.findMetric(id)?.label[locale] ?? id;
    case 'known':
      return others.find(({ label }) => label.zh === id)?.label[locale] ?? id;
    case 'period':
      return isPeriod(id) ? periodText(id, locale) : id;
    case 'word': {
      const group = wordGroups.find(([first]) => first === id) ?? [];
      return group.find((word) => HAN.test(word) === (locale === 'zh')) ?? id;
    }
    default:
      return key;
  }
}

const HAN = /\p{Script=Han}/u;
