import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createFolder, run } from './program/program.ts';

const KNOWLEDGE = new URL('../knowledge/', import.meta.url);
const KINDS = ['entities', 'facts', 'metrics', 'others', 'sources', 'words'];

function filesOf(kind: string): readonly URL[] {
  const names = readdirSync(KNOWLEDGE).includes(`${kind}.yaml`)
    ? [`${kind}.yaml`]
    : readdirSync(new URL(kind, KNOWLEDGE)).map((name) => `${kind}/${name}`);
  return names.filter((name) => name.endsWith('.yaml')).map((name) => new URL(name, KNOWLEDGE));
}

describe('schema', () => {
  test('is up to date in knowledge/schema', async () => {
    expect(await run('schema', ['--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('accepts the files that are there, and not just anything', async () => {
    const folder = createFolder();
    await run('schema', ['--folder', folder]);
    for (const kind of KINDS) checkKind(kind, folder);
  });

  function checkKind(kind: string, folder: string): void {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(join(folder, `${kind}.json`), 'utf8')));
    for (const file of filesOf(kind)) {
      expect([file.pathname, validate(parse(readFileSync(file, 'utf8'))), validate.errors]).toEqual([
        file.pathname,
        true,
        null,
      ]);
    }
    expect(validate([{ id: 'x' }])).toBe(false);
  }

  test('--check ends with status 1 and one line that names what differs', async () => {
    const folder = createFolder();
    expect((await run('schema', ['--folder', folder])).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(KINDS.map((kind) => `${kind}.json`));
    appendFileSync(join(folder, 'facts.json'), ' ');
    const { code, stderr } = await run('schema', ['--check', '--folder', folder]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^schema: run `npm run schema`; out of date: [^\n,]*facts\.json\n$/);
  });

  test('ends with status 2 and one line on an unknown option', async () => {
    const { code, stderr } = await run('schema', ['--bogus']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^schema: [^\n]+\n$/);
  });
});
