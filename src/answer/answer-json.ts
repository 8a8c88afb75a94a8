/** Answer → the object that `ask --json` prints; its words are fixed, programs rely on them. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Answer } from './answer.ts';
import { compose, type Part } from './compose.ts';

export function answerToJson(question: string, answer: Answer, base: FactBase) {
  const { locale, outcome } = answer;
  const composed = compose(answer, base);
  const facts = outcome === 'answer' ? [...answer.facts, ...answer.context] : [];
  return {
    question,
    locale,
    outcome,
    facts: facts.map((fact) => factToJson(fact, locale, base)),
    derived:
      outcome === 'answer'
        ? answer.derived.map(({ operation, value, unit, from }) => ({ operation, value, unit, from }))
        : [],
    choices: outcome === 'choices' ? answer.choices : [],
    text: partsToText(composed.parts),
  };
}

export function factToJson(fact: Fact, locale: Locale, base: FactBase) {
  const { id, title, publisher, date, url } = base.source(fact.source);
  return {
    id: fact.id,
    subject: fact.subject,
    subjectName: base.entity(fact.subject).label[locale],
    metric: fact.metric,
    period: fact.period,
    value: typeof fact.value === 'object' && 'zh' in fact.value ? fact.value[locale] : fact.value,
    unit: fact.unit,
    qualifier: fact.qualifier,
    nature: fact.nature,
    attribution: base.entity(fact.by).label[locale],
    source: { id, title, publisher, date, url, locator: fact.locator },
  };
}

/** Plain text for a terminal: one part a line, list items with a dash. */
function partsToText(parts: readonly Part[]): string {
  return parts
    .flatMap((part) => {
      if (part.kind === 'rule') return ['———'];
      return part.kind === 'list' ? part.items.map((item) => `- ${item}`) : [part.text];
    })
    .join('\n');
}
