/** The golden questions: their form, where they stand, and how they are asked. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { answerToJson } from '../src/answer/answer-json.ts';
import { answerQuestion } from '../src/answer/answer-question.ts';
import { createFactBase } from '../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { type Judgement, judge } from './judge.ts';

/** The day that 'last year' is counted from in every golden question. */
export const TODAY = '2026-11-23';

export const KINDS = [
  'fact',
  'series',
  'compare',
  'rank',
  'derived',
  'text',
  'list',
  'conflict',
  'unanswerable',
  'ambiguous',
  'false-premise',
] as const;

const STYLES = [
  'full',
  'keywords',
  'colloquial',
  'typo',
  'pinyin',
  'abbreviation',
  'long',
  'indirect',
  'relative-time',
] as const;

const filled = z.string().trim().min(1);
const unit = z.enum(['CNY', 'USD', '%', 'piece', 'EFLOPS', 'nm', 'month', 'year', 'x', 'count']);
const outcome = z.enum(['answer', 'choices', 'unknown']);

export const goldSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z]+-\d{3}$/),
    q: z.string().min(1),
    lang: z.enum(['zh', 'zh-Hant', 'en', 'mixed']),
    style: z.enum(STYLES),
    kind: z.enum(KINDS),
    outcome: z.array(outcome).min(1),
    values: z.array(
      z.strictObject({
        value: z.union([z.number(), z.tuple([z.number(), z.number()])]),
        unit: unit.nullable(),
      }),
    ),
    strings: z.array(z.array(filled).min(1)),
    absent: z.array(filled),
    /** The paragraphs of the source that ground the answer. */
    p: z.array(z.string().regex(/^p(?:0[1-9]|[1-7]\d|8[0-4])$/, 'a paragraph from p01 to p84')),
    tol: z.number().positive().optional(),
    note: z.string(),
  })
  .refine(({ values, outcome }) => values.length === 0 || outcome.includes('answer'), {
    message: 'figures are stated by answers only',
  });
export type Gold = z.infer<typeof goldSchema>;

export type Scored = { readonly gold: Gold; readonly text: string } & Judgement;

const GOLDEN = new URL('golden/', import.meta.url);
/** Questions that nobody wrote code against, where a folder of them lies beside the checkout. */
const SHARED = new URL('../../shared/questions/dev.jsonl', import.meta.url);

export type GoldenLine = { readonly file: string; readonly line: number; readonly text: string };

/** Every line of every golden file, unparsed: a form that is wrong is reported by file and line. */
export function goldenLines(): GoldenLine[] {
  const files = readdirSync(GOLDEN).filter((file) => file.endsWith('.jsonl'));
  return files.sort().flatMap((file) => linesOf(file, new URL(file, GOLDEN)));
}

/** @returns null where the shared questions are not there. */
export function sharedLines(): GoldenLine[] | null {
  return existsSync(SHARED) ? linesOf('dev.jsonl', SHARED) : null;
}

function linesOf(file: string, url: URL): GoldenLine[] {
  const lines = readFileSync(url, 'utf8').split('\n');
  return lines.flatMap((text, index) => (text.trim() === '' ? [] : [{ file, line: index + 1, text }]));
}

export function lineToGold({ file, line, text }: GoldenLine): Gold {
  const parsed = goldSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file}:${line}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** Asks every question of one fact base, in one process, and judges what is said. */
export function score(golds: readonly Gold[]): Scored[] {
  const base = createFactBase(loadKnowledge(new URL('../knowledge', import.meta.url).pathname));
  return golds.map((gold) => {
    const question = gold.q.replaceAll('\n', ' ');
    const answer = answerToJson(question, answerQuestion(question, base, TODAY), base);
    return { gold, text: answer.text, ...judge(gold, answer) };
  });
}
