import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerToJson } from '../src/answer/answer-json.ts';
import { answerQuestion } from '../src/answer/answer-question.ts';
import { createFactBase, type FactBase } from '../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { KNOWLEDGE, openBase } from '../src/open-base.ts';
import { goldenLines, lineToGold, TODAY } from './gold.ts';
import { createFolder } from './program/program.ts';

const QUESTIONS = goldenLines()
  .map(lineToGold)
  .filter((_, index) => index % 10 === 0)
  .map(({ q }) => q);

function answersOf(base: FactBase): string[] {
  return QUESTIONS.map((q) => JSON.stringify(answerToJson(q, answerQuestion(q, base, TODAY), base)));
}

function folders() {
  const root = createFolder();
  const knowledge = join(root, 'knowledge');
  cpSync(KNOWLEDGE, knowledge, { recursive: true });
  return { knowledge, cache: join(root, 'cache') };
}

const keptIn = (cache: string) => readdirSync(cache).filter((name) => name.endsWith('.jsonl'));

describe('a fact base that is opened', () => {
  test('answers as one that is read from its files, when it is made and when it was kept', async () => {
    const { knowledge, cache } = folders();
    const plain = answersOf(createFactBase(loadKnowledge(knowledge)));
    expect(answersOf(await openBase(knowledge, cache))).toEqual(plain);
    expect(keptIn(cache)).toHaveLength(1);
    expect(answersOf(await openBase(knowledge, cache))).toEqual(plain);
    expect(keptIn(cache)).toHaveLength(1);
  });

  test('is read from its files again when one of them has changed', async () => {
    const { knowledge, cache } = folders();
    await openBase(knowledge, cache);
    const file = join(knowledge, 'sources.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace("2025-07'", "2025-08'").replace('2025-07', '2025-08'),
    );
    const base = await openBase(knowledge, cache);
    expect(base.vocabulary.sources[0]?.date).toMatch(/^2025-08/);
    expect(keptIn(cache)).toHaveLength(2);
  });

  test('is made again when what was kept is cut off or is something else', async () => {
    const { knowledge, cache } = folders();
    const facts = (await openBase(knowledge, cache)).facts.length;
    const [name = ''] = keptIn(cache);
    for (const spoil of [
      (file: string) => truncateSync(file, 100_000),
      (file: string) => writeFileSync(file, '{}\n[]'),
    ]) {
      spoil(join(cache, name));
      expect((await openBase(knowledge, cache)).facts).toHaveLength(facts);
    }
    expect(readFileSync(join(cache, name), 'utf8').length).toBeGreaterThan(1_000_000);
  });

  test('opens where nothing can be kept', async () => {
    const { knowledge, cache } = folders();
    mkdirSync(join(cache, '..'), { recursive: true });
    writeFileSync(cache, 'a file where the folder would be');
    expect((await openBase(knowledge, cache)).facts.length).toBeGreaterThan(200);
  });

  test('keeps few of what is not used any more', async () => {
    const { knowledge, cache } = folders();
    for (let round = 0; round < 7; round++) {
      appendFileSync(join(knowledge, 'sources.yaml'), `# ${round}\n`);
      await openBase(knowledge, cache);
    }
    expect(keptIn(cache).length).toBeLessThanOrEqual(4);
  });
});
