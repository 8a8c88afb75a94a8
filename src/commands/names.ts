/** Which entity, measure or period an option names: the engine's own reading of names, misspelled ones included. */
import { periodText } from '../answer/figure-text.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { type Sense, wordTokens } from '../knowledge/lexicon.ts';
import { comparePeriods, contains } from '../language/calendar.ts';
import { normalise } from '../language/normalise.ts';
import { parseQuestion } from '../question/parse.ts';
import type { Item, Repair } from '../question/question.ts';

/** Ids that a text may stand for, best known first. */
export type Reading = {
  readonly ids: readonly string[];
  /** Whether the whole text is accounted for; if not, the ids are only near. */
  readonly sure: boolean;
  readonly repairs: readonly Repair[];
  /** The name is known, and the base holds nothing about it: its label in the vocabulary. */
  readonly outside?: number;
};

const NOTHING: Reading = { ids: [], sure: false, repairs: [] };

export function readEntity(text: string, base: FactBase, today: string): Reading {
  if (base.findEntity(text)) return certain([text]);
  const whole = wholeSenses(text, base).flatMap((sense) => (sense.kind === 'entity' ? [sense.id] : []));
  if (whole.length > 0) return certain(whole);
  return readItems(text, base, today, entitiesOf);
}

export function readMetric(text: string, base: FactBase, today: string): Reading {
  if (base.findMetric(text)) return certain([text]);
  // A word of several measures that is the very name of one means that one.
  const typed = normalise(text);
  const named = base.vocabulary.metrics.filter(({ label }) =>
    [label.zh, label.en].some((name) => normalise(name) === typed),
  );
  if (named.length === 1) return certain(named.map(({ id }) => id));
  const whole = wholeSenses(text, base).flatMap((sense) => (sense.kind === 'metric' ? [sense.id] : []));
  if (whole.length > 0) return certain(whole);
  return readItems(text, base, today, metricsOf);
}

function certain(ids: readonly string[]): Reading {
  return { ids: [...new Set(ids)], sure: true, repairs: [] };
}

/** What the text means when all of it is one name: '2025世界人工智能大会' is an event, not a year. */
function wholeSenses(text: string, base: FactBase): readonly Sense[] {
  const tokens = wordTokens(normalise(text));
  const whole = base.lexicon.matches(tokens, 0).find(({ end }) => end === tokens.length);
  return whole?.senses ?? [];
}

function readItems(
  text: string,
  base: FactBase,
  today: string,
  idsOf: (item: Item) => readonly string[],
): Reading {
  const question = parseQuestion(text, base, today);
  if (!question) return NOTHING;
  const { items, repairs } = question;
  const ids = [...new Set(items.flatMap((item) => idsOf(item)))];
  const sure = ids.length > 0 && items.every((item) => item.optional || idsOf(item).length > 0);
  const other = items.find((item) => item.kind === 'other');
  return { ids, sure, repairs, ...(other?.kind === 'other' ? { outside: other.index } : {}) };
}

function entitiesOf(item: Item): readonly string[] {
  const also = item.also.flatMap((sense) => (sense.kind === 'entity' ? sense.entities : []));
  return item.kind === 'entity' ? [...item.entities, ...also] : also;
}

function metricsOf(item: Item): readonly string[] {
  const also = item.also.flatMap((sense) => (sense.kind === 'metric' ? sense.metrics : []));
  return (item.kind === 'metric' ? [...item.metrics, ...also] : also).map(({ id }) => id);
}

/**
 * The periods among `held` that a text names: '2024', '2025-Q1', 2025年第一季度, 去年, 2022–2024, Q1.
 * @returns null when the text names no period at all.
 */
export function readPeriods(text: string, held: readonly string[], base: FactBase, today: string) {
  const typed = normalise(text);
  const spelt = held.filter((period) =>
    [period, periodText(period, 'zh'), periodText(period, 'en')].some((form) => normalise(form) === typed),
  );
  if (spelt.length > 0) return spelt;
  const mentions = parseQuestion(text, base, today)?.items.flatMap((item) =>
    item.kind === 'period' ? [item.period] : [],
  );
  const [mention] = mentions ?? [];
  if (!mention) return null;
  const { kind, from, to } = mention;
  return held.filter((period) => (kind === 'at' ? isAt(period, from) : isWithin(period, from, to)));
}

/** '*-Q1' is the first quarter of any year. */
function isAt(period: string, named: string | null): boolean {
  if (named?.startsWith('*')) return period.endsWith(named.slice(1));
  return period === named;
}

function isWithin(period: string, from: string | null, to: string | null): boolean {
  if (from?.startsWith('*') || to?.startsWith('*')) return false;
  if (from !== null && to !== null) return contains(`${from}/${to}`, period);
  if (from !== null) return comparePeriods(period, from) >= 0;
  return to === null || comparePeriods(period, to) <= 0;
}
