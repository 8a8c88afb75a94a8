/** One question for one figure, from templates in both languages, and what the bot makes of it. */
import type { Answer } from '../../src/answer/answer.ts';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import type { Locale } from '../../src/language/locale.ts';
import { base } from '../knowledge/knowledge.ts';
import type { Figure } from './figures.ts';
import type { Random } from './random.ts';

export const TODAY = '2026-11-23';

export type Parts = { readonly name: string; readonly measure: string; readonly period: string };
export type Asked = Parts & { readonly figure: Figure; readonly locale: Locale; readonly template: number };

type Template = (parts: Parts) => string;

const inPeriod = (period: string) => (period === '' || period.startsWith('from ') ? period : `in ${period}`);

const possessive = (name: string) => (name.endsWith('s') ? `${name}'` : `${name}'s`);

/** The order of the parts and the words between them, which change nothing. */
export const TEMPLATES: Readonly<Record<Locale, readonly Template[]>> = {
  zh: [
    ({ name, measure, period }) => `${name}${period}${measure}是多少`,
    ({ name, measure, period }) => `${period}${name}的${measure}是多少？`,
    ({ name, measure, period }) => `${name}的${measure}，${period}是多少`,
    ({ name, measure, period }) => `请问${name}在${period}的${measure}有多少？`,
    ({ name, measure, period }) => `${name} ${period} ${measure}`,
    ({ name, measure, period }) => `我想知道${period}${name}${measure}到底是多少`,
    ({ name, measure, period }) => `${measure} ${name} ${period}`,
  ],
  en: [
    ({ name, measure, period }) => `What was the ${measure} of ${name} ${inPeriod(period)}?`,
    ({ name, measure, period }) => `What was ${possessive(name)} ${measure} ${inPeriod(period)}?`,
    ({ name, measure, period }) => `${name} ${measure} ${period}`,
    ({ name, measure, period }) => `${period} ${measure}, ${name}`,
    ({ name, measure, period }) => `Please tell me the ${measure} of ${name} ${inPeriod(period)}`,
    ({ name, measure, period }) => `${period}: what was the ${measure} of ${name}?`,
  ],
};

export function write({ locale, template, ...parts }: Asked): string {
  const form = TEMPLATES[locale][template] ?? TEMPLATES[locale][0];
  // 'H20' and '2023' written together are another number.
  const spaced = /\d$/.test(parts.name) && locale === 'zh' ? { ...parts, name: `${parts.name} ` } : parts;
  return (form?.(spaced) ?? '')
    .replace(/ {2,}/g, ' ')
    .replace(/^: | (?=\?)/g, '')
    .trim();
}

/** Labels in the plainest form. */
export function plainly(figure: Figure, locale: Locale): Asked {
  const [[name = ''], [measure = ''], [period = '']] = [
    figure.names[locale],
    figure.measures[locale],
    figure.periods[locale],
  ];
  return { figure, locale, name, measure, period, template: 0 };
}

/** Any name, measure, notation and order. */
export function anyhow(figure: Figure, locale: Locale, random: Random): Asked {
  return {
    figure,
    locale,
    name: random.pick(figure.names[locale]),
    measure: random.pick(figure.measures[locale]),
    period: random.pick(figure.periods[locale]),
    template: random.below(TEMPLATES[locale].length),
  };
}

export function ask(question: string): Answer {
  return answerQuestion(question, base, TODAY);
}

export function factsOf(answer: Answer): string[] {
  return answer.outcome === 'answer' ? answer.facts.map((fact) => fact.id) : [];
}

/** Whether the answer begins with the figure that was asked for. */
export function isExpected(answer: Answer, { expected }: Figure): boolean {
  return answer.outcome === 'answer' && expected.has(factsOf(answer)[0] ?? '');
}
