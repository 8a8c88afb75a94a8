/** The readings of a question, each as a question that has one answer. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Question } from '../question/question.ts';
import type { Choice } from './answer.ts';
import type { Group } from './cells.ts';
import { periodText } from './figure-text.ts';

const MOST_CHOICES = 8;
/** A query must fit a button with its command: see `platforms/platform.ts`. In UTF-16 units. */
const LONGEST_QUERY = 80;

export function choicesOf(groups: readonly Group[], question: Question, base: FactBase): Choice[] {
  const periods = question.items.some((item) => item.kind === 'period');
  const choices = groups
    .map((group) => groupToChoice(group, periods, question, base))
    .filter((c) => c !== null);
  const seen = new Set<string>();
  return choices
    .filter((c) => c.query.length <= LONGEST_QUERY && !seen.has(c.query) && seen.add(c.query))
    .slice(0, MOST_CHOICES);
}

function groupToChoice(group: Group, periods: boolean, { locale }: Question, base: FactBase): Choice | null {
  const subject = base.entity(group.subject).label[locale];
  const facts = group.matches.map((m) => m.fact);
  const [first] = facts;
  if (!first) return null;
  const metric = base.metric(group.metric);
  const loss = facts.every((fact) => typeof fact.value === 'number' && fact.value < 0);
  const label = loss && metric.negative ? metric.negative.label[locale] : metric.label[locale];
  const period =
    periods && facts.length === 1 && first.period !== null ? periodText(first.period, locale) : '';
  const gap = locale === 'zh' ? '' : ' ';
  const query = [subject, period, label].filter(Boolean).join(locale === 'zh' ? ' ' : gap);
  if (first.unit === null) {
    const asked = first.asked.find((text) => /\p{Script=Han}/u.test(text) === (locale === 'zh'));
    return { label: `${subject}: ${label}`, query: asked ?? query };
  }
  return { label: query, query };
}
