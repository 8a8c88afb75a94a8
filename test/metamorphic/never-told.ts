/** Questions for what is not told of a name: each measure that the vocabulary has, of each name that it has. */
import type { Answer } from '../../src/answer/answer.ts';
import type { Entity, Metric } from '../../src/knowledge/vocabulary.ts';
import type { Locale } from '../../src/language/locale.ts';
import { base } from '../knowledge/knowledge.ts';
import { factsOf } from './questions.ts';

type Frame = (name: string, measure: string) => string;

/** For figures. */
export const FRAMES: Readonly<Record<Locale, readonly Frame[]>> = {
  zh: [
    (name, measure) => `${name}的${measure}是多少`,
    (name, measure) => `${name}2024年${measure}`,
    (name, measure) => `${name}在中国的${measure}`,
  ],
  en: [
    (name, measure) => `What is the ${measure} of ${name}?`,
    (name, measure) => `${name} ${measure} 2024`,
    (name, measure) => `${name}'s ${measure} in China`,
  ],
};

/** For what is told in words. */
export const STORY_FRAMES: Readonly<Record<Locale, readonly Frame[]>> = {
  zh: [
    (name, measure) => `${name}的${measure}`,
    (name, measure) => `${name}的${measure}是什么`,
    (name, measure) => `谁是${name}的${measure}`,
  ],
  en: [(name, measure) => `What is the ${measure} of ${name}?`, (name, measure) => `${name} ${measure}`],
};

export const NAMES: readonly Entity[] = base.vocabulary.entities.filter(({ unnamed }) => !unnamed);

/** The label, and three words of the same language that mean it. */
export function wordsFor({ label, words }: Metric, locale: Locale): string[] {
  const own = words.filter((word) => /\p{Script=Han}/u.test(word) === (locale === 'zh')).slice(0, 3);
  return [label[locale], ...own];
}

/** Whether anything of the name, or of what belongs to it, is told in the measure or one like it. */
export function isTold(name: string, measure: string): boolean {
  const family = base.family(measure);
  return base
    .factsAbout(name)
    .some(({ metric }) => family.includes(metric) || base.metric(metric).partOf === measure);
}

export const VERDICTS = ['unknown', 'choices', 'corrected', 'story', 'figure'] as const;

export function verdictOf(answer: Answer): (typeof VERDICTS)[number] {
  if (answer.outcome !== 'answer') return answer.outcome;
  if (answer.corrections.length > 0) return 'corrected';
  return base.fact(factsOf(answer)[0] ?? '')?.unit === null ? 'story' : 'figure';
}
