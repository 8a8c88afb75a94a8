/** Question + fact base → answer. Pure: the same question on the same day gets the same answer. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { localeOf } from '../language/normalise.ts';
import type { Operation } from '../language/words.ts';
import { parseQuestion } from '../question/parse.ts';
import type { Item, Question } from '../question/question.ts';
import type { Answer, Correction, Gap } from './answer.ts';
import { choicesOf } from './choices.ts';
import { answersKind, asksAmount, evidenceOf, isFigureMatch, isTextMatch } from './eligible.ts';
import { contextOf, nearestOf } from './nearest.ts';
import { operate, wholeAndParts } from './operate.ts';
import { corrections } from './premise.ts';
import { fillCells, groupMatches, type Match, matchAll, matchFact } from './retrieve.ts';
import { select } from './select.ts';

/**
 * @param raw the question as typed; anything at all.
 * @param today the asker's day, YYYY-MM-DD: what 'last year' is counted from.
 * @returns an answer, choices or unknown; never throws for any input.
 */
export function answerQuestion(raw: string, base: FactBase, today: string): Answer {
  const question = parseQuestion(raw, base, today);
  const locale = localeOf(raw);
  if (!question) return unknown(locale, { kind: 'too-long' });
  if (question.items.length === 0 && question.operations.length === 0)
    return unknown(locale, { kind: 'empty' });
  return (
    remainderOf(question, base) ??
    attempt(question, question.items, base) ??
    clauses(question, base) ??
    eitherPeriod(question, base) ??
    withoutOneName(question, base) ??
    ofAnotherPeriod(question, base) ??
    bare(question, base) ??
    tolerant(question, base) ??
    explainUnknown(question, base)
  );
}

function remainderOf(question: Question, base: FactBase): Answer | null {
  if (!question.operations.some((op) => op.operation === 'remainder')) return null;
  const done = wholeAndParts(question.items, base);
  const frame = { locale: question.locale, repairs: question.repairs };
  return done && { ...frame, outcome: 'answer', ...done, corrections: [], without: [], context: [] };
}

function unknown(locale: Answer['locale'], gap: Gap): Answer {
  return { locale, repairs: [], outcome: 'unknown', gap, nearest: [] };
}

function attempt(
  question: Question,
  given: readonly Item[],
  base: FactBase,
  premise: readonly Correction[] = [],
): Answer | null {
  const operations = operationsOf(question, given);
  const items = given.map((item) =>
    isBeside(item, operations, question, base) ? { ...item, optional: true } : item,
  );
  const matches = matchAll(items, base);
  const figures = matches.filter((m) => isFigureMatch(m, operations, base));
  const texts = textsFor(matches, operations, base);
  const fromFigures = () => fromMatches(question, items, figures, base, premise);
  const fromTexts = () => fromMatches(question, items, texts, base, premise);
  if (operations.has('reason')) return reasonOrCorrection(fromTexts(), fromFigures());
  const asked = texts.some(
    (m) => m.missing.length === 0 && m.fact.unit === null && answersKind(m.fact, operations, base),
  );
  return asked || tellsMore(texts, figures, operations)
    ? (fromTexts() ?? fromFigures())
    : (fromFigures() ?? fromTexts());
}

/** Where no amount is asked for, a statement that accounts for clearly more of the question goes before a figure. */
function tellsMore(
  texts: readonly Match[],
  figures: readonly Match[],
  operations: ReadonlySet<Operation>,
): boolean {
  if (operations.has('quantity') || asksAmount(operations) || DERIVING.some((op) => operations.has(op)))
    return false;
  const best = (matches: readonly Match[]) =>
    Math.max(
      0,
      ...matches
        .filter((m) => m.missing.length === 0 && (m.fact.unit === null) === (matches === texts))
        .map((m) => m.score),
    );
  return best(texts) > best(figures) + 1;
}

