/** Questions that take something false for granted: a wrong name, speaker or year, put right by the true statement. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { EntityKind } from '../knowledge/vocabulary.ts';
import type { Operation } from '../language/words.ts';
import type { Item, Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { attempt, fromMatches, operationsOf } from './attempt.ts';
import { remainder } from './derive.ts';
import { isFigureMatch, isTextMatch } from './eligible.ts';
import { type Match, wholeMatches } from './retrieve.ts';
import { marketOf } from './whole-and-parts.ts';

/** '2024 or 2025?', 'IDC or CCTV?': the fact itself says which. */
export function eitherOf(question: Question, base: FactBase): Answer | null {
  if (!/还是|\bor\b/.test(question.text)) return null;
  const speaks = (item: Item) => isSpeaker(item, base);
  for (const isOffered of [(item: Item) => item.kind === 'period', speaks]) {
    if (question.items.filter(isOffered).length < 2) continue;
    const rest = question.items.filter((item) => !isOffered(item));
    const answer = attempt(question, rest, base);
    if (answer) return answer;
  }
  return null;
}

const SPEAKERS: readonly EntityKind[] = ['institution', 'document'];

/** A true statement about another company, person or speaker than the one named: said as a correction. */
export function withoutOneName(question: Question, base: FactBase): Answer | null {
  // What is to be added up or compared is not a wrong name.
  if (COMPARING.some((operation) => question.operations.some((op) => op.operation === operation)))
    return null;
  if (
    question.operations.some(
      (op) => op.operation === 'sum' || op.operation === 'difference' || op.operation === 'ratio',
    )
  )
    return null;
  for (const item of question.items) {
    if (item.kind !== 'entity' || isLeftOut(item, question.text)) continue;
    const rest = question.items.filter((other) => other !== item);
    const operations = operationsOf(question, rest);
    const fitting = wholeMatches(question, rest, base).filter(
      (m) => isSureWithout(m) && mayAnswer(m, operations, base),
    );
    const top = Math.max(0, ...fitting.map((m) => m.score));
    const found = fitting.filter((m) => m.score >= top - 1.2);
    const subjects = new Set(found.map((m) => m.fact.subject));
    if (found.length === 0 || subjects.size > 1) continue;
    const [entity = ''] = item.entities;
    const kind = base.findEntity(entity)?.kind;
    const subject = base.findEntity(found[0]?.fact.subject ?? '')?.kind;
    if (
      kind === 'product' ||
      kind === 'market' ||
      kind === 'place' ||
      (kind === 'company' && subject !== 'company')
    )
      continue;
    // 'What MetaX took in from H3C': whose figure it is stands beside the name, which narrows it.
    if (kind === 'company' && found.every((m) => m.fact.unit !== null && isNamed(m.fact.subject, rest)))
      continue;
    const speaker = kind === 'institution' || kind === 'document';
    if (
      kind === 'person' &&
      !found.some((m) => m.fact.objects.some((id) => base.findEntity(id)?.kind === 'person'))
    )
      continue;
    if (speaker && found.some((m) => base.lineage(m.fact.by).has(entity))) continue;
    const own = speaker ? saidBy(entity, found, base) : [];
    // Of two who are named each may have said it.
    if (own.length > 0 && question.items.filter((other) => isSpeaker(other, base)).length > 1) continue;
    const answer = fromMatches(question, rest, found, base, [
      { kind: speaker ? 'not-by' : 'not-of', entity },
    ]);
    if (answer?.outcome === 'answer') return { ...answer, facts: [...new Set([...own, ...answer.facts])] };
  }
  return null;
}

function isNamed(entity: string, items: readonly Item[]): boolean {
  return items.some((item) => item.kind === 'entity' && item.entities.includes(entity));
}

