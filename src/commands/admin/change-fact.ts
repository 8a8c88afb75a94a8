/** `/chip-admin fact add` and `set`: with options at once, without them by a form that holds today's value. */
import { figureText } from '../../answer/figure-text.ts';
import { type Fact, plainFact, sameFact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { factTarget } from '../../knowledge/revision.ts';
import type { Text } from '../../language/locale.ts';
import type { Message, Reply } from '../../platforms/platform.ts';
import type { Step } from '../../store/store.ts';
import { callActions } from '../actions.ts';
import { LONGEST_TEXT, optionOf, quote, shorten } from '../asked.ts';
import { type Admin, findFact, sentence } from './admin.ts';
import { factGlance, valueProblemText } from './finding-text.ts';
import { addForm, setForm, whichForm } from './forms.ts';
import {
  freeFactId,
  isProblem,
  type Problem,
  type Reader,
  readMeasure,
  readPeriod,
  readSubject,
  saysLoss,
  speakerOf,
  usualUnit,
  withSources,
} from './read-fact.ts';
import { type ReadSource, readSource } from './read-source.ts';
import { type ReadValue, readLoss, readValue } from './read-value.ts';
import { record } from './record.ts';
import { composeStatement } from './statement.ts';

const MOST_CHOICES = 8;
const NEEDED_TO_ADD = ['subject', 'metric', 'period', 'value', 'source'] as const;

export async function addFact(admin: Admin): Promise<Reply> {
  const { request } = admin;
  if (NEEDED_TO_ADD.some((name) => optionOf(request, name, LONGEST_TEXT) === undefined))
    return addForm(admin);
  const planned = planAddition(admin);
  if (isProblem(planned)) return addForm(admin, planned.problem);
  return record({ steps: planned, reason: optionOf(request, 'note', LONGEST_TEXT) ?? '' }, admin);
}

function planAddition(admin: Admin): readonly Step[] | Problem {
  const { request, snapshot } = admin;
  const reader = readerOf(admin);
  const text = (name: string): string => optionOf(request, name, LONGEST_TEXT) ?? '';
  const subject = readSubject(text('subject'), reader);
  if (isProblem(subject)) return subject;
  const metric = readMeasure(text('metric'), reader);
  if (isProblem(metric)) return metric;
  const period = readPeriod(text('period'), reader);
  if (isProblem(period)) return period;
  const measure = snapshot.base.metric(metric);
  const read = saysLoss(text('metric'), measure, reader) ? readLoss : readValue;
  const value = valueOrProblem(
    read(text('value'), measure, usualUnit(subject, measure, snapshot.base)),
    reader,
  );
  if (isProblem(value)) return value;
  const source = sourceOrProblem(text('source'), reader);
  if (isProblem(source)) return source;
  const known = withSources(snapshot.base, source.fresh ? [source.source] : []);
  const fact: Fact = {
    id: freeFactId({ subject, metric, ...period }, (id) => isTaken(id, admin)),
    subject,
    metric,
    ...period,
    ...value,
    nature: 'actual',
    by: speakerOf(source.source, snapshot.base),
    source: source.source.id,
    locator: source.locator,
    asOf: null,
    objects: [],
    about: [],
    statement: { zh: '', en: '' },
    definition: null,
    note: null,
    asked: [],
    with: [],
    rank: 'normal',
  };
  return stepsFor({ ...fact, statement: composeStatement(fact, known) }, source, null);
}

function isTaken(id: string, { snapshot }: Admin): boolean {
  const inFiles = snapshot.files.facts.some((fact) => fact.id === id);
  return inFiles || snapshot.last(factTarget(id)) !== null;
}

function readerOf({ snapshot, request, locale }: Admin): Reader {
  return { base: snapshot.base, today: request.today, locale };
}

function valueOrProblem(value: ReturnType<typeof readValue>, { locale }: Reader): ReadValue | Problem {
  return 'problem' in value ? { problem: valueProblemText(value, locale) } : value;
}

function sourceOrProblem(text: string, { base, today, locale }: Reader): ReadSource | Problem {
  const source = readSource(text, base, today);
  if (source) return source;
  return {
    problem:
      locale === 'zh'
        ? `${quote(text)}看不出是什么来源。请写来源编号（可带段落，如 it-times-h20 p39）、网址，或“发布者《标题》”。`
        : `${quote(text)} names no source. Give its id (with the paragraph, such as it-times-h20 p39), an address, or publisher “title”.`,
  };
}

function stepsFor(fact: Fact, { source, fresh }: ReadSource, base: number | null): readonly Step[] {
  const asserted: Step = { change: { kind: 'assert', fact }, base };
  return fresh ? [{ change: { kind: 'source-add', source }, base: null }, asserted] : [asserted];
}

export async function setFact(admin: Admin): Promise<Reply> {
  const found = whichFact(admin);
  if (!('id' in found)) return found;
  const { request } = admin;
  if (
    optionOf(request, 'value', LONGEST_TEXT) === undefined &&
    optionOf(request, 'source', LONGEST_TEXT) === undefined
  ) {
    return setForm(found, admin);
  }
  const planned = planChange(found, admin);
  if (isProblem(planned)) return setForm(found, admin, planned.problem);
  if (planned.length === 0) return sentence(admin.locale, NOTHING_CHANGED);
  return record({ steps: planned, reason: optionOf(request, 'note', LONGEST_TEXT) ?? '' }, admin);
}

const NOTHING_CHANGED: Text = {
  zh: '与现在的内容相同，没有要改的。',
  en: 'That is what it says already: nothing to change.',
};

/** The fact by its id, or by subject, measure and period; else what to say instead. */
function whichFact(admin: Admin): Fact | Reply {
  const { request, locale, snapshot } = admin;
  const id = optionOf(request, 'fact');
  if (id !== undefined) return findFact(id, admin) ?? noSuchFact(id, admin);
  const [subject, metric, period] = ['subject', 'metric', 'period'].map((name) =>
    optionOf(request, name, LONGEST_TEXT),
  );
  if (subject === undefined || metric === undefined) return whichForm(admin);
  const reader = readerOf(admin);
  const [who, what] = [readSubject(subject, reader), readMeasure(metric, reader)];
  if (isProblem(who)) return whichForm(admin, who.problem);
  if (isProblem(what)) return whichForm(admin, what.problem);
  const when = period === undefined ? undefined : readPeriod(period, reader);
  if (isProblem(when ?? null)) return whichForm(admin, (when as Problem).problem);
  const held = snapshot.base.factsOf(what).filter((fact) => fact.subject === who);
  const wanted = when as { readonly period: string | null } | undefined;
  const facts = wanted ? held.filter((fact) => fact.period === wanted.period) : held;
  const [only, ...more] = facts;
  if (only && more.length === 0) return only;
  return choose(facts.length > 0 ? facts : held, {
    locale,
    base: snapshot.base,
    lead: facts.length > 0 ? SEVERAL : held.length > 0 ? OTHER_PERIODS : NONE_HELD,
  });
}

const SEVERAL: Text = {
  zh: '有几条符合，请选要改的一条：',
  en: 'Several facts fit. Choose the one to change:',
};
const OTHER_PERIODS: Text = {
  zh: '没有这一期的事实；新增请用 /chip-admin fact add。已有的：',
  en: 'There is no fact of that period; /chip-admin fact add adds one. There are:',
};
const NONE_HELD: Text = {
  zh: '没有这样的事实；新增请用 /chip-admin fact add。',
  en: 'There is no such fact; /chip-admin fact add adds one.',
};

type Choosing = { readonly locale: 'zh' | 'en'; readonly base: FactBase; readonly lead: Text };

function choose(facts: readonly Fact[], { locale, base, lead }: Choosing): Message {
  const actions = facts.slice(0, MOST_CHOICES).flatMap((fact) =>
    callActions(shorten(factGlance(fact, locale, base), 75), {
      command: 'chip-admin fact set',
      options: { fact: fact.id },
    }),
  );
  return { locale, blocks: [{ kind: 'text', text: lead[locale] }], actions };
}

export function noSuchFact(id: string, { locale }: Admin): Message {
  return sentence(locale, {
    zh: `库里没有编号为${quote(id)}的事实。编号写在回答的来源一行末尾。`,
    en: `The base has no fact with the id ${quote(id)}. Answers show it at the end of the source line.`,
  });
}

/** @returns no steps when nothing would change. */
function planChange(found: Fact, admin: Admin): readonly Step[] | Problem {
  const { request, snapshot } = admin;
  const reader = readerOf(admin);
  const before = plainFact(found);
  const text = optionOf(request, 'value', LONGEST_TEXT);
  const metric = snapshot.base.metric(before.metric);
  const read = saysLoss(optionOf(request, 'metric', LONGEST_TEXT) ?? '', metric, reader)
    ? readLoss
    : readValue;
  const value =
    text === undefined || isShown(text, before)
      ? {}
      : valueOrProblem(read(text, metric, before.unit ?? undefined), reader);
  if (isProblem(value)) return value;
  const named = optionOf(request, 'source', LONGEST_TEXT);
  const source: ReadSource | Problem =
    named === undefined
      ? { source: snapshot.base.source(before.source), locator: before.locator, fresh: false }
      : sourceOrProblem(named, reader);
  if (isProblem(source)) return source;
  const moved = source.source.id !== before.source;
  const locator = moved || source.locator !== '' ? source.locator : before.locator;
  const by = moved ? speakerOf(source.source, snapshot.base) : before.by;
  const changed: Fact = { ...before, ...value, source: source.source.id, locator, by };
  if (sameFact(before, changed)) return [];
  const known = withSources(snapshot.base, source.fresh ? [source.source] : []);
  const fact = { ...withoutOldFigure(changed, before), statement: composeStatement(changed, known) };
  return stepsFor(fact, source, baseOf(found, admin));
}

/** The form holds the figure as it is shown, which may be rounded: sent back as it was, it changes nothing. */
function isShown(text: string, fact: Fact): boolean {
  return text === figureText(fact, 'zh') || text === figureText(fact, 'en');
}

/** The revision that the form was filled from, so that what came between is noticed; else the last one. */
function baseOf(fact: Fact, { request, snapshot }: Admin): number | null {
  const seen = optionOf(request, 'base');
  if (seen === undefined || !/^\d{1,9}$/u.test(seen)) return snapshot.last(factTarget(fact.id));
  return Number(seen) === 0 ? null : Number(seen);
}

/** A note or definition that repeats the old figure would contradict the new one. */
function withoutOldFigure(fact: Fact, before: Fact): Fact {
  const digits = (['zh', 'en'] as const).flatMap(
    (locale) => figureText(before, locale).match(/\d[\d.,]*/gu) ?? [],
  );
  const figureChanged = JSON.stringify(fact.value) !== JSON.stringify(before.value);
  const stale = (text: Text | null): boolean =>
    figureChanged &&
    text !== null &&
    digits.some((figure) => figure.length > 1 && `${text.zh} ${text.en}`.includes(figure));
  return {
    ...fact,
    note: stale(fact.note) ? null : fact.note,
    definition: stale(fact.definition) ? null : fact.definition,
  };
}
