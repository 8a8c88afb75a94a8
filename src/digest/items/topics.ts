/** Which news a subscription wants: all, what the vocabulary knows, or names of it. */
import type { Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { type Sense, wordTokens } from '../../knowledge/lexicon.ts';
import { normalise } from '../../language/normalise.ts';
import { UserError } from '../../language/user-error.ts';
import { isTelling, type Tags } from './tag-item.ts';

export type Topics =
  /** Everything that the feeds have. */
  | { readonly kind: 'all' }
  /** What is about anything of the vocabulary. */
  | { readonly kind: 'ours' }
  | { readonly kind: 'some'; readonly entities: readonly string[]; readonly metrics: readonly string[] };

const ALL = /^(?:all|everything|全部|所有)$/i;

/**
 * @param text names with commas between, `all`, or nothing: what the vocabulary knows.
 * @throws UserError 'unknown-topic' with `text` and perhaps `suggestion`.
 */
export function readTopics(text: string, base: FactBase): Topics {
  const names = text
    .replace(/^\s*topics[:：]/i, '')
    .split(/[,，、;；\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) return { kind: 'ours' };
  if (names.some((name) => ALL.test(name))) return { kind: 'all' };
  const senses = names.flatMap((name) => sensesOf(name, base));
  return {
    kind: 'some',
    entities: distinct(senses.flatMap((sense) => (sense.kind === 'entity' ? [sense.id] : []))),
    metrics: distinct(senses.flatMap((sense) => (sense.kind === 'metric' ? [sense.id] : []))),
  };
}

/** What a story is about, worked out once for all subscriptions. */
export type Subject = {
  /** Its entities with all that they belong to: a company's topic is also its products and people, a group's its members. */
  readonly about: ReadonlySet<string>;
  readonly metrics: ReadonlySet<string>;
  /** Whether it is about anything of ours that is not in all other news too. */
  readonly telling: boolean;
};

const NOTHING: Subject = { about: new Set(), metrics: new Set(), telling: false };

export function subjectOf(all: readonly Tags[], base: FactBase): Subject {
  if (all.every(({ entities }) => entities.length === 0)) return NOTHING;
  return {
    about: new Set(all.flatMap(({ entities }) => entities.flatMap((id) => [...base.lineage(id)]))),
    metrics: new Set(all.flatMap(({ metrics }) => metrics.map(({ id }) => id))),
    telling: all.some((tags) => isTelling(tags, base)),
  };
}

export function isWanted({ about, metrics, telling }: Subject, topics: Topics): boolean {
  if (topics.kind === 'all') return true;
  if (topics.kind === 'ours') return telling;
  return (
    topics.entities.some((id) => about.has(id)) || (telling && topics.metrics.some((id) => metrics.has(id)))
  );
}

/** Facts are all of the trade: without named topics every one is wanted. */
export function isFactWanted({ subject, objects, metric }: Fact, topics: Topics, base: FactBase): boolean {
  if (topics.kind !== 'some') return true;
  return (
    topics.metrics.includes(metric) || [subject, ...objects].some((id) => isOf(id, topics.entities, base))
  );
}

function isOf(id: string, wanted: readonly string[], base: FactBase): boolean {
  const line = base.lineage(id);
  return wanted.some((each) => line.has(each));
}

type Named = Extract<Sense, { kind: 'entity' | 'metric' }>;

function sensesOf(name: string, base: FactBase): readonly Named[] {
  if (base.findEntity(name)) return [{ kind: 'entity', id: name }];
  if (base.findMetric(name)) return [{ kind: 'metric', id: name, negative: false }];
  const tokens = wordTokens(normalise(name));
  const whole = base.lexicon.matches(tokens, 0).find(({ end }) => end === tokens.length);
  const senses = (whole?.senses ?? []).filter((sense) => sense.kind === 'entity' || sense.kind === 'metric');
  if (senses.length > 0) return senses;
  const suggestion = nearest(normalise(name), base);
  throw new UserError('unknown-topic', {
    text: name.slice(0, 100),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** A name that what was written is the beginning of, or that is in it. */
function nearest(typed: string, base: FactBase): string | undefined {
  if (typed.length < 2) return undefined;
  const names = base.lexicon.names();
  const near =
    names.find(({ name }) => name.startsWith(typed)) ??
    names.find(({ name }) => name.length > 2 && typed.includes(name));
  return near?.text;
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
