/** Whether an answer is what a golden question expects: the same verdict as the scorer that the questions came with. */
import type { answerToJson } from '../src/answer/answer-json.ts';
import type { Gold } from './gold.ts';

export const VERDICTS = ['right', 'wrong', 'incomplete', 'missed'] as const;
/**
 * right: an outcome that the gold accepts; every gold figure is stated near the front and from the gold's paragraphs.
 * incomplete: the right facts, but not all that was asked for. wrong: a reader would be misled.
 * missed: unknown, or choices, where there is an answer.
 */
export type Verdict = (typeof VERDICTS)[number];
export type Judgement = { readonly verdict: Verdict; readonly why: string };

type Answer = ReturnType<typeof answerToJson>;
type JsonFact = Answer['facts'][number];
type Value = Gold['values'][number];

/** Where nothing is said of it, a figure may differ by this much of itself. */
const TOLERANCE = 0.005;
/** So many facts more than figures asked for may stand before the last of them. */
const BESIDE = 2;

const TRADITIONAL = '爾線曦營虧損億萬發佈佔額華為騰輝達國產業數據報認購買賣師東傳統關進時間說長';
const SIMPLIFIED = '尔线曦营亏损亿万发布占额华为腾辉达国产业数据报认购买卖师东传统关进时间说长';
const SIMPLER = new Map(
  [...TRADITIONAL].map((character, index) => [character, [...SIMPLIFIED][index] ?? '']),
);

/** One spelling for what is compared: width, case, characters, dashes, thousands, spaces beside Chinese. */
export function plain(text: string): string {
  return [...text.normalize('NFKC').toLowerCase()]
    .map((character) => SIMPLER.get(character) ?? character)
    .join('')
    .replace(/[\u2010-\u2015\u2212~～]/g, '-')
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])/g, '')
    .replace(/\s+/g, ' ');
}

export function judge(gold: Gold, answer: Answer): Judgement {
  const { outcome, facts, derived } = answer;
  if (outcome === 'unknown' && facts.length + derived.length > 0)
    return { verdict: 'wrong', why: 'unknown, and yet it states facts' };
  if (!gold.outcome.includes(outcome)) {
    return {
      verdict: outcome === 'answer' ? 'wrong' : 'missed',
      why: `outcome ${outcome}, gold ${gold.outcome.join(' or ')}`,
    };
  }
  const text = said(gold, answer);
  const misled = gold.absent.find((part) => text.includes(plain(part)));
  if (misled !== undefined) return { verdict: 'wrong', why: `'${misled}' is stated` };
  if (outcome === 'unknown') return { verdict: 'right', why: '' };
  return judgeFigures(gold, answer) ?? judgeWords(gold, answer, text) ?? { verdict: 'right', why: '' };
}

function judgeFigures(gold: Gold, answer: Answer): Judgement | null {
  if (answer.outcome !== 'answer') return null;
  const front = gold.values.length + BESIDE;
  const facts = answer.facts.slice(0, front);
  const derived = answer.derived.slice(0, front);
  const lost = gold.values.filter((value) => !isStated(value, gold, facts, derived));
  if (lost.length === 0) return null;
  const some = lost.length < gold.values.length && isNear(gold, answer);
  const figures = lost.map(({ value, unit }) => `${value} ${unit ?? ''}`.trim());
  return { verdict: some ? 'incomplete' : 'wrong', why: `not stated up front: ${figures.join(', ')}` };
}

function judgeWords(gold: Gold, answer: Answer, text: string): Judgement | null {
  const lost = gold.strings.find((alternatives) => !alternatives.some((part) => text.includes(plain(part))));
  if (!lost) return null;
  const grounded = isNear(gold, answer) && (gold.values.length > 0 || gold.p.length > 0);
  return {
    verdict: answer.outcome === 'choices' || grounded ? 'incomplete' : 'wrong',
    why: `none of ${lost.slice(0, 6).join(', ')} in the text`,
  };
}

function isNear({ p }: Gold, { facts }: Answer): boolean {
  return p.length === 0 || facts.some((fact) => standsIn(fact, p));
}

function isStated(
  { value, unit }: Value,
  { p, tol = TOLERANCE }: Gold,
  facts: readonly JsonFact[],
  derived: Answer['derived'],
): boolean {
  const anyUnit = unit === 'x' || unit === null;
  const fact = facts.some(
    (one) =>
      isClose(one.value, value, tol) &&
      (anyUnit || unitOf(one.unit) === unit) &&
      !isLossAsProfit(one) &&
      !isElsewhere(one, p),
  );
  return (
    fact ||
    derived.some(
      (one) => isClose(one.value, value, tol) && (anyUnit || [unit, 'x'].includes(unitOf(one.unit))),
    )
  );
}

/** Losses are given without their sign in the gold: stated as profits they would pass. */
function isLossAsProfit({ metric, value }: JsonFact): boolean {
  return metric === 'net_profit' && typeof value === 'number' && value > 0;
}

/** The right number from the wrong fact. */
function isElsewhere(fact: JsonFact, p: Gold['p']): boolean {
  return p.length > 0 && placesOf(fact).length > 0 && !standsIn(fact, p);
}

function standsIn(fact: JsonFact, p: Gold['p']): boolean {
  return placesOf(fact).some((place) => p.includes(place));
}

function placesOf({ source }: JsonFact): readonly string[] {
  return source.locator.match(/p\d+/g) ?? [];
}

function isClose(value: unknown, gold: Value['value'], tolerance: number): boolean {
  if (Array.isArray(gold)) {
    return (
      Array.isArray(value) &&
      value.length === 2 &&
      gold.every((end, index) => isClose(value[index], end, tolerance))
    );
  }
  if (typeof value !== 'number') return false;
  return Math.abs(Math.abs(value) - Math.abs(gold)) <= Math.max(tolerance, 1e-9) * Math.abs(gold);
}

const UNITS: ReadonlyMap<string, string> = new Map([
  ['rmb', 'CNY'],
  ['元', 'CNY'],
  ['percent', '%'],
  ['pp', '%'],
  ['chip', 'piece'],
  ['card', 'piece'],
  ['片', 'piece'],
  ['months', 'month'],
]);

function unitOf(unit: string | null): string {
  return UNITS.get(String(unit).toLowerCase()) ?? String(unit);
}

/** The answer's own words: without the quoted question and the source's name, and with the choices it offers. */
function said({ q }: Gold, { text, facts, choices }: Answer): string {
  const quoted = [q, ...facts.flatMap(({ source }) => [source.title, source.publisher, source.url])];
  const longestFirst = [...new Set(quoted.filter(Boolean).map(plain))].sort(
    (a, b) => [...b].length - [...a].length,
  );
  const own = longestFirst.reduce((rest, part) => rest.replaceAll(part, () => ' '), plain(text));
  return `${own} ${plain(choices.map(({ label, query }) => `${label} ${query}`).join(' '))}`;
}
