/** Long questions: the clause that asks is answered, with what it takes from the others. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Operation } from '../language/words.ts';
import type { Item, Question } from '../question/question.ts';
import type { Answer } from './answer.ts';
import { clausesOf } from './asking.ts';
import { attempt, operationsOf } from './attempt.ts';
import { evidenceOf } from './evidence.ts';
import { worth } from './match.ts';
import { matchFact } from './retrieve.ts';

/** 'Now that …, what is …': what is taken for granted first is not what is asked. */
export function isGivenFirst(question: Question): boolean {
  if (question.clauses < 2) return false;
  return GIVEN.test(question.text) || takesUpTheName(question);
}

const GIVEN =
  /^(?:now that|given|since|although|while|considering|既然|虽然|鉴于|考虑到|知道)|(?:都有了?|已经?有了?|都?知道了|已知)[,，;；。]|\bi(?:'ve| have)?(?: already)? (?:have|got|know)\b[^,.;?]*[,.;]/;

type Answered = Extract<Answer, { outcome: 'answer' }>;

/** '…, revenue I have; what did it spend on R&D': the clause that takes up the name with a pronoun is the question. */
function takesUpTheName({ text, items }: Question): boolean {
  const pronoun = text.search(/它|\bits?\b/);
  const measures = items.filter((item) => item.kind === 'metric' && !item.optional);
  const asked = measures.find((item) => pronoun >= 0 && item.start > pronoun);
  return asked !== undefined && asked.clause > 0 && measures.some((item) => item.clause < asked.clause);
}

export function clauses(question: Question, base: FactBase): Answer | null {
  if (question.clauses < 2) return null;
  for (let clause = question.clauses - 1; clause >= 0; clause--) {
    const answer = asks(question, clause) ? clauseAlone(question, { clause }, base) : null;
    if (answer) return answer;
  }
  return null;
}

/**
 * What one clause asks, with the names and periods that it takes from the others.
 * @param told what the facts of another clause's answer account for: it is not left open here.
 */
export function clauseAlone(
  question: Question,
  { clause, told = () => false }: { readonly clause: number; readonly told?: (item: Item) => boolean },
  base: FactBase,
): Answered | null {
  const own = question.items.filter((item) => item.clause === clause);
  if (own.length === 0 && !question.operations.some((op) => op.clause === clause)) return null;
  const others = question.items.filter((item) => item.clause !== clause);
  const lacks = (kind: Item['kind']) => !own.some((item) => item.kind === kind && !item.optional);
  const inherited = (['entity', 'period', 'metric'] as const).flatMap((kind) =>
    lacks(kind) ? nearestOfKind(others, kind, clause) : [],
  );
  const names = inherited.filter((item) => item.kind === 'entity');
  const isBare = own.every((item) => item.optional);
  for (const items of [
    [...inherited, ...own],
    [...inherited.filter((i) => i.kind !== 'metric'), ...own],
    [...names, ...own],
  ]) {
    if (!items.some((item) => item.kind === 'metric' || item.kind === 'word' || item.kind === 'entity'))
      continue;
    const answer = attempt(question, items, base, [], clause);
    if (answer?.outcome !== 'answer') continue;
    const [first] = answer.facts;
    const sound =
      first !== undefined && first.unit !== null
        ? !leavesOpen(
            first,
            items,
            others.filter((item) => !told(item)),
            base,
          )
        : isPointed(first, question, items, base) && (!isBare || tellsMost(first, others, base));
    if (sound) return answer;
  }
  return null;
}

/** 'If …, for whom is it?': what the clause with no word of its own asks is said by the others, which the fact has to tell. */
function tellsMost(fact: Fact | undefined, others: readonly Item[], base: FactBase): boolean {
  const said = others.filter((item) => !item.optional);
  const told = said.filter((item) => fact !== undefined && worth(fact, item, base) > 0);
  return told.length * 4 >= said.length * 3;
}

/**
 * Whether a figure leaves open what other clauses say: where no name is known, an unknown word may be one; a measure or
 * a period that is named was meant where none is taken over; and in the clause that the measure is taken from, so was a
 * name of which nothing is held, and a word before the measure makes another measure of it.
 */
function leavesOpen(fact: Fact, used: readonly Item[], others: readonly Item[], base: FactBase): boolean {
  const named = used.some((item) => item.kind === 'entity');
  const dated = used.some((item) => item.kind === 'period');
  const measured = used.some((item) => item.kind === 'metric');
  const measures = others.filter(
    (item) => item.kind === 'metric' && (used.includes(item) || (!measured && worth(fact, item, base) > 0)),
  );
  const open = others.filter(
    (item) => !item.optional && !used.includes(item) && worth(fact, item, base) === 0,
  );
  return open.some((item) => {
    if (item.kind === 'metric') return !measured;
    if (item.kind === 'period') return !dated;
    if (item.kind !== 'word' && item.kind !== 'other') return false;
    if (!named && (item.kind === 'other' || item.groups.length === 0)) return true;
    return measures.some(
      (measure) =>
        measure.clause === item.clause && (item.kind === 'other' || isBefore(item, measure, others)),
    );
  });
}

/** Between the name and the measure, or, where no name stands before it, right before the measure. */
function isBefore(item: Item, measure: Item, items: readonly Item[]): boolean {
  if (item.start > measure.start) return false;
  const gap = measure.start - item.start - item.text.length;
  const names = items.filter(
    (name) => name.kind === 'entity' && name.clause === item.clause && name.start < measure.start,
  );
  return names.length === 0 ? gap <= 1 : names.some((name) => name.start < item.start);
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
  return own + words >= 1 && own + words + names + kind >= 2;
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
  const elsewhere = question.operations.some(
    (op) => op.clause !== clause && QUESTION_WORDS.has(op.operation),
  );
  const marked = clausesOf(question).some((one) => one.clause === clause && /[?？]$/u.test(one.text));
  return (
    marked ||
    own.some((op) => QUESTION_WORDS.has(op.operation)) ||
    (clause === question.clauses - 1 && !elsewhere)
  );
}

const QUESTION_WORDS: ReadonlySet<Operation> = new Set(
  'quantity money pieces percent points who when where reason count which-year which-company which-item most least rank'.split(
    ' ',
  ) as Operation[],
);
