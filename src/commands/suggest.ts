/** Completions for what is being typed, by option. Every one of them, when picked, is answered. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Metric } from '../knowledge/vocabulary.ts';
import { comparePeriods } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import { normalise } from '../language/normalise.ts';
import type { Request, Suggestion } from '../platforms/platform.ts';
import { type Asked, localeOf, optionOf, shorten } from './asked.ts';
import { drawableMetrics } from './chart-figures.ts';
import { readWish } from './chart-reading.ts';
import { commonMetrics } from './compare.ts';
import { counted } from './entity-card.ts';
import { exampleQuestions } from './examples.ts';
import { isFigure, periodOf } from './fact-words.ts';
import { indexesOf, meaningsOf } from './indexes.ts';
import { readEntity, readMetric } from './names.ts';
import { isAnsweredBy } from './questions.ts';
import { isRankable } from './rank.ts';
import { topicsOf } from './topics.ts';

const MOST = 25;
/** In UTF-16 units, labels and values alike. */
const LONGEST = 100;
/** Each is asked before it is shown, and there is little time between two keys. */
const MOST_QUESTIONS = 10;
const MOST_TRIED = 20;
/** Names are read before they are shown: some more than fit, for two may have one label. */
const MOST_NAMES = 2 * MOST;
/** Names that are tried whether there is something of them to draw. */
const MOST_DRAWN = 200;

type Typed = Asked & { readonly typed: string; readonly locale: Locale };
type Completer = (typed: Typed) => readonly Suggestion[];

const COMPLETERS: ReadonlyMap<string, Completer> = new Map([
  ['question', questions],
  ['name', names],
  ['subject', names],
  ['entity', names],
  ['first', names],
  ['second', partners],
  ['subject', subjects],
  ['metric', metrics],
  ['period', periods],
  ['topic', topics],
  ['fact', facts],
]);

/** @param option the one that is being typed; the others are in the request as far as they are filled in. */
export function suggestions(asked: Asked, option: string): readonly Suggestion[] {
  const typed = optionOf(asked.request, option) ?? '';
  const locale = localeOf(asked.request, ...(typed === '' ? [] : [typed]));
  const found = COMPLETERS.get(option)?.({ ...asked, typed, locale }) ?? [];
  return within(found);
}

/** One for each value and each label; a value that is too long is left out, a label shortened. */
function within(found: readonly Suggestion[]): Suggestion[] {
  const labels = new Set<string>();
  const values = new Set<string>();
  const kept: Suggestion[] = [];
  for (const { label, value } of found) {
    const short = shorten(label, LONGEST);
    if (kept.length === MOST) break;
    if (value === '' || value.length > LONGEST || values.has(value) || labels.has(short)) continue;
    labels.add(short);
    values.add(value);
    kept.push({ label: short, value });
  }
  return kept;
}

function questions({ typed, locale, base, request }: Typed): Suggestion[] {
  const { today } = request;
  if (typed === '') return startingQuestions({ base, request }).map((text) => ({ label: text, value: text }));
  const found = indexesOf(base).questions.search(typed, meaningsOf(typed, base));
  const inLanguage = found.filter(({ value, text }) => value.locale === locale && text.length <= LONGEST);
  const shown: Suggestion[] = [];
  for (const { text, value } of inLanguage.slice(0, MOST_TRIED)) {
    if (shown.length === MOST_QUESTIONS) break;
    if (isAnsweredBy(text, value.fact, base, today)) shown.push({ label: text, value: text });
  }
  return shown;
}

/** One of each topic, in the reader's language; in both, in turn, when it is not known. */
function startingQuestions({ base, request }: Asked): string[] {
  const of = (locale: Locale): string[] => exampleQuestions(locale, base, request.today, MOST_QUESTIONS);
  if (request.locale !== undefined) return of(request.locale);
  const english = of('en');
  return of('zh').flatMap((text, at) => [text, english[at] ?? text]);
}

function names(typed: Typed): Suggestion[] {
  return entityIds(typed)
    .slice(0, MOST_NAMES)
    .map((id) => entitySuggestion(id, typed));
}

/** For the second side first those that have a measure in common with the first. */
function partners(typed: Typed): Suggestion[] {
  const { base } = typed;
  const first = idOf('first', typed);
  const ids = entityIds(typed)
    .filter((id) => id !== first)
    .slice(0, MOST_NAMES);
  if (first === undefined) return ids.map((id) => entitySuggestion(id, typed));
  const comparable = new Set(ids.filter((id) => commonMetrics(first, id, base).length > 0));
  return [...comparable, ...ids.filter((id) => !comparable.has(id))].map((id) => entitySuggestion(id, typed));
}

/** The name that is being typed is the last of a list; those before it stay as they are. Only what can be drawn. */
function subjects(typed: Typed): Suggestion[] {
  const { base, locale } = typed;
  const [, before = '', last = ''] = /^(.*[、,，;；]\s*)?(.*)$/su.exec(typed.typed) ?? [];
  const named = before.split(/[、,，;；]\s*/u).map(normalise);
  return entityIds({ ...typed, typed: last })
    .slice(0, MOST_DRAWN)
    .filter((id) => !named.includes(normalise(base.entity(id).label[locale])))
    .filter((id) => drawableMetrics([id], base).length > 0)
    .map((id) => entitySuggestion(id, typed))
    .map(({ label, value }) => ({ label: before + label, value: before + value }));
}

/** The id that another option of the same command names without doubt. */
function idOf(option: string, { base, request }: Typed): string | undefined {
  const text = optionOf(request, option);
  const reading = text === undefined ? undefined : readEntity(text, base, request.today);
  return reading?.sure && reading.ids.length === 1 ? reading.ids[0] : undefined;
}