const DERIVING = [
  'sum',
  'growth',
  'difference',
  'ratio',
  'most',
  'least',
  'rank',
  'compare',
  'remainder',
] as const;

/** The facts told in words that may answer; where figures of the measure exist, only those that are really meant. */
function textsFor(matches: readonly Match[], operations: ReadonlySet<Operation>, base: FactBase): Match[] {
  const figures = matches.filter((m) => isFigureMatch(m, operations, base));
  const wanted = figures.some((m) =>
    [...m.worths].some(([item, value]) => item.kind === 'entity' && value >= 3),
  );
  return matches.filter(
    (m) =>
      isTextMatch(m, operations, base) &&
      (!wanted || operations.has('reason') || isMeant(m, operations, base)),
  );
}

/** Where the base has the very measure as figures, words answer only when they are asked for by name or by kind. */
function isMeant(match: Match, operations: ReadonlySet<Operation>, base: FactBase): boolean {
  const { own, words, kind } = evidenceOf(match, operations, base);
  const told = [...match.worths].filter(
    ([item, value]) => item.kind === 'word' && !item.optional && value >= 1.5,
  ).length;
  return own > 0 || kind > 0 || (words >= 2 && told > 0);
}

/**
 * What need not be accounted for in this question: the names after 'besides', and a measure that is not counted in
 * what is asked for ('how many cards did the market take in').
 */
function isBeside(
  item: Item,
  operations: ReadonlySet<Operation>,
  question: Question,
  base: FactBase,
): boolean {
  if (item.kind === 'entity') return EXCEPT.test(clauseBefore(question, item));
  if (item.kind !== 'metric' || !operations.has('pieces')) return false;
  return item.metrics.every(
    ({ id }) => base.metric(id).kind !== 'text' && !base.metric(id).units.includes('piece'),
  );
}

const EXCEPT =
  /除了?(?!以外)[^,，。?？]*$|(?:besides|apart from|other than|except(?: for)?|in addition to)\b[^,.?]*$/;

function clauseBefore(question: Question, item: Item): string {
  return question.text.slice(0, item.start);
}

/** Why something rose that fell is answered by saying that it fell, with the reasons that are known of it. */
function reasonOrCorrection(reasons: Answer | null, figures: Answer | null): Answer | null {
  const corrected = ifCorrecting(figures);
  if (!corrected || corrected.outcome !== 'answer') return reasons;
  const turned = corrected.corrections.some((c) => c.kind !== 'figure' && c.kind !== 'not-actual');
  return turned ? corrected : (reasons ?? corrected);
}

/** Figures do not say why; they do say that what is taken for granted is not so. */
function ifCorrecting(answer: Answer | null): Answer | null {
  return answer?.outcome === 'answer' && (answer.corrections.length > 0 || answer.shape === 'sources')
    ? answer
    : null;
}

function fromMatches(
  question: Question,
  items: readonly Item[],
  matches: readonly Match[],
  base: FactBase,
  premise: readonly Correction[],
): Answer | null {
  const operations = operationsOf(question, items);
  const cells = fillCells(matches, items);
  if (cells.length === 0) return null;
  if (operations.has('compute')) return null;
  const selection = select(cells, operations, base);
  if (!selection) return null;
  const frame = { locale: question.locale, repairs: question.repairs };
  if (selection.kind === 'readings') {
    if (
      operations.has('sum') &&
      selection.groups.every((group) => base.metric(group.metric).kind === 'ratio')
    ) {
      return {
        ...frame,
        outcome: 'unknown',
        gap: { kind: 'refused', reason: 'ratios-do-not-add' },
        nearest: [],
      };
    }
    const choices = choicesOf(selection.groups, question, base);
    return choices.length === 0
      ? null
      : { ...frame, outcome: 'choices', choices, name: nameOf(items, base, question) };
  }
  const negative = items.some((item) => item.kind === 'metric' && item.metrics.some((m) => m.negative));
  const done = operate(
    {
      ...selection,
      items,
      operations: unspoken(operations, question, items, matches),
      negative,
      text: question.text,
    },
    base,
  );
  if ('refused' in done) {
    return {
      ...frame,
      outcome: 'unknown',
      gap: { kind: 'refused', reason: done.refused },
      nearest: selection.facts.slice(0, 3),
    };
  }
  const said = [...premise, ...corrections(question, items, done.facts, base)];
  return {
    ...frame,
    outcome: 'answer',
    ...done,
    facts: withCompanions(done.facts, base),
    corrections: said,
    without: membersWithout(items, done.facts, base),
    context: contextOf(done.facts, base),
  };
}

