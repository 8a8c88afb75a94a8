/** Each format's own words → the few that items are made of. Which element goes before which is decided here. */
import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from 'feedsmith';

/** An item in the words of no format. `plain`: the title is text, not HTML. */
export type RawItem = {
  readonly guid?: string | undefined;
  readonly title?: string | undefined;
  readonly plain?: boolean;
  /** Best first. */
  readonly links: readonly (string | undefined)[];
  readonly dates: readonly (string | undefined)[];
  readonly summaries: readonly (string | undefined)[];
  readonly outlet?: string | undefined;
  readonly base?: string | undefined;
};

export type RawFeed = {
  readonly title?: string | undefined;
  readonly home?: string | undefined;
  readonly base?: string | undefined;
  readonly language?: string | undefined;
  readonly items: readonly RawItem[];
};

/** What `parseFeed` returns with its dates as they are written. */
export type ParsedFeed =
  | { readonly format: 'rss'; readonly feed: RssFeed.Feed<string> }
  | { readonly format: 'atom'; readonly feed: AtomFeed.Feed<string> }
  | { readonly format: 'rdf'; readonly feed: RdfFeed.Feed<string> }
  | { readonly format: 'json'; readonly feed: JsonFeed.Feed<string> };

export function toRaw(parsed: ParsedFeed): RawFeed {
  switch (parsed.format) {
    case 'rss':
      return rssToRaw(parsed.feed);
    case 'atom':
      return atomToRaw(parsed.feed);
    case 'rdf':
      return rdfToRaw(parsed.feed);
    case 'json':
      return jsonToRaw(parsed.feed);
  }
}

function rssToRaw(feed: RssFeed.Feed<string>): RawFeed {
  return {
    title: feed.title ?? feed.dc?.titles?.[0],
    home: feed.link,
    base: feed.xml?.base,
    language: feed.language ?? feed.dc?.languages?.[0],
    items: (feed.items ?? []).map((item) => ({
      guid: item.guid?.value,
      title: item.title ?? item.dc?.titles?.[0],
      links: [
        item.link,
        // A guid is an address unless it says that it is none (RSS 2.0, guid).
        item.guid?.isPermaLink === false || !/^https?:/i.test(item.guid?.value ?? '')
          ? undefined
          : item.guid?.value,
        ...alternates(item.atom?.links),
      ],
      dates: [
        item.pubDate,
        item.dc?.dates?.[0],
        item.dcterms?.issued?.[0],
        item.atom?.published,
        item.atom?.updated,
      ],
      summaries: [item.description, item.content?.encoded],
      outlet: item.source?.title,
      base: item.xml?.base,
    })),
  };
}

type AtomLinks = AtomFeed.Feed<string>['links'];

/** Without a rel a link is the alternate one (RFC 4287, 4.2.7.2). */
function alternates(links: AtomLinks): (string | undefined)[] {
  return (links ?? []).filter(({ rel }) => (rel ?? 'alternate') === 'alternate').map(({ href }) => href);
}

function atomToRaw(feed: AtomFeed.Feed<string>): RawFeed {
  return {
    title: feed.title?.value,
    home: alternates(feed.links)[0],
    base: feed.xml?.base,
    language: feed.xml?.lang,
    items: (feed.entries ?? []).map((entry) => ({
      guid: entry.id,
      title: entry.title?.value ?? entry.dc?.titles?.[0],
      plain: entry.title?.type === 'text' || entry.title?.type === 'text/plain',
      links: [...alternates(entry.links), /^https?:/i.test(entry.id ?? '') ? entry.id : undefined],
      dates: [entry.published, entry.updated, entry.dc?.dates?.[0]],
      summaries: [entry.summary?.value, entry.content?.value],
      outlet: entry.source?.title?.value,
      base: entry.xml?.base,
    })),
  };
}

function rdfToRaw(feed: RdfFeed.Feed<string>): RawFeed {
  return {
    title: feed.title ?? feed.dc?.titles?.[0],
    home: feed.link,
    base: feed.xml?.base,
    language: feed.dc?.languages?.[0],
    items: (feed.items ?? []).map((item) => ({
      guid: item.rdf?.about,
      title: item.title ?? item.dc?.titles?.[0],
      links: [item.link, item.rdf?.about],
      dates: [item.dc?.dates?.[0], item.dcterms?.issued?.[0]],
      summaries: [item.description, item.content?.encoded],
      outlet: item.dc?.sources?.[0],
      base: item.xml?.base,
    })),
  };
}

function jsonToRaw(feed: JsonFeed.Feed<string>): RawFeed {
  return {
    title: feed.title,
    home: feed.home_page_url,
    language: feed.language,
    items: (feed.items ?? []).map((item) => ({
      guid: item.id,
      title: item.title,
      links: [item.url, item.external_url],
      dates: [item.date_published, item.date_modified],
      summaries: [item.summary, item.content_text, item.content_html],
    })),
  };
}
