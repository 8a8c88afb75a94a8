import { describe, expect, test } from 'vitest';
import { feedTestToMessage, noticeToMessage } from '../../src/digest/feed-messages.ts';
import { failureText } from '../../src/digest/feeds/failure-text.ts';
import { newFeed } from '../../src/digest/feeds/feed-state.ts';
import { FAILURES, type Failure, type FailureKind } from '../../src/digest/feeds/outcome.ts';
import type { Visit } from '../../src/digest/feeds/visit-feed.ts';
import type { Locale } from '../../src/language/locale.ts';
import type { Message } from '../../src/platforms/platform.ts';
import { smallBase } from '../answer/base.ts';
import { hoursAgo, tagged } from './items/items.ts';

const base = smallBase();
const URL_ = 'https://news.example.org/rss';
const LOCALES: readonly Locale[] = ['zh', 'en'];

function linesOf({ blocks }: Message): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'stories') return block.stories.map(({ title, from }) => `${title} · ${from}`);
    return 'text' in block ? [block.text] : [];
  });
}

function visit(more: Partial<Visit>): Visit {
  return { state: newFeed(URL_), notices: [], items: [], outcome: 'read', ...more };
}

describe('why a feed was not read', () => {
  test('is said for every failure in both languages, each in its own words', () => {
    const kinds = Object.keys(FAILURES) as FailureKind[];
    for (const locale of LOCALES) {
      const said = kinds.map((kind) => failureText({ kind }, locale));
      expect(new Set(said).size).toBe(kinds.length);
      expect(said.filter((text) => /undefined|[。.]$/.test(text))).toEqual([]);
    }
  });

  test.each<[Failure, string]>([
    [{ kind: 'gone', status: 410 }, 'its publisher says it is gone for good: use another address (HTTP 410)'],
    [
      { kind: 'bad-address', fault: 'private-name' },
      'this name belongs to an internal network; to read it, have it added to FEED_ALLOW_HOSTS',
    ],
    [{ kind: 'bad-address', fault: 'port' }, 'only the ports 80, 443, 8080 and 8443 are read'],
  ])('%o: %s', (failure, said) => {
    expect(failureText(failure, 'en')).toBe(said);
  });
});

describe('a feed that is tried out', () => {
  const items = [
    tagged(base, 'Aurora Silicon hires a cook', { outlet: 'A', published: hoursAgo(9) }),
    tagged(base, 'Aurora Silicon moves house', { outlet: 'A', published: hoursAgo(2) }),
    tagged(base, 'A bakery opens', { outlet: 'A' }),
  ];
  const feed = { kind: 'feed', format: 'rss', title: 'Wafer Post', home: null, items: [] } as const;

  test('shows its newest items about something of ours, and counts the others', () => {
    expect(linesOf(feedTestToMessage({ url: URL_, visit: visit({ feed }), items }, base, 'en'))).toEqual([
      'Wafer Post',
      URL_,
      '3 items, 2 about something in the fact base (the others are posted with topics:all only)',
      'Aurora Silicon moves house · A',
      'Aurora Silicon hires a cook · A',
    ]);
  });

  test('shows what it has where nothing is of ours, and where it has moved to', () => {
    const moved = visit({ feed, state: newFeed('https://new.example.org/rss') });
    const lines = linesOf(feedTestToMessage({ url: URL_, visit: moved, items: items.slice(2) }, base, 'zh'));
    expect(lines).toEqual([
      'Wafer Post',
      `${URL_} → https://new.example.org/rss`,
      '1条，其中0条与事实库有关（其余只在 topics:all 时推送）',
      'A bakery opens · A',
    ]);
  });

  test('says why it cannot be read', () => {
    const page = visit({ outcome: 'not-a-feed', failure: { kind: 'not-a-feed' }, reason: 'page' });
    expect(linesOf(feedTestToMessage({ url: URL_, visit: page, items: [] }, base, 'en'))).toEqual([
      'Not readable: this is a web page, no feed: look for its RSS or Atom link',
      URL_,
    ]);
  });
});

test.each(LOCALES)(
  'curators are told in %s what fails, since when it is tried, and where it has gone',
  (locale) => {
    const failing = { kind: 'failing', since: 0, failure: { kind: 'not-found', status: 404 } } as const;
    const said = linesOf(noticeToMessage(URL_, failing, locale));
    expect(said[0]).toContain(failureText({ kind: 'not-found', status: 404 }, locale));
    expect(said[1]).toBe(URL_);
    expect(linesOf(noticeToMessage(URL_, { kind: 'recovered', since: 0 }, locale))).toHaveLength(2);
    const moved = noticeToMessage(URL_, { kind: 'moved', from: URL_, to: 'https://b.example/' }, locale);
    expect(linesOf(moved)[1]).toBe(`${URL_} → https://b.example/`);
  },
);
