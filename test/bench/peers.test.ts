import { describe, expect, test } from 'vitest';
import { fuseAsItComes, fuseByWords, fuseTuned } from '../../bench/peers/fuse.ts';
import { miniSearch } from '../../bench/peers/minisearch.ts';
import { orama } from '../../bench/peers/orama.ts';
import { factToDocument, terms } from '../../bench/peers/peer.ts';
import { sqliteTrigrams } from '../../bench/peers/sqlite.ts';
import { bestThreshold, comparePeers } from '../../bench/peers.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { goldenLines, lineToGold } from '../gold.ts';
import type { Verdict } from '../judge.ts';
import { knowledge } from '../knowledge/knowledge.ts';

const base = createFactBase(knowledge);
const documents = base.facts.map((fact) => factToDocument(fact, base));

test.each([
  ['中国市场', ['中国', '国市', '市场']],
  ['沐曦 2024', ['沐曦', '2024']],
  ['卡', ['卡']],
  ['H20的卡', ['h20', '的卡']],
])('words of %s for a search that knows no Chinese', (text, words) => {
  expect(terms(text)).toEqual(words);
});

describe.each([
  ['fuse.js, as it comes', () => fuseAsItComes(base.facts)],
  ['fuse.js, tuned', () => fuseTuned(documents)],
  ['fuse.js, token search', () => fuseByWords(documents)],
  ['MiniSearch', () => miniSearch(documents)],
  ['Orama', () => orama(documents)],
  ['SQLite', () => sqliteTrigrams(documents)],
])('%s', (_, make) => {
  test('finds a fact by its own sentence', async () => {
    const { find } = await make();
    const fact = base.fact('metax-revenue-2024');
    const sure = find(fact?.statement.zh.replace(/[。，]/gu, '') ?? '');
    expect(sure?.id).toBe('metax-revenue-2024');
    expect(sure?.score).toBeGreaterThan(0);
  });

  test('takes any question', async () => {
    const { find } = await make();
    for (const text of ['', '?', '"', "a' OR 1=1 --", '（', 'NEAR(', '的']) {
      expect(() => find(text)).not.toThrow();
    }
  });
});

describe('the best threshold', () => {
  const asked = (score: number, answered: Verdict, silent: Verdict) => ({ score, answered, silent });
  const rights = Array.from({ length: 98 }, (_, index) => asked(200 - index, 'right', 'missed'));

  test('lets the surest through, up to two in a hundred wrong', () => {
    const two = [asked(50, 'wrong', 'right'), asked(40, 'wrong', 'missed')];
    expect(bestThreshold([...two, ...rights])).toBe(103);
    expect(bestThreshold([asked(60, 'wrong', 'missed'), ...rights, asked(50, 'right', 'missed')])).toBe(50);
  });

  test('is out of reach where answering does more harm than silence', () => {
    expect(bestThreshold([asked(9, 'wrong', 'right'), asked(5, 'right', 'missed')])).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test('does not tell apart what has one score', () => {
    const same = [asked(1, 'right', 'missed'), asked(1, 'wrong', 'missed')];
    expect(bestThreshold(same)).toBe(Number.POSITIVE_INFINITY);
  });
});

test('every search is judged on every question', async () => {
  const golds = goldenLines()
    .map(lineToGold)
    .filter(({ q }) => q.length < 12)
    .slice(0, 3);
  const results = await comparePeers(knowledge, golds);
  expect(results).toHaveLength(7);
  const [us, ...others] = results;
  expect(us).toMatchObject({ threshold: null, always: null });
  for (const { best, always } of results) {
    for (const counts of [best, always ?? best]) {
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(golds.length);
    }
  }
  for (const { best } of others) expect(best.wrong).toBeLessThanOrEqual(0.02 * golds.length);
});
