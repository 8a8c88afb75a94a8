/** Cuts a question into the words of the lexicon: the cheapest cover, fewest and longest words first. */
import type { Lexicon, Sense } from '../knowledge/lexicon.ts';
import type { Figure } from '../language/figures.ts';
import { type Token, tokenise } from '../language/tokens.ts';
import type { PeriodMention } from './period-words.ts';

/** A stretch of the question, with what it may mean. `senses` is empty for a word nobody told us of. */
export type Segment = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly keys: readonly string[];
  readonly senses: readonly Sense[];
  readonly period?: PeriodMention;
  readonly figure?: Figure;
  /** What the asker wrote where the name was repaired. */
  readonly repairedFrom?: string;
  readonly readAs?: string;
  readonly latin: boolean;
};

/** A word proposed by repair: tokens `from` to `to` may be read as the name of `senses`. */
export type Proposal = {
  readonly from: number;
  readonly to: number;
  readonly senses: readonly Sense[];
  readonly name: string;
};

type Edge = {
  readonly to: number;
  readonly cost: number;
  readonly segment: Omit<Segment, 'start' | 'end' | 'text' | 'keys' | 'latin'>;
};

/**
 * Costs of a word in the cover. An unknown word costs more than any known ones that could cover it, so that it is
 * left over only where nothing is known; a Chinese function character inside an ordinary word does not make
 * that word known (下 and 单 are function words, 下单 is not).
 */
const COST = {
  known: 1,
  frozen: 0.5,
  repaired: 3,
  unknownHan: 5,
  unknownWord: 5.5,
  unknownLatin: 8,
  inside: 2.4,
} as const;

const chineseWords = new Intl.Segmenter('zh', { granularity: 'word' });

export type Segmented = { readonly tokens: readonly Token[]; readonly segments: readonly Segment[] };

/** @param text normalised. Periods and figures are frozen first: no name is read across them. */
export function segment(
  text: string,
  lexicon: Lexicon,
  found: {
    readonly periods: readonly PeriodMention[];
    readonly figures: readonly Figure[];
    readonly proposals?: readonly Proposal[];
  },
): Segmented {
  const tokens = tokenise(text).filter((token) => token.kind !== 'mark');
  const ordinary = ordinaryWords(text);
  const best: { cost: number; from: number; edge: Edge }[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const before = index === 0 ? 0 : best[index]?.cost;
    if (before === undefined) continue;
    for (const edge of edgesFrom(index, tokens, lexicon, found, { words: ordinary, text })) {
      const cost = before + edge.cost;
      if (cost < (best[edge.to]?.cost ?? Number.POSITIVE_INFINITY))
        best[edge.to] = { cost, from: index, edge };
    }
  }
  return { tokens, segments: readBack(best, tokens, text) };
}

function edgesFrom(
  index: number,
  tokens: readonly Token[],
  lexicon: Lexicon,
  found: Parameters<typeof segment>[2],
  { words: ordinary, text }: { readonly words: ReadonlyMap<number, number>; readonly text: string },
): Edge[] {
  const token = tokens[index];
  if (!token) return [];
  const period = found.periods.find((p) => p.start <= token.start && token.start < p.end);
  // A period may cut a token ('2024q4营收' has none such; '24年' starts inside none): it owns what it touches.
  if (period)
    return [{ to: after(tokens, index, period.end), cost: COST.frozen, segment: { senses: [], period } }];
  const edges: Edge[] = [];
  const figure = found.figures.find((f) => f.start === token.start);
  if (figure) {
    edges.push({ to: after(tokens, index, figure.end), cost: COST.known, segment: { senses: [], figure } });
  }
  for (const { end, senses } of lexicon.matches(tokens, index)) {
    if (touchesPeriod(tokens, index, end, found.periods)) break;
    edges.push({
      to: end,
      cost: costOf(tokens.slice(index, end), senses, ordinary, text),
      segment: { senses },
    });
  }
  for (const proposal of found.proposals ?? []) {
    if (proposal.from !== index) continue;
    const repairedFrom = textOf(tokens, index, proposal.to);
    edges.push({
      to: proposal.to,
      cost: COST.repaired,
      segment: { senses: proposal.senses, repairedFrom, readAs: proposal.name },
    });
  }
  const wordEnd = ordinary.get(token.start);
  if (wordEnd !== undefined) {
    const to = after(tokens, index, wordEnd);
    if (!touchesPeriod(tokens, index, to, found.periods))
      edges.push({ to, cost: COST.unknownWord, segment: { senses: [] } });
  }
  const unknown = token.kind === 'han' ? COST.unknownHan : COST.unknownLatin;
  edges.push({ to: index + 1, cost: unknown, segment: { senses: [] } });
  return edges;
}

function costOf(
  tokens: readonly Token[],
  senses: readonly Sense[],
  ordinary: ReadonlyMap<number, number>,
  text: string,
): number {
  const [first] = tokens;
  const single =
    tokens.length === 1 &&
    first?.kind === 'han' &&
    senses.every((s) => s.kind === 'neutral' || s.kind === 'operation');
  if (single && first && insideWord(first, ordinary, text)) return COST.known + COST.inside;
  return COST.known - (senses.some((s) => s.kind === 'entity' || s.kind === 'other') ? 0.1 : 0);
}

/** 掉了, 那份, 放在: a particle beside another character is grammar, not a word of its own. */
const PARTICLE = /[了的在是到着过那这某几第不得给和就也都可我你他]/;

function insideWord(token: Token, ordinary: ReadonlyMap<number, number>, text: string): boolean {
  for (let start = token.start; start >= token.start - 3; start--) {
    const end = ordinary.get(start);
    if (end !== undefined && end > token.start) return !PARTICLE.test(text.slice(start, end));
  }
  return false;
}

/** Chinese dictionary words of two characters and more: start → end. */
export function ordinaryWords(text: string): Map<number, number> {
  const words = new Map<number, number>();
  for (const { segment: word, index } of chineseWords.segment(text)) {
    if (word.length > 1 && /^\p{Script=Han}+$/u.test(word)) words.set(index, index + word.length);
  }
  return words;
}

function after(tokens: readonly Token[], from: number, end: number): number {
  let index = from + 1;
  while (index < tokens.length && (tokens[index]?.start ?? end) < end) index++;
  return index;
}

function touchesPeriod(
  tokens: readonly Token[],
  from: number,
  to: number,
  periods: readonly PeriodMention[],
): boolean {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? 0;
  return periods.some((period) => period.start < end && start < period.end);
}

function textOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token, index, all) =>
      index > 0 && (all[index - 1]?.end ?? 0) < token.start ? ` ${token.text}` : token.text,
    )
    .join('');
}

function readBack(
  best: readonly { from: number; edge: Edge }[],
  tokens: readonly Token[],
  text: string,
): Segment[] {
  const segments: Segment[] = [];
  let index = tokens.length;
  while (index > 0) {
    const step = best[index];
    const first = step && tokens[step.from];
    const last = tokens[index - 1];
    if (!step || !first || !last) break;
    segments.push({
      ...step.edge.segment,
      start: first.start,
      end: last.end,
      text: text.slice(first.start, last.end),
      keys: tokens.slice(step.from, index).map((token) => token.key),
      latin: first.kind !== 'han',
    });
    index = step.from;
  }
  return segments.reverse();
}