/** A share of a part is told with the part: neither alone says how much of the whole it is. */
function withCompanions(facts: readonly Fact[], base: FactBase): Fact[] {
  const companions = facts.flatMap((fact) => fact.with.flatMap((id) => base.fact(id) ?? []));
  return [...new Set([...facts, ...companions])];
}

function operationsOf(question: Question, items: readonly Item[]): ReadonlySet<Operation> {
  const whole = items.length === question.items.length;
  const kept = new Set(items.map((item) => item.clause));
  return new Set(question.operations.filter((op) => whole || kept.has(op.clause)).map((op) => op.operation));
}

/** Without the operations whose words name the fact's own metric: 'growth' of a growth rate is not computed. */
function unspoken(
  operations: ReadonlySet<Operation>,
  question: Question,
  items: readonly Item[],
  matches: readonly Match[],
): ReadonlySet<Operation> {
  const best = matches.filter((m) => m.missing.length === 0);
  const spoken = (start: number) =>
    items.some(
      (item) =>
        item.start === start &&
        item.kind === 'metric' &&
        best.length > 0 &&
        best.every((m) => (m.worths.get(item) ?? 0) >= 4),
    );
  return new Set(
    [...operations].filter((operation) =>
      question.operations.some((op) => op.operation === operation && !spoken(op.start)),
    ),
  );
}

/** A long question is answered by the clause that asks, with the names and periods that it takes from the others. */
function clauses(question: Question, base: FactBase): Answer | null {
  if (question.clauses < 2) return null;
  for (let clause = question.clauses - 1; clause >= 0; clause--) {
    const own = question.items.filter((item) => item.clause === clause);
    if (own.length === 0 || !asks(question, clause)) continue;
    const others = question.items.filter((item) => item.clause !== clause);
    const lacks = (kind: Item['kind']) => !own.some((item) => item.kind === kind && !item.optional);
    const inherited = (['entity', 'period', 'metric'] as const).flatMap((kind) =>
      lacks(kind) ? nearestOfKind(others, kind, clause) : [],
    );
    const names = inherited.filter((item) => item.kind === 'entity');
    for (const items of [
      [...inherited, ...own],
      [...inherited.filter((i) => i.kind !== 'metric'), ...own],
      [...names, ...own],
    ]) {
      if (!items.some((item) => item.kind === 'metric' || item.kind === 'word' || item.kind === 'entity'))
        continue;
      const answer = attempt(question, items, base);
      if (
        answer?.outcome === 'answer' &&
        (answer.facts[0]?.unit !== null || isPointed(answer.facts[0], question, items, base))
      )
        return answer;
    }
  }
  return null;
}

/** What the nearest clause says of a kind: a name given earlier for another purpose is not meant any more. */
function nearestOfKind(items: readonly Item[], kind: Item['kind'], clause: number): Item[] {
  const own = items.filter((item) => item.kind === kind && !item.optional);
  const distance = (item: Item) => (item.clause < clause ? clause - item.clause : 100 + item.clause - clause);
  const nearest = Math.min(...own.map(distance));
  return own.filter((item) => (kind === 'entity' ? distance(item) === nearest : true));
}

