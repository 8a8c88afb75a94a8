import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchange } from '../../../src/digest/feeds/exchange.ts';
import { fetchFeed } from '../../../src/digest/feeds/fetch-feed.ts';
import { fetchFrom, NOW, openServer, QUICK, type TestServer } from './http-server.ts';

const FEED = '<rss version="2.0"><channel><title>台积电 daily</title></channel></rss>';

/** Folded before any server runs: it would not answer meanwhile. */
const NOTHING = Buffer.alloc(20_000_000);
const BOMBS = {
  gzip: gzipSync(NOTHING),
  br: brotliCompressSync(NOTHING, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  twice: gzipSync(gzipSync(NOTHING)),
};

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

function bodyOf(outcome: Awaited<ReturnType<typeof fetchFrom>>): string {
  return outcome.kind === 'fetched' ? new TextDecoder().decode(outcome.body) : outcome.kind;
}

function requestsFor(path: string) {
  return server.requests.filter((request) => request.path === path);
}

describe('a fetch', () => {
  test.each([
    ['plain', undefined, Buffer.from(FEED)],
    ['identity', 'identity', Buffer.from(FEED)],
    ['gzip', 'gzip', gzipSync(FEED)],
    ['x-gzip', 'X-GZIP', gzipSync(FEED)],
    ['brotli', 'br', brotliCompressSync(FEED)],
    ['deflate', 'deflate', deflateSync(FEED)],
    ['bare deflate', 'deflate', deflateRawSync(FEED)],
    ['two codings', 'gzip, br', brotliCompressSync(gzipSync(FEED))],
  ])('reads a body that is %s', async (name, coding, body) => {
    const path = `/coded/${encodeURIComponent(name)}`;
    server.on(path, (_, response) => {
      response.writeHead(200, {
        ...(coding === undefined ? {} : { 'content-encoding': coding }),
        'content-type': 'application/rss+xml',
        'content-length': body.length,
      });
      response.end(body);
    });
    expect(bodyOf(await fetchFrom(server, path))).toBe(FEED);
  });

  test('asks with what the last answer said of itself, and hears that nothing is new', async () => {
    server.on('/conditional', (request, response) => {
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else
        response.writeHead(200, { etag: '"v1"', 'last-modified': 'Mon, 23 Nov 2026 08:00:00 GMT' }).end(FEED);
    });
    const first = await fetchFrom(server, '/conditional');
    if (first.kind !== 'fetched') throw new Error(first.kind);
    expect(first.validators).toEqual({
      of: `http://feeds.example.org:${server.port}/conditional`,
      etag: '"v1"',
      lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT',
    });
    const second = await fetchFrom(server, '/conditional', { validators: first.validators });
    expect(second).toEqual({ kind: 'not-modified' });
    const [asked] = requestsFor('/conditional').slice(-1);
    expect(asked?.headers['if-modified-since']).toBe('Mon, 23 Nov 2026 08:00:00 GMT');
  });

  test('tells no other address what was said of this one', async () => {
    server.on('/other', (_, response) => response.writeHead(200).end(FEED));
    await fetchFrom(server, '/other', { validators: { of: 'http://elsewhere.example/', etag: '"x"' } });
    expect(requestsFor('/other')[0]?.headers['if-none-match']).toBe(undefined);
  });

  test('says who asks, and carries nothing else', async () => {
    server.on('/who', (_, response) => response.writeHead(200).end(FEED));
    await fetchFrom(server, '/who');
    const headers = requestsFor('/who')[0]?.headers ?? {};
    expect(headers['user-agent']).toBe('chip-facts-bot test');
    expect(headers.host).toBe(`feeds.example.org:${server.port}`);
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });
});

describe('a redirect', () => {
  const hop = (path: string, status: number, location?: string) =>
    server.on(path, (_, response) => response.writeHead(status, location ? { location } : {}).end());

  test.each([
    [301, true],
    [308, true],
    [302, false],
    [303, false],
    [307, false],
  ])('with status %i is followed, and remembered: %s', async (status, remembered) => {
    server.on('/here', (_, response) => response.writeHead(200).end(FEED));
    hop(`/from-${status}`, status, '/here#part');
    const outcome = await fetchFrom(server, `/from-${status}`);
    const here = `http://feeds.example.org:${server.port}/here`;
    expect(outcome).toMatchObject({ kind: 'fetched', url: here });
    expect('movedTo' in outcome ? outcome.movedTo : undefined).toBe(remembered ? here : undefined);
  });

  test('is remembered as far as all steps from the start are permanent', async () => {
    server.on('/end', (_, response) => response.writeHead(304).end());
    hop('/p1', 301, '/p2');
    hop('/p2', 308, '/t3');
    hop('/t3', 302, '/p4');
    hop('/p4', 301, '/end');
    expect(await fetchFrom(server, '/p1')).toEqual({
      kind: 'not-modified',
      movedTo: `http://feeds.example.org:${server.port}/t3`,
    });
  });

  test('is followed five times and no more, never in a circle, never to nowhere', async () => {
    server.on('/6', (_, response) => response.writeHead(200).end(FEED));
    for (let at = 0; at < 6; at++) hop(`/${at}`, 302, `/${at + 1}`);
    expect((await fetchFrom(server, '/1')).kind).toBe('fetched');
    expect((await fetchFrom(server, '/0')).kind).toBe('redirects');
    hop('/a', 302, '/b');
    hop('/b', 302, '/a');
    expect((await fetchFrom(server, '/a')).kind).toBe('redirects');
    expect(requestsFor('/a')).toHaveLength(1);
    hop('/nowhere', 301);
    expect(await fetchFrom(server, '/nowhere')).toEqual({ kind: 'redirects', status: 301 });
  });

  test('has no time of its own: all of them share one', async () => {
    let now = NOW;
    const connected: number[] = [];
    const outcome = await fetchFeed(
      { url: 'https://slow.example.org/0', validators: {} },
      {
        resolve: async () => ['1.1.1.1'],
        exchange: async ({ url }, { total }) => {
          connected.push(total);
          now += 400;
          const location = `/${Number(url.pathname.slice(1)) + 1}`;
          return { kind: 'answer', status: 302, headers: { location }, body: new Uint8Array() };
        },
        now: () => now,
      },
      { allowed: new Set(), limits: { ...QUICK, total: 1000 }, userAgent: 'test' },
    );
    expect(outcome).toEqual({ kind: 'timeout' });
    expect(connected).toEqual([1000, 600, 200]);
  });

  test.each([
    ['http://127.0.0.1/', 'private-address'],
    ['//169.254.169.254/latest', 'private-address'],
    ['file:///etc/hosts', 'scheme'],
    ['http://feeds.example.org:22/', 'port'],
    ['http://me:you@feeds.example.org/', 'credentials'],
    ['http://[', 'not-an-address'],
  ])('to %s is refused: %s', async (location, fault) => {
    hop('/evil', 302, location);
    expect(await fetchFrom(server, '/evil')).toEqual({ kind: 'bad-address', status: 302, fault });
  });

  test('to a name that resolves to this machine is refused by the address, not by the name', async () => {
    hop('/inward', 302, 'http://public-looking.example.net/');
    expect(await fetchFrom(server, '/inward')).toEqual({ kind: 'bad-address', fault: 'private-address' });
  });
});

describe('the connection', () => {
  test('goes to the address that was checked: a name is looked up once for each', async () => {
    server.on('/once', (_, response) => response.writeHead(200).end(FEED));
    const answers = [['127.0.0.1'], ['192.0.2.1']];
    let lookups = 0;
    const outcome = await fetchFeed(
      { url: `http://rebound.example.org:${server.port}/once`, validators: {} },
      { resolve: async () => answers[lookups++] ?? [], exchange, now: () => NOW },
      {
        allowed: new Set([`rebound.example.org:${server.port}`]),
        limits: QUICK,
        userAgent: 'test',
      },
    );
    expect(outcome.kind).toBe('fetched');
    expect(lookups).toBe(1);
  });

  test.each([
    ['a name that does not exist', async () => Promise.reject(new Error('ENOTFOUND')), 'unresolved'],
    ['a name without addresses', async () => [], 'unresolved'],
    ['a resolver that never answers', () => new Promise<string[]>(() => {}), 'timeout'],
  ])('is not opened for %s', async (_, resolve, kind) => {
    const outcome = await fetchFeed(
      { url: 'https://nobody.example.org/', validators: {} },
      { resolve, exchange, now: () => NOW },
      { allowed: new Set(), limits: { ...QUICK, total: 50 }, userAgent: 'test' },
    );
    expect(outcome).toEqual({ kind });
  });

  test('that is refused is an outcome', async () => {
    const closed = await openServer();
    await closed.close();
    expect(await fetchFrom(closed, '/')).toEqual({ kind: 'unreachable' });
  });

  test('that speaks no TLS is an outcome', async () => {
    const outcome = await fetchFeed(
      { url: `https://feeds.example.org:${server.port}/`, validators: {} },
      { resolve: async () => ['127.0.0.1'], exchange, now: () => NOW },
      { allowed: new Set([`feeds.example.org:${server.port}`]), limits: QUICK, userAgent: 'test' },
    );
    expect(['tls', 'cut-off']).toContain(outcome.kind);
  });
});

describe('a status', () => {
  test.each([
    [400, {}, { kind: 'client-error' }],
    [401, {}, { kind: 'forbidden' }],
    [403, {}, { kind: 'forbidden' }],
    [404, {}, { kind: 'not-found' }],
    [408, {}, { kind: 'timeout' }],
    [410, {}, { kind: 'gone' }],
    [451, {}, { kind: 'forbidden' }],
    [429, {}, { kind: 'rate-limited' }],
    [429, { 'retry-after': '120' }, { kind: 'rate-limited', until: NOW + 120_000 }],
    [
      429,
      { 'retry-after': 'Mon, 23 Nov 2026 10:00:00 GMT' },
      { kind: 'rate-limited', until: NOW + 3_600_000 },
    ],
    [429, { 'retry-after': 'soon' }, { kind: 'rate-limited' }],
    [503, { 'retry-after': '60' }, { kind: 'rate-limited', until: NOW + 60_000 }],
    [503, {}, { kind: 'server-error' }],
    [500, {}, { kind: 'server-error' }],
    [204, {}, { kind: 'bad-http' }],
  ])('%i with %o means %o', async (status, headers, outcome) => {
    server.on('/status', (_, response) => response.writeHead(status, headers).end());
    expect(await fetchFrom(server, '/status')).toEqual({ status, ...outcome });
  });
});

describe('a bad answer', () => {
  test.each<[string, Parameters<TestServer['on']>[1], string]>([
    [
      'that stops short of its length',
      (_, response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('<rss>');
        setImmediate(() => response.socket?.end());
      },
      'cut-off',
    ],
    [
      'whose chunks end early',
      (_, response) => {
        response.write('<rss>');
        setImmediate(() => response.socket?.destroy());
      },
      'cut-off',
    ],
    ['that closes without a word', (request) => request.socket.destroy(), 'cut-off'],
    ['that never begins', () => {}, 'timeout'],
    [
      'that falls silent in the middle',
      (_, response) => {
        response.writeHead(200);
        response.write('<rss>');
      },
      'timeout',
    ],
    [
      'that says it is too large',
      (_, response) => {
        response.writeHead(200, { 'content-length': 60_000 });
        response.end(Buffer.alloc(60_000));
      },
      'too-large',
    ],
    [
      'that is too large without saying so',
      (_, response) => {
        response.writeHead(200);
        response.end(Buffer.alloc(60_000));
      },
      'too-large',
    ],
    [
      'that is a gzip bomb',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(BOMBS.gzip);
      },
      'too-large',
    ],
    [
      'that is a brotli bomb',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'br' });
        response.end(BOMBS.br);
      },
      'too-large',
    ],
    [
      'that is a bomb in a bomb',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip, gzip' });
        response.end(BOMBS.twice);
      },
      'too-large',
    ],
    [
      'coded three times',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip, gzip, gzip' });
        response.end(gzipSync(gzipSync(gzipSync(FEED))));
      },
      'bad-coding',
    ],
    [
      'in a coding that nobody offered',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'zstd' });
        response.end(FEED);
      },
      'bad-coding',
    ],
    [
      'that is called gzip and is not',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(FEED);
      },
      'bad-coding',
    ],
    [
      'whose gzip is cut off',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(FEED).subarray(0, 20));
      },
      'bad-coding',
    ],
    ['that is no HTTP', (request) => request.socket.end('SSH-2.0-OpenSSH\r\n\r\n'), 'bad-http'],
    [
      'with headers without end',
      (request) => request.socket.end(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`),
      'too-large',
    ],
  ])('%s', async (name, handle, kind) => {
    const path = `/bad/${encodeURIComponent(name)}`;
    server.on(path, handle);
    expect((await fetchFrom(server, path)).kind).toBe(kind);
  });

  test('that drips a byte at a time is given up after the whole time, not after the last byte', async () => {
    const drips: NodeJS.Timeout[] = [];
    server.on('/drip', (_, response) => {
      response.writeHead(200);
      drips.push(setInterval(() => response.write('x'), 20));
    });
    const outcome = await fetchFrom(server, '/drip', { limits: { ...QUICK, total: 300, idle: 200 } });
    for (const drip of drips) clearInterval(drip);
    expect(outcome.kind).toBe('timeout');
  });
});
