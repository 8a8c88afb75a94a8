/** The work of the digests on pg-boss, done by two workers at once: each digest, visit and notice is done once. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { newFeed } from '../../../src/digest/feeds/feed-state.ts';
import { feedNotice } from '../../../src/digest/run/notices.ts';
import type { FeedRecord } from '../../../src/digest/run/visit-feeds.ts';
import { createWork } from '../../../src/digest/run/work.ts';
import { openPgBossJobs } from '../../../src/jobs/pg-boss.ts';
import { createLive } from '../../../src/store/live.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { UNCHANGED } from '../../commands/admin/bench.ts';
import { usePostgres } from '../../store/postgres.ts';
import { createFakePlatform } from './fake-platform.ts';
import { createFakeWeb, rss } from './fake-web.ts';
import { createLogBook, subscribeTo } from './helpers.ts';

const createDatabase = usePostgres();
const MINUTE = 60_000;
const FEEDS = ['https://a.example/rss', 'https://b.example/rss'];

const onFault = (error: unknown): void => {
  throw error;
};
const after = (milliseconds: number, call: () => void): (() => void) => {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
};

test('two workers on one database post each digest once, visit each feed once and tell each notice once', async () => {
  const url = await createDatabase();
  const place = { databaseUrl: url, dataDir: '' };
  const past = await openStore(place, { now: () => new Date(Date.now() - 10 * MINUTE), onFault });
  const due = new Date(Date.now() - 2 * MINUTE);
  const schedule = `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
  for (let at = 0; at < 30; at += 1) await subscribeTo(past.digest, { schedule }, `place ${at}`);
  const fact = UNCHANGED.base.fact('moore-threads-net-profit-2024');
  if (!fact) throw new Error('no fact');
  const change = { kind: 'assert', fact: { ...fact, value: -15.92e8 } } as const;
  await past.append([{ author: 'terminal', reason: '', change, base: null }]);
  const state: FeedRecord = { feed: newFeed(''), language: 'zh' };
  for (const feed of FEEDS) {
    const own = { ...state, feed: newFeed(feed) };
    await past.digest.addFeed({ url: feed, topics: '', state: own, by: 'discord:9' });
  }
  const added = { url: 'https://c.example/rss', by: 'discord:9', language: 'zh' } as const;
  const notice = feedNotice(added, { kind: 'recovered', since: 0 });
  await past.digest.visited(FEEDS[0] ?? '', {
    state: { ...state, feed: newFeed(FEEDS[0] ?? '') },
    ...{ nextAt: new Date(0).toISOString(), items: null, keepSince: '', notices: [notice] },
  });
  await past.close();

  const platform = createFakePlatform();
  const web = createFakeWeb();
  for (const feed of FEEDS) web.serve(feed, rss('News', []));
  const { log, lines } = createLogBook();
  const open = async (newId: () => string) => {
    const store = await openStore(place, { now: () => new Date(), onFault });
    const live = createLive({ initial: UNCHANGED, open: async () => store, onSkipped: onFault, onFault });
    const jobs = await openPgBossJobs({ url, log, onFault, lookMs: 500 });
    const work = createWork({
      ...{ ...live, ...web, jobs, store: store.digest, platforms: [platform], log, newId, after },
      ...{ now: () => new Date(), chance: () => 0.5, allowed: new Set<string>() },
    });
    onTestFinished(async () => {
      await work.stop();
      await live.close();
    });
    await work.start();
    return { store, work };
  };
  const [one, two] = await Promise.all([open(() => 'one'), open(() => 'two')]);
  // Whoever is woken without a reason changes nothing.
  await Promise.all([one.work.wake(), two.work.wake()]);
  const ended = () => lines.filter(({ event }) => event === 'digest-slot');
  await vi.waitFor(
    () => {
      expect(ended()).toHaveLength(30);
      expect(web.asked).toHaveLength(2);
      expect(platform.told).toHaveLength(1);
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(new Set(ended().map(({ fields }) => fields?.['state']))).toEqual(new Set(['posted']));
  const key = (id: number): string => `digest-${id}-${due.toISOString().slice(0, 16)}:00.000Z-0`;
  expect(platform.posted.map((post) => post.key).toSorted()).toEqual(
    Array.from({ length: 30 }, (_, at) => key(at + 1)).toSorted(),
  );
  expect(web.asked.toSorted()).toEqual(FEEDS);
  // As the metrics count them.
  const visits = () => lines.filter(({ event }) => event === 'feed-visited');
  await vi.waitFor(
    () => expect(visits().map(({ fields }) => fields?.['outcome'])).toEqual(['read', 'read']),
    {
      timeout: 5_000,
    },
  );
  await vi.waitFor(
    async () => expect((await one.store.digest.due(new Date().toISOString())).notices).toEqual([]),
    { timeout: 5_000 },
  );
  expect(lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
}, 60_000);
