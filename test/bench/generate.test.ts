import { describe, expect, test } from 'vitest';
import { generateKnowledge } from '../../bench/generate.ts';
import { type BenchQuestion, sampleQuestions } from '../../bench/questions.ts';
import { answerQuestion } from '../../src/answer/answer-question.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import type { Entity } from '../../src/knowledge/vocabulary.ts';
import { normalise } from '../../src/language/normalise.ts';
import { looksLikePinyin } from '../../src/language/pinyin.ts';
import { EN } from '../../src/language/words-en.ts';
import { ZH } from '../../src/language/words-zh.ts';
import { TODAY } from '../gold.ts';
import { knowledge as real } from '../knowledge/knowledge.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.log(`generator seed ${SEED}`);

const made = generateKnowledge({ facts: 3000, seed: SEED, around: real });
const ours = new Set(real.vocabulary.entities);
const news = made.vocabulary.entities.filter((entity) => !ours.has(entity));
const companies = news.filter(({ kind }) => kind === 'company');

function namesOf({ label, aliases }: Entity): string[] {
  return [...new Set([label.zh, label.en, ...aliases].map(normalise))];
}

/** Whether two names differ in one character or letter, of the same length. */
function differInOne(a: string, b: string): boolean {
  const [one, other] = [[...a], [...b]];
  return one.length === other.length && one.filter((part, at) => part !== other[at]).length === 1;
}

describe('made-up knowledge', () => {
  test('is the same for the same seed, and another for another', () => {
    const again = generateKnowledge({ facts: 3000, seed: SEED, around: real });
    expect(again).toEqual(made);
    const other = generateKnowledge({ facts: 3000, seed: SEED + 1, around: real });
    expect(other.facts.at(-1)).not.toEqual(made.facts.at(-1));
  });

  test('has as many facts as asked for, about half as many names, and keeps the real ones', () => {
    expect(made.facts).toHaveLength(3000);
    expect(made.facts.slice(0, real.facts.length)).toEqual(real.facts);
    expect(made.vocabulary.entities.slice(0, ours.size)).toEqual(real.vocabulary.entities);
    const names = companies.flatMap(namesOf).length / (3000 - real.facts.length);
    expect(names).toBeGreaterThan(0.4);
    expect(names).toBeLessThan(0.6);
  });

  test('has no real fact and no real company where it is built around nothing', () => {
    const alone = generateKnowledge({ facts: 500, seed: SEED });
    const ids = new Set(real.facts.map(({ id }) => id));
    expect(alone.facts).toHaveLength(500);
    expect(alone.facts.filter(({ id }) => ids.has(id))).toEqual([]);
    expect(alone.vocabulary.entities.filter(({ id }) => id === 'metax')).toEqual([]);
    expect(alone.vocabulary.metrics).toEqual(real.vocabulary.metrics);
  });

  test('refers to nothing that is not there, and uses every id once', () => {
    const { entities, metrics, sources } = made.vocabulary;
    const ids = (items: readonly { readonly id: string }[]) => new Set(items.map(({ id }) => id));
    const [known, measures, places] = [ids(entities), ids(metrics), ids(sources)];
    const lost = made.facts.filter(
      ({ subject, by, metric, source }) =>
        !known.has(subject) || !known.has(by) || !measures.has(metric) || !places.has(source),
    );
    expect(lost).toEqual([]);
    expect(ids(made.facts).size).toBe(made.facts.length);
    expect(known.size).toBe(entities.length);
  });

  test('tells figures in units and periods that their measures have', () => {
    const units = new Map(made.vocabulary.metrics.map(({ id, units }) => [id, units]));
    const figures = made.facts.slice(real.facts.length).filter(({ value }) => typeof value === 'number');
    expect(figures.filter(({ metric, unit }) => unit === null || !units.get(metric)?.includes(unit))).toEqual(
      [],
    );
    expect(figures.filter(({ period }) => !/^20(?:1[89]|2[0-6])(?:-Q[1-4])?$/.test(period ?? ''))).toEqual(
      [],
    );
  });
});

