/** The answer to a set of items taken as they are: figures before words, unless words are what is asked for. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import type { Item, Question } from '../question/question.ts';
import type { Answer, Correction } from './answer.ts';
import { asksWhoNot, isBeside, isOfExcepted } from './beside.ts';
import { fillCells } from './cells.ts';
import { choicesOf } from './choices.ts';
import { asksAmount, isFigureMatch, isTextMatch } from './eligible.ts';
import { answersKind, evidenceOf } from './evidence.ts';
import { areJoined } from './joined.ts';
import { membersWithout, nameOf } from './members.ts';
import { contextOf } from './nearest.ts';
import { operate } from './operate.ts';
import { isCountOfPicked, whichPerson } from './picked.ts';
import { corrections } from './premise.ts';
import { cellMatches, type Match, namedFigures } from './retrieve.ts';
import { select } from './select.ts';

export function attempt(
  question: Question,
  given: readonly Item[],
  base: FactBase,
  premise: readonly Correction[] = [],
  asking?: number,
): Answer | null {
  const operations = operationsOf(question, given, asking);
  const items = (isPlain(given, operations) ? withMeasure(given, base) : given).map((item) =>
    isBeside(item, operations, question, base) ? { ...item, optional: true } : item,
  );
  if (asksWhoNot({ items, text: question.text }, operations, base)) return null;
  const { excluded = [] } = question;
  const matches = cellMatches(question, items, base).filter(
    (m) => (m.fact.period === null || !excluded.includes(m.fact.period)) && !isOfExcepted(m, question),
  );
  if (matches.length === 0) return null;
  const figures = matches.filter((m) => isFigureMatch(m, operations, base));
  const texts = textsFor(matches, namedFigures(question, items, base), operations, base);
  const fromFigures = () => fromMatches(question, items, figures, base, premise, asking);
  const fromTexts = () => fromMatches(question, items, texts, base, premise, asking);
  if (operations.has('reason') && setsSide(given)) return fromFigures() ?? fromTexts();
  if (operations.has('reason')) return reasonOrCorrection(fromTexts(), fromFigures());
  const asked = texts.some(
    (m) => m.missing.length === 0 && m.fact.unit === null && answersKind(m.fact, operations, base),
  );
  return asked || tellsMore(texts, figures, operations)
    ? (fromTexts() ?? fromFigures())
    : (fromFigures() ?? fromTexts());
}

/** Beside names and periods alone, a word that is a measure in some questions and says nothing in others is the measure. */
function withMeasure(items: readonly Item[], base: FactBase): readonly Item[] {
  const isQuantity = (item: Item) =>
    item.kind === 'metric' && item.metrics.some(({ id }) => base.metric(id).kind !== 'text');
  return items.map((item) => (isQuantity(item) ? { ...item, optional: false } : item));
}

function isPlain(items: readonly Item[], operations: ReadonlySet<Operation>): boolean {
  const named = items.every((item) => item.kind === 'entity' || item.kind === 'period' || item.optional);
  return named && items.every((item) => item.kind !== 'figure') && operations.size === 0;
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
        .map((m) => m.score - optionalScore(m)),
    );
  return best(texts) >= best(figures) + 0.5;
}

/** What words that need not be accounted for have added. */
function optionalScore({ worths }: Match): number {
  return [...worths].reduce((sum, [item, value]) => sum + (item.optional ? value : 0), 0);
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

/**
 * The facts told in words that may answer; where the measure is held as figures of what is named, only those that are
 * really meant.
 */
export function textsFor(
  matches: readonly Match[],
  figures: readonly Match[],
  operations: ReadonlySet<Operation>,
  base: FactBase,
): Match[] {
  const wanted = figures.some((m) => isFigureMatch(m, operations, base));
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

/** Why something rose that fell is answered by saying that it fell, with the reasons that are known of it. */
function reasonOrCorrection(reasons: Answer | null, figures: Answer | null): Answer | null {
  const corrected = ifCorrecting(figures);
  if (corrected?.outcome !== 'answer') return reasons;
  const turned = corrected.corrections.some((c) => c.kind !== 'figure' && c.kind !== 'not-actual');
  return turned ? corrected : (reasons ?? corrected);
}

/** 'Some say 50 %, some say 13 %, how come?': the figures are asked for, not a reason. */
function setsSide(items: readonly Item[]): boolean {
  return items.filter((item) => item.kind === 'figure' && item.figure.unit === '%').length > 1;
}

/** Figures do not say why; they do say that what is taken for granted is not so. */
function ifCorrecting(answer: Answer | null): Answer | null {
  return answer?.outcome === 'answer' && (answer.corrections.length > 0 || answer.shape === 'sources')
    ? answer
    : null;
}

export function fromMatches(
  question: Question,
  items: readonly Item[],
  matches: readonly Match[],
  base: FactBase,
  premise: readonly Correction[],
  asking?: number,
): Answer | null {
  const operations = operationsOf(question, items, asking);
  const cells = fillCells(matches, items, base, operations.has('ratio'));
  if (cells.length === 0 || !areJoined(cells, question, base)) return null;
  if (operations.has('compute')) return null;
  const selection = whichPerson(items, cells, base) ?? select(cells, operations, base);
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
  if (isCountOfPicked(done.facts, operations)) return null;
  const told = withCompanions(done.facts, base);
  const said = [...premise, ...corrections(question, items, done.facts, base)];
  return {
    ...frame,
    outcome: 'answer',
    ...done,
    facts: told,
    corrections: said,
    without: membersWithout(items, done.facts, base),
    context: contextOf(told, base),
  };
}

/** A share of a part is told with the part: neither alone says how much of the whole it is. */
function withCompanions(facts: readonly Fact[], base: FactBase): Fact[] {
  const companions = facts.flatMap((fact) => fact.with.flatMap((id) => base.fact(id) ?? []));
  return [...new Set([...facts, ...companions])];
}

export function operationsOf(
  question: Question,
  items: readonly Item[],
  asking?: number,
): ReadonlySet<Operation> {
  const whole = items.length === question.items.length;
  const kept = new Set(items.map((item) => item.clause));
  return new Set(
    question.operations
      .filter((op) => whole || kept.has(op.clause) || op.clause === asking)
      .map((op) => op.operation),
  );
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
        // Of several measures set side by side each names those facts that are of it.
        (best.length > 0
          ? best.every((m) => (m.worths.get(item) ?? 0) >= 4)
          : matches.some((m) => (m.worths.get(item) ?? 0) >= 4)),
    );
  return new Set(
    [...operations].filter((operation) =>
      question.operations.some((op) => op.operation === operation && !spoken(op.start)),
    ),
  );
}
