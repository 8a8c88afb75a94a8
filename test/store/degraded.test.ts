/** The store goes away, hangs or is full: questions are answered, nothing acknowledged is lost, and it mends itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { createBot } from '../../src/commands/bot.ts';
import type { Fact } from '../../src/knowledge/fact.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { baseToSnapshot } from '../../src/knowledge/snapshot.ts';
import { replyToMessage } from '../../src/platforms/form-message.ts';
import { createLive } from '../../src/store/live.ts';
import { openStore, type StorePlace } from '../../src/store/open-store.ts';
import type { StoreOptions } from '../../src/store/store.ts';
import { textOf } from '../commands/bot-under-test.ts';
import { usePostgresServer } from './postgres.ts';

const LOSS = '摩尔线程2024年亏了多少';
const FACT = 'moore-threads-net-profit-2024';
const UNANSWERED = '台积电2019年营收多少';
const PATIENCE_MS = 1_000;

const server = usePostgresServer();
const folder = mkdtempSync(join(tmpdir(), 'chip-degraded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => server.resume());

const FILES = baseToSnapshot(
  createFactBase(loadKnowledge(new URL('../../knowledge', import.meta.url).pathname)),
);

/** A bot on a store, with what its log would say. */
async function openBot(place: StorePlace, options: Partial<StoreOptions> = {}) {
  const faults: unknown[] = [];
  const bugs: string[] = [];
  const later: Promise<void>[] = [];
  const waiting = new Set<() => void>();
  const live = createLive({
    initial: FILES,
    open: () =>
      openStore(place, { now: () => new Date(), onFault: (error) => faults.push(error), ...options }),
    onChange: () => waiting.forEach((look) => void look()),
    onSkipped: (skipped) => bugs.push(`skipped ${skipped.seq}`),
    onFault: (error) => faults.push(error),
  });
  await live.store();
  onTestFinished(() => live.close());
  const bot = createBot({
    base: () => live.snapshot().base,
    log: (_, event, fields) => {
      if (event !== 'answered') bugs.push(`${event} ${JSON.stringify(fields)}`);
    },
    newId: () => 'bug',
    curation: {
      ...live,
      curators: [],
      gapsRaw: false,
      later: (_, work) => void later.push(work().catch(() => undefined)),
    },
  });
  const say = async (command: string, given: Readonly<Record<string, string>>): Promise<string> => {
    const user = { id: 'discord:1100000000000000001', administrator: true };
    const place = { kind: 'channel', id: 'c', home: true } as const;
    const today = '2026-11-23';
    const locale = 'zh';
    const reply = await bot.handle({ command, options: given, id: '1', today, locale, user, place });
    return textOf(replyToMessage(reply));
  };
  const set = (value: string) => say('chip-admin fact set', { fact: FACT, value: `-${value}亿元` });
  /** Resolves when the snapshot has so many revisions. */
  const follows = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (live.snapshot().revisions.length >= count) resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    live,
    faults,
    bugs,
    later,
    set,
    follows,
    ask: (question: string) => say('chip ask', { question }),
  };
}

/** The first write that is taken again: a connection that broke is only noticed by using it. */
async function setAgain({ set }: Awaited<ReturnType<typeof openBot>>, value: string): Promise<string> {
  for (let tries = 0; ; tries++) {
    const said = await set(value);
    if (said.includes('已记录') || tries === 5) return said;
  }
}

/** A loss near the real one, so that no check asks about it; another for each number below 1,000. */
function unremarkable(number: number): string {
  return (15 + number / 1_000).toFixed(3);
}

function numberIn(fact: Fact | undefined): number {
  return Math.round((Number(fact?.value) / -1e8 - 15) * 1_000);
}

