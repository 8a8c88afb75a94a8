/** Text → Question. Linear in the length of the text; never throws. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Lexicon, Sense } from '../knowledge/lexicon.ts';
import { findFigures } from '../language/figures.ts';
import { localeOf, normalise } from '../language/normalise.ts';
import { findPeriods } from './periods.ts';
import { pinyinPeriods } from './pinyin-periods.ts';
import type { Also, Item, MetricMention, OperationMention, Question } from './question.ts';
import { proposeRepairs } from './repair.ts';
import { type Segment, segment } from './segment.ts';
import { transliterate } from './transliterate.ts';

/** Longer questions are not read: what they ask would be a guess. In code points after normalising. */
export const LONGEST_QUESTION = 500;
/** More names, measures and words than one question has. */
const MOST_ITEMS = 60;

/** @param today the asker's day, YYYY-MM-DD. @returns null for a question that is too long to be read. */
export function parseQuestion(raw: string, base: FactBase, today: string): Question | null {
  if (raw.length > LONGEST_QUESTION * 8) return null;
  const text = pinyinPeriods(normalise(raw))
    .replace(VAGUE_NUMBER, '多少')
    .replace(NOT_DOMESTIC, '$1国产芯片')
    .replace(JOINED_YEAR, '$1 $2');
  if ([...text].length > LONGEST_QUESTION) return null;
  const question = read(text, base.lexicon, today, localeOf(text));
  return question.items.length > MOST_ITEMS ? null : question;
}

/** 几十万, 数百亿: no figure to be verified. */
const VAGUE_NUMBER = /[几数][十百千]*[万亿]+|[几数][十百千]+/gu;

/** 'Not the domestic ones': the ones are chips. */
const NOT_DOMESTIC = /(不是|并非|(?<![是无])非|除了?|扣除|去掉)国产(?=的|$|[,，、。?？])/gu;

/** '昇腾npu2025年': a year that a Latin word is written to. */
const JOINED_YEAR = /([a-z])((?:19|20)\d\d年)/g;

function read(text: string, lexicon: Lexicon, today: string, locale: Question['locale']): Question {
  const found = findAll(text, today);
  const first = segment(text, lexicon, found);
  const leftover = first.segments.some((s) => isUnknown(s));
  if (!leftover) return toQuestion(text, locale, first.segments);
  const chinese = transliterate(text, first.segments, lexicon);
  if (chinese !== null) return read(chinese, lexicon, today, localeOf(chinese));
  const proposals = proposeRepairs(text, first, lexicon);
  const second = proposals.length === 0 ? first : segment(text, lexicon, { ...found, proposals });
  return toQuestion(text, locale, second.segments);
}

function findAll(text: string, today: string) {
  const periods = findPeriods(text, today);
  const figures = findFigures(text).filter((f) => !periods.some((p) => f.start < p.end && p.start < f.end));
  return { periods, figures };
}

/** 'Compared with the year before' beside a year of its own means the year before that one, not the asker's. */
function isYearBefore(part: Segment, segments: readonly Segment[]): boolean {
  const own = segments.some((s) => s.period && !s.period.relative);
  return own && part.period !== undefined && /^上一?年$|^(?:the )?previous year$/.test(part.period.text);
}

function isUnknown(s: Segment): boolean {
  return s.senses.length === 0 && !s.period && !s.figure && !/^\d+$/.test(s.text);
}

/** A period that is not to be counted is no period that is asked for. */
const EXCLUDED =
  /(?:不含|不包括|不包含|不算|不计|刨去|撇开|除去|excluding|not including|not counting|leaving out|without)\s?(?:the )?$/u;

const LEAVING: readonly OperationMention['operation'][] = ['remainder', 'not', 'difference'];

function isExcluded({ start, end }: Segment, text: string): boolean {
  const before = text.slice(0, start);
  return EXCLUDED.test(before) || (/除了?$/u.test(before) && /^(?:以外|之外|外)/u.test(text.slice(end)));
}

const CLAUSE_END = /[,.;:!?，。；：！？、\n—]/u;

function toQuestion(text: string, locale: Question['locale'], segments: readonly Segment[]): Question {
  const items: Item[] = [];
  const operations: OperationMention[] = [];
  const excluded: string[] = [];
  const leftOutAt: number[] = [];
  let clause = 0;
  let previousEnd = 0;
  for (const part of segments) {
    if (isClauseEnd(text.slice(previousEnd, part.start), text, part.start)) clause += 1;
    previousEnd = part.end;
    for (const sense of part.senses) {
      if (sense.kind === 'operation')
        operations.push({ operation: sense.operation, start: part.start, clause });
    }
    if (part.period && isExcluded(part, text)) {
      excluded.push(part.period.from ?? '');
      leftOutAt.push(part.start);
      continue;
    }
    const item = isYearBefore(part, segments) ? null : toItem(part, clause);
    if (item) items.push(item);
    else if (part.period) operations.push({ operation: 'growth', start: part.start, clause });
  }
  for (const [pattern, operation] of OPERATION_PATTERNS) {
    const start = text.search(pattern);
    if (start >= 0) operations.push({ operation, start: -1, clause: clauseAt(segments, text, start) });
  }
  const repairs = segments
    .filter((s) => s.repairedFrom !== undefined)
    .map((s) => ({ written: s.repairedFrom ?? '', read: s.readAs ?? s.text }));
  const without = excluded.length > 0 ? { excluded } : {};
  // The word that leaves the period out takes nothing away from a total.
  const kept = operations.filter(
    ({ operation, start }) =>
      !LEAVING.includes(operation) || !leftOutAt.some((at) => start < at && at - start < 16),
  );
  return { text, locale, items, operations: kept, clauses: clause + 1, repairs, ...without };
}

