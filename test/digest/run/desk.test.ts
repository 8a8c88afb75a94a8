/** The desk and its work, on a virtual clock: feeds read, digests posted, people told, as days go by. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { newFeed } from '../../../src/digest/feeds/feed-state.ts';
import { createDesk } from '../../../src/digest/run/desk.ts';
import type { FeedRecord } from '../../../src/digest/run/visit-feeds.ts';
import { createWork } from '../../../src/digest/run/work.ts';
import { createInProcessJobs } from '../../../src/jobs/in-process.ts';
import { createLive } from '../../../src/store/live.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { UNCHANGED } from '../../commands/admin/bench.ts';
import { createFakePlatform, type Posted } from './fake-platform.ts';
import { createFakeWeb, type FeedItem, rss } from './fake-web.ts';
import { createLogBook, subscribeTo } from './helpers.ts';

const START = Date.parse('2026-11-23T06:30:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FEED = 'https://news.example/rss';

type Timer = { readonly at: number; readonly call: () => void };

async function open() {
  const clock = { now: START };
  let timers: Timer[] = [];
  const onFault = (error: unknown): void => {
    throw error;
  };
  const store = await openSqliteStore(':memory:', { now: () => new Date(clock.now), onFault });
  const live = createLive({
    initial: UNCHANGED,
    open: async () => store,
    onSkipped: () => undefined,
    onFault,
  });
  onTestFinished(() => live.close());
  const platform = createFakePlatform();
  const web = createFakeWeb();
  const book = createLogBook();
  const after = (milliseconds: number, call: () => void): (() => void) => {
    const timer = { at: clock.now + milliseconds, call };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  };
  const { log } = book;
  const ports = {
    ...{ ...live, ...web, store: store.digest, now: () => new Date(clock.now), after },
    ...{ chance: () => 0.5, newId: () => 'me', log, allowed: new Set<string>(), suggestions: () => [] },
  };
  const jobs = createInProcessJobs({ now: () => clock.now, after, log });
  const work = createWork({ ...ports, jobs, platforms: [platform] });
  const desk = createDesk({ ...ports, platforms: () => [platform], wake: () => void work.wake() });
  /** Everything that is in hand comes to rest: the store here answers within a turn of the loop or a few. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 300; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  /** Jobs are planned every minute; with nothing to do a plan changes nothing, so it is made by the hour here. */
  const runTo = async (instant: number, stride = 10 * MINUTE): Promise<void> => {
    await settle();
    while (clock.now < instant) {
      clock.now = Math.min(instant, clock.now + stride);
      const due = timers.filter(({ at }) => at <= clock.now);
      timers = timers.filter(({ at }) => at > clock.now);
      for (const { call } of due) call();
      await settle();
    }
  };
  const addFeed = (topics = ''): Promise<boolean> => {
    const state: FeedRecord = { feed: newFeed(FEED), language: 'zh' };
    return store.digest.addFeed({ url: FEED, topics, state, by: 'discord:9' });
  };
  const serve = (...items: readonly FeedItem[]): void => web.serve(FEED, rss('News', items));
  return { clock, desk, work, live, store, platform, web, book, runTo, addFeed, serve };
}

const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();
const titlesOf = ({ message }: Posted): string[] =>
  message.blocks.flatMap((block) =>
    block.kind === 'stories' ? block.stories.map(({ title }) => title) : [],
  );

