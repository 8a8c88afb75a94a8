/** Questions of every kind about the companies of a fact base, made from its own facts. */
import type { Fact } from '../src/knowledge/fact.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import type { Entity, Metric } from '../src/knowledge/vocabulary.ts';
import { soundOf, syllables } from '../src/language/pinyin.ts';
import { between, createRandom, pick, type Random } from './random.ts';
import { periodWords } from './wording.ts';

export const QUESTION_KINDS = [
  'chinese',
  'english',
  'typo',
  'homophone',
  'pinyin',
  'unknown name',
  'comparison',
  'year and measure',
  'no such period',
  'story',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** `fact`: the fact that answers it; null where nothing does, or where more than one is needed. */
export type BenchQuestion = {
  readonly kind: QuestionKind;
  readonly text: string;
  readonly fact: string | null;
};

export type SampleOptions = {
  readonly knowledge: Knowledge;
  readonly seed: number;
  /** Questions of each kind; fewer where the base has no material for them. */
  readonly each: number;
};

/** So many tries for each question that is wanted: not every fact lends itself to every kind. */
const TRIES = 20;
/** Characters of brands, by sound, are looked for among these names only. */
const NEIGHBOURS = 4000;

type Material = {
  readonly random: Random;
  readonly fact: Fact;
  readonly subject: Entity;
  readonly metric: Metric;
  readonly pool: Pool;
};
type Pool = {
  readonly random: Random;
  readonly figures: readonly Fact[];
  readonly stories: readonly Fact[];
  readonly entities: ReadonlyMap<string, Entity>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly names: ReadonlySet<string>;
  /** Metric and period → facts. */
  readonly cells: ReadonlyMap<string, readonly Fact[]>;
  readonly bySound: ReadonlyMap<string, readonly string[]>;
};
type Asked = { readonly text: string; readonly fact: string | null };

const MAKERS: Readonly<Record<QuestionKind, (material: Material) => Asked | null>> = {
  chinese: ({ fact, subject, metric }) => asked(`${subject.label.zh}${zhRest(fact, metric)}`, fact),
  english: ({ fact, subject, metric }) => asked(enQuestion(subject.label.en, fact, metric), fact),
  typo: ({ random, fact, subject, metric, pool }) => {
    const name = withTypo(random, subject.label.en);
    return name === null || pool.names.has(name.toLowerCase())
      ? null
      : asked(enQuestion(name, fact, metric), fact);
  },
  homophone: ({ random, fact, subject, metric, pool }) => {
    const name = withHomophone(random, subject.label.zh, pool.bySound);
    return name === null || pool.names.has(name) ? null : asked(`${name}${zhRest(fact, metric)}`, fact);
  },
  pinyin: ({ fact, subject, metric }) => {
    if (!/^\p{Script=Han}+$/u.test(subject.label.zh)) return null;
    const words = [subject.label.zh, metric.label.zh].map((word) => syllables(word).join(''));
    return asked(`${words[0]} ${fact.period?.slice(0, 4)} nian ${words[1]}`, isWholeYear(fact) ? fact : null);
  },
  'unknown name': ({ random, fact, metric }) => {
    const letters = Array.from({ length: 3 }, () =>
      pick(random, ['qu', 'zy', 'wo', 'ghe', 'ykl', 'phru']),
    ).join('');
    return { text: enQuestion(`${letters} Holdings`, fact, metric), fact: null };
  },
  comparison: ({ random, fact, subject, metric, pool }) => {
    const others = pool.cells.get(cellOf(fact)) ?? [];
    const other = others.length < 2 ? undefined : pool.entities.get(pick(random, others).subject);
    if (!other || other.id === subject.id) return null;
    const when = periodWords(fact.period ?? '', 'zh');
    return { text: `${subject.label.zh}和${other.label.zh}${when}的${metric.label.zh}谁高`, fact: null };
  },
  'year and measure': ({ fact, metric }) => ({ text: `${zhRest(fact, metric)}`, fact: null }),
  'no such period': ({ subject, metric }) => ({
    text: `${subject.label.zh}2011年${metric.label.zh}是多少`,
    fact: null,
  }),
  story: ({ random, pool }) => {
    const fact = pick(random, pool.stories);
    const subject = pool.entities.get(fact.subject);
    const metric = pool.metrics.get(fact.metric);
    if (!subject || !metric) return null;
    const when = fact.period && /^\d{4}$/.test(fact.period) ? `${fact.period}年` : '';
    return { text: `${subject.label.zh}${when}${metric.label.zh}是什么`, fact: fact.id };
  },
};

/** The same options give the same questions; all of one kind together, in the order of `QUESTION_KINDS`. */
export function sampleQuestions({ knowledge, seed, each }: SampleOptions): BenchQuestion[] {
  const random = createRandom(seed);
  const pool = poolOf(knowledge, random);
  return QUESTION_KINDS.flatMap((kind) => {
    const found: BenchQuestion[] = [];
    for (let tries = 0; found.length < each && tries < each * TRIES; tries++) {
      const material = materialOf(pool);
      const question = material && MAKERS[kind](material);
      if (question) found.push({ kind, ...question });
    }
    return found;
  });
}

function poolOf({ vocabulary, facts }: Knowledge, random: Random): Pool {
  const entities = new Map(vocabulary.entities.map((entity) => [entity.id, entity]));
  const ofCompanies = facts.filter(({ subject }) => entities.get(subject)?.kind === 'company');
  const figures = ofCompanies.filter(
    ({ value, period }) => typeof value === 'number' && period !== null && /^\d{4}(?:-Q\d)?$/.test(period),
  );
  const names = vocabulary.entities.flatMap(({ label, aliases }) => [label.zh, label.en, ...aliases]);
  return {
    random,
    figures,
    stories: ofCompanies.filter(({ value }) => typeof value === 'object' && 'zh' in value),
    entities,
    metrics: new Map(vocabulary.metrics.map((metric) => [metric.id, metric])),
    names: new Set(names.map((name) => name.toLowerCase())),
    cells: Map.groupBy(figures, cellOf),
    bySound: charactersBySound(names.slice(0, NEIGHBOURS)),
  };
}

function charactersBySound(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const characters = new Set(names.flatMap((name) => [...name].filter((one) => /\p{Script=Han}/u.test(one))));
  return Map.groupBy(characters, soundOf);
}

function materialOf(pool: Pool): Material | null {
  const fact = pick(pool.random, pool.figures);
  const subject = pool.entities.get(fact.subject);
  const metric = pool.metrics.get(fact.metric);
  return subject && metric ? { random: pool.random, fact, subject, metric, pool } : null;
}

function cellOf({ metric, period }: Fact): string {
  return `${metric} ${period}`;
}

function isWholeYear({ period }: Fact): boolean {
  return period !== null && /^\d{4}$/.test(period);
}

function asked(text: string, fact: Fact | null): Asked {
  return { text, fact: fact?.id ?? null };
}

function labelOf(fact: Fact, { label, negative }: Metric) {
  return typeof fact.value === 'number' && fact.value < 0 && negative ? negative.label : label;
}

function zhRest(fact: Fact, metric: Metric): string {
  return `${periodWords(fact.period ?? '', 'zh')}${labelOf(fact, metric).zh}是多少`;
}

function enQuestion(name: string, fact: Fact, metric: Metric): string {
  return `What was ${name}'s ${labelOf(fact, metric).en} in ${periodWords(fact.period ?? '', 'en')}?`;
}

/** Two neighbouring letters changed round in the first word, behind its first letter. */
function withTypo(random: Random, name: string): string | null {
  const [first = ''] = name.split(' ');
  if (!/^[A-Za-z]{6,}$/.test(first)) return null;
  const at = between(random, 1, first.length - 2);
  if (first[at] === first[at + 1]) return null;
  return `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`;
}

function withHomophone(
  random: Random,
  name: string,
  bySound: ReadonlyMap<string, readonly string[]>,
): string | null {
  const characters = [...name];
  const at = between(random, 0, Math.min(characters.length, 3) - 1);
  const own = characters[at] ?? '';
  if (!/\p{Script=Han}/u.test(own)) return null;
  const others = (bySound.get(soundOf(own)) ?? []).filter((one) => one !== own);
  if (others.length === 0) return null;
  characters[at] = pick(random, others);
  return characters.join('');
}
