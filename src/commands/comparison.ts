/** Two sides of one measure as a table, with what keeps a reader from misreading it. */
import { difference } from '../answer/derive.ts';
import { quantityText } from '../answer/figure-text.ts';
import { REFUSAL } from '../answer/phrases.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { comparePeriods } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import type { Block, Call, Message } from '../platforms/platform.ts';
import { shareActions } from './actions.ts';
import { chartActions } from './chart-actions.ts';
import * as words from './fact-words.ts';

/** The two entities, and what the reader has asked for so far. */
export type Two = {
  readonly first: string;
  readonly second: string;
  readonly locale: Locale;
  readonly period: string | undefined;
  readonly notes: readonly string[];
};

export type Pair = { readonly period: string | null; readonly first: Fact; readonly second: Fact };

export type Sides = { readonly firsts: readonly Fact[]; readonly seconds: readonly Fact[] };

/** The same period on both sides, oldest first; what has no period only with what has none either. */
export function pairsOf(firsts: readonly Fact[], seconds: readonly Fact[]): Pair[] {
  const pairs = firsts.flatMap((first) => {
    const second = seconds.find(({ period }) => period === first.period);
    return second ? [{ period: first.period, first, second }] : [];
  });
  return pairs.sort((a, b) => comparePeriods(a.period, b.period));
}

export type Compared = Sides & {
  readonly base: FactBase;
  readonly pairs: readonly Pair[];
  /** What gives this comparison again. */
  readonly call: Call;
};

export function comparison(two: Two, given: Compared): Message {
  const { base, pairs, call } = given;
  const { locale } = two;
  const zh = locale === 'zh';
  const names = [two.first, two.second].map((id) => base.entity(id).label[locale]);
  const gaps = pairs.map((pair) => gapOf(pair, { locale, base }));
  const told = gaps.some(({ text }) => text !== '');
  const rows = pairs.map((pair, at) => [
    ...pairCells(pair, { locale, base }),
    ...(told ? [gaps[at]?.text ?? ''] : []),
  ]);
  const head = [zh ? '期间' : 'Period', ...names, ...(told ? [zh ? '相差' : 'Difference'] : [])];
  return {
    locale,
    blocks: [
      { kind: 'headline', text: titleOf(names, pairs, { locale, base }) },
      { kind: 'table', head, rows },
      ...noteBlocks([...new Set(gaps.flatMap(({ refused }) => refused ?? []))]),
      ...basisBlocks(two, given),
      ...noteBlocks([...definitionsOf(pairs, locale), ...leftOut(two, given), ...two.notes]),
    ],
    actions: [
      ...chartActions({ facts: pairs.flatMap(({ first, second }) => [first, second]), locale }, base),
      ...shareActions(call, locale),
    ],
  };
}

function titleOf(names: readonly string[], pairs: readonly Pair[], { locale, base }: words.Telling): string {
  const facts = pairs.flatMap(({ first, second }) => [first, second]);
  const measures = words.listed(
    [...new Set(facts.map((fact) => words.measureOf(fact, locale, base)))],
    locale,
  );
  return locale === 'zh' ? `${names.join('与')}：${measures}` : `${names.join(' and ')}: ${measures}`;
}

function pairCells({ period, first, second }: Pair, { locale, base }: words.Telling): string[] {
  const mixed = words.measureOf(first, locale, base) !== words.measureOf(second, locale, base);
  const cell = (fact: Fact): string =>
    (mixed ? `${words.measureOf(fact, locale, base)} ` : '') + words.amountOf(fact, locale, base);
  return [words.periodOf(period, locale), cell(first), cell(second)];
}

type Gap = { readonly text: string; readonly refused?: string };

/** How far apart, or why that is not computed. */
function gapOf({ first, second }: Pair, { locale, base }: words.Telling): Gap {
  const refuse = (reason: string): Gap => ({
    text: '',
    refused: locale === 'zh' ? `不计算相差：${reason}。` : `No difference is given: ${reason}.`,
  });
  if (first.unit !== second.unit) return refuse(REFUSAL['currencies-differ'][locale]);
  if (first.metric !== second.metric || first.definition?.en !== second.definition?.en) {
    return refuse(locale === 'zh' ? '两边口径不同' : 'the two sides are defined differently');
  }
  const done = difference(first, second, base);
  if ('refused' in done) return refuse(REFUSAL[done.refused][locale]);
  const [gap] = done.derived;
  if (!gap) return { text: '' };
  const size = Math.abs(gap.value);
  const text = gap.unit === '%' ? points(size, locale) : quantityText(size, gap.unit, locale);
  const exact = first.qualifier === 'exact' && second.qualifier === 'exact';
  return { text: exact ? text : locale === 'zh' ? `约${text}` : `about ${text}` };
}

/** Two percentages differ by points, never by percent. */
function points(value: number, locale: Locale): string {
  const size = Number(value.toPrecision(6));
  return locale === 'zh' ? `${size}个百分点` : `${size} percentage points`;
}

function basisBlocks(two: Two, { base, pairs }: Compared): Block[] {
  const { locale } = two;
  const side = (id: string, facts: readonly Fact[]): string => {
    const bases = [...new Set(facts.map((fact) => words.basisOf(fact, locale, base)))];
    const name = base.entity(id).label[locale];
    return locale === 'zh' ? `${name}：${bases.join('；')}` : `${name}: ${bases.join('; ')}`;
  };
  const [firsts, seconds] = [pairs.map(({ first }) => first), pairs.map(({ second }) => second)];
  return noteBlocks([
    [side(two.first, firsts), side(two.second, seconds)].join(locale === 'zh' ? '；' : '; '),
    words.sourceLine([...firsts, ...seconds], locale, base),
  ]);
}

function definitionsOf(pairs: readonly Pair[], locale: Locale): string[] {
  const facts = pairs.flatMap(({ first, second }) => [first, second]);
  const defined = facts.flatMap(({ definition, note }) =>
    [definition?.[locale] ?? [], note?.[locale] ?? []].flat(),
  );
  return [...new Set(defined)];
}

/** Periods that only one side has are named, not compared. */
function leftOut(two: Two, { base, firsts, seconds }: Compared): string[] {
  const { locale } = two;
  if (two.period !== undefined) return [];
  const only = (facts: readonly Fact[], others: readonly Fact[], id: string): string[] => {
    const missing = facts.filter(({ period }) => !others.some((other) => other.period === period));
    if (missing.length === 0) return [];
    const periods = words.listed(
      [...new Set(missing.map(({ period }) => words.periodOf(period, locale)))],
      locale,
    );
    const name = base.entity(id).label[locale];
    return [
      locale === 'zh'
        ? `只有${name}有${periods}的数字，未列入比较。`
        : `Only ${name} has ${periods}: not compared.`,
    ];
  };
  return [...only(firsts, seconds, two.first), ...only(seconds, firsts, two.second)];
}

export function noteBlocks(texts: readonly string[]): Block[] {
  return texts.map((text) => ({ kind: 'note', text }));
}
