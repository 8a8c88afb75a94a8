/** Links of items: absolute, http(s) only, without what only counts who came from where. */

const LONGEST = 2000;

/** Parameters that tell the publisher where a reader came from, and never what is shown. */
const TRACKING =
  /^(?:utm_\w+|at_(?:medium|campaign|custom\d)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|mkt_tok|_hsenc|_hsmi|hsctatracking|oly_(?:anon|enc)_id|vero_id|wickedid|cmpid|ns_campaign|ito|guccounter|guce_\w+|spm|scm|share_token|share_from|ref_src|rss)$/i;

const TRACKING_FRAGMENT = /^#(?:utm_\w+=|xtor=|ref=|rss$|atom(?:-\w+)?$)/i;

/** @param base what a relative link is relative to. @returns null for what nobody should be sent to. */
export function canonicalLink(href: string, base: string | null): string | null {
  const text = href.trim();
  if (text === '' || text.length > LONGEST) return null;
  const url = URL.parse(text, base ?? undefined);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  if (url.username !== '' || url.password !== '') return null;
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  // Rewriting a query that needs none could change how it is written.
  for (const name of tracking) url.searchParams.delete(name);
  if (TRACKING_FRAGMENT.test(url.hash)) url.hash = '';
  return url.href.length > LONGEST ? null : url.href;
}

/**
 * Two links with one key show one page: scheme, www., m., a last slash, the order of parameters and the place on the page
 * do not matter. '#!' and '#/' are addresses of pages.
 */
export function linkKey(link: string): string {
  const url = URL.parse(link);
  if (!url) return link;
  const host = url.hostname.replace(/^(?:www|m|mobile|amp)\./, '');
  const path = url.pathname.replace(/\/(?:amp\/?)?$|\/index\.html?$/, '');
  const query = [...url.searchParams]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
  return `${host}${url.port ? `:${url.port}` : ''}${path}${query ? `?${query}` : ''}${/^#[!/]/.test(url.hash) ? url.hash : ''}`;
}
