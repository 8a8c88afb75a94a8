/** What every engine must do for the digests: the same sentences on SQLite and on PostgreSQL. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { DigestStore, Ending, NewSubscription } from '../../src/store/digest-store.ts';
import { useEngines } from './engines.ts';

const START = Date.parse('2026-11-23T08:00:00.000Z');
let clock = START;
beforeEach(() => {
  clock = START;
});
const { engines, open } = useEngines(() => new Date(clock));
const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();

const WISH: NewSubscription = {
  platform: 'discord',
  space: 's1',
  place: 'p1',
  options: { schedule: '0 9 * * *', topics: '"quotes" 与 🙂' },
  by: 'discord:1',
  seq: 3,
};
const POSTED: Ending = { state: 'posted', told: ['a', 'b'], seq: 5 };

describe.each(engines)('the digests on %s', (_, createPlace) => {
  const openDigest = async (): Promise<DigestStore> => (await open(await createPlace())).digest;
  const openTwo = async (): Promise<readonly [DigestStore, DigestStore]> => {
    const place = await createPlace();
    return [(await open(place)).digest, (await open(place)).digest];
  };
  const claim = (
    store: DigestStore,
    minutes: number,
    holder: string,
    more: { readonly planned?: number } = {},
  ) =>
    store.claim({
      subscription: 1,
      planned: at(more.planned ?? 10),
      holder,
      now: at(minutes),
      until: at(minutes + 3),
    });

  test('are unused until something is subscribed or read', async () => {
    const one = await openDigest();
    expect(await one.isUsed()).toBe(false);
    await one.subscribe(WISH);
    expect(await one.isUsed()).toBe(true);
    const other = await openDigest();
    await other.addFeed({ url: 'https://a.example/', topics: '', state: {}, by: 'terminal' });
    expect(await other.isUsed()).toBe(true);
  });

  test('keep a subscription as it was made, and each with its owner alone', async () => {
    const store = await openDigest();
    const first = await store.subscribe(WISH);
    expect(first).toEqual({
      ...WISH,
      id: 1,
      state: 'on',
      why: null,
      made: at(0),
      done: at(0),
      since: at(0),
    });
    await store.subscribe({ ...WISH, space: 's2' });
    await store.subscribe({ ...WISH, platform: 'slack' });
    expect(await store.subscriptions({ platform: 'discord', space: 's1' })).toEqual([first]);
    expect((await store.subscriptions()).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(await store.unsubscribe(1)).toBe(true);
    expect(await store.unsubscribe(1)).toBe(false);
    expect(await store.setState(1, 'paused')).toBe(false);
    expect((await store.subscriptions()).map(({ id }) => id)).toEqual([2, 3]);
  });

  test('resume from the time of resuming: the slots of the pause are over', async () => {
    const store = await openDigest();
    await store.subscribe(WISH);
    await store.setState(1, 'paused');
    expect((await claim(store, 11, 'me')).kind).toBe('over');
    clock += 20 * 60_000;
    await store.setState(1, 'on');
    expect((await claim(store, 21, 'me')).kind).toBe('over');
    expect((await claim(store, 31, 'me', { planned: 30 })).kind).toBe('claimed');
  });

  test('give one slot to one of many, in one process or several', async () => {
    const [one, two] = await openTwo();
    await one.subscribe(WISH);
    const tries = Array.from({ length: 12 }, (_each, index) =>
      claim(index % 2 ? one : two, 10, `holder-${index}`),
    );
    const kinds = (await Promise.all(tries)).map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['claimed', ...Array.from({ length: 11 }, () => 'held')]);
  });

  test('hand a slot on when its lease is over, with what was written down, and nothing more to the first', async () => {
    const [one, two] = await openTwo();
    await one.subscribe(WISH);
    const slot = { subscription: 1, planned: at(10) };
    expect(await claim(one, 10, 'first')).toMatchObject({ kind: 'claimed', slot: { tries: 1, draft: null } });
    const draft = { parts: ['你好'] };
    const written = { draft, parts: 1, doubt: true, until: at(14) };
    expect(await one.progress(slot, 'first', written)).toBe(true);
    expect(await two.openSlots()).toEqual([{ ...slot, until: at(14) }]);
    expect(await claim(two, 13, 'second')).toEqual({ kind: 'held', until: at(14) });
    expect(await claim(two, 14, 'second')).toEqual({
      kind: 'claimed',
      slot: { ...slot, tries: 2, draft, parts: 1, doubt: true },
    });
    expect(await one.progress(slot, 'first', written)).toBe(false);
    expect(await one.finish(slot, 'first', POSTED)).toBe(false);
    expect(await one.told(1)).toEqual(new Set());
    // Let go, it is taken up as it stands, before its lease is over; nobody lets go what is another's.
    await one.release(1, 'first');
    expect((await claim(one, 15, 'first')).kind).toBe('held');
    await two.release(1, 'second');
    expect(await claim(two, 15, 'second')).toMatchObject({
      kind: 'claimed',
      slot: { tries: 3, doubt: true },
    });
    expect(await two.finish(slot, 'second', POSTED)).toBe(true);
    expect(await two.finish(slot, 'second', POSTED)).toBe(false);
    expect((await claim(one, 30, 'first')).kind).toBe('over');
    expect(await one.slots(1)).toEqual([{ ...slot, state: 'posted' }]);
    expect(await one.told(1)).toEqual(new Set(['a', 'b']));
    expect(await one.subscriptions()).toMatchObject([{ done: at(10), seq: 5, state: 'on' }]);
  });

  test('settle what was left behind before a later slot', async () => {
    const store = await openDigest();
    await store.subscribe(WISH);
    await claim(store, 10, 'first');
    const later = await claim(store, 70, 'second', { planned: 70 });
    expect(later).toMatchObject({ kind: 'claimed', slot: { planned: at(10) } });
    await store.finish({ subscription: 1, planned: at(10) }, 'second', { ...POSTED, state: 'skipped' });
    expect(await claim(store, 70, 'second', { planned: 70 })).toMatchObject({ slot: { planned: at(70) } });
    await store.finish({ subscription: 1, planned: at(70) }, 'second', { ...POSTED, seq: null });
    expect(await store.subscriptions()).toMatchObject([{ done: at(70), seq: 5 }]);
  });

  test('end a subscription with its slot, and keep its owner’s notice once', async () => {
    const store = await openDigest();
    await store.subscribe(WISH);
    await claim(store, 10, 'me');
    const notice = { id: 'n1', to: 'discord:1', content: { kind: 'x' } };
    const ending = { ...POSTED, state: 'refused', why: '10003', notice } as const;
    await store.finish({ subscription: 1, planned: at(10) }, 'me', ending);
    expect(await store.subscriptions()).toMatchObject([{ state: 'ended', why: '10003' }]);
    expect((await claim(store, 80, 'me', { planned: 80 })).kind).toBe('over');
    const taking = { now: at(0), until: at(5), most: 10, only: ['n1', 'n2'] };
    expect((await store.due(at(0))).notices).toEqual([{ id: 'n1', to: notice.to, nextAt: at(0) }]);
    expect(await store.takeNotices({ ...taking, only: ['n2'] })).toEqual([]);
    expect(await store.takeNotices(taking)).toEqual([{ ...notice, tries: 1 }]);
    expect(await store.takeNotices(taking)).toEqual([]);
    expect(await store.takeNotices({ ...taking, now: at(5), until: at(9) })).toMatchObject([{ tries: 2 }]);
    await store.dropNotice('n1');
    expect(await store.due(at(9))).toEqual({ feeds: [], notices: [] });
    await store.setState(1, 'on');
    expect(await store.subscriptions()).toMatchObject([{ state: 'on', why: null }]);
  });

  test('end all that are on of one owner, with what was being posted', async () => {
    const store = await openDigest();
    await store.subscribe(WISH);
    await store.subscribe(WISH);
    await store.subscribe({ ...WISH, space: 's2' });
    await store.setState(2, 'paused');
    await claim(store, 11, 'me');
    expect(await store.endAll({ platform: 'discord', space: 's1' }, 'uninstalled')).toBe(1);
    expect(await store.endAll({ platform: 'discord', space: 's1' }, 'again')).toBe(0);
    expect((await store.subscriptions()).map(({ state, why }) => [state, why])).toEqual([
      ['ended', 'uninstalled'],
      ['paused', null],
      ['on', null],
    ]);
    expect(await store.openSlots()).toEqual([]);
    const progress = { draft: {}, parts: 0, doubt: true, until: at(20) };
    expect(await store.progress({ subscription: 1, planned: at(10) }, 'me', progress)).toBe(false);
  });

  test('give nobody’s number to another while its slot may still be at work', async () => {
    const store = await openDigest();
    await store.subscribe(WISH);
    await claim(store, 10, 'me');
    await store.unsubscribe(1);
    expect(await store.finish({ subscription: 1, planned: at(10) }, 'me', POSTED)).toBe(false);
    expect((await store.subscribe(WISH)).id).toBe(2);
    expect(await store.told(1)).toEqual(new Set());
    expect(await store.openSlots()).toEqual([]);
  });

  describe('feeds', () => {
    const FEED = { url: 'https://a.example/rss', topics: '', state: { n: 0 }, by: 'terminal' };
    const visited = (items: readonly string[] | null, minutes: number) => ({
      state: { n: 1 },
      nextAt: at(minutes + 30),
      items: items?.map((id) => ({ id, item: { title: id }, dated: at(minutes) })) ?? null,
      keepSince: at(minutes - 60),
      notices: [],
    });

    test('are added once, and taken by one', async () => {
      const [one, two] = await openTwo();
      expect(await one.addFeed(FEED)).toBe(true);
      expect(await two.addFeed({ ...FEED, topics: 'x' })).toBe(false);
      expect(await one.due(at(0))).toEqual({ feeds: [{ url: FEED.url, nextAt: at(0) }], notices: [] });
      expect((await one.due(at(-1))).feeds).toEqual([]);
      const taking = { now: at(0), until: at(10), most: 10, only: [FEED.url] };
      expect(await one.takeFeeds({ ...taking, only: ['https://b.example/rss'] })).toEqual([]);
      const taken = await Promise.all([one.takeFeeds(taking), two.takeFeeds(taking)]);
      expect(taken.flat()).toEqual([{ ...FEED, nextAt: at(0), added: at(0) }]);
      // Whoever took it may have died.
      expect(await two.takeFeeds({ ...taking, now: at(10), until: at(20) })).toHaveLength(1);
    });

    test('keep an item as it was first read, and only while the feed has it', async () => {
      const store = await openDigest();
      await store.addFeed(FEED);
      expect(await store.visited(FEED.url, visited(['a', 'b'], 0))).toBe(true);
      clock += 10 * 60_000;
      await store.visited(FEED.url, visited(['b', 'c'], 10));
      expect(await store.items(at(0))).toEqual([
        { id: 'a', item: { title: 'a' }, entered: at(0) },
        { id: 'b', item: { title: 'b' }, entered: at(0) },
        { id: 'c', item: { title: 'c' }, entered: at(10) },
      ]);
      expect((await store.items(at(5))).map(({ id }) => id)).toEqual(['c']);
      clock += 55 * 60_000;
      await store.visited(FEED.url, visited(null, 65));
      expect(await store.knownItems(['a', 'b', 'x'])).toEqual(new Set(['a', 'b']));
      await store.visited(FEED.url, visited(['b'], 65));
      expect(await store.knownItems(['a', 'b', 'c'])).toEqual(new Set(['b', 'c']));
      expect(await store.feeds()).toMatchObject([{ state: { n: 1 }, nextAt: at(95) }]);
    });

    test('go with their items; what is read of one that was removed is not kept', async () => {
      const store = await openDigest();
      await store.addFeed(FEED);
      await store.visited(FEED.url, visited(['a'], 0));
      expect(await store.removeFeed(FEED.url)).toBe(true);
      expect(await store.removeFeed(FEED.url)).toBe(false);
      expect(await store.visited(FEED.url, visited(['a'], 0))).toBe(false);
      expect(await store.items('')).toEqual([]);
      expect(await store.due(at(60))).toEqual({ feeds: [], notices: [] });
    });

    test('hold more items than a statement has parameters', async () => {
      const store = await openDigest();
      await store.addFeed(FEED);
      const ids = Array.from({ length: 1_200 }, (_each, index) => `item-${index}`);
      await store.visited(FEED.url, visited(ids, 0));
      expect((await store.knownItems(ids)).size).toBe(1_200);
      expect(await store.items('')).toHaveLength(1_200);
    });
  });
});
