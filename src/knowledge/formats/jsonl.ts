/** JSON Lines: one fact a line, with its whole source. */
import type { Source } from '../vocabulary.ts';
import { collect, type Facts, type Format, factToRaw, readRaw } from './format.ts';

export const JSONL: Format = { ending: 'jsonl', type: 'application/jsonl', write, read };

function write({ facts, sources }: Facts): string {
  const known = new Map(sources.map((source) => [source.id, source]));
  return facts
    .map((fact) => `${JSON.stringify({ ...factToRaw(fact), source: sourceOf(fact.source, known) })}\n`)
    .join('');
}

function sourceOf(id: string, known: ReadonlyMap<string, Source>): Source | string {
  return known.get(id) ?? id;
}

function read(text: string) {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
  return collect(lines.flatMap((line, at) => (line.trim() === '' ? [] : [readLine(line, at + 1)])));
}

function readLine(text: string, line: number): ReturnType<typeof readRaw> {
  try {
    return readRaw(JSON.parse(text) as unknown, line);
  } catch {
    return { faults: [{ line, kind: 'syntax', field: '' }] };
  }
}
