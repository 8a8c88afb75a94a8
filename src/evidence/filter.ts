/** Which facts are looked for: words that they hold, and what they are of. */
import { setImmediate as turn } from 'node:timers/promises';
import { periodText } from '../answer/figure-text.ts';
import type { Fact, Nature } from '../knowledge/fact.ts';
import { NATURES } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Entity } from '../knowledge/vocabulary.ts';
import { contains } from '../language/calendar.ts';
import { normalise } from '../language/normalise.ts';

/** Empty texts leave out nothing. */
export type Filter = {
  readonly text: string;
  /** An id, or a name as it is shown. */
  readonly entity: string;
  readonly metric: string;
  readonly period: string;
  readonly nature: Nature | '';
  readonly source: string;
  /** These facts alone. */
  readonly ids: readonly string[];
  /** From 1. */
  readonly page: number;
};

const LONGEST = 200;
const MOST_IDS = 50;
export const PAGE_SIZE = 20;

export function readFilter(query: URLSearchParams): Filter {
  const text = (name: string) => (query.get(name) ?? '').trim().slice(0, LONGEST);
  const nature = text('nature');
  return {
    text: text('q'),
    entity: text('entity'),
    metric: text('metric'),
    period: text('period'),
    nature: NATURES.find((one) => one === nature) ?? '',
    source: text('source'),
    ids: (query.get('ids') ?? '').split(',', MOST_IDS).filter((id) => id !== ''),
    page: Math.max(1, Number(/^\d{1,6}$/u.exec(text('page'))?.[0] ?? 1)),
  };
}

/** The address of the same search with something else in it; what is empty is left out. */
export function filterToQuery(filter: Filter, changes: Partial<Filter>): string {
  const { text, ids, page, ...rest } = { ...filter, ...changes };
  const pairs = Object.entries({ q: text, ...rest, ids: ids.join(','), page: page > 1 ? String(page) : '' });
  const query = new URLSearchParams(pairs.filter(([, value]) => value !== ''));
  return query.size === 0 ? '/facts' : `/facts?${query}`;
}

/** Facts looked at before others get their turn: some 10 ms when their texts are read for the first time. */
const SLICE = 1_000;

/** In the order of the base. Cost linear in the facts, in slices: whoever asks meanwhile does not wait for it. */
export async function findFacts(filter: Filter, base: FactBase): Promise<readonly Fact[]> {
  const { period, nature, source, metric } = filter;
  const entity = filter.entity === '' ? '' : entityNamed(filter.entity, base);
  const among = entity === '' ? base.facts : base.factsAbout(entity);
  const ids = new Set(filter.ids);
  const needles = needlesOf(filter.text);
  const fits = (fact: Fact): boolean =>
    (ids.size === 0 || ids.has(fact.id)) &&
    (metric === '' || fact.metric === metric) &&
    (nature === '' || fact.nature === nature) &&
    (source === '' || fact.source === source) &&
    (period === '' || isWithin(period, fact.period)) &&
    (needles.length === 0 || holds(textOf(fact, base), needles));
  const found: Fact[] = [];
  for (let from = 0; from < among.length; from += SLICE) {
    if (from > 0) await turn();
    found.push(...among.slice(from, from + SLICE).filter(fits));
  }
  return found;
}

export function pageOf(found: readonly Fact[], asked: number) {
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(asked, pages);
  const first = (page - 1) * PAGE_SIZE;
  return { page, pages, first, facts: found.slice(first, first + PAGE_SIZE) };
}

function entityNamed(text: string, base: FactBase): string {
  if (base.findEntity(text)) return text;
  const typed = normalise(text);
  const named = base.vocabulary.entities.find(({ label, aliases }) =>
    [label.zh, label.en, ...aliases].some((name) => normalise(name) === typed),
  );
  // An id that nothing has: no fact is about it.
  return named?.id ?? text;
}

const PERIOD = /^\d{4}(?:-(?:Q[1-4]|H[12]|\d{2}(?:-\d{2})?))?(?:\/\d{4}(?:-(?:Q[1-4]|H[12]|\d{2}))?)?$/u;

/** A year holds its quarters and months. */
function isWithin(outer: string, inner: string | null): boolean {
  return inner !== null && PERIOD.test(outer) && contains(outer, inner);
}

/** What a fact is found by, in the spelling of questions. */
function textOf(fact: Fact, base: FactBase): string {
  const subject = base.entity(fact.subject);
  const before = kept.get(fact);
  if (before?.subject === subject) return before.text;
  const { label, aliases } = subject;
  const metric = base.metric(fact.metric);
  const others = [fact.by, ...fact.objects].map((id) => base.entity(id).label);
  const periods = fact.period === null ? [] : [periodText(fact.period, 'zh'), periodText(fact.period, 'en')];
  const measures = [metric.label, ...(metric.negative ? [metric.negative.label] : [])];
  const texts = [fact.statement, label, ...measures, ...others].flatMap(({ zh, en }) => [zh, en]);
  const all = [fact.id.replaceAll('-', ' '), ...texts, ...aliases, ...metric.words, ...periods].join('\n');
  const text = all.normalize('NFKC').toLowerCase();
  kept.set(fact, { subject, text });
  return text;
}

/** Until the fact changes, or the names of its subject. */
const kept = new WeakMap<Fact, { readonly subject: Entity; readonly text: string }>();

/** Words and figures as they stand, runs of Chinese apart from them. */
function needlesOf(text: string): readonly string[] {
  return normalise(text).match(/\p{Script=Han}+|[^\p{Script=Han}\s]+/gu) ?? [];
}

function holds(text: string, needles: readonly string[]): boolean {
  return needles.every((needle) => (HAN.test(needle) ? isMadeOf(needle, text) : text.includes(needle)));
}

const HAN = /^\p{Script=Han}/u;

/** Chinese has no blanks: the run must fall into pieces of two characters or more that the text has. */
function isMadeOf(run: string, text: string): boolean {
  const characters = [...run];
  // Up to where the run falls into such pieces.
  const reached = new Set([0]);
  for (let from = 0; from < characters.length; from += 1) {
    if (!reached.has(from)) continue;
    for (let to = from + 2; to <= characters.length; to += 1) {
      if (!text.includes(characters.slice(from, to).join(''))) break;
      reached.add(to);
    }
  }
  return reached.has(characters.length) || text.includes(run);
}
