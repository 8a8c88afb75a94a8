import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../src/digest/feeds/decode-text.ts';
import { readFeed } from '../../../src/digest/feeds/parse-feed.ts';

/** `expected.jsonl` says of each feed beside it what a reader of it should be told. */
type Expected = {
  readonly file: string;
  readonly why: string;
  /** The header Content-Type that it comes with. */
  readonly type: string;
  readonly url?: string;
  readonly reason?: string;
  readonly items?: readonly {
    readonly title: string;
    readonly link: string | null;
    readonly published: string | null;
    readonly summary?: string;
    readonly outlet?: string;
  }[];
};

const FOLDER = new URL('../fixtures/', import.meta.url);
const expected = readFileSync(new URL('expected.jsonl', FOLDER), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Expected);

function read({ file, type, url = 'https://feeds.example.org/feed.xml' }: Expected) {
  return readFeed(decodeText(readFileSync(new URL(file, FOLDER)), type), url);
}

describe('the fixtures', () => {
  test('are at least sixty, each with what is expected of it', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.feed'));
    expect(files.length).toBeGreaterThanOrEqual(60);
    expect(expected.map(({ file }) => file).sort()).toEqual(files.sort());
  });
});

describe('a feed', () => {
  test.each(expected.filter(({ items }) => items).map((each) => [each.why, each] as const))(
    'reads %s',
    (_, each) => {
      const feed = read(each);
      if (feed.kind !== 'feed') throw new Error(feed.reason);
      expect(feed.items).toMatchObject(each.items ?? []);
      expect(feed.items).toHaveLength(each.items?.length ?? 0);
    },
  );

  test.each(expected.filter(({ reason }) => reason).map((each) => [each.why, each] as const))(
    'is not %s',
    (_, each) => {
      expect(read(each)).toEqual({ kind: 'not-a-feed', reason: each.reason });
    },
  );

  test('gives an item the same id in every feed of its publisher, and no other feed’s', () => {
    const ids = (url: string, item: string) => {
      const feed = readFeed(
        `<rss version="2.0"><channel><title>x</title><item><title>t</title>${item}</item></channel></rss>`,
        url,
      );
      return feed.kind === 'feed' ? feed.items[0]?.id : undefined;
    };
    const [a, b] = ['https://a.example.org/rss', 'https://b.example.org/rss'] as const;
    const page = '<guid>https://www.a.example.org/1/</guid>';
    const mobile = '<link>http://m.a.example.org/1?utm_source=rss</link>';
    expect(ids(a, page)).toBe(ids(b, mobile));
    const tag = '<guid isPermaLink="false">tag:a.example.org,2026:1</guid>';
    expect(ids(a, tag)).toBe(ids(b, tag));
    const number = '<guid isPermaLink="false">1024</guid>';
    expect(ids(a, number)).not.toBe(ids(b, number));
  });

  test('with more items than are read is read up to there', () => {
    const items = Array.from({ length: 700 }, (_, at) => `<item><title>Item ${at}</title></item>`);
    const feed = readFeed(`<rss version="2.0"><channel>${items.join('')}</channel></rss>`, 'https://x.org/');
    expect(feed.kind === 'feed' ? feed.items.length : feed.reason).toBe(500);
  });
});

describe('a document that only keeps a parser busy', () => {
  const inChannel = (body: string) => `<rss version="2.0"><channel>${body}</channel></rss>`;
  test.each([
    ['elements without end', inChannel('<item><title>a</title></item>'.repeat(60_000))],
    [
      'attributes without end',
      inChannel(`<item ${Array.from({ length: 20_000 }, (_, at) => `a${at}="1"`).join(' ')}/>`),
    ],
    ['a nest without end', inChannel('<a>'.repeat(160_000))],
    ['comments that never close', inChannel('<!--'.repeat(200_000))],
  ])('by %s is not parsed', (_, text) => {
    expect(readFeed(text, 'https://x.org/')).toEqual({ kind: 'not-a-feed', reason: 'excessive' });
  });

  test('by a document type without end is empty', () => {
    const text = `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(50_000)}`;
    expect(readFeed(text, 'https://x.org/')).toEqual({ kind: 'not-a-feed', reason: 'empty' });
  });

  test('by entities in entities stays as small as it was written', () => {
    const laughs = Array.from(
      { length: 12 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('');
    const text = `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>${inChannel('<item><title>&l12;</title></item>')}`;
    const feed = readFeed(text, 'https://x.org/');
    expect(feed.kind === 'feed' && feed.items.map(({ title }) => title)).toEqual(['&l12;']);
  });
});
