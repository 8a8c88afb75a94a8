/** `/chip-admin fact add` and `set`: with options at once, without them by a form that holds today's value. */
import { figureText } from '../../answer/figure-text.ts';
import { type Fact, type Nature, plainFact, sameFact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { factTarget } from '../../knowledge/revision.ts';
import type { Metric, Source } from '../../knowledge/vocabulary.ts';
import type { Text } from '../../language/locale.ts';
import { normalise } from '../../language/normalise.ts';
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
import { readNature } from './read-nature.ts';
import { type ReadSource, readSource } from './read-source.ts';
import { type ReadValue, readLoss, readValue, saysWhich } from './read-value.ts';
import { record } from './record.ts';
import { composeStatement, objectsOf, statementOf, withoutOldFigure } from './statement.ts';

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
  const said = natureOf(text('value'), measure);
  const read = saysLoss(text('metric'), measure, reader) ? readLoss : readValue;
  const value = valueOrProblem(read(said.rest, measure, usualUnit(subject, measure, snapshot.base)), reader);
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
    nature: said.nature ?? 'actual',
    by: speakerOf(source.source, snapshot.base),
    source: source.source.id,
    locator: source.locator,
    asOf: (said.nature ?? 'actual') === 'actual' ? null : source.source.date,
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

/** Words keep theirs: 计划 in a text is part of what is told. */
function natureOf(text: string, metric: Metric): ReturnType<typeof readNature> {
  return metric.kind === 'text' || metric.units.length === 0
    ? { nature: null, rest: text }
    : readNature(text);
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
  if (isGuessed(found, request)) return setForm(found, named(admin), onlyOne(found, admin));
  const planned = planChange(found, admin);
  if (isProblem(planned)) return setForm(found, named(admin), planned.problem);
  if (planned.length === 0) return sentence(admin.locale, NOTHING_CHANGED);
  return record({ steps: planned, reason: optionOf(request, 'note', LONGEST_TEXT) ?? '' }, admin);
}

/** No period was said, and the only fact there is has one: that may be another than is meant. */
function isGuessed({ period }: Fact, request: Admin['request']): boolean {
  return period !== null && ['fact', 'period'].every((name) => optionOf(request, name) === undefined);
}

function onlyOne(fact: Fact, { locale, snapshot: { base } }: Admin): string {
  const glance = factGlance(fact, locale, base);
  return locale === 'zh'
    ? `没有写期间。库里只有这一条，是要改它就提交：${glance}`
    : `No period was given. There is only this one; send the form if it is meant: ${glance}`;
}

/** The form knows the fact and not how its measure was named: a loss is said in the value. */
function named(admin: Admin): Admin {
  const { request, snapshot } = admin;
  const { value, metric } = request.options;
  const id = value === undefined || metric === undefined ? null : readMeasure(metric, readerOf(admin));
  if (typeof id !== 'string' || !saysLoss(metric ?? '', snapshot.base.metric(id), readerOf(admin)))
    return admin;
  if (saysWhich(value ?? '')) return admin;
  const options = { ...request.options, value: `${admin.locale === 'zh' ? '亏损' : 'loss of '}${value}` };
  return { ...admin, request: { ...request, options } };
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
  const metric = snapshot.base.metric(before.metric);
  const said = natureOf(optionOf(request, 'value', LONGEST_TEXT) ?? '', metric);
  const read = saysLoss(optionOf(request, 'metric', LONGEST_TEXT) ?? '', metric, reader)
    ? readLoss
    : readValue;
  const value =
    said.rest === '' || isShown(said.rest, before)
      ? {}
      : valueOrProblem(read(said.rest, metric, before.unit ?? undefined), reader);
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
  const nature = said.nature ?? before.nature;
  const asOf = asOfFor(nature, { before, source: source.source });
  const set: Fact = { ...before, ...value, nature, asOf, source: source.source.id, locator, by };
  const changed: Fact = { ...set, objects: objectsOf(set, before, reader) };
  if (sameFact(before, changed)) return [];
  const known = withSources(snapshot.base, source.fresh ? [source.source] : []);
  const fact = { ...withoutOldFigure(changed, before), statement: statementOf(changed, before, known) };
  return stepsFor(fact, source, baseOf(found, admin));
}

/** What changes with time was said when its source came out. */
function asOfFor(nature: Nature, { before, source }: { readonly before: Fact; readonly source: Source }) {
  if (nature === 'actual') return before.nature === 'actual' ? before.asOf : null;
  const stays = source.id === before.source && nature === before.nature;
  return stays ? before.asOf : source.date;
}

/** The form holds the figure as it is shown, which may be rounded: sent back as it was, it changes nothing. */
function isShown(text: string, fact: Fact): boolean {
  return (['zh', 'en'] as const).some((locale) => normalise(text) === normalise(figureText(fact, locale)));
}

/** The revision that the form was filled from, so that what came between is noticed; else the last one. */
function baseOf(fact: Fact, { request, snapshot }: Admin): number | null {
  const seen = optionOf(request, 'base');
  if (seen === undefined || !/^\d{1,9}$/u.test(seen)) return snapshot.last(factTarget(fact.id));
  return Number(seen) === 0 ? null : Number(seen);
}
