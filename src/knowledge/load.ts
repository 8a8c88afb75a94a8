/** Reads a folder in the format of `knowledge/` into plain values; every fault with file, line and reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Fact, FactValue } from './fact.ts';
import { type Fault, KnowledgeError } from './fault.ts';
import type { Knowledge } from './knowledge.ts';
import { referenceFaults } from './references.ts';
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

export type Raw<T> = {
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

  const entities = read('entities', entitiesFileSchema);
  const metrics = read('metrics', metricsFileSchema);
  const vocabulary: Vocabulary = {
    entities: entities.flatMap((raw) => raw.data.map(toEntity)),
    metrics: metrics.flatMap((raw) => raw.data.map(toMetric)),
    sources: read('sources.yaml', sourcesFileSchema).flatMap((raw) => raw.data),
    others: read('others', othersFileSchema).flatMap((raw) =>
      raw.data.map(({ kind, zh, en, words }) => ({ kind, label: { zh, en }, words })),
    ),
    wordGroups: read('words.yaml', wordsFileSchema).flatMap((raw) => raw.data),
  };
  const files = read('facts', factsFileSchema);
  faults.push(...referenceFaults({ entities, metrics, facts: files, sources: vocabulary.sources }));
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

/** `'14.92亿'` → 1492000000. Decimal digits are kept exact: 42.64万 is 426400, not 426399.99. */
export function readQuantity(value: string | number): number {
  if (typeof value === 'number') return value;
  const power = value.endsWith('亿') ? 8 : value.endsWith('万') ? 4 : 0;
  return Number(`${value.replace(/[万亿]$/, '')}e${power}`);
}

function toFactValue(value: z.infer<typeof factSchema>['value']): FactValue {
  if (Array.isArray(value)) return [readQuantity(value[0]), readQuantity(value[1])];
  return typeof value === 'object' ? value : readQuantity(value);
}

/** The fact of a file. `readQuantity` has read `14.92亿`. */
export function toFact(fact: z.infer<typeof factSchema>, source: string): Fact {
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