describe('PostgreSQL', () => {
  test('that is stopped and started again: questions from the last snapshot, writes refused, then taken', async () => {
    const place = { databaseUrl: await server.createDatabase(), dataDir: '' };
    const [bot, other] = [await openBot(place, { patienceMs: PATIENCE_MS }), await openBot(place)];
    expect(await bot.set('15.92')).toContain('已记录 #1');
    await server.stop();
    expect(await bot.ask(LOSS)).toContain('净亏损：15.92亿元');
    expect(await bot.ask(UNANSWERED)).toContain('没有');
    expect(await bot.set('16.92')).toContain('连不上事实库的数据库，什么也没有记录');
    await Promise.all(bot.later);
    expect(await bot.ask(LOSS)).toContain('净亏损：15.92亿元');
    await server.start();
    expect(await setAgain(bot, '17.92')).toContain('已记录 #2');
    // The other process hears of it, though its connection was cut too.
    await other.follows(2);
    expect(await other.ask(LOSS)).toContain('净亏损：17.92亿元');
    expect((await (await bot.live.store()).revisions()).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(bot.faults.length).toBeGreaterThan(0);
    expect(bot.bugs).toEqual([]);
  }, 30_000);

  test('that hangs: every write is refused in bounded time, and no lock is left behind', async () => {
    const place = { databaseUrl: await server.createDatabase(), dataDir: '' };
    const bot = await openBot(place, { patienceMs: PATIENCE_MS });
    expect(await bot.set('15.92')).toContain('已记录 #1');
    await server.pause();
    const refused = Promise.all(['1', '2', '3', '4', '5', '6', '7', '8'].map(bot.set));
    expect(await bot.ask(LOSS)).toContain('净亏损：15.92亿元');
    for (const said of await refused) expect(said).toContain('什么也没有记录');
    server.resume();
    expect(await setAgain(bot, '17.92')).toContain('已记录 #2');
    expect(await bot.ask(LOSS)).toContain('净亏损：17.92亿元');
    expect(bot.bugs).toEqual([]);
  }, 30_000);

  test('that hangs between the writing and its answer: nobody is told that nothing was recorded', async () => {
    const place = { databaseUrl: await server.createDatabase(), dataDir: '' };
    const bot = await openBot(place, { patienceMs: PATIENCE_MS });
    const store = await bot.live.store();
    // Every write tells how it ended; the pause falls anywhere among them.
    const told: (readonly [value: number, said: string])[] = [];
    const writing = (async () => {
      for (let value = 1; value <= 40; value++) told.push([value, await bot.set(unremarkable(value))]);
    })();
    while (told.length < 5) await new Promise(setImmediate);
    await server.pause();
    while (!told.some(([, said]) => !said.includes('已记录'))) await new Promise(setImmediate);
    server.resume();
    await writing;
    const recorded = (await store.revisions()).flatMap(({ change }) =>
      change.kind === 'assert' ? [numberIn(change.fact)] : [],
    );
    const saying = (pattern: RegExp) => told.flatMap(([value, said]) => (pattern.test(said) ? [value] : []));
    expect(saying(/已记录/).filter((value) => !recorded.includes(value))).toEqual([]);
    expect(saying(/什么也没有记录/).filter((value) => recorded.includes(value))).toEqual([]);
    expect(told.filter(([, said]) => !/已记录|什么也没有记录|不确定是否已经记录/.test(said))).toEqual([]);
    expect(new Set(recorded).size).toBe(recorded.length);
    expect(bot.bugs).toEqual([]);
  }, 60_000);
});

describe('the embedded store', () => {
  test('that is full refuses writes, answers questions and loses nothing; with room it goes on', async () => {
    const place = { dataDir: join(folder, 'full') };
    const bot = await openBot(place, { mostPages: 40 });
    let kept = 0;
    let said = '';
    for (let value = 1; value < 500; value++) {
      said = await bot.set(unremarkable(value));
      if (!said.includes('已记录')) break;
      kept = value;
    }
    expect(kept).toBeGreaterThan(5);
    expect(said).toContain('写不进去了，什么也没有记录');
    expect(await bot.ask(LOSS)).toContain('更正');
    expect(numberIn(bot.live.snapshot().base.fact(FACT))).toBe(kept);
    expect(await bot.ask(UNANSWERED)).toContain('没有');
    await Promise.all(bot.later);
    await bot.live.close();
    const again = await openBot(place);
    const store = await again.live.store();
    expect((await store.revisions()).map(({ seq }) => seq)).toEqual(
      Array.from({ length: kept }, (_, at) => at + 1),
    );
    expect(numberIn(again.live.snapshot().base.fact(FACT))).toBe(kept);
    expect(await again.set('15.92')).toContain(`已记录 #${kept + 1}`);
    expect([...bot.bugs, ...again.bugs]).toEqual([]);
  }, 30_000);
});
