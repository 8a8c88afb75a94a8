/** Ours beside what a person would pick instead: the same facts, the same questions, the same judge, one run. */
import type { Answer } from '../src/answer/answer.ts';
import { answerToJson } from '../src/answer/answer-json.ts';
import { answerQuestion } from '../src/answer/answer-question.ts';
import { createFactBase, type FactBase } from '../src/knowledge/fact-base.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { localeOf } from '../src/language/normalise.ts';
import { type Gold, TODAY } from '../test/gold.ts';
import { judge, type Verdict } from '../test/judge.ts';
import { fuseAsItComes, fuseByWords, fuseTuned } from './peers/fuse.ts';
import { miniSearch } from './peers/minisearch.ts';
import { orama } from './peers/orama.ts';
import { type Found, factToDocument, type Peer, terms } from './peers/peer.ts';
import { sqliteTrigrams } from './peers/sqlite.ts';
import { percentile } from './statistics.ts';
import { markdownTable, thousands } from './table.ts';
import { percents, type Tally, tally } from './tally.ts';

/** So much of what is asked may be answered wrongly by a peer whose threshold is set well. */
const MOST_WRONG = 0.02;
const WARM_UP = 30;

export type PeerResult = {
  readonly name: string;
  /** At the best threshold: the most right of those with at most 2 % wrong. Ours has none to set. */
  readonly best: Tally;
  readonly threshold: number | null;
  /** Whether the threshold is one for the score, or for the score by word of the question: whichever did better. */
  readonly per: 'question' | 'word' | null;
  /** Its best fact however unsure it is; null for ours. */
  readonly always: Tally | null;
  /** On the questions that one fact answers, at the best threshold. */
  readonly single: Tally;
  readonly p50Micros: number;
  readonly p99Micros: number;
};

type Asked = {
  readonly gold: Gold;
  readonly score: number;
  readonly answered: Verdict;
  readonly silent: Verdict;
  readonly micros: number;
};

export async function comparePeers(knowledge: Knowledge, golds: readonly Gold[]): Promise<PeerResult[]> {
  const base = createFactBase(knowledge);
  const documents = base.facts.map((fact) => factToDocument(fact, base));
  const makers: readonly (() => Peer | Promise<Peer>)[] = [
    () => fuseAsItComes(base.facts),
    () => fuseTuned(documents),
    () => fuseByWords(documents),
    () => miniSearch(documents),
    () => orama(documents),
    () => sqliteTrigrams(documents),
  ];
  const results = [ours(base, golds)];
  for (const make of makers) results.push(measurePeer(await make(), base, golds));
  return results;
}

function ours(base: FactBase, golds: readonly Gold[]): PeerResult {
  const ask = (text: string) => answerQuestion(text, base, TODAY);
  const timed = askAll(golds, ask);
  const verdicts = timed.map(({ gold, text, result, micros }) => {
    const { verdict } = judge(gold, answerToJson(text, result, base));
    return { gold, verdict, micros };
  });
  return {
    name: '**chip-facts-bot**',
    best: tally(verdicts.map(({ verdict }) => verdict)),
    threshold: null,
    per: null,
    always: null,
    single: tally(verdicts.filter(({ gold }) => gold.kind === 'fact').map(({ verdict }) => verdict)),
    ...latency(verdicts),
  };
}

function measurePeer({ name, find }: Peer, base: FactBase, golds: readonly Gold[]): PeerResult {
  const asked = askAll(golds, find).map(({ gold, text, result, micros }): Asked => {
    const verdictOf = (found: Found | null) =>
      judge(gold, answerToJson(text, foundToAnswer(text, found, base), base)).verdict;
    const score = result?.score ?? Number.NEGATIVE_INFINITY;
    return { gold, score, answered: verdictOf(result), silent: verdictOf(null), micros };
  });
  // Scores that are summed over the words of a question are the higher the longer it is: both ways are tried.
  const byWord = asked.map((one) => ({ ...one, score: one.score / Math.max(1, terms(one.gold.q).length) }));
  const [whole, perWord] = [asked, byWord].map(atBestThreshold);
  const best = whole && perWord && rights(perWord) > rights(whole) ? perWord : whole;
  const verdicts = best?.verdicts ?? [];
  return {
    name,
    best: tally(verdicts),
    threshold: best?.threshold ?? null,
    per: best === perWord ? 'word' : 'question',
    always: tally(asked.map(({ answered }) => answered)),
    single: tally(verdicts.filter((_, index) => asked[index]?.gold.kind === 'fact')),
    ...latency(asked),
  };
}