/** 'Outside the US' narrows the figure: the name is not one that was taken for another. */
function isLeftOut({ start, text: name }: Item, text: string): boolean {
  return (
    /^(?:以外|之外|除外)/u.test(text.slice(start + name.length)) ||
    /\b(?:outside|excluding|except|beyond|ex)[\s-](?:of )?(?:the )?$/u.test(text.slice(0, start))
  );
}

function isSpeaker(item: Item, base: FactBase): boolean {
  return (
    item.kind === 'entity' &&
    item.entities.every((id) => SPEAKERS.includes(base.findEntity(id)?.kind ?? 'company'))
  );
}

const COMPARING = ['compare', 'most', 'least', 'rank'] as const;

/** What the speaker did say of the same quantity. */
function saidBy(entity: string, found: readonly Match[], base: FactBase): Fact[] {
  const family = base.family(found[0]?.fact.metric ?? '');
  return base
    .factsAbout(entity)
    .filter((fact) => family.includes(fact.metric))
    .filter((fact) => fact.unit !== null && base.lineage(fact.by).has(entity));
}

/** 'Working back from the 43 %, what was it in 2024?': no figure of that year is held; it follows from the year after. */
export function workedBack(question: Question, base: FactBase): Answer | null {
  if (!question.operations.some(({ operation }) => operation === 'imply')) return null;
  const periods = question.items.filter((item) => item.kind === 'period' && item.period.kind === 'at');
  const asked = periods.at(-1);
  if (asked?.kind !== 'period' || !/^\d{4}$/.test(asked.period.from ?? '')) return null;
  const rest = question.items.filter((item) => item !== asked);
  const answer = attempt(question, rest, base);
  if (answer?.outcome !== 'answer' || answer.derived.every(({ symbol }) => symbol !== 'before')) return null;
  const level = answer.facts.find(({ id }) => id === answer.derived[0]?.from[0]);
  return Number(level?.period) - 1 === Number(asked.period.from) ? answer : null;
}

/** 'Cards that are not domestic': the whole less the part that is named. 'Not MetaX but Moore Threads': the other. */
export function negated(question: Question, base: FactBase): Answer | null {
  const item = question.items.find(
    (i) => i.kind === 'entity' && NEGATION.test(question.text.slice(0, i.start)),
  );
  if (item?.kind !== 'entity') return null;
  const rest = question.items.filter((other) => other !== item);
  const kind = (i: Item) => (i.kind === 'entity' ? base.findEntity(i.entities[0] ?? '')?.kind : undefined);
  const other = attempt(question, rest, base);
  if (rest.some((i) => kind(i) === kind(item))) return other ?? unknownWithout(question, item);
  const named = attempt(
    question,
    question.items.map((i) => (i === item ? i : { ...i, optional: i.optional || i.kind === 'entity' })),
    base,
  );
  const parts = named?.outcome === 'answer' ? named.facts.filter(({ unit }) => unit === 'piece') : [];
  const part = soleFigure(named) ?? (parts.length === 1 ? parts[0] : undefined);
  const whole = soleFigure(other) ?? (part && marketOf(part, question.items, base));
  if (!whole || !part || whole.metric !== part.metric || whole.period !== part.period)
    return unknownWithout(question, item);
  const taken = remainder(whole, [part]);
  if ('refused' in taken) return unknownWithout(question, item);
  const frame = { locale: question.locale, repairs: question.repairs };
  return {
    ...frame,
    outcome: 'answer',
    facts: [whole, part],
    derived: taken.derived,
    corrections: [],
    first: null,
    shape: 'facts',
    without: [],
    context: [],
  };
}

const NEGATION = /(?:不是|并非|(?<![是无])非|\bnot |\bnon-)$/;

function soleFigure(answer: Answer | null): Fact | undefined {
  return answer?.outcome === 'answer' && answer.facts.length === 1 ? answer.facts[0] : undefined;
}

function unknownWithout(question: Question, item: Item): Answer {
  return {
    locale: question.locale,
    repairs: question.repairs,
    outcome: 'unknown',
    gap: { kind: 'not-held', words: [item.text] },
    nearest: [],
  };
}

