/** The immutable snapshot that questions are answered from: facts, vocabulary, lexicon and the indexes over them. */
import type { Fact } from './fact.ts';
import type { Knowledge } from './knowledge.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import type { Entity, Metric, Source, Vocabulary } from './vocabulary.ts';

export type FactBase = {
  readonly vocabulary: Vocabulary;
  readonly facts: readonly Fact[];
  readonly lexicon: Lexicon;
  fact(id: string): Fact | undefined;
  /** @throws when the id is not in the base: ids inside the base were checked when it was loaded. */
  entity(id: string): Entity;
  metric(id: string): Metric;
  source(id: string): Source;
  findEntity(id: string): Entity | undefined;
  findMetric(id: string): Metric | undefined;
  /** The entity, what it belongs to, what that belongs to, and the groups that any of these is a member of. */
  lineage(id: string): ReadonlySet<string>;
  /** Facts that involve the entity: as subject or its lineage, object, speaker, or in passing. */
  factsAbout(entity: string): readonly Fact[];
  factsOf(metric: string): readonly Fact[];
  /** Facts of the metric whose period is written just so. */
  factsIn(metric: string, period: string): readonly Fact[];
  /** Facts of the metric that have the entity itself as their subject. */
  factsOn(subject: string, metric: string): readonly Fact[];
  /** Metrics that measure one quantity in different ways, the metric itself included. */
  family(metric: string): readonly string[];
};

/**
 * Builds the snapshot. Cost linear in facts and names.
 * @param lexicon of the same vocabulary, where there is one already: what was worked out with it stays true.
 */
export function createFactBase(
  { vocabulary, facts }: Knowledge,
  lexicon: Lexicon = createLexicon(vocabulary),
): FactBase {
  const entities = byId(vocabulary.entities);
  const metrics = byId(vocabulary.metrics);
  const sources = byId(vocabulary.sources);
  const factIds = byId(facts);
  const lineages = createLineages(vocabulary.entities);
  const involving = new Map<string, Fact[]>();
  const ofMetric = new Map<string, Fact[]>();
  const inPeriod = new Map<string, Fact[]>();
  const onSubject = new Map<string, Fact[]>();
  for (const fact of facts) {
    for (const entity of involved(fact, lineages)) push(involving, entity, fact);
    push(ofMetric, fact.metric, fact);
    push(inPeriod, `${fact.metric} ${fact.period}`, fact);
    push(onSubject, `${fact.subject} ${fact.metric}`, fact);
  }
  return {
    vocabulary,
    facts,
    lexicon,
    fact: (id) => factIds.get(id),
    entity: (id) => known(entities, id),
    metric: (id) => known(metrics, id),
    source: (id) => known(sources, id),
    findEntity: (id) => entities.get(id),
    findMetric: (id) => metrics.get(id),
    lineage: lineages,
    factsAbout: (id) => involving.get(id) ?? [],
    factsOf: (id) => ofMetric.get(id) ?? [],
    factsIn: (id, period) => inPeriod.get(`${id} ${period}`) ?? [],
    factsOn: (subject, metric) => onSubject.get(`${subject} ${metric}`) ?? [],
    family: (id) => {
      const family = metrics.get(id)?.family;
      return family === undefined
        ? [id]
        : vocabulary.metrics.filter((m) => m.family === family).map((m) => m.id);
    },
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function known<T>(items: ReadonlyMap<string, T>, id: string): T {
  const item = items.get(id);
  if (!item) throw new Error(`'${id}' is not in the base`);
  return item;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function involved(fact: Fact, lineage: (id: string) => ReadonlySet<string>): Set<string> {
  const own = [fact.subject, fact.by, ...fact.objects].flatMap((id) => [...lineage(id)]);
  return new Set([...own, ...fact.about]);
}

/** Lineages are computed when first asked for and kept: of 100,000 entities few are ever asked about. */
function createLineages(entities: readonly Entity[]): (id: string) => ReadonlySet<string> {
  const parents = new Map<string, string[]>();
  for (const { id, of, members } of entities) {
    for (const parent of of) push(parents, id, parent);
    for (const member of members) push(parents, member, id);
  }
  const kept = new Map<string, ReadonlySet<string>>();
  return (id) => {
    const before = kept.get(id);
    if (before) return before;
    const line = new Set([id]);
    for (const member of line) for (const parent of parents.get(member) ?? []) line.add(parent);
    kept.set(id, line);
    return line;
  };
}
