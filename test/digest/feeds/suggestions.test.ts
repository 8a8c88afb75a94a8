import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkAddress } from '../../../src/digest/feeds/address.ts';
import { loadSuggestions } from '../../../src/digest/feeds/suggestions.ts';

const FOLDER = new URL('../../../knowledge', import.meta.url).pathname;

describe('the suggested feeds', () => {
  const suggestions = loadSuggestions(FOLDER);

  test('are in both languages, each once, at addresses that may be read', () => {
    expect(new Set(suggestions.map(({ language }) => language))).toEqual(new Set(['zh', 'en']));
    expect(new Set(suggestions.map(({ url }) => url)).size).toBe(suggestions.length);
    for (const { url } of suggestions) expect(checkAddress(url, new Set()).kind).toBe('ok');
  });

  test.each([
    ['a list of something else', '- { name: X }'],
    ['an address that is none', '- { name: X, url: x, language: en }'],
    ['a third language', '- { name: X, url: "https://x.org/", language: fr }'],
    ['no list', 'name: X'],
  ])('are refused as %s, with the file', (_, yaml) => {
    const folder = mkdtempSync(join(tmpdir(), 'feeds-'));
    writeFileSync(join(folder, 'feeds.yaml'), yaml);
    expect(() => loadSuggestions(folder)).toThrow('feeds.yaml');
    rmSync(folder, { recursive: true });
  });
});
