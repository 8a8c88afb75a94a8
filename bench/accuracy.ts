/** The golden questions on the facts alone and among as many similar ones as asked for, in one run. */
import { answerToJson } from '../src/answer/answer-json.ts';
import { answerQuestion } from '../src/answer/answer-question.ts';
import { createFactBase, type FactBase } from '../src/knowledge/fact-base.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { parseQuestion } from '../src/question/parse.ts';
import { type Gold, KINDS, TODAY } from '../test/gold.ts';
import { judge, VERDICTS, type Verdict } from '../test/judge.ts';
import { generateKnowledge } from './generate.ts';
import { markdownTable, thousands } from './table.ts';
import { percent, tally } from './tally.ts';

export type AccuracyOptions = {
  readonly knowledge: Knowledge;
  readonly golds: readonly Gold[];
  readonly facts: number;
  readonly seed: number;
};

type Pair = {
  readonly gold: Gold;
  /** Whether the question names anything: one that does not is about the made-up facts as well. */
  readonly named: boolean;
  readonly plain: Verdict;
  readonly among: Verdict;
  readonly why: string;
};

export type AccuracyResult = { readonly facts: number; readonly pairs: readonly Pair[] };

export function accuracyAmong({ knowledge, golds, facts, seed }: AccuracyOptions): AccuracyResult {
  const plain = createFactBase(knowledge);
  const apart = golds.map(({ q }) => q);
  const among = createFactBase(generateKnowledge({ facts, seed, around: knowledge, apart }));
  const pairs = golds.map((gold) => {
    const text = gold.q.replaceAll('\n', ' ');
    const items = parseQuestion(text, plain, TODAY)?.items ?? [];
    const { verdict, why } = ask(gold, text, among);
    const named = items.some(({ kind }) => kind === 'entity');
    return { gold, named, plain: ask(gold, text, plain).verdict, among: verdict, why };
  });
  return { facts: among.facts.length, pairs };
}

function ask(gold: Gold, text: string, base: FactBase) {
  return judge(gold, answerToJson(text, answerQuestion(text, base, TODAY), base));
}

export function accuracyToJson({ facts, pairs }: AccuracyResult) {
  const both = (own: readonly Pair[]) => ({
    questions: own.length,
    plain: tally(own.map(({ plain }) => plain)),
    among: tally(own.map(({ among }) => among)),
  });
  return {
    facts,
    total: both(pairs),
    named: both(pairs.filter(({ named }) => named)),
    unnamed: both(pairs.filter(({ named }) => !named)),
    changed: pairs
      .filter(({ plain, among }) => plain !== among)
      .map(({ gold, plain, among, why, named }) => ({ id: gold.id, q: gold.q, named, plain, among, why })),
  };
}

export function accuracyToMarkdown({ facts, pairs }: AccuracyResult): string {
  const row = (name: string, own: readonly Pair[]) => {
    const plain = tally(own.map((pair) => pair.plain));
    const among = tally(own.map((pair) => pair.among));
    const cells = VERDICTS.map((verdict) =>
      [plain, among].map((counts) => percent(counts[verdict], own.length)).join(' → '),
    );
    return [name, own.length, ...cells];
  };
  const kinds = KINDS.map((kind) => ({ kind, own: pairs.filter(({ gold }) => gold.kind === kind) }));
  return markdownTable(
    [`alone → among ${thousands(facts)} facts, %`, 'questions', ...VERDICTS],
    [
      ...kinds.filter(({ own }) => own.length > 0).map(({ kind, own }) => row(kind, own)),
      row('**all**', pairs),
      row(
        'of these, with a name',
        pairs.filter(({ named }) => named),
      ),
      row(
        'of these, without',
        pairs.filter(({ named }) => !named),
      ),
    ],
  );
}