/** Operations told by the shape of a phrase, whose words mean something else by themselves. */
const OPERATION_PATTERNS: readonly (readonly [RegExp, OperationMention['operation']])[] = [
  [/(?:多少|几)\s?%|what %|% of|%\s*[?？]?$/, 'percent'],
  [/(?:谁|哪家|哪个|哪一家)\S{0,8}(?:[得更比较]|更为)(?:多|高|大|快|猛|狠|厉害|值钱)/, 'most'],
  [/谁|\bwho\b/, 'who'],
  [/为什么|为何|为啥|\bwhy\b|怎么(?:又|就|好多|很多|突然|还|后来)?.{0,10}(?:又不|不再|不).{0,3}了/, 'reason'],
  [
    /\d%.{0,30}(?:the )?(?:year before|previous year|prior year)|增长\s?\d+(?:\.\d+)?%.{0,20}(?:上一年|前一年)/,
    'imply',
  ],
  [/多少|\bhow (?:much|many)\b/, 'quantity'],
  [
    /多少钱|多少(?:亿|万)?(?:美元|美金|人民币|元)|how much money|in (?:us )?dollars|in (?:usd|yuan|rmb|cny)\b/,
    'money',
  ],
  [/(?:\b(?:the|an?|'s)|^|\d|,) ?\bmean (?!(?:to|that|by|it|when|in)\b)/, 'average'],
  // 几张 alone may be kinds of cards.
  [
    /(?:多少[十百千]?万?|几[十百千]?万|几[十百千])[片张颗枚](?!面)|几[片颗枚](?!面)|(?:出货|发货|卖|销)[^,，。?？]{0,6}几张/,
    'pieces',
  ],
  [/比.{1,24}(?:多|大|高|涨|增长?|少|小|低|降)(?:了|出)?(?:百分之|几成|多少%|几%)/, 'growth'],
  [/\bby how (?:much|many)\b/, 'difference'],
  [/\bwhat (?:did|does|do) .{0,40}\bpay\b/, 'money'],
  [/乘以|除以|multipl(?:y|ied) by|divided? by|times four/, 'compute'],
  [/^(?:is|was|are|were|did|does|do|has|have|had)\b/, 'confirm'],
  [/how many (?:\w+ ){0,2}(?:gpus?|chips?|cards?|units|accelerators|pieces)\b/, 'pieces'],
  [/比.{1,20}[多少高低大小]\S{0,3}(?:多少|几)/, 'difference'],
  [/(?:多(?![少大快高年长久])|(?<!多)少)\S{1,2}了?(?:多少|几个?亿)/, 'difference'],
  [/从.{1,20}(?:到|涨|升|跌|降).{0,8}(?:百分点|几个点)/, 'points'],
];

function clauseAt(segments: readonly Segment[], text: string, at: number): number {
  let clause = 0;
  let previousEnd = 0;
  for (const part of segments) {
    if (part.start > at) break;
    if (isClauseEnd(text.slice(previousEnd, part.start), text, part.start)) clause += 1;
    previousEnd = part.end;
  }
  return clause;
}

function isClauseEnd(gap: string, text: string, start: number): boolean {
  if (!CLAUSE_END.test(gap)) return false;
  // A list ('2022、2023、2024') is one clause, and so is 'v. 2'.
  return !/^\s*[、]\s*$/.test(gap) && !(gap.trim() === '.' && /\d/.test(text[start] ?? ''));
}

function toItem(part: Segment, clause: number): Item | null {
  const place = { start: part.start, text: part.text, clause };
  if (part.period) return { ...place, kind: 'period', period: part.period, optional: false, also: [] };
  if (part.figure)
    return { ...place, kind: 'figure', figure: part.figure, optional: part.figure.unit !== 'nm', also: [] };
  const optional = part.senses.some(
    (s) => s.kind === 'operation' || s.kind === 'neutral' || s.kind === 'topic',
  );
  const meanings = meaningsOf(part.senses);
  const other = part.senses.find((s) => s.kind === 'other');
  const repaired = part.repairedFrom === undefined ? {} : { repairedFrom: part.repairedFrom };
  const [main, ...also] = meanings;
  // A name that is also a word of questions ('Ascend', ascending) is a name first.
  const filler = part.senses.some((s) => s.kind === 'neutral' || s.kind === 'topic');
  if (main?.kind === 'entity') return { ...place, ...main, ...repaired, optional: filler, also };
  if (main?.kind === 'metric') return { ...place, ...main, ...repaired, optional, also };
  if (other?.kind === 'other')
    return { ...place, kind: 'other', index: other.index, optional: false, also: meanings };
  if (main?.kind === 'word')
    return { ...place, kind: 'word', groups: main.groups, keys: part.keys, optional, also: [] };
  if (part.senses.length > 0) return null;
  if (/^\d+$/.test(part.text))
    return { ...place, kind: 'word', groups: [], keys: part.keys, optional: true, also: [] };
  return { ...place, kind: 'word', groups: [], keys: part.keys, optional: false, also: [] };
}

function meaningsOf(senses: readonly Sense[]): Also[] {
  const entities = senses.flatMap((s) => (s.kind === 'entity' ? [s.id] : []));
  const metrics = senses.flatMap((s): MetricMention[] =>
    s.kind === 'metric' ? [{ id: s.id, negative: s.negative }] : [],
  );
  const groups = senses.flatMap((s) => (s.kind === 'word' ? [s.group] : []));
  const meanings: Also[] = [];
  if (entities.length > 0) meanings.push({ kind: 'entity', entities });
  if (metrics.length > 0) meanings.push({ kind: 'metric', metrics });
  if (groups.length > 0) meanings.push({ kind: 'word', groups });
  return meanings;
}
