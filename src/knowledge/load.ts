/** Reads a folder in the format of `knowledge/` into plain values; every fault with file, line and reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Fact, FactValue } from './fact.ts';
import {
  entitiesFileSchema,
  type factSchema,
  factsFileSchema,
  metricsFileSchema,
  othersFileSchema,
  sourcesFileSchema,
  wordsFileSchema,
} from './schema.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Knowledge = { readonly vocabulary: Vocabulary; readonly facts: readonly Fact[] };

/** Something wrong in a file. `line` counts from 1. */
export type Fault = { readonly file: string; readonly line: number; readonly reason: string };

export class KnowledgeError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((f) => `${f.file}:${f.line}: ${f.reason}`).join('\n'));
    this.name = 'KnowledgeError';
    this.faults = faults;
  }
}

type Raw<T> = {
  readonly file: string;
  readonly data: T;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
};

/**
 * Reads the vocabulary and all facts below `folder`.
 * @throws KnowledgeError with every fault of form or of reference, not only the first.
 */
export function loadKnowledge(folder: string): Knowledge {
  const faults: Fault[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>): Raw<T>[] =>
    yamlFiles(join(folder, name)).flatMap((file) => readFile(file, folder, schema, faults));

  const vocabulary: Vocabulary = {
    entities: read('entities', entitiesFileSchema).flatMap((raw) => raw.data.map(toEntity)),
    metrics: read('metrics', metricsFileSchema).flatMap((raw) => raw.data.map(toMetric)),
    sources: read('sources.yaml', sourcesFileSchema).flatMap((raw) => raw.data),
    others: read('others', othersFileSchema).flatMap((raw) =>
      raw.data.map(({ kind, zh, en, words }) => ({ kind, label: { zh, en }, words })),
    ),
    wordGroups: read('words.yaml', wordsFileSchema).flatMap((raw) => raw.data),
  };
  const files = read('facts', factsFileSchema);
  faults.push(...referenceFaults(vocabulary, files));
  if (faults.length > 0) throw new KnowledgeError(faults);
  return {
    vocabulary,
    facts: files.flatMap((raw) => raw.data.facts.map((fact) => toFact(fact, raw.data.source))),
  };
}

function yamlFiles(path: string): string[] {
  if (path.endsWith('.yaml')) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(path, entry.name))
    .sort();
}

function readFile<T>(file: string, folder: string, schema: z.ZodType<T>, faults: Fault[]): Raw<T>[] {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const name = relative(folder, file);
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      faults.push({
        file: name,
        line: error.linePos?.[0].line ?? 1,
        reason: error.message.split('\n', 1)[0] ?? '',
      });
    }
    return [];
  }
  const lineOf = (path: readonly PropertyKey[]): number => lineOfPath(document, lines, path);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return [{ file: name, data: parsed.data, lineOf }];
  for (const issue of parsed.error.issues) {
    faults.push({
      file: name,
      line: lineOf(issue.path),
      reason: `${issue.path.join('.')}: ${issue.message}`,
    });
  }
  return [];
}

/** The line of the node at a path, or of its nearest ancestor that exists (a missing key has no line). */
function lineOfPath(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range) return lines.linePos(range[0]).line;
  }
  return 1;
}

type FactsFile = z.infer<typeof factsFileSchema>;

function referenceFaults(vocabulary: Vocabulary, files: readonly Raw<FactsFile>[]): Fault[] {
  const faults: Fault[] = [];
  const entities = new Set(vocabulary.entities.map((entity) => entity.id));
  const metrics = new Map(vocabulary.metrics.map((metric) => [metric.id, metric]));
  const sources = new Set(vocabulary.sources.map((source) => source.id));
  const seen = new Set<string>();
  for (const { file, data, lineOf } of files) {
    const fault = (path: readonly PropertyKey[], reason: string) =>
      faults.push({ file, line: lineOf(path), reason });
    if (!sources.has(data.source)) fault(['source'], `unknown source '${data.source}'`);
    for (const [index, fact] of data.facts.entries()) {
      const at = ['facts', index] as const;
      if (seen.has(fact.id)) fault([...at, 'id'], `the id '${fact.id}' is used twice`);
      seen.add(fact.id);
      for (const entity of [fact.subject, fact.by, ...fact.objects, ...fact.about]) {
        if (!entities.has(entity)) fault(at, `${fact.id}: unknown entity '${entity}'`);
      }
      const metric = metrics.get(fact.metric);
      if (!metric) fault([...at, 'metric'], `${fact.id}: unknown metric '${fact.metric}'`);
      else if (fact.unit === null ? isQuantity(fact.value) : !metric.units.includes(fact.unit)) {
        fault(
          [...at, 'unit'],
          `${fact.id}: unit ${fact.unit ?? 'none'} does not fit ${metric.id} (${metric.units.join(', ')})`,
        );
      } else if (fact.unit !== null && !isQuantity(fact.value)) {
        fault([...at, 'value'], `${fact.id}: a value in words has no unit`);
      }
    }
  }
  return [...faults, ...vocabularyFaults(vocabulary, entities)];
}

function vocabularyFaults(vocabulary: Vocabulary, entities: ReadonlySet<string>): Fault[] {
  const twice = (ids: readonly string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);
  const reason = (file: string, text: string): Fault => ({ file, line: 1, reason: text });
  return [
    ...twice(vocabulary.entities.map((e) => e.id)).map((id) =>
      reason('entities', `the id '${id}' is used twice`),
    ),
    ...twice(vocabulary.metrics.map((m) => m.id)).map((id) =>
      reason('metrics', `the id '${id}' is used twice`),
    ),
    ...vocabulary.entities.flatMap((entity) =>
      [...entity.of, ...entity.members]
        .filter((id) => !entities.has(id))
        .map((id) => reason('entities', `${entity.id}: unknown entity '${id}'`)),
    ),
  ];
}

function isQuantity(value: z.infer<typeof factSchema>['value']): boolean {
  return typeof value !== 'object' || Array.isArray(value);
}

/** `'14.92亿'` → 1492000000. Decimal digits are kept exact: 42.64万 is 426400, not 426399.99. */
function readQuantity(value: string | number): number {
  if (typeof value === 'number') return value;
  const power = value.endsWith('亿') ? 8 : value.endsWith('万') ? 4 : 0;
  return Number(`${value.replace(/[万亿]$/, '')}e${power}`);
}

function toFactValue(value: z.infer<typeof factSchema>['value']): FactValue {
  if (Array.isArray(value)) return [readQuantity(value[0]), readQuantity(value[1])];
  return typeof value === 'object' ? value : readQuantity(value);
}

function toFact(fact: z.infer<typeof factSchema>, source: string): Fact {
  const { at, as_of, zh, en, value, ...rest } = fact;
  return { ...rest, source, value: toFactValue(value), locator: at, asOf: as_of, statement: { zh, en } };
}

function toEntity(raw: z.infer<typeof entitiesFileSchema>[number]): Vocabulary['entities'][number] {
  const { zh, en, ...rest } = raw;
  return { ...rest, label: { zh, en } };
}

function toMetric(raw: z.infer<typeof metricsFileSchema>[number]): Vocabulary['metrics'][number] {
  const { zh, en, negative, family, part_of, growth_of, ...rest } = raw;
  return {
    ...rest,
    label: { zh, en },
    ...(family === undefined ? {} : { family }),
    ...(part_of === undefined ? {} : { partOf: part_of }),
    ...(growth_of === undefined ? {} : { growthOf: growth_of }),
    ...(negative ? { negative: { label: { zh: negative.zh, en: negative.en }, words: negative.words } } : {}),
  };
}
