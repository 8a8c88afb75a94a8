/** The format of `knowledge/`, as checked at the door. `knowledge/README.md` says it in words. */
import { z } from 'zod';
import { NATURES, QUALIFIERS, RANKS } from './fact.ts';
import { ANSWER_TYPES, ENTITY_KINDS, UNITS } from './vocabulary.ts';

const id = z.string().regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'lower-case letters, digits and hyphens');
const filled = z.string().trim().min(1);
const words = z.array(filled);
const text = z.strictObject({ zh: filled, en: filled });
const day = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'YYYY, YYYY-MM or YYYY-MM-DD');
const period = z
  .string()
  .regex(
    /^\d{4}(?:-(?:Q[1-4]|H[12]|\d{2}(?:-\d{2})?))?(?:\/\d{4}(?:-(?:Q[1-4]|H[12]|\d{2}))?)?$/,
    "a period such as '2024', '2025-Q1', '2025-H1', '2025-07', '2025-07-15' or '2022/2024'",
  );

const entitySchema = z.strictObject({
  id,
  kind: z.enum(ENTITY_KINDS),
  zh: filled,
  en: filled,
  aliases: words.default([]),
  of: z.array(id).default([]),
  members: z.array(id).default([]),
  unnamed: z.boolean().default(false),
});

const metricSchema = z.strictObject({
  id,
  zh: filled,
  en: filled,
  kind: z.enum(['flow', 'level', 'ratio', 'text']),
  units: z.array(z.enum(UNITS)).default([]),
  answers: z.enum(ANSWER_TYPES),
  words,
  negative: z.strictObject({ zh: filled, en: filled, words }).optional(),
  family: id.optional(),
  part_of: id.optional(),
  growth_of: id.optional(),
  size: z.boolean().default(false),
  cumulative: z.boolean().default(false),
  directed: z.boolean().default(false),
});

export const sourceSchema = z.strictObject({
  id,
  title: filled,
  /** Empty where whoever named the source gave none. */
  publisher: z.string().trim(),
  date: day,
  /** Empty for what is not on the web. */
  url: z.url({ protocol: /^https?$/ }).or(z.literal('')),
});

const otherSchema = z.strictObject({
  kind: z.enum([...ENTITY_KINDS, 'metric']),
  zh: filled,
  en: filled,
  words: words.default([]),
});

/** A quantity as people write it (`14.92亿`, `-2.33亿`, `25000`, `13.11`), read by `readQuantity`. */
const quantity = z.union([
  z.number(),
  z.string().regex(/^-?\d+(?:\.\d+)?[万亿]?$/, 'a number, with 万 or 亿 if need be'),
]);

export const factSchema = z.strictObject({
  id,
  subject: id,
  metric: id,
  period: period.nullable(),
  value: z.union([quantity, z.tuple([quantity, quantity]), text]),
  unit: z.enum(UNITS).nullable().default(null),
  qualifier: z.enum(QUALIFIERS).default('exact'),
  nature: z.enum(NATURES),
  by: id,
  /** Empty where the source has no paragraphs, such as a page that was named in a chat. */
  at: z.string().regex(/^(?:p\d+(?:, p\d+)*)?$/, "paragraphs such as 'p39' or 'p24, p31'"),
  as_of: day.nullable().default(null),
  objects: z.array(id).default([]),
  about: z.array(id).default([]),
  zh: filled,
  en: filled,
  definition: text.nullable().default(null),
  note: text.nullable().default(null),
  asked: words.default([]),
  with: z.array(id).default([]),
  rank: z.enum(RANKS).default('normal'),
});

export const factsFileSchema = z.strictObject({ source: id, facts: z.array(factSchema) });
export const entitiesFileSchema = z.array(entitySchema);
export const metricsFileSchema = z.array(metricSchema);
export const sourcesFileSchema = z.array(sourceSchema);
export const othersFileSchema = z.array(otherSchema);
export const wordsFileSchema = z.array(z.array(filled).min(2));