type AtThreshold = { readonly threshold: number; readonly verdicts: readonly Verdict[] };

function atBestThreshold(asked: readonly Asked[]): AtThreshold {
  const threshold = bestThreshold(asked);
  return {
    threshold,
    verdicts: asked.map(({ score, answered, silent }) => (score >= threshold ? answered : silent)),
  };
}

function rights({ verdicts }: AtThreshold): number {
  return tally(verdicts).right;
}

/** Asks some questions for nothing first: compiling is not what is measured. */
function askAll<T>(golds: readonly Gold[], ask: (text: string) => T) {
  for (const { q } of golds.slice(0, WARM_UP)) ask(q.replaceAll('\n', ' '));
  return golds.map((gold) => {
    const text = gold.q.replaceAll('\n', ' ');
    const start = performance.now();
    const result = ask(text);
    return { gold, text, result, micros: 1000 * (performance.now() - start) };
  });
}

/** The same words that ours would put the fact in: only what is found differs. */
function foundToAnswer(question: string, found: Found | null, base: FactBase): Answer {
  const frame = { locale: localeOf(question), repairs: [] };
  const fact = found ? base.fact(found.id) : undefined;
  if (!fact) return { ...frame, outcome: 'unknown', gap: { kind: 'not-held', words: [] }, nearest: [] };
  const facts = { facts: [fact], derived: [], corrections: [], first: null, without: [], context: [] };
  return { ...frame, outcome: 'answer', shape: 'facts', ...facts };
}

/** Of all thresholds with at most 2 % wrong the one with the most right: infinity, always silent, is among them. */
export function bestThreshold(asked: readonly Omit<Asked, 'gold' | 'micros'>[]): number {
  const sorted = [...asked].sort((a, b) => b.score - a.score);
  const count = (list: readonly Verdict[], verdict: Verdict) => list.filter((one) => one === verdict).length;
  let right = count(
    sorted.map(({ silent }) => silent),
    'right',
  );
  let wrong = count(
    sorted.map(({ silent }) => silent),
    'wrong',
  );
  let best = { threshold: Number.POSITIVE_INFINITY, right };
  for (const [index, { score, answered, silent }] of sorted.entries()) {
    right += Number(answered === 'right') - Number(silent === 'right');
    wrong += Number(answered === 'wrong') - Number(silent === 'wrong');
    // What has the same score is answered or not together.
    if (sorted[index + 1]?.score === score) continue;
    if (wrong <= MOST_WRONG * sorted.length && right > best.right) best = { threshold: score, right };
  }
  return best.threshold;
}

function latency(asked: readonly { readonly micros: number }[]) {
  const micros = asked.map((one) => one.micros);
  return { p50Micros: Math.round(percentile(micros, 0.5)), p99Micros: Math.round(percentile(micros, 0.99)) };
}

export function peersToMarkdown(results: readonly PeerResult[], questions: number): string {
  const [one] = results;
  const singles = one ? Object.values(one.single).reduce((sum, count) => sum + count, 0) : 0;
  const verdicts = ['right', 'wrong', 'incomplete', 'missed'];
  const best = markdownTable(
    [`${questions} questions, %`, ...verdicts, 'p50, µs', 'p99, µs'],
    results.map((it) => [it.name, ...percents(it.best), thousands(it.p50Micros), thousands(it.p99Micros)]),
  );
  const others = results.filter(({ always }) => always !== null);
  const always = markdownTable(
    ['always answering, %', ...verdicts],
    others.map(({ name, always }) => [name, ...(always ? percents(always) : [])]),
  );
  const single = markdownTable(
    [`${singles} questions for one fact, %`, ...verdicts, 'threshold'],
    results.map(({ name, single, threshold, per }) => [
      name,
      ...percents(single),
      thresholdWords(threshold, per),
    ]),
  );
  return [best, always, single].join('\n\n');
}

function thresholdWords(threshold: PeerResult['threshold'], per: PeerResult['per']): string {
  if (threshold === null) return '–';
  if (!Number.isFinite(threshold)) return 'never answers';
  return `${threshold.toFixed(3)}${per === 'word' ? ' by word' : ''}`;
}