describe('a made-up name', () => {
  test('belongs to one company, and is no word that has a meaning already', () => {
    const { entities, metrics, others, wordGroups } = real.vocabulary;
    const words = [
      ...entities.flatMap(namesOf),
      ...metrics.flatMap((m) => [m.label.zh, m.label.en, ...m.words, ...(m.negative?.words ?? [])]),
      ...others.flatMap(({ label, words }) => [label.zh, label.en, ...words]),
      ...wordGroups.flat(),
      ...[ZH, EN].flatMap(({ operations, neutral, topic }) => [
        ...Object.values(operations).flat(),
        ...neutral,
        ...topic,
      ]),
    ];
    const taken = new Set(words.map(normalise));
    const names = news.flatMap(namesOf);
    expect(names.filter((name) => taken.has(name))).toEqual([]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('is now and then one character or letter away from a real one, and from another', () => {
    const shorts = companies.flatMap(({ aliases }) => aliases.slice(0, 2).map(normalise));
    const models = real.vocabulary.entities.filter(({ kind }) => kind === 'company').flatMap(namesOf);
    const like = (list: readonly string[]) =>
      shorts.filter((name) => list.some((one) => differInOne(name, one)));
    expect(like(models).length).toBeGreaterThan(companies.length / 50);
    expect(like(shorts).length).toBeGreaterThan(companies.length / 10);
  });

  test('does not stand in the texts that it is to be kept apart from', () => {
    const apart = companies
      .slice(0, 40)
      .map(({ label, aliases }) => `${aliases[0]}的营收，${label.en}'s revenue`);
    const kept = generateKnowledge({ facts: 3000, seed: SEED, around: real, apart });
    const names = new Set(kept.vocabulary.entities.filter((entity) => !ours.has(entity)).flatMap(namesOf));
    const met = companies.slice(0, 40).flatMap(({ label, aliases }) => [aliases[0] ?? '', label.en]);
    expect(met.map(normalise).filter((name) => names.has(name))).toEqual([]);
  });
});

test('what is asked of made-up knowledge is answered with the fact that it was made from', () => {
  const base = createFactBase(made);
  const questions = sampleQuestions({ knowledge: made, seed: SEED, each: 12 });
  const certain = questions.filter(
    ({ kind, fact }) => ['chinese', 'english', 'story'].includes(kind) && fact?.startsWith('made-'),
  );
  expect(certain.length).toBeGreaterThan(20);
  const missed = certain.filter(({ text, fact }) => {
    const answer = answerQuestion(text, base, TODAY);
    return answer.outcome !== 'answer' || answer.facts.length !== 1 || answer.facts[0]?.id !== fact;
  });
  expect(missed).toEqual([]);
});

describe('a question about what is not there', () => {
  const base = createFactBase(made);
  const answered = ({ text }: BenchQuestion): boolean =>
    answerQuestion(text, base, TODAY).outcome === 'answer';
  const questions = sampleQuestions({ knowledge: made, seed: SEED, each: 12 });
  /** Names such as 'woquwo Holdings': every syllable is one of Chinese. */
  const readsAsPinyin = ({ text }: BenchQuestion): boolean =>
    looksLikePinyin(/^What was (\w+) Holdings/.exec(text)?.[1] ?? '');

  test('gets no answer when it is about another year', () => {
    const years = questions.filter(({ kind }) => kind === 'no such period');
    expect(years).toHaveLength(12);
    expect(years.filter(answered)).toEqual([]);
  });

  test('gets no answer when it is about a name that nobody has', () => {
    const names = questions.filter((one) => one.kind === 'unknown name' && !readsAsPinyin(one));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter(answered)).toEqual([]);
  });

  test('gets no answer when that name reads as pinyin of words that say nothing', () => {
    expect(
      answered({ kind: 'unknown name', text: "What was woqu Holdings's revenue in 2024?", fact: null }),
    ).toBe(false);
  });
});
