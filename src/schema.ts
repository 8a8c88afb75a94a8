/** The `schema` command line: the format of `knowledge/` as JSON Schema, for editors and other programs. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  entitiesFileSchema,
  factsFileSchema,
  metricsFileSchema,
  othersFileSchema,
  sourcesFileSchema,
  wordsFileSchema,
} from './knowledge/schema.ts';

const USAGE = 'usage: npm run -s schema -- [--check] [--folder DIR]';

/** One for each kind of file below `knowledge/`, by the name of its folder or file. */
const SCHEMAS = {
  entities: entitiesFileSchema,
  facts: factsFileSchema,
  metrics: metricsFileSchema,
  others: othersFileSchema,
  sources: sourcesFileSchema,
  words: wordsFileSchema,
} as const;

function fail(reason: string, status: 1 | 2): never {
  process.stderr.write(`${reason}\n`);
  process.exit(status);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        check: { type: 'boolean', default: false },
        folder: { type: 'string', default: fileURLToPath(new URL('../knowledge/schema', import.meta.url)) },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/[.\n]/u, 1)[0] : String(error);
    return fail(`schema: ${reason}; ${USAGE}`, 2);
  }
}

/** What stands in a file: a value that has a default may be left out. */
function schemaToText(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

const { check, folder } = readOptions();
const files = Object.entries(SCHEMAS).map(([name, schema]) => ({
  file: `${folder}/${name}.json`,
  text: schemaToText(schema),
}));
if (check) {
  const differing = files.filter(({ file, text }) => readIfThere(file) !== text).map(({ file }) => file);
  if (differing.length > 0) fail(`schema: run \`npm run schema\`; out of date: ${differing.join(', ')}`, 1);
} else {
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of files) writeFileSync(file, text);
}
