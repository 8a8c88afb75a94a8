/** Whether what the files name is there: entities, metrics, sources and facts, each fault with its file and line. */
import type { z } from 'zod';
import type { Fault } from './fault.ts';
import type { Raw } from './load.ts';
import type { entitiesFileSchema, factSchema, factsFileSchema, metricsFileSchema } from './schema.ts';
import type { Source } from './vocabulary.ts';

type Entities = z.infer<typeof entitiesFileSchema>;
type Metrics = z.infer<typeof metricsFileSchema>;
type Facts = z.infer<typeof factsFileSchema>;
type Fact = z.infer<typeof factSchema>;

export type Files = {
  readonly entities: readonly Raw<Entities>[];
  readonly metrics: readonly Raw<Metrics>[];
  readonly facts: readonly Raw<Facts>[];
  readonly sources: readonly Source[];
};

type Known = {
  readonly entities: ReadonlySet<string>;
  readonly metrics: ReadonlyMap<string, Metrics[number]>;
  readonly facts: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
};

/** What is wrong with an item, and the key that it is wrong at. */
type Reason = { readonly key: string; readonly text: string };

/** Every fault of reference in the files of one fact base. */
export function referenceFaults(files: Files): Fault[] {
  const known: Known = {
    entities: new Set(files.entities.flatMap((raw) => raw.data.map(({ id }) => id))),
    metrics: new Map(files.metrics.flatMap((raw) => raw.data.map((metric) => [metric.id, metric] as const))),
    facts: new Set(files.facts.flatMap((raw) => raw.data.facts.map(({ id }) => id))),
    sources: new Set(files.sources.map(({ id }) => id)),
  };
  return [
    ...files.facts.flatMap((raw) =>
      known.sources.has(raw.data.source)
        ? []
        : [fault(raw, ['source'], `unknown source '${raw.data.source}'`)],
    ),
    ...listFaults(
      files.entities,
      (raw) => raw.data,
      [],
      (entity) => [
        ...missing('of', entity.of, known.entities, 'entity'),
        ...missing('members', entity.members, known.entities, 'entity'),
      ],
    ),
    ...listFaults(
      files.metrics,
      (raw) => raw.data,
      [],
      (metric) =>
        missing('part_of', metric.part_of === undefined ? [] : [metric.part_of], known.metrics, 'metric'),
    ),
    ...listFaults(
      files.facts,
      (raw) => raw.data.facts,
      ['facts'],
      (fact) => factFaults(fact, known),
    ),
  ];
}

/** Ids used twice, and what `check` finds in each item. */
function listFaults<T, Item extends { readonly id: string }>(
  files: readonly Raw<T>[],
  itemsOf: (raw: Raw<T>) => readonly Item[],
  path: readonly PropertyKey[],
  check: (item: Item) => readonly Reason[],
): Fault[] {
  const seen = new Set<string>();
  return files.flatMap((raw) =>
    itemsOf(raw).flatMap((item, index) => {
      const again = seen.has(item.id)
        ? [fault(raw, [...path, index, 'id'], `the id '${item.id}' is used twice`)]
        : [];
      seen.add(item.id);
      return [
        ...again,
        ...check(item).map(({ key, text }) => fault(raw, [...path, index, key], `${item.id}: ${text}`)),
      ];
    }),
  );
}

function fault(raw: Raw<unknown>, path: readonly PropertyKey[], reason: string): Fault {
  return { file: raw.file, line: raw.lineOf(path), reason };
}

function missing(
  key: string,
  ids: readonly string[],
  known: { has(id: string): boolean },
  what: string,
): Reason[] {
  return ids.filter((id) => !known.has(id)).map((id) => ({ key, text: `unknown ${what} '${id}'` }));
}

function factFaults(fact: Fact, known: Known): Reason[] {
  const metric = known.metrics.get(fact.metric);
  return [
    ...missing('subject', [fact.subject], known.entities, 'entity'),
    ...missing('by', [fact.by], known.entities, 'entity'),
    ...missing('objects', fact.objects, known.entities, 'entity'),
    ...missing('about', fact.about, known.entities, 'entity'),
    ...missing('with', fact.with, known.facts, 'fact'),
    ...missing('metric', [fact.metric], known.metrics, 'metric'),
    ...(metric ? unitFaults(fact, metric) : []),
  ];
}

function unitFaults(fact: Fact, metric: Metrics[number]): Reason[] {
  const quantity = typeof fact.value !== 'object' || Array.isArray(fact.value);
  if (fact.unit === null ? quantity : !metric.units.includes(fact.unit)) {
    const text = `unit ${fact.unit ?? 'none'} does not fit ${metric.id} (${metric.units.join(', ')})`;
    return [{ key: 'unit', text }];
  }
  return fact.unit !== null && !quantity ? [{ key: 'value', text: 'a value in words has no unit' }] : [];
}
