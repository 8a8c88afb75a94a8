/** The fact base as it is shipped, with the place of everything in its files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const FOLDER = new URL('../../knowledge', import.meta.url).pathname;

export const knowledge = loadKnowledge(FOLDER);
export const base = createFactBase(knowledge);

/** Every YAML file of the base with its lines. */
export const files: readonly { readonly name: string; readonly lines: readonly string[] }[] = readdirSync(
  FOLDER,
  { recursive: true, encoding: 'utf8' },
)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ name, lines: readFileSync(join(FOLDER, name), 'utf8').split('\n') }));

/** `facts/x.yaml:12`: where the item with an id begins. */
export function placeOf(id: string): string {
  for (const { name, lines } of files) {
    const index = lines.findIndex(
      (line) => line.replace(/^\s*- id:\s*/, '') === id && line.includes('- id:'),
    );
    if (index >= 0) return `${name}:${index + 1}`;
  }
  return id;
}
