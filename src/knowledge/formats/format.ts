/** Facts in files: what every format reads into and writes from. */
import { z } from 'zod';
import type { Fact } from '../fact.ts';
import { toFact } from '../load.ts';
import { factSchema, sourceSchema } from '../schema.ts';
import type { Source } from '../vocabulary.ts';

export type Facts = { readonly facts: readonly Fact[]; readonly sources: readonly Source[] };

/** A fact with the line that it begins in, counted from 1. */
export type LinedFact = { readonly line: number; readonly fact: Fact };

/** Something wrong in a file. `syntax`: it cannot be read there at all. */
export type FormatFault = {
  readonly line: number;
  readonly kind: 'syntax' | 'missing' | 'wrong' | 'unknown-field' | 'twice';
  /** The field, or the id that is used twice. */
  readonly field: string;
};

export type Parsed = {
  readonly facts: readonly LinedFact[];
  readonly sources: readonly Source[];
  readonly faults: readonly FormatFault[];
};

export type Format = {
  readonly ending: string;
  readonly type: string;
  write(facts: Facts): string;
  read(text: string): Parsed;
};

/** The raw fact of a line: the fields of `knowledge/facts`, with its source, by id alone or whole. */
export const rawFactSchema = factSchema.extend({ source: z.union([z.string(), sourceSchema]) });
export type RawFact = z.input<typeof rawFactSchema>;

/** Field order of `knowledge/README.md`. What has its default is left out. */
export function factToRaw(fact: Fact): Omit<RawFact, 'source'> {
  const { id, subject, metric, period, value, unit, qualifier, nature, by, locator, asOf } = fact;
  return {
    id,
    subject,
    metric,
    period,
    value: value as RawFact['value'],
    ...(unit === null ? {} : { unit }),
    ...(qualifier === 'exact' ? {} : { qualifier }),
    nature,
    by,
    at: locator,
    ...(asOf === null ? {} : { as_of: asOf }),
    ...listOf('objects', fact.objects),
    ...listOf('about', fact.about),
    zh: fact.statement.zh,
    en: fact.statement.en,
    ...(fact.definition === null ? {} : { definition: fact.definition }),
    ...(fact.note === null ? {} : { note: fact.note }),
    ...listOf('asked', fact.asked),
    ...listOf('with', fact.with),
    ...(fact.rank === 'normal' ? {} : { rank: fact.rank }),
  };
}

function listOf(name: 'objects' | 'about' | 'asked' | 'with', list: readonly string[]) {
  return list.length === 0 ? {} : { [name]: [...list] };
}

/** A line's value as a fact with its source, or what is wrong with it. */
export function readRaw(
  raw: unknown,
  line: number,
):
  | { readonly fact: LinedFact; readonly source: Source | null }
  | { readonly faults: readonly FormatFault[] } {
  const parsed = rawFactSchema.safeParse(raw);
  if (!parsed.success) return { faults: issuesToFaults(parsed.error.issues, raw, line) };
  const { source, ...rest } = parsed.data;
  const id = typeof source === 'string' ? source : source.id;
  return {
    fact: { line, fact: toFact(rest, id) },
    source: typeof source === 'string' ? null : source,
  };
}

export function issuesToFaults(
  issues: readonly z.core.$ZodIssue[],
  raw: unknown,
  line: number,
): FormatFault[] {
  return issues.flatMap((issue): FormatFault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((field) => ({ line, kind: 'unknown-field', field }));
    }
    const [field] = issue.path;
    const held = typeof raw === 'object' && raw !== null && field !== undefined && Object.hasOwn(raw, field);
    return [
      { line, kind: field === undefined ? 'syntax' : held ? 'wrong' : 'missing', field: String(field ?? '') },
    ];
  });
}

/** Facts line by line, each id once, each source once. */
export function collect(lines: readonly ReturnType<typeof readRaw>[]): Parsed {
  const faults: FormatFault[] = [];
  const facts: LinedFact[] = [];
  const sources = new Map<string, Source>();
  const seen = new Set<string>();
  for (const read of lines) {
    if ('faults' in read) {
      faults.push(...read.faults);
      continue;
    }
    const { fact, source } = read;
    if (seen.has(fact.fact.id)) faults.push({ line: fact.line, kind: 'twice', field: fact.fact.id });
    seen.add(fact.fact.id);
    facts.push(fact);
    const before = source && sources.get(source.id);
    if (source && before && JSON.stringify(before) !== JSON.stringify(source)) {
      faults.push({ line: fact.line, kind: 'twice', field: source.id });
    }
    if (source) sources.set(source.id, source);
  }
  return { facts, sources: [...sources.values()], faults };
}
