/** Which figure stands where: categories along the picture, and a row of facts for each series. */
import { bearerOf, objectsApart } from '../answer/bearer.ts';
import { withoutSubject } from '../answer/fact-text.ts';
import { periodText } from '../answer/figure-text.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { comparePeriods } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import type { ChartSpec } from './chart-spec.ts';
import { endsOf } from './scale.ts';
import { timeLine } from './time-line.ts';

export type Layout = {
  readonly kind: ChartSpec['kind'];
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly facts: readonly (Fact | null)[] }[];
  /** Named in the title, because nothing else names them. */
  readonly subjects: readonly string[];
  /** The one period of all, where no category tells it; null: the source gives none. */
  readonly period?: string | null;
};

type Telling = { readonly locale: Locale; readonly base: FactBase };

const MOST_SERIES = 6;
/** The fewest points of a line; fewer are bars. */
const LINE = 6;
/** Bars side by side, or one below the other, that can still be read. */
const MOST_BARS = 24;
/** Points of a line: the latest. */
const MOST_POINTS = 60;
/** Below this share of filled places a grid would be mostly empty. */
const FULL = 0.6;

export function layOut(facts: readonly Fact[], telling: Telling): Layout {
  const keys = bearerKeys(facts);
  const bearers = [...Map.groupBy(facts, (fact) => keys.get(fact)).values()];
  const periods = new Set(facts.map(({ period }) => period));
  const places = new Set(facts.map((fact) => `${keys.get(fact)} ${fact.period}`));
  if (places.size < facts.length) return rows(facts, keys, telling);
  if (periods.size === 1) return sideBySide(facts, telling);
  const full = facts.length >= FULL * bearers.length * periods.size;
  if (periods.has(null) || bearers.length > MOST_SERIES || !full) return rows(facts, keys, telling);
  return overTime(bearers, facts, telling);
}

type Keys = ReadonlyMap<Fact, string>;

/** Subject, measure, and what it is counted for where a subject has several of the measure. */
function bearerKeys(facts: readonly Fact[]): Keys {
  const alike = Map.groupBy(facts, ({ subject, metric }) => `${subject} ${metric}`);
  const keyOf = (fact: Fact): string => {
    const group = `${fact.subject} ${fact.metric}`;
    return [group, ...objectsApart(fact, alike.get(group) ?? [])].join(' ');
  };
  return new Map(facts.map((fact) => [fact, keyOf(fact)]));
}

function overTime(bearers: readonly Fact[][], facts: readonly Fact[], telling: Telling): Layout {
  const own = new Set(facts.flatMap(({ period }) => period ?? []));
  const all = timeLine([...own]);
  const held = all.filter((period) => own.has(period));
  const ranges = facts.some((fact) => endsOf(fact)[0] !== endsOf(fact)[1]);
  const kind = !ranges && bearers.every((row) => row.length >= LINE) ? 'lines' : 'bars';
  const most = kind === 'lines' ? MOST_POINTS : Math.floor(MOST_BARS / bearers.length);
  // Bars stand apart by themselves; only a line would hide how far two periods are from each other.
  const periods = (kind === 'lines' ? all : held).slice(-most);
  return {
    kind,
    categories: periods.map((period) => periodText(period, telling.locale)),
    series: bearers.map((row) => ({
      name: bearers.length === 1 ? '' : nameOf(row[0], facts, telling),
      facts: periods.map((period) => row.find((fact) => fact.period === period) ?? null),
    })),
    subjects: subjectsOf(facts),
  };
}

/** One period: who has most stands first, and where all lose, who loses most. */
function sideBySide(facts: readonly Fact[], telling: Telling): Layout {
  const losses = facts.every((fact) => endsOf(fact)[1] < 0);
  const heightOf = (fact: Fact): number => (endsOf(fact)[0] + endsOf(fact)[1]) * (losses ? -1 : 1);
  const shown = facts.toSorted((a, b) => heightOf(b) - heightOf(a)).slice(0, MOST_BARS);
  const [first] = shown;
  const subjects = subjectsOf(facts);
  return {
    kind: 'bars',
    categories: shown.map((fact) => nameOf(fact, facts, telling)),
    series: [{ name: '', facts: shown }],
    subjects: subjects.length === 1 ? subjects : [],
    ...(first ? { period: first.period } : {}),
  };
}

/** Where neither order holds them, each figure has a place of its own, with its period and, if need be, its speaker. */
function rows(facts: readonly Fact[], keys: Keys, telling: Telling): Layout {
  const shown = facts.toSorted((a, b) => comparePeriods(a.period, b.period)).slice(-MOST_BARS);
  const subjects = subjectsOf(facts);
  return {
    kind: 'bars',
    categories: shown.map((fact) => rowName(fact, facts, { ...telling, keys })),
    series: [{ name: '', facts: shown }],
    subjects: subjects.length === 1 ? subjects : [],
  };
}

function rowName(fact: Fact, facts: readonly Fact[], telling: Telling & { readonly keys: Keys }): string {
  const { base, locale, keys } = telling;
  const name = nameOf(fact, facts, telling);
  const same = facts.filter((other) => keys.get(other) === keys.get(fact) && other.period === fact.period);
  const speaker = same.length > 1 ? base.entity(fact.by).label[locale] : '';
  const none = locale === 'zh' ? '未写明期间' : 'no period given';
  const when = fact.period === null ? none : periodText(fact.period, locale);
  return [name, when, speaker].filter((part) => part !== '').join(locale === 'zh' ? ' ' : ', ');
}

/** Without the subject where all have the same one: the title names it. */
function nameOf(fact: Fact | undefined, all: readonly Fact[], telling: Telling): string {
  if (!fact) return '';
  const { base, locale } = telling;
  const label = (id: string): string => base.entity(id).label[locale];
  const measures = new Set(all.map(({ metric }) => metric));
  const measure = measures.size > 1 ? [base.metric(fact.metric).label[locale]] : [];
  const one = subjectsOf(all).length === 1;
  const who = one
    ? objectsApart(fact, all).map((id) => withoutSubject(label(fact.subject), label(id)))
    : [bearerOf(fact, all, telling)];
  return [...who, ...measure].join(locale === 'zh' ? ' ' : ', ');
}

function subjectsOf(facts: readonly Fact[]): string[] {
  return [...new Set(facts.map(({ subject }) => subject))];
}
