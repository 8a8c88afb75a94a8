/** What is said below an answer from what was recorded by the end of a day. */
import type { Locale } from '../language/locale.ts';

/** Recorded by then: the period that a figure describes is another matter. */
export function asOfText(day: string, locale: Locale): string {
  return locale === 'zh'
    ? `按截至 ${day} 已录入的内容回答；这与数字所属的期间无关。`
    : `Answered from what had been recorded by ${day}, whatever period the figures are of.`;
}
