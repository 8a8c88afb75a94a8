/** Feeds in memory: what is asked for by address is answered, nothing leaves the machine. */
import type { Exchange } from '../../../src/digest/feeds/exchange.ts';
import type { FailureKind } from '../../../src/digest/feeds/outcome.ts';

export type FeedItem = { readonly id: string; readonly title: string; readonly published?: string };

export function rss(title: string, items: readonly FeedItem[]): string {
  const parts = items.map(
    ({ id, title: head, published }) =>
      `<item><guid>${id}</guid><title>${head}</title><link>https://news.example/${id}</link>${
        published === undefined ? '' : `<pubDate>${new Date(published).toUTCString()}</pubDate>`
      }</item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>${parts.join('')}</channel></rss>`;
}

export function createFakeWeb() {
  const pages = new Map<string, string | { readonly kind: FailureKind }>();
  const asked: string[] = [];
  const exchange: Exchange = async ({ url }) => {
    asked.push(url.href);
    const page = pages.get(url.href) ?? { kind: 'unreachable' };
    if (typeof page !== 'string') return page;
    return {
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
      body: new TextEncoder().encode(page),
    };
  };
  return {
    asked,
    exchange,
    resolve: async () => ['93.184.216.34'],
    serve: (url: string, page: string | { readonly kind: FailureKind }) => void pages.set(url, page),
  };
}