function entityIds({ typed, base }: Typed): readonly string[] {
  if (typed === '') return richest(base);
  const found = indexesOf(base).entities.search(typed, meaningsOf(typed, base));
  return [...new Set(found.map(({ value }) => value))];
}

const richestKept = new WeakMap<FactBase, readonly string[]>();

/** Companies first, then those with most facts; counted once for each base. */
function richest(base: FactBase): readonly string[] {
  const before = richestKept.get(base);
  if (before) return before;
  const counts = new Map<string, number>();
  for (const { subject } of base.facts) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  const companies = (id: string): number => (base.entity(id).kind === 'company' ? 1 : 0);
  const ids = [...counts]
    .filter(([id]) => base.entity(id).kind !== 'document')
    .sort(([a, m], [b, n]) => companies(b) - companies(a) || n - m)
    .map(([id]) => id);
  richestKept.set(base, ids);
  return ids;
}

/** The name where it stands for nothing else, the id where it does. */
function entitySuggestion(id: string, { base, locale, request }: Typed): Suggestion {
  const label = base.entity(id).label[locale];
  const { ids, sure } = readEntity(label, base, request.today);
  const alone = sure && ids.length === 1 && ids[0] === id;
  return { label, value: alone && label.length <= LONGEST ? label : id };
}

function metrics(typed: Typed): Suggestion[] {
  const { base, locale, request } = typed;
  const fits = metricFilter(typed);
  const found = indexesOf(base).metrics.search(typed.typed, meaningsOf(typed.typed, base));
  const ids =
    typed.typed === '' ? base.vocabulary.metrics.map(({ id }) => id) : found.map(({ value }) => value);
  return [...new Set(ids)]
    .map((id) => base.metric(id))
    .filter(fits)
    .map((metric) => {
      const label = metric.label[locale];
      const { ids: read, sure } = readMetric(label, base, request.today);
      const alone = sure && read.length === 1 && read[0] === metric.id;
      const negative = metric.negative ? ` / ${metric.negative.label[locale]}` : '';
      return { label: label + negative, value: alone ? label : metric.id };
    });
}

/** For a chart what can be drawn, for a comparison what both have, for a ranking what has figures. */
function metricFilter(typed: Typed): (metric: Metric) => boolean {
  const { base, request } = typed;
  if (request.command === 'chip chart') {
    const wish = readWish({ base, request: { ...request, options: subjectOf(request) } }, typed.locale);
    const drawable = new Set('notes' in wish ? drawableMetrics(wish.subjects, base) : []);
    if (drawable.size > 0) return ({ id }) => drawable.has(id);
  }
  const [first, second] = [idOf('first', typed), idOf('second', typed)];
  if (first === undefined || second === undefined) return (metric) => isRankable(metric, base);
  const common = new Set(commonMetrics(first, second, base));
  return ({ id }) => common.has(id);
}

/** A name that is still being typed is no list yet: it narrows nothing. */
function subjectOf({ options }: Request): Request['options'] {
  return options['subject'] === undefined ? {} : { subject: options['subject'] };
}

/** Periods that the figures of the chosen names and measure have, latest first. */
function periods(typed: Typed): Suggestion[] {
  const { locale } = typed;
  const wanted = normalise(typed.typed);
  return periodsHeld(typed)
    .map((period) => ({ label: periodOf(period, locale), value: period }))
    .filter(({ label, value }) => [label, value].some((text) => normalise(text).includes(wanted)));
}

function periodsHeld(typed: Typed): string[] {
  const { base, request } = typed;
  const measure = optionOf(request, 'metric');
  const reading = measure === undefined ? undefined : readMetric(measure, base, request.today);
  const ofMetric = reading && reading.ids.length > 0 ? reading.ids.flatMap(base.factsOf) : base.facts;
  const figures = ofMetric.filter(isFigure);
  const sides = ['first', 'second'].flatMap((option) => idOf(option, typed) ?? []);
  const heldBy = (id: string): Set<string> =>
    new Set(figures.filter(({ subject }) => subject === id).flatMap(({ period }) => period ?? []));
  const all = new Set(figures.flatMap(({ period }) => period ?? []));
  const held = sides.map(heldBy).reduce((both, own) => both.intersection(own), all);
  return [...held].sort((a, b) => comparePeriods(b, a));
}

function topics({ typed, locale, base }: Typed): Suggestion[] {
  const wanted = normalise(typed);
  const own = topicsOf(base)
    .filter(({ label }) => [label.zh, label.en].some((name) => normalise(name).includes(wanted)))
    .map(({ id, label, facts: held }) => ({
      label: topicLabel(label[locale], held.length, locale),
      value: id,
    }));
  if (typed === '') return own;
  const found = indexesOf(base).entities.search(typed, meaningsOf(typed, base));
  const entities = [...new Set(found.map(({ value }) => value))].map((id) => ({
    label: topicLabel(base.entity(id).label[locale], base.factsAbout(id).length, locale),
    value: id,
  }));
  return [...own, ...entities];
}

function topicLabel(label: string, size: number, locale: Locale): string {
  return locale === 'zh'
    ? `${shorten(label, LONGEST - 20)}（${size} 条）`
    : `${shorten(label, LONGEST - 20)} (${counted(size)})`;
}

function facts({ typed, locale, base }: Typed): Suggestion[] {
  const own = base.facts.filter(({ id }) => typed !== '' && id.startsWith(typed.toLowerCase()));
  const found = indexesOf(base).facts.search(typed.replaceAll('-', ' '), meaningsOf(typed, base));
  const first = topicsOf(base).flatMap((topic) => topic.facts.slice(0, 2));
  const all = typed === '' ? first : [...own, ...found.map(({ value }) => value)];
  return all.map(({ id, statement }) => ({ label: statement[locale], value: id }));
}
