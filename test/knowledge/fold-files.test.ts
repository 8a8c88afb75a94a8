/** The log folded back into `knowledge/`: the files then say what the base says, and little else of them changes. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plainFact } from '../../src/knowledge/fact.ts';
import { foldLog } from '../../src/knowledge/fold.ts';
import { foldIntoFiles } from '../../src/knowledge/formats/fold-files.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Change, Revision } from '../../src/knowledge/revision.ts';

const FOLDER = new URL('../../knowledge', import.meta.url).pathname;
const files = loadKnowledge(FOLDER);
const texts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => ({ path, text: readFileSync(join(FOLDER, path), 'utf8') }));

function fold(changes: readonly Change[]): Knowledge {
  const revisions = changes.map(
    (change, at): Revision => ({
      seq: at + 1,
      recorded: '2026-11-23T08:00:00.000Z',
      author: 'terminal',
      reason: '',
      change,
      base: null,
    }),
  );
  const folded = foldLog(files, revisions);
  expect(folded.skipped).toEqual([]);
  return folded.knowledge;
}

/** Writes the changed files over a copy, and reads all of them again. */
function reload(changed: readonly { readonly path: string; readonly text: string }[]): Knowledge {
  const folder = mkdtempSync(join(tmpdir(), 'chip-fold-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(FOLDER, folder, { recursive: true });
  for (const { path, text } of changed) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return loadKnowledge(folder);
}

function byId<T extends { readonly id: string }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((one) => [one.id, one]));
}

const fact = (id: string) => {
  const found = files.facts.find((one) => one.id === id);
  if (!found) throw new Error(`no fact ${id}`);
  return found;
};
const SOURCE = { id: 'report-2024', title: '2024: 年报 #1', publisher: '沐曦', date: '2025-04', url: '' };

test('a corrected, a new, a moved and a retracted fact, a source and an alias are read back as the base has them', () => {
  const loss = fact('moore-threads-net-profit-2024');
  const after = fold([
    { kind: 'source-add', source: SOURCE },
    {
      kind: 'assert',
      fact: { ...loss, value: -1_592_000_001, note: { zh: '注意：“引号”', en: "it's: a note" } },
    },
    {
      kind: 'assert',
      fact: { ...loss, id: 'x-new', period: '2021', source: SOURCE.id, by: SOURCE.id, locator: '' },
    },
    { kind: 'assert', fact: { ...fact('metax-revenue-2024'), source: SOURCE.id } },
    { kind: 'retract', fact: 'h20-ban-duration' },
    { kind: 'alias-add', entity: 'metax', alias: '曦云公司' },
  ]);
  const changed = foldIntoFiles(texts, files, after);
  const read = reload(changed);
  expect(byId(read.facts)).toEqual(byId(after.facts.map(plainFact)));
  expect(byId(read.vocabulary.entities)).toEqual(byId(after.vocabulary.entities));
  expect(byId(read.vocabulary.sources)).toEqual(byId(after.vocabulary.sources));
  expect(changed.map(({ path }) => path).sort()).toEqual(
    [
      'entities/companies.yaml',
      'entities/documents-from-chat.yaml',
      'facts/it-times-h20-companies.yaml',
      'facts/it-times-h20-market.yaml',
      'facts/report-2024.yaml',
      'sources.yaml',
    ].filter((path) => changed.some((one) => one.path === path)),
  );
});

test('a changed fact leaves every other line of its file as it is', () => {
  const loss = fact('moore-threads-net-profit-2024');
  const after = fold([{ kind: 'assert', fact: { ...loss, value: -15e8 } }]);
  const [changed, ...more] = foldIntoFiles(texts, files, after);
  expect(more).toEqual([]);
  const before = texts.find(({ path }) => path === changed?.path)?.text.split('\n') ?? [];
  const lines = new Set(changed?.text.split('\n'));
  const gone = before.filter((line) => !lines.has(line));
  expect(gone.some((line) => line.includes('14.92亿'))).toBe(true);
  expect(gone.length).toBeLessThan(30);
  expect(changed?.text).toContain('value: -15亿');
});

test('nothing recorded changes no file', () => {
  expect(foldIntoFiles(texts, files, fold([]))).toEqual([]);
});