describe('the desk', () => {
  test('tells each story once, posts what it previews, and is silent when there is nothing', async () => {
    const { desk, work, store, platform, runTo, addFeed, serve } = await open();
    const one = await subscribeTo(store.digest);
    await addFeed();
    const old = { id: 'old', title: '沐曦十月旧闻', published: at(-24 * 30) };
    const first = { id: 'a', title: '摩尔线程公布2025年业绩', published: at(-1) };
    const undated = { id: 'u', title: '壁仞科技的旧文' };
    serve(first, undated, old, { id: 'w', title: '今日天气晴', published: at(-1) });
    await work.start();
    await runTo(START + 2 * HOUR);
    expect(platform.posted).toEqual([]);
    const preview = await desk.preview(one);
    await runTo(START + 3 * HOUR);
    expect(platform.posted.map(titlesOf)).toEqual([[first.title]]);
    expect(platform.posted[0]?.message).toEqual(preview);
    await runTo(START + 27 * HOUR, 30 * MINUTE);
    expect(platform.posted).toHaveLength(1);
    // The same story elsewhere in the feed, and a new one without a date.
    serve(first, undated, { id: 'n', title: '沐曦拟在科创板上市' });
    await runTo(START + 51 * HOUR, 30 * MINUTE);
    expect(platform.posted.map(titlesOf)).toEqual([[first.title], ['沐曦拟在科创板上市']]);
    const states = (await store.digest.slots(1)).map(({ state }) => state);
    expect(states).toEqual(['posted', 'empty', 'posted']);
    await work.stop();
  });

  test('tells a new subscription nothing that was there before it, and each its own topics', async () => {
    const { desk, work, store, platform, runTo, addFeed, serve } = await open();
    await addFeed();
    serve({ id: 'a', title: '摩尔线程公布2025年业绩', published: at(-1) });
    await work.start();
    await runTo(START + HOUR);
    await subscribeTo(store.digest, { topics: '沐曦' }, 'metax');
    await subscribeTo(store.digest, { topics: 'all' }, 'all');
    serve(
      { id: 'a', title: '摩尔线程公布2025年业绩', published: at(-1) },
      { id: 'b', title: '沐曦拟在科创板上市', published: at(1) },
      { id: 'c', title: '今日天气晴', published: at(1) },
    );
    desk.wake();
    await runTo(START + 3 * HOUR);
    const told = Object.fromEntries(platform.posted.map((one) => [one.place, titlesOf(one)]));
    expect(told).toEqual({
      metax: ['沐曦拟在科创板上市'],
      all: ['沐曦拟在科创板上市', '今日天气晴'],
    });
    await work.stop();
  });

  test('tells what became of facts since the last time: old → new, once', async () => {
    const { work, live, store, platform, runTo } = await open();
    await subscribeTo(store.digest, {}, 'all');
    await subscribeTo(store.digest, { topics: '沐曦' }, 'metax');
    const fact = live.snapshot().base.fact('moore-threads-net-profit-2024');
    if (!fact) throw new Error('no fact');
    await work.start();
    await runTo(START + HOUR);
    const change = { kind: 'assert', fact: { ...fact, value: -15.92e8 } } as const;
    await store.append([{ author: 'terminal', reason: '', change, base: null }]);
    await runTo(START + 3 * HOUR);
    expect(platform.posted.map(({ place }) => place)).toEqual(['all']);
    const [said] =
      platform.posted[0]?.message.blocks.flatMap((b) => (b.kind === 'list' ? b.items : [])) ?? [];
    expect(said).toMatch(/^更正：摩尔线程 2024年 净亏损：14\.92亿元 → 15\.92亿元/);
    await runTo(START + 27 * HOUR, HOUR);
    expect(platform.posted).toHaveLength(1);
    await work.stop();
  });

  test('keeps to the topics of a feed', async () => {
    const { work, store, platform, runTo, addFeed, serve } = await open();
    await subscribeTo(store.digest, { topics: 'all' });
    await addFeed('沐曦');
    serve(
      { id: 'a', title: '摩尔线程公布2025年业绩', published: at(0) },
      { id: 'b', title: '沐曦拟在科创板上市', published: at(0) },
    );
    await work.start();
    await runTo(START + 3 * HOUR);
    expect(platform.posted.map(titlesOf)).toEqual([['沐曦拟在科创板上市']]);
    await work.stop();
  });

  test('tells whoever added a feed once when it has failed for a day, once when it is well again', async () => {
    const { work, store, platform, web, runTo, addFeed, serve } = await open();
    await addFeed();
    web.serve(FEED, { kind: 'timeout' });
    await work.start();
    await runTo(START + 23 * HOUR, HOUR);
    expect(platform.told).toEqual([]);
    await runTo(START + 24 * 5 * HOUR, HOUR);
    expect(platform.told.map(({ user }) => user)).toEqual(['discord:9']);
    expect(JSON.stringify(platform.told[0]?.message)).toContain('已经一天读不到：太久没有回应');
    // Nothing is silently disabled: it is still tried.
    const tries = web.asked.length;
    serve();
    await runTo(START + 24 * 8 * HOUR, HOUR);
    expect(web.asked.length).toBeGreaterThan(tries);
    expect(platform.told).toHaveLength(2);
    expect(JSON.stringify(platform.told[1]?.message)).toContain('又能读了');
    expect(await store.digest.feeds()).toHaveLength(1);
    await work.stop();
  });

  test('ends the subscription of a deleted channel and tells its owner where it can', async () => {
    const { work, store, platform, runTo, addFeed, serve } = await open();
    await subscribeTo(store.digest);
    await addFeed();
    serve({ id: 'a', title: '摩尔线程公布2025年业绩', published: at(0) });
    platform.failNext({ outcome: { kind: 'gone', code: '10003' } });
    const tell = platform.tell;
    let closed = 2;
    platform.tell = async (...given) =>
      closed-- > 0 ? { kind: 'retry', code: 'x', afterMs: 1, unsure: false } : tell(...given);
    await work.start();
    await runTo(START + 6 * HOUR);
    expect(platform.posted).toEqual([]);
    expect(platform.told.map(({ user }) => user)).toEqual(['discord:7']);
    expect(JSON.stringify(platform.told)).toContain('#1');
    expect(await store.digest.subscriptions()).toMatchObject([{ state: 'ended', why: '10003' }]);
    await work.stop();
  });

  test('reads no feed and posts nothing after it was stopped', async () => {
    const { desk, work, store, platform, web, runTo, addFeed } = await open();
    await subscribeTo(store.digest);
    await addFeed();
    await work.start();
    await runTo(START + HOUR);
    await work.stop();
    const asked = web.asked.length;
    await runTo(START + 24 * HOUR, HOUR);
    desk.wake();
    expect([web.asked.length, platform.posted.length]).toEqual([asked, 0]);
  });
});
