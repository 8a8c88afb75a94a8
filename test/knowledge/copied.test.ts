import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Fact } from '../../src/knowledge/fact.ts';
import { knowledge, placeOf } from './knowledge.ts';

/** The article itself is nobody's to hand on: it may lie beside the checkout. */
const ARTICLE = new URL('../../../shared/article/article.txt', import.meta.url);
/** Fewer Chinese characters in a row than this are the language's own turns of phrase. */
const COPIED = 12;

const { facts, vocabulary } = knowledge;
/** Titles and names are what they are. */
const NAMES = [
  ...vocabulary.entities.flatMap(({ label, aliases }) => [label.zh, ...aliases]),
  ...vocabulary.sources.map(({ title }) => title),
].sort((a, b) => b.length - a.length);

function ownWords({ statement, note, definition, value, asked }: Fact): string {
  const told = typeof value === 'object' && 'zh' in value ? value.zh : '';
  const texts = [statement.zh, note?.zh, definition?.zh, told, ...asked].join('\n');
  return NAMES.reduce((rest, name) => rest.replaceAll(name, '\n'), texts);
}

function copiedFrom(article: string, text: string): string[] {
  const runs = text.match(new RegExp(`\\p{Script=Han}{${COPIED},}`, 'gu')) ?? [];
  return runs.flatMap((run) =>
    Array.from({ length: run.length - COPIED + 1 }, (_, at) => run.slice(at, at + COPIED)).filter((part) =>
      article.includes(part),
    ),
  );
}

if (!existsSync(ARTICLE)) console.log('the article (../shared/article): not there, nothing compared with it');

test.skipIf(!existsSync(ARTICLE))('no fact repeats a sentence of the article', () => {
  const article = readFileSync(ARTICLE, 'utf8');
  const copied = facts.flatMap((fact) =>
    copiedFrom(article, ownWords(fact)).map((part) => `${placeOf(fact.id)} ${fact.id}: ${part}`),
  );
  expect(copied).toEqual([]);
});
