import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchange } from '../../../src/digest/feeds/exchange.ts';
import { type FeedState, newFeed } from '../../../src/digest/feeds/feed-state.ts';
import type { Failure } from '../../../src/digest/feeds/outcome.ts';
import { createPoliteness } from '../../../src/digest/feeds/politeness.ts';
import { type Visit, visitDue, visitFeed } from '../../../src/digest/feeds/visit-feed.ts';
import { NOW, openServer, QUICK, type TestServer } from './http-server.ts';

const FEED =
  '<rss version="2.0"><channel><title>Wafer</title><item><title>News</title><guid>https://x.org/1</guid></item></channel></rss>';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

/** A clock that only moves when somebody waits. */
function virtualTime() {
  let now = NOW;
  const waits: number[] = [];
  return {
    now: () => now,
    waits,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
}

function visitor() {
  const time = virtualTime();
  const politeness = createPoliteness(1000, time);
  const allowed = new Set(['a.example', 'b.example'].map((host) => `${host}:${server.port}`));
  const visit = (url: string) =>
    visitFeed(
      newFeed(url),
      { resolve: async () => ['127.0.0.1'], exchange, now: time.now, politeness, chance: () => 0.5 },
      { allowed, limits: QUICK, userAgent: 'test' },
    );
  return { time, visit, address: (host: string, path: string) => `http://${host}:${server.port}${path}` };
}

describe('a visit', () => {
  test('reads a feed into items and sets its next time', async () => {
    server.on('/feed', (_, response) => response.writeHead(200, { etag: '"9"' }).end(FEED));
    const { visit, address } = visitor();
    const done = await visit(address('a.example', '/feed'));
    expect(done).toMatchObject({ outcome: 'read', notices: [], state: { failures: 0 } });
    expect(done.items.map(({ title, outlet }) => [title, outlet])).toEqual([['News', 'Wafer']]);
    expect(done.state).toMatchObject({ nextAt: NOW + 30 * 60_000, validators: { etag: '"9"' } });
  });

  test('of a page that is no feed fails with the reason, and forgets what the page said of itself', async () => {
    server.on('/page', (_, response) => response.writeHead(200, { etag: '"p"' }).end('<html></html>'));
    const { visit, address } = visitor();
    const done = await visit(address('a.example', '/page'));
    expect(done).toMatchObject({ outcome: 'not-a-feed', reason: 'page', items: [] });
    expect(done.state.validators).toEqual({});
  });

  test('of a forbidden address opens no connection', async () => {
    const { visit } = visitor();
    const before = server.requests.length;
    const done = await visit(`http://127.0.0.1:${server.port}/feed`);
    expect(done.failure).toEqual({ kind: 'bad-address', fault: 'port' } satisfies Failure);
    expect(server.requests.length).toBe(before);
  });
});

describe('politeness', () => {
  test('visits a host once at a time, with a gap; other hosts meanwhile', async () => {
    let open = 0;
    let most = 0;
    server.on('/slow', (_, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.writeHead(200).end(FEED);
      });
    });
    const { visit, address, time } = visitor();
    const visits = await Promise.all(Array.from({ length: 4 }, () => visit(address('a.example', '/slow'))));
    expect(visits.map(({ outcome }) => outcome)).toEqual(['read', 'read', 'read', 'read']);
    expect(most).toBe(1);
    expect(time.waits).toEqual([1000, 1000, 1000]);
    await Promise.all([visit(address('a.example', '/slow')), visit(address('b.example', '/slow'))]);
    expect(time.waits).toHaveLength(4);
  });

  test('leaves a host alone that has asked for it: all of its feeds, and no other host', async () => {
    server.on('/busy', (_, response) => response.writeHead(429, { 'retry-after': '600' }).end());
    const { visit, address, time } = visitor();
    await visit(address('a.example', '/busy'));
    const before = server.requests.length;
    const held = await visit(address('a.example', '/feed'));
    expect(held.failure).toEqual({ kind: 'rate-limited', until: NOW + 600_000 });
    expect(held.state.nextAt).toBeGreaterThanOrEqual(NOW + 600_000);
    expect(server.requests.length).toBe(before);
    expect((await visit(address('b.example', '/feed'))).outcome).toBe('read');
    await time.wait(600_000);
    expect((await visit(address('a.example', '/feed'))).outcome).toBe('read');
  });

  test('goes on after a visit that was a bug', async () => {
    const politeness = createPoliteness(0, virtualTime());
    const bug = politeness.inTurn('x', () => Promise.reject(new Error('bug')));
    const next = politeness.inTurn('x', async () => 'visited');
    await expect(bug).rejects.toThrow('bug');
    expect(await next).toBe('visited');
  });
});

describe('the feeds whose time has come', () => {
  const READ = (feed: FeedState): Visit => ({ state: feed, notices: [], items: [], outcome: 'not-modified' });

  test('are visited, so many hosts at once, and each is kept before the next', async () => {
    const feeds = Array.from({ length: 20 }, (_, at) => ({
      ...newFeed(`https://h${at}.org/`),
      nextAt: at % 2,
    }));
    const kept: string[] = [];
    let open = 0;
    let most = 0;
    await visitDue(
      feeds,
      async (feed) => {
        open += 1;
        most = Math.max(most, open);
        return READ(feed);
      },
      {
        now: 0,
        atOnce: 3,
        done: async ({ url }) => {
          kept.push(url);
          open -= 1;
        },
      },
    );
    const due = feeds.filter(({ nextAt }) => nextAt === 0).map(({ url }) => url);
    expect(kept.toSorted()).toEqual(due.toSorted());
    expect(most).toBe(3);
  });

  test('of a slow host keep no other host waiting', async () => {
    const slow = Array.from({ length: 5 }, (_, at) => newFeed(`https://slow.org/${at}`));
    const quick = Array.from({ length: 5 }, (_, at) => newFeed(`https://quick${at}.org/`));
    const order: string[] = [];
    const release = Promise.withResolvers<void>();
    await visitDue(
      [...slow, ...quick],
      async (feed) => {
        if (feed.url.includes('slow')) await release.promise;
        return READ(feed);
      },
      {
        now: 0,
        atOnce: 2,
        done: async ({ url }) => {
          order.push(url);
          // The slow host answers when all others are through: it must not take both places.
          if (order.length === quick.length) release.resolve();
        },
      },
    );
    expect(order.slice(0, 5).every((url) => url.includes('quick'))).toBe(true);
    expect(order.slice(5)).toEqual(slow.map(({ url }) => url));
  });
});
