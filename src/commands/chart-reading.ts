/** What is to be drawn: subjects and a measure, given apart or in one breath. */
import { isDrawable } from '../chart/comparable.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { UserError } from '../language/user-error.ts';
import type { Call, Message } from '../platforms/platform.ts';
import { parseQuestion } from '../question/parse.ts';
import { type Asked, optionOf } from './asked.ts';
import { figuresOn, withMembers } from './chart-figures.ts';
import { readEntity, readMetric } from './names.ts';
import { repairNotes, resolveEntity, resolveMetric } from './readings.ts';

export const MOST_SUBJECTS = 12;
const BETWEEN = /\s*[、,，;；|]\s*/u;

/** No subject: all that have the measure. No measure: it is still to be chosen. */
export type ChartWish = {
  readonly subjects: readonly string[];
  readonly metric: string | undefined;
  readonly notes: readonly string[];
};
type Unread = { readonly message: Message; readonly unknown?: true };
/** The measure is known, and none of the subjects has figures of it. */
type Without = { readonly subjects: readonly string[]; readonly without: string };
type Read = ChartWish | Unread | Without;

export function chartCall(subjects: readonly string[], metric?: string): Call {
  const names = subjects.length > 0 ? { subject: subjects.join('、') } : {};
  return { command: 'chip chart', options: { ...names, ...(metric === undefined ? {} : { metric }) } };
}

/** @throws UserError 'too-many-subjects' with `limit`. */
export function readWish(asked: Asked, locale: Locale): Read {
  const subject = optionOf(asked.request, 'subject');
  const metric = optionOf(asked.request, 'metric');
  if (subject !== undefined && metric === undefined && isMeasure(subject, asked))
    return readApart({ subject: undefined, metric: subject, locale }, asked);
  const apart = readApart({ subject, metric, locale }, asked);
  if ('notes' in apart) return apart;
  // Typed without quotes, 'Moore Threads net loss' is 'Moore' and 'Threads net loss'.
  const whole = [subject, metric].filter((text) => text !== undefined).join(' ');
  const together = readItems(whole, asked);
  return together && (together.metric !== undefined || metric === undefined) ? together : apart;
}

/** A measure alone, as it is offered: also one of several readings, among which is then chosen. */
function isMeasure(text: string, { base, request }: Asked): boolean {
  const { ids, sure } = readMetric(text, base, request.today);
  return sure && ids.length > 0 && !readEntity(text, base, request.today).sure;
}

type Typed = {
  readonly subject: string | undefined;
  readonly metric: string | undefined;
  readonly locale: Locale;
};

function readApart({ subject, metric, locale }: Typed, asked: Asked): Read {
  const named = subject === undefined ? NOBODY : readSubjects({ subject, metric, locale }, asked);
  if (!('notes' in named) || metric === undefined) return named;
  const callFor = (id: string): Call => chartCall(named.subjects, id);
  const resolved = resolveMetric({ text: metric, locale, callFor, together: true }, asked, ({ id }) =>
    hasFigures(named.subjects, id, asked.base),
  );
  if ('message' in resolved) return withoutFigures(metric, named.subjects, asked) ?? resolved;
  return { ...named, metric: resolved.id, notes: [...named.notes, ...resolved.note] };
}

/** A measure that is known without doubt is not said to be unknown. */
function withoutFigures(text: string, subjects: readonly string[], { base, request }: Asked) {
  const { ids, sure } = readMetric(text, base, request.today);
  const [metric] = ids;
  const held = ids.some((id) => hasFigures(subjects, id, base));
  return sure && metric !== undefined && !held ? { subjects, without: metric } : undefined;
}

const NOBODY: ChartWish = { subjects: [], metric: undefined, notes: [] };

function hasFigures(subjects: readonly string[], metric: string, base: FactBase): boolean {
  if (subjects.length === 0) return base.factsOf(metric).some(isDrawable);
  return withMembers(subjects, metric, base).some((id) => figuresOn(id, metric, base).length > 0);
}

/** A list, each name of which may be misspelt; or one text that is nothing but names: 摩尔线程和沐曦, Nvidia vs AMD. */
function readSubjects({ subject = '', metric, locale }: Typed, asked: Asked): Read {
  const one = readEntity(subject, asked.base, asked.request.today);
  if (one.sure && one.ids.length === 1)
    return { ...NOBODY, subjects: one.ids, notes: repairNotes(one, locale) };
  const names = [...new Set(subject.split(BETWEEN).filter((name) => name !== ''))];
  if (names.length > MOST_SUBJECTS)
    throw new UserError('too-many-subjects', { limit: String(MOST_SUBJECTS) });
  if (names.length <= 1) {
    const items = readItems(subject, asked);
    if (items && items.metric === undefined) return items;
  }
  return readList({ names: names.length > 0 ? names : [subject], metric, locale }, asked);
}

type List = Pick<Typed, 'metric' | 'locale'> & { readonly names: readonly string[] };

/** The first name with several readings, or none, is asked about; the others stay as they were typed. */
function readList({ names, metric, locale }: List, asked: Asked): Read {
  const subjects: string[] = [];
  const notes: string[] = [];
  for (const [at, text] of names.entries()) {
    const callFor = (id: string): Call => chartCall([...subjects, id, ...names.slice(at + 1)], metric);
    const resolved = resolveEntity({ text, locale, callFor }, asked);
    if ('message' in resolved) return resolved;
    subjects.push(resolved.id);
    notes.push(...resolved.note);
  }
  return { subjects: [...new Set(subjects)], metric: undefined, notes };
}

/** Undefined unless names and measures, one measure at most, account for the whole text. */
function readItems(text: string, { base, request }: Asked): ChartWish | undefined {
  const question = parseQuestion(text, base, request.today);
  const subjects: string[] = [];
  const metrics: string[] = [];
  for (const item of question?.items ?? []) {
    if (item.kind === 'entity' && item.entities.length === 1) subjects.push(...item.entities);
    else if (item.kind === 'metric') metrics.push(...item.metrics.map(({ id }) => id));
    else if (!item.optional) return undefined;
  }
  const drawable = [...new Set(metrics)].filter((id) => hasFigures(subjects, id, base));
  const families = new Set(drawable.map((id) => base.family(id).join()));
  const unclear = metrics.length > 0 && families.size !== 1;
  if (unclear || subjects.length + metrics.length === 0 || subjects.length > MOST_SUBJECTS) return undefined;
  const notes = question ? repairNotes(question, question.locale) : [];
  return { subjects: [...new Set(subjects)], metric: drawable[0], notes };
}