/** Words taken from one clause of several must point to the fact twice over. */
function isPointed(
  fact: Fact | undefined,
  question: Question,
  items: readonly Item[],
  base: FactBase,
): boolean {
  if (!fact) return false;
  const { own, words, names, kind } = evidenceOf(
    matchFact(fact, items, base),
    operationsOf(question, items),
    base,
  );
  return own + words + names + kind >= 2;
}

/** A clause that asks: the last one, or one with a question word; not one that says what is not meant. */
function asks(question: Question, clause: number): boolean {
  const own = question.operations.filter((op) => op.clause === clause);
  const first = own[0];
  if (first?.operation === 'not' && !own.some((op) => QUESTION_WORDS.has(op.operation))) return false;
  const slots = (at: number) =>
    question.items.some((item) => item.clause === at && item.kind !== 'word' && !item.optional);
  // '…, how did they do it?': the clause before says what is asked about.
  if (clause === question.clauses - 2 && !slots(question.clauses - 1)) return true;
  return clause === question.clauses - 1 || own.some((op) => QUESTION_WORDS.has(op.operation));
}

const QUESTION_WORDS: ReadonlySet<Operation> = new Set(
  'quantity money pieces percent points who when where reason count which-year which-company which-item most least rank'.split(
    ' ',
  ) as Operation[],
);

/** '2024 or 2025?': the fact itself says which. */
function eitherPeriod(question: Question, base: FactBase): Answer | null {
  const periods = question.items.filter((item) => item.kind === 'period');
  if (periods.length < 2 || !/还是|\bor\b/.test(question.text)) return null;
  return attempt(
    question,
    question.items.filter((item) => item.kind !== 'period'),
    base,
  );
}

/** A true statement about another company, person or speaker than the one named: said as a correction. */
function withoutOneName(question: Question, base: FactBase): Answer | null {
  for (const item of question.items) {
    if (item.kind !== 'entity') continue;
    const rest = question.items.filter((other) => other !== item);
    const operations = operationsOf(question, rest);
    const found = matchAll(rest, base).filter(
      (m) => m.missing.length === 0 && isSureWithout(m) && mayAnswer(m, operations, base),
    );
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
    const speaker = ['institution', 'document', 'person'].includes(base.findEntity(entity)?.kind ?? '');
    const own = speaker ? saidBy(entity, found, base) : [];
    const answer = fromMatches(question, rest, found, base, [
      { kind: speaker ? 'not-by' : 'not-of', entity },
    ]);
    if (answer?.outcome === 'answer') return { ...answer, facts: [...new Set([...own, ...answer.facts])] };
  }
  return null;
}

/** What the speaker did say of the same quantity. */
function saidBy(entity: string, found: readonly Match[], base: FactBase): Fact[] {
  const family = base.family(found[0]?.fact.metric ?? '');
  return family
    .flatMap((metric) => base.factsOf(metric))
    .filter((fact) => fact.unit !== null && base.lineage(fact.by).has(entity));
}

function mayAnswer(match: Match, operations: ReadonlySet<Operation>, base: FactBase): boolean {
  return (
    isFigureMatch(match, operations, base) ||
    (isTextMatch(match, operations, base) && !operations.has('quantity'))
  );
}

