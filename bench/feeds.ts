/**
 * News at scale, on one core: `node bench/feeds.ts`. Feeds of 50 items are served by this process, fetched over HTTP
 * from this machine, parsed, tagged, told apart, and compiled into a digest for each subscription; then ten times as
 * many feeds. Each size runs in a process of its own, so that its memory is its own. Seconds are the processor's,
 * the serving of the feeds included: what else the machine does meanwhile does not count.
 */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { compileDigest } from '../src/digest/compile.ts';
import { exchange, LIMITS } from '../src/digest/feeds/exchange.ts';
import { newFeed } from '../src/digest/feeds/feed-state.ts';
import type { Item } from '../src/digest/feeds/parse-feed.ts';
import { createPoliteness } from '../src/digest/feeds/politeness.ts';
import { visitDue, visitFeed } from '../src/digest/feeds/visit-feed.ts';
import { selectNews, toStories } from '../src/digest/items/select-news.ts';
import { type TaggedItem, tagItem } from '../src/digest/items/tag-item.ts';
import { readTopics } from '../src/digest/items/topics.ts';
import { createFactBase, type FactBase } from '../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';

const ITEMS = 50;
const SUBSCRIPTIONS = 200;
const SIZES = [1000, 10_000];
const NOW = Date.parse('2026-11-23T09:00:00Z');
const AT_ONCE = 16;

/** A stream of numbers below 1 that is the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Twenty thousand made-up words, of which few are frequent and most are rare, as in any language (Zipf's law). */
function createWords(make: (next: () => number) => string): (next: () => number) => string {
  const seeded = random(7);
  const words = Array.from({ length: 20_000 }, () => make(seeded));
  return (next) => words[Math.floor(words.length ** next()) - 1] ?? '';
}

const latinWord = createWords((next) =>
  Array.from(
    { length: 2 + Math.floor(next() * 3) },
    () => `${'bcdfghklmnprstvz'[Math.floor(next() * 16)]}${'aeiou'[Math.floor(next() * 5)]}`,
  ).join(''),
);
const hanWord = createWords((next) =>
  Array.from({ length: 2 }, () => String.fromCodePoint(0x4e00 + Math.floor(next() ** 2 * 4000))).join(''),
);

/** Headlines: a third names a company of ours, a tenth is another outlet's headline over again. */
function createHeadlines(base: FactBase) {
  const companies = base.vocabulary.entities.filter(({ kind }) => kind === 'company' || kind === 'product');
  const told: string[] = [];
  return (next: () => number): string => {
    const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
    if (told.length > 0 && next() < 0.1) return pick(told);
    const zh = next() < 0.5;
    const company = next() < 0.34 ? pick(companies).label[zh ? 'zh' : 'en'] : '';
    const words = Array.from({ length: 9 }, () => (zh ? hanWord : latinWord)(next));
    const title = zh ? `${company}${words.join('')}` : `${company} ${words.join(' ')}`.trim();
    told.push(title);
    return title;
  };
}

function createFeed(at: number, headline: (next: () => number) => string): Buffer {
  const next = random(at + 1);
  const items = Array.from({ length: ITEMS }, (_, index) => {
    const title = headline(next).replaceAll('&', '&amp;');
    const time = new Date(NOW - next() * 86_400_000).toUTCString();
    const summary = Array.from({ length: 80 }, () => (at % 2 === 0 ? hanWord : latinWord)(next)).join(
      at % 2 === 0 ? '' : ' ',
    );
    return `<item><title>${title}</title><link>https://outlet${at}.example/${index}?utm_source=rss</link><guid isPermaLink="false">${index}</guid><pubDate>${time}</pubDate><description><![CDATA[<p>${summary}</p>]]></description></item>`;
  });
  return gzipSync(
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Outlet ${at}</title><link>https://outlet${at}.example/</link>${items.join('')}</channel></rss>`,
  );
}

