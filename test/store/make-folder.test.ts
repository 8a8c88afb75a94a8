import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../src/store/sqlite/make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'chip-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder is made with those above it, and made once', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeFolder(path);
  makeFolder(path);
  expect(existsSync(path)).toBe(true);
});

test('a folder below a file is refused', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow(/ENOTDIR/u);
});

test.runIf(existsSync('/proc/self'))(
  'a folder where the system takes none is refused, not tried for ever',
  () => {
    expect(() => makeFolder('/proc/chip-facts/data')).toThrow(/ENOENT/u);
  },
);