/** The very figure, of another period than the one named: said as a correction. */
function ofAnotherPeriod(question: Question, base: FactBase): Answer | null {
  const periods = question.items.filter((item) => item.kind === 'period');
  const rest = question.items.filter((item) => item.kind !== 'period');
  if (periods.length !== 1) return null;
  const found = matchAll(rest, base).filter(
    (m) => m.missing.length === 0 && isSureFigure(m, operationsOf(question, rest)),
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

/** Facts told in words may be asked for in words we do not know, as long as what is known is plenty. */
function tolerant(question: Question, base: FactBase): Answer | null {
  const operations = operationsOf(question, question.items);
  const matches = matchAll(question.items, base);
  const candidates = textsFor(matches, operations, base).filter((m) => m.fact.unit === null && isPlenty(m));
  const best = Math.max(...candidates.map((m) => m.score));
  const known = candidates.filter((m) => m.score >= best - 0.5).map((m) => ({ ...m, missing: [] }));
  if (known.length === 0 || new Set(known.map((m) => m.fact.subject)).size > 1) return null;
  return fromMatches(question, question.items, known, base, []);
}

function isPlenty(match: Match): boolean {
  if (match.missing.some((item) => item.kind !== 'word')) return false;
  const told = [...match.worths].filter(
    ([item, value]) => item.kind !== 'entity' && item.kind !== 'period' && !item.optional && value >= 1.2,
  );
  return match.missing.length <= 2 && told.length >= 2 && told.length > match.missing.length;
}

/** A company alone, or with a year: what the base holds of it. A day alone: what happened then. */
function bare(question: Question, base: FactBase): Answer | null {
  const required = question.items.filter((item) => !item.optional || item.kind === 'metric');
  if (required.length === 0 || required.some((item) => item.kind !== 'entity' && item.kind !== 'period'))
    return null;
  if (asksAmount(operationsOf(question, question.items))) return null;
  const dated = required.every((item) => item.kind === 'period');
  const matches = (
    dated ? base.facts.map((fact) => matchFact(fact, question.items, base)) : matchAll(question.items, base)
  ).filter((m) => m.missing.length === 0);
  const frame = { locale: question.locale, repairs: question.repairs };
  if (dated) {
    const onTheDay = matches.filter((m) => /-\d\d-\d\d$/.test(m.fact.period ?? '')).map((m) => m.fact);
    if (onTheDay.length === 0) return null;
    return {
      ...frame,
      outcome: 'answer',
      facts: onTheDay.slice(0, 6),
      derived: [],
      corrections: [],
      first: null,
      shape: 'facts',
      without: [],
      context: [],
    };
  }
  const own = matches.filter((m) =>
    [...m.worths].some(([item, value]) => item.kind === 'entity' && value >= 4),
  );
  const choices = choicesOf(groupMatches(own), question, base);
  return choices.length < 2
    ? null
    : { ...frame, outcome: 'choices', choices, name: nameOf(question.items, base, question) };
}

function membersWithout(items: readonly Item[], facts: readonly Fact[], base: FactBase): string[] {
  const group = items
    .flatMap((item) => (item.kind === 'entity' ? item.entities : []))
    .map((id) => base.findEntity(id))
    .find((e) => e && e.members.length > 0);
  if (!group || facts.every((fact) => fact.unit === null)) return [];
  if (facts.some((fact) => fact.subject === group.id)) return [];
  return group.members.filter(
    (member) => !facts.some((fact) => fact.subject === member || base.lineage(fact.subject).has(member)),
  );
}

function nameOf(items: readonly Item[], base: FactBase, question: Question): string | null {
  const entity = items.find((item) => item.kind === 'entity');
  const id = entity?.kind === 'entity' ? entity.entities[0] : undefined;
  return id === undefined ? null : base.entity(id).label[question.locale];
}

function explainUnknown(question: Question, base: FactBase): Answer {
  const matches = matchAll(question.items, base);
  const best = [...matches].sort((a, b) => a.missing.length - b.missing.length || b.score - a.score)[0];
  const missing = best?.missing ?? question.items.filter((item) => !item.optional);
  const period = missing.find((item) => item.kind === 'period');
  const words = missing.filter((item) => item.kind !== 'period').map((item) => item.text);
  const gap: Gap =
    words.length === 0 && period?.kind === 'period' && period.period.from !== null
      ? { kind: 'no-such-period', period: period.period.from }
      : { kind: 'not-held', words };
  return {
    locale: question.locale,
    repairs: question.repairs,
    outcome: 'unknown',
    gap,
    nearest: nearestOf(question, matches),
  };
}
