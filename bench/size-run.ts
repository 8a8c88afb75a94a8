/**
 * One fact base of one size, in a process of its own: how long it takes to build, what it occupies, and how long each
 * kind of question takes. Started by `size.ts` with `--expose-gc`; prints one line of JSON.
 */
import { parseArgs } from 'node:util';
import { answerQuestion } from '../src/answer/answer-question.ts';
import { createFactBase, type FactBase } from '../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { baseToSnapshot, extendSnapshot } from '../src/knowledge/snapshot.ts';
import { generateKnowledge } from './generate.ts';
import { type BenchQuestion, QUESTION_KINDS, sampleQuestions } from './questions.ts';

const TODAY = '2026-11-23';
const REAL = new URL('../knowledge', import.meta.url).pathname;
const QUESTION = '摩尔线程2024年亏了多少';
const MEGABYTE = 2 ** 20;
const LEAST = 5;
const WARM_UP = 50;

export type SizeResult = {
  readonly facts: number;
  readonly names: number;
  readonly buildMs: number;
  /** The first question, which builds what is built on use. */
  readonly firstMs: number;
  /** Heap of the facts and names alone, as plain values; and with all that the engine adds, after the questions. */
  readonly knowledgeMb: number;
  readonly heapMb: number;
  readonly rssMb: number;
  /** From one changed fact to the first answer that knows of it: for so long a process answers nobody. */
  readonly changeMs: number;
  /** Microseconds of each question, by kind, after a warm-up. */
  readonly micros: Readonly<Record<string, readonly number[]>>;
  /** Of the questions that one fact answers, how many are answered with it. */
  readonly found: number;
  readonly findable: number;
};

const { values } = parseArgs({
  options: {
    facts: { type: 'string', default: '250' },
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '4' },
  },
});

function heapMb(): number {
  if (!globalThis.gc) throw new Error('size-run: start it with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / MEGABYTE;
}

type Timed = { readonly ms: number; readonly facts: readonly string[] };

function timed(text: string, base: FactBase): Timed {
  const start = performance.now();
  const answer = answerQuestion(text, base, TODAY);
  const ms = performance.now() - start;
  return { ms, facts: answer.outcome === 'answer' ? answer.facts.map(({ id }) => id) : [] };
}

/** Asks until the questions or the time are used up, and at least five. */
function askAll(questions: readonly BenchQuestion[], base: FactBase, budgetMs: number) {
  const done: (Timed & BenchQuestion)[] = [];
  const start = performance.now();
  for (const question of questions) {
    if (done.length >= LEAST && performance.now() - start > budgetMs) break;
    done.push({ ...question, ...timed(question.text, base) });
  }
  return done;
}

/** One fact is recorded anew: the snapshot is replaced as a whole, and the next question builds what is built on use. */
function timeChange(current: FactBase): number {
  const [fact] = current.facts;
  if (!fact) throw new Error('no fact');
  const change = { kind: 'assert', fact: { ...fact, note: null } } as const;
  const revision = {
    seq: 1,
    recorded: `${TODAY}T00:00:00.000Z`,
    author: 'terminal',
    reason: '',
    change,
    base: null,
  };
  const snapshot = baseToSnapshot(current);
  const start = performance.now();
  timed(QUESTION, extendSnapshot(snapshot, [revision]).base);
  return performance.now() - start;
}

const before = heapMb();
const around = loadKnowledge(REAL);
const knowledge = generateKnowledge({ facts: Number(values.facts), seed: Number(values.seed), around });
const knowledgeMb = heapMb() - before;
const buildStart = performance.now();
const base = createFactBase(knowledge);
const buildMs = performance.now() - buildStart;
const { ms: firstMs } = timed(QUESTION, base);
const sample = (each: number, seed: number) =>
  Map.groupBy(sampleQuestions({ knowledge, seed, each }), ({ kind }) => kind);
const questions = sample(Number(values.each), Number(values.seed) + 1);
// Other questions than those that are measured: what an answer leaves behind for its own question does not count.
const warmUps = sample(WARM_UP, Number(values.seed) + 2);
const budgetMs = 1000 * Number(values.seconds);
const done = QUESTION_KINDS.flatMap((kind) => {
  askAll(warmUps.get(kind) ?? [], base, budgetMs / 4);
  return askAll(questions.get(kind) ?? [], base, budgetMs);
});
const findable = done.filter(({ fact }) => fact !== null);
const heldMb = heapMb() - before;
const rssMb = process.memoryUsage().rss / MEGABYTE;
const byKind = Map.groupBy(done, ({ kind }) => kind);
const result: SizeResult = {
  facts: knowledge.facts.length,
  names: knowledge.vocabulary.entities.reduce((sum, { aliases }) => sum + 2 + aliases.length, 0),
  buildMs,
  firstMs,
  knowledgeMb,
  heapMb: heldMb,
  rssMb,
  changeMs: timeChange(base),
  micros: Object.fromEntries([...byKind].map(([kind, own]) => [kind, own.map(({ ms }) => 1000 * ms)])),
  found: findable.filter(({ fact, facts }) => fact !== null && facts.includes(fact)).length,
  findable: findable.length,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