/** Processor seconds since a reading of `process.cpuUsage()`. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function timed<T>(times: Map<string, number>, step: string, work: () => T): T {
  const start = process.cpuUsage();
  const result = work();
  times.set(step, secondsSince(start));
  return result;
}

/** Items are tagged as they come in and their summaries let go, as the bot does. */
async function readAll(feeds: readonly Buffer[], base: FactBase, times: Map<string, number>) {
  const tagged: TaggedItem[] = [];
  let tagging = 0;
  const start = process.cpuUsage();
  await fetchAll(feeds, (items) => {
    const own = process.cpuUsage();
    for (const item of items) tagged.push(tagItem(item, base, '2026-11-23'));
    tagging += secondsSince(own);
  });
  times.set('fetch and parse', secondsSince(start) - tagging);
  times.set('tag', tagging);
  return tagged;
}

async function fetchAll(feeds: readonly Buffer[], keep: (items: readonly Item[]) => void): Promise<void> {
  const server = createServer((request, response) => {
    const body = feeds[Number(request.url?.slice(1))];
    response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' });
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const host = (at: number) => `feed${at}.example:${port}`;
  const politeness = createPoliteness(0, { now: () => NOW, wait: async () => {} });
  const ports = {
    resolve: async () => ['127.0.0.1'],
    exchange,
    now: () => NOW,
    politeness,
    chance: () => 0.5,
  };
  const rules = { allowed: new Set(feeds.map((_, at) => host(at))), limits: LIMITS, userAgent: 'bench' };
  await visitDue(
    feeds.map((_, at) => newFeed(`http://${host(at)}/${at}`)),
    (feed) => visitFeed(feed, ports, rules),
    {
      now: NOW,
      atOnce: AT_ONCE,
      done: async (feed, visit) => {
        if (visit.outcome !== 'read') throw new Error(`${feed.url}: ${visit.outcome}`);
        keep(visit.items);
      },
    },
  );
  server.closeAllConnections();
  server.close();
}

async function runSize(count: number): Promise<void> {
  const base = createFactBase(loadKnowledge(new URL('../knowledge', import.meta.url).pathname));
  const headline = createHeadlines(base);
  const feeds = Array.from({ length: count }, (_, at) => createFeed(at, headline));
  const before = process.memoryUsage().rss;
  const times = new Map<string, number>();
  const items = await readAll(feeds, base, times);
  const stories = timed(times, 'tell apart and rank', () => toStories(items, base, NOW));
  const names = base.vocabulary.entities.filter(({ kind }) => kind === 'company').map(({ id }) => id);
  let posted = 0;
  timed(times, 'compile', () => {
    for (let at = 0; at < SUBSCRIPTIONS; at++) {
      const topics = readTopics(
        at % 4 === 0 ? 'all' : at % 4 === 1 ? '' : (names[at % names.length] ?? ''),
        base,
      );
      const news = selectNews({ stories, told: new Set(), topics });
      if (compileDigest({ changes: [], news }, base, at % 2 === 0 ? 'zh' : 'en')) posted += 1;
    }
  });
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const cells = [
    count,
    items.length,
    stories.length,
    posted,
    ...[...times.values(), total].map((time) => time.toFixed(1)),
  ];
  const megabytes = [before, process.resourceUsage().maxRSS * 1024].map((bytes) => Math.round(bytes / 1e6));
  process.stdout.write(`| ${[...cells, ...megabytes].join(' | ')} |\n`);
}

const HEAD =
  '| feeds | items | stories | digests | fetch and parse, s | tag, s | tell apart and rank, s | compile, s | all, s | MB before | MB at most |';

const [size] = process.argv.slice(2);
if (size !== undefined) await runSize(Number(size));
else {
  process.stdout.write(`${HEAD}\n|${' ---: |'.repeat(11)}\n`);
  for (const each of SIZES) {
    const [program, ...flags] = [process.execPath, '--max-old-space-size=8000', import.meta.filename];
    execFileSync(program as string, [...flags, String(each)], { stdio: 'inherit' });
  }
}
