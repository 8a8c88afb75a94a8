import { expect, it } from 'vitest';
import { createBot } from '../../src/commands/bot.ts';
import type { Fact } from '../../src/knowledge/fact.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { base, faultsOf, request, sayingMessages, textOf } from './bot-under-test.ts';

/** A bot whose base has one fact changed: what the article happens not to hold. */
function botWith(id: string, change: Partial<Fact>) {
  const facts = base.facts.map((fact) => (fact.id === id ? { ...fact, ...change } : fact));
  const changed = createFactBase({ vocabulary: base.vocabulary, facts });
  return sayingMessages(createBot({ base: () => changed, log: () => {}, newId: () => '' }));
}

const REVENUES = { first: '沐曦', second: '摩尔线程', metric: '营收', period: '2024' };

it('refuses to compare two currencies, and says why', async () => {
  const bot = botWith('metax-revenue-2024', { unit: 'USD' });
  const message = await bot.handle(request('chip compare', REVENUES, 'zh'));
  expect(textOf(message)).toContain('不计算相差：单位不同');
  expect(textOf(message)).toContain('7.43亿美元');
  expect(faultsOf(message)).toEqual([]);
});

it('ranks no dollars among yuan', async () => {
  const bot = botWith('metax-revenue-2024', { unit: 'USD' });
  const message = await bot.handle(request('chip rank', { metric: '营收', period: '2024' }, 'zh'));
  expect(textOf(message)).toMatch(/未列入排名：(?:沐曦 7\.43亿美元|摩尔线程 4\.38亿元)/);
});

it('never sets a quarter against a year', async () => {
  const bot = botWith('moore-threads-revenue-2024', { period: '2025-Q2' });
  const message = await bot.handle(request('chip compare', { ...REVENUES, period: '2024' }, 'zh'));
  expect(textOf(message)).toContain('期间不同，不作比较');
});

it('gives the difference of inexact figures as about', async () => {
  const bot = botWith('metax-revenue-2024', { qualifier: 'over' });
  const message = await bot.handle(request('chip compare', REVENUES, 'en'));
  expect(textOf(message)).toContain('约3.05亿元');
});

it('says a profit among losses by its own name', async () => {
  const bot = botWith('metax-net-profit-2024', { value: 100_000_000 });
  const card = textOf(await bot.handle(request('chip company', { name: '沐曦' }, 'zh')));
  expect(card).toContain('净利润 | 2024年 1亿元 | 2023年 净亏损 8.71亿元');
  const ranking = textOf(await bot.handle(request('chip rank', { metric: '净利润', period: '2024' }, 'zh')));
  expect(ranking).toMatch(/1 \| 沐曦 \| 1亿元/);
  expect(ranking).toMatch(/2 \| 摩尔线程 \| 净亏损 14\.92亿元/);
});

it('tells no fact that is out of date', async () => {
  const bot = botWith('metax-revenue-2024', { rank: 'deprecated' });
  const card = textOf(await bot.handle(request('chip company', { name: '沐曦' }, 'zh')));
  expect(card).not.toContain('7.43亿元');
});
