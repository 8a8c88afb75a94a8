/** Feeds to start from, as `knowledge/feeds.yaml` lists them. None is read before a curator adds it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const suggestionsSchema = z.array(
  z.strictObject({
    name: z.string().trim().min(1),
    url: z.url({ protocol: /^https?$/ }),
    language: z.enum(['zh', 'en']),
  }),
);

export type Suggestion = {
  readonly name: string;
  readonly url: string;
  /** Of its headlines. */
  readonly language: 'zh' | 'en';
};

/**
 * @param folder `knowledge/`.
 * @throws an Error that names the file where its form is wrong.
 */
export function loadSuggestions(folder: string): readonly Suggestion[] {
  const file = join(folder, 'feeds.yaml');
  const parsed = suggestionsSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