/** 'Who is supplier D?': the source gives a letter and no name. */
export function unnamed(question: Question, base: FactBase): Answer | null {
  const asks = question.operations.some((op) => op.operation === 'who' || op.operation === 'which-company');
  const entity = question.items
    .flatMap((item) => (item.kind === 'entity' ? item.entities : []))
    .find((id) => base.findEntity(id)?.unnamed);
  const more = question.items.some(
    (item) => item.kind !== 'entity' && !item.optional && !isPartyWord(item, base),
  );
  if (!asks || entity === undefined || more) return null;
  const nearest = base.factsAbout(entity).slice(0, 3);
  return {
    locale: question.locale,
    repairs: question.repairs,
    outcome: 'unknown',
    gap: { kind: 'unnamed', entity },
    nearest,
  };
}

function isPartyWord(item: Item, base: FactBase): boolean {
  return item.kind === 'metric' && item.metrics.every(({ id }) => base.metric(id).kind === 'text');
}

/** A false figure of the measure that is named, whatever else is asked about it: said before anything else. */
export function wrongFigure(question: Question, base: FactBase): Answer | null {
  for (const figure of question.items) {
    if (figure.kind !== 'figure' || figure.figure.unit === null || figure.figure.unit === 'count') continue;
    const own = question.items.filter((item) => item.clause === figure.clause);
    const whole =
      own.some((item) => item.kind === 'metric' && !item.optional) &&
      own.some((item) => item.kind === 'entity');
    if (!whole || own.length === question.items.length) continue;
    const answer = attempt(question, own, base);
    if (
      answer?.outcome === 'answer' &&
      answer.facts.length === 1 &&
      answer.corrections.some((c) => c.kind === 'figure')
    )
      return answer;
  }
  return null;
}

function mayAnswer(match: Match, operations: ReadonlySet<Operation>, base: FactBase): boolean {
  return (
    isFigureMatch(match, operations, base) ||
    (isTextMatch(match, operations, base) && !operations.has('quantity'))
  );
}

/** The very figure, of another period than the one named: said as a correction. */
export function ofAnotherPeriod(question: Question, base: FactBase): Answer | null {
  const periods = question.items.filter((item) => item.kind === 'period');
  const rest = question.items.filter((item) => item.kind !== 'period');
  if (periods.length !== 1) return null;
  const found = wholeMatches(question, rest, base).filter((m) =>
    isSureFigure(m, operationsOf(question, rest)),
  );
  const period = periods[0]?.kind === 'period' ? periods[0].period.from : null;
  if (found.length === 0 || period === null || new Set(found.map((m) => m.fact.subject)).size > 1)
    return null;
  const answer = fromMatches(question, rest, found, base, [{ kind: 'not-in', period }]);
  return answer?.outcome === 'answer' ? answer : null;
}

/** The very figure, or the event itself in a question that wants it confirmed. */
function isSureFigure(match: Match, operations: ReadonlySet<Operation>): boolean {
  const has = (kind: Item['kind'], least: number) =>
    [...match.worths].some(([item, value]) => item.kind === kind && value >= least);
  if (match.fact.unit === null) return operations.has('confirm') && has('metric', 3.9) && has('entity', 4);
  return has('figure', 4) && has('metric', 3.9) && has('entity', 3);
}

/** Metric and counterpart are met, or the very figure: only the name is wrong. */
function isSureWithout(match: Match): boolean {
  const values = [...match.worths].map(([item, value]) => ({ kind: item.kind, value }));
  const metric = values.some((v) => v.kind === 'metric' && v.value >= 3.9);
  const object = values.some((v) => v.kind === 'entity' && v.value >= 3.5);
  const figure = values.some((v) => v.kind === 'figure' && v.value >= 4);
  return (metric && object) || (figure && object);
}
