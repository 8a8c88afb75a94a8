/** Text of a feed → its items, whatever the format: RSS 0.9x, 1.0, 2.0, Atom 0.3, 1.0, JSON Feed. */
import { createHash } from 'node:crypto';
import { parseFeed } from 'feedsmith';
import { withoutDoctype } from './doctype.ts';
import { canonicalLink, linkKey } from './link.ts';
import { htmlToText, tidy } from './plain-text.ts';
import { type ParsedFeed, type RawFeed, type RawItem, toRaw } from './raw-feed.ts';
import { readDate } from './read-date.ts';
import { isExcessive } from './xml-bounds.ts';

export type Item = {
  /** The same for the same story of the same publisher, whichever of its feeds tells it. */
  readonly id: string;
  /** Plain text, at most 200 characters, never empty. */
  readonly title: string;
  /** Absolute, http(s), without tracking. Null where the feed gives none. */
  readonly link: string | null;
  /** ISO 8601 in UTC. */
  readonly published: string | null;
  /** Plain text, at most 500 characters. */
  readonly summary: string | null;
  /** Who published it: of an aggregator's item, the outlet that it names. */
  readonly outlet: string;
  /** Address of the feed that it was read from. */
  readonly feed: string;
};

export type Feed = {
  readonly kind: 'feed';
  readonly format: 'rss' | 'atom' | 'rdf' | 'json';
  readonly title: string;
  readonly home: string | null;
  readonly items: readonly Item[];
};

export type NotAFeed = {
  readonly kind: 'not-a-feed';
  readonly reason: 'empty' | 'page' | 'excessive' | 'malformed';
};

export const MOST = { title: 200, summary: 500, outlet: 60, items: 500 } as const;

/** @param url where the document was found: relative links are relative to it. Never throws. */
export function readFeed(text: string, url: string): Feed | NotAFeed {
  const document = withoutDoctype(text).trim();
  if (document === '') return { kind: 'not-a-feed', reason: 'empty' };
  if (isExcessive(document)) return { kind: 'not-a-feed', reason: 'excessive' };
  const parsed = parse(document);
  if (!parsed) return { kind: 'not-a-feed', reason: isPage(text) ? 'page' : 'malformed' };
  const raw = toRaw(parsed);
  const home = canonicalLink(raw.home ?? '', url);
  const host = URL.parse(url)?.hostname.replace(/^www\./, '') ?? url;
  const title = htmlToText(raw.title ?? '', MOST.outlet) || host;
  const zone = isChinese(raw) ? 480 : 0;
  const context = { url, title, zone, base: canonicalLink(raw.base ?? '', url) ?? home ?? url };
  const items = raw.items.slice(0, MOST.items).flatMap((item) => toItem(item, context));
  return { kind: 'feed', format: parsed.format, title, home, items: detached(distinct(items)) };
}

/** Faults of the document are an outcome; the package throws them, and the stack's end on a nest without end. */
function parse(document: string): ParsedFeed | null {
  try {
    return parseFeed<string>(document);
  } catch {
    return null;
  }
}

function isPage(text: string): boolean {
  return /<(?:!doctype\s+html|html)\b/i.test(text.slice(0, 2000));
}

/** Times without a zone are the publisher's own: China's for a feed in Chinese, else Greenwich's. */
function isChinese({ language, title, items }: RawFeed): boolean {
  if (language) return /^zh\b/i.test(language.trim());
  return /\p{Script=Han}/u.test(`${title ?? ''}${items[0]?.title ?? ''}`);
}

type Context = {
  readonly url: string;
  readonly title: string;
  readonly zone: number;
  readonly base: string;
};

function toItem(raw: RawItem, { url, title: feedTitle, zone, base }: Context): Item[] {
  const own = raw.base === undefined ? base : (canonicalLink(raw.base, base) ?? base);
  const link = firstOf(raw.links, (href) => canonicalLink(href, own));
  const summary = firstOf(raw.summaries, (html) => htmlToText(html, MOST.summary) || null);
  const outlet = htmlToText(raw.outlet ?? '', MOST.outlet) || feedTitle;
  const title = withoutOutlet(titleOf(raw), outlet) || (summary === null ? '' : tidy(summary, MOST.title));
  if (title === '') return [];
  const published = firstOf(raw.dates, (date) => readDate(date, zone));
  return [{ id: idOf(raw, link, title, url), title, link, published, summary, outlet, feed: url }];
}

function titleOf({ title = '', plain = false }: RawItem): string {
  return plain ? tidy(title, MOST.title) : htmlToText(title, MOST.title);
}

/** Aggregators put the outlet behind every title; it is told beside it. */
function withoutOutlet(title: string, outlet: string): string {
  const ending = [' - ', ' – ', ' — ', ' | ', '_'].find((mark) => title.endsWith(`${mark}${outlet}`));
  return ending === undefined ? title : title.slice(0, -(ending.length + outlet.length)).trimEnd();
}

function firstOf<T, R>(values: readonly (T | undefined)[], read: (value: T) => R | null): R | null {
  for (const value of values) {
    const result = value === undefined ? null : read(value);
    if (result !== null) return result;
  }
  return null;
}

/** A guid that could be another publisher's too ('1024') counts within its feed only. */
function idOf({ guid = '' }: RawItem, link: string | null, title: string, feed: string): string {
  const name = guid.trim();
  if (/^https?:/i.test(name)) return digestOf(`link ${placeOf(canonicalLink(name, null) ?? name)}`);
  if (/^(?:tag|urn):|^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(name)) return digestOf(`guid ${name}`);
  if (name !== '') return digestOf(`guid ${feed} ${name}`);
  return digestOf(link === null ? `title ${feed} ${title}` : `link ${placeOf(link)}`);
}

/** Many items may stand on one page, each at its place: a list of changes. */
function placeOf(link: string): string {
  return `${linkKey(link)} ${URL.parse(link)?.hash ?? ''}`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** Copies: a part cut out of a string holds all of it in memory, and items outlive their documents by days. */
function detached(items: readonly Item[]): Item[] {
  return JSON.parse(JSON.stringify(items)) as Item[];
}

function distinct(items: readonly Item[]): Item[] {
  return [...new Map(items.toReversed().map((item) => [item.id, item])).values()].reverse();
}
