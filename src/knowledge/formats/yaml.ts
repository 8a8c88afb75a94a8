/** The format of `knowledge/` in one file: the sources, then the facts of each source, as documents of one stream. */
import { LineCounter, parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import type { Fact } from '../fact.ts';
import { sourcesFileSchema } from '../schema.ts';
import type { Source } from '../vocabulary.ts';
import {
  collect,
  type Facts,
  type Format,
  type FormatFault,
  factToRaw,
  type Parsed,
  readRaw,
} from './format.ts';

export const YAML: Format = { ending: 'yaml', type: 'application/yaml', write, read };

/** As long as the lines of `knowledge/` may be. */
const LINE_WIDTH = 160;

function write({ facts, sources }: Facts): string {
  const bySource = Map.groupBy(facts, ({ source }) => source);
  const documents = [
    sources,
    ...[...bySource].map(([source, own]) => ({ source, facts: own.map(factToRaw) })),
  ];
  return documents.map((document) => stringify(document, { lineWidth: LINE_WIDTH })).join('---\n');
}

/** One fact as it stands in a file of `knowledge/facts`, its first line without indent. */
export function factToYaml(fact: Fact): string {
  return stringify([{ ...factToRaw(fact), value: valueToRaw(fact) }], { lineWidth: LINE_WIDTH }).trimEnd();
}

export function sourceToYaml({ id, title, publisher, date, url }: Source): string {
  return stringify([{ id, title, publisher, date, url }], { lineWidth: LINE_WIDTH }).trimEnd();
}

/** 14.92亿 where that is the very figure: it is what a reviewer compares with the source. */
function valueToRaw({ value }: Fact): unknown {
  if (typeof value === 'number') return scaled(value);
  return Array.isArray(value) ? value.map((one: number) => scaled(one)) : value;
}

function scaled(value: number): number | string {
  for (const [power, name] of [
    [8, '亿'],
    [4, '万'],
  ] as const) {
    if (Math.abs(value) < 10 ** power) continue;
    const digits = String(Number((value / 10 ** power).toPrecision(12)));
    if (/^-?\d+(?:\.\d{1,4})?$/u.test(digits) && Number(`${digits}e${power}`) === value) return digits + name;
  }
  return value;
}

const documentSchema = z.union([
  sourcesFileSchema,
  z.strictObject({ source: z.string(), facts: z.array(z.record(z.string(), z.unknown())) }),
]);

function read(text: string): Parsed {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  const list = Array.isArray(documents) ? documents : [];
  const sources: Source[] = [];
  const facts: ReturnType<typeof readRaw>[] = [];
  const faults: FormatFault[] = [];
  for (const document of list) {
    const lineOf = (path: readonly PropertyKey[]): number => {
      const node = (path.length === 0 ? document.contents : document.getIn(path, true)) as {
        range?: [number];
      } | null;
      return node?.range ? lines.linePos(node.range[0]).line : 1;
    };
    const [error] = document.errors;
    if (error) {
      faults.push({ line: error.linePos?.[0].line ?? 1, kind: 'syntax', field: '' });
      continue;
    }
    const parsed = documentSchema.safeParse(document.toJS());
    if (!parsed.success) faults.push({ line: lineOf([]), kind: 'syntax', field: '' });
    else if (Array.isArray(parsed.data)) sources.push(...parsed.data);
    else {
      const { source, facts: own } = parsed.data;
      facts.push(...own.map((raw, at) => readRaw({ ...raw, source }, lineOf(['facts', at]))));
    }
  }
  const collected = collect(facts);
  return { ...collected, sources, faults: [...faults, ...collected.faults] };
}
