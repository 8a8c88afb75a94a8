/** The button that draws what an answer says in figures. */
import { comparable } from '../chart/comparable.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Action } from '../platforms/platform.ts';
import { callActions } from './actions.ts';
import { figuresFor } from './chart-figures.ts';
import { chartCall } from './chart-reading.ts';

/** The fewest figures that a picture is offered for. */
export const FEWEST = 3;

export function chartLabel(locale: Locale, measure?: string): string {
  const chart = locale === 'zh' ? '图表' : 'Chart';
  if (measure === undefined) return chart;
  return locale === 'zh' ? `${chart}：${measure}` : `${chart}: ${measure}`;
}

export type Told = {
  /** What was asked for. */
  readonly facts: readonly Fact[];
  /** What was told beside it. */
  readonly context?: readonly Fact[];
  readonly locale: Locale;
  readonly label?: string;
};

/**
 * None unless the picture shows at least three of the figures that the reader sees, one that was asked for among
 * them; nor where the call is too long for a button.
 */
export function chartActions({ facts, context = [], locale, label }: Told, base: FactBase): Action[] {
  const like = comparable(facts, base);
  if (like.kind === 'refused') return [];
  const [first] = like.facts;
  if (!first || like.facts.some(({ metric }) => metric !== first.metric)) return [];
  const subjects = [...new Set(like.facts.map(({ subject }) => subject))];
  const call = chartCall(subjects, first.metric);
  const drawn = comparable(figuresFor({ subjects, metric: first.metric }, base), base);
  if (drawn.kind === 'refused') return [];
  const shown = new Set(drawn.facts);
  const seen = new Set([...facts, ...context].filter((fact) => shown.has(fact)));
  return seen.size >= FEWEST && facts.some((fact) => shown.has(fact))
    ? callActions(label ?? chartLabel(locale), call)
    : [];
}
