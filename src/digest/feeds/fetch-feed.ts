/** Reads a feed's address: rules before every connection, redirects by hand, conditional, within bounds. */
import { isIP } from 'node:net';
import { type AllowedHosts, checkAddress, checkResolved, hostAndPort } from './address.ts';
import type { Exchange, HttpAnswer, Limits } from './exchange.ts';
import { type FetchOutcome, readRetryAfter, statusToFailure, type Validators } from './outcome.ts';

/** The addresses of a host name; rejects, or gives none, when there are none. */
export type Resolver = (host: string) => Promise<readonly string[]>;

export type FetchPorts = {
  readonly resolve: Resolver;
  readonly exchange: Exchange;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

export type FetchRules = {
  readonly allowed: AllowedHosts;
  readonly limits: Limits;
  /** Who asks, with an address where a publisher can complain. */
  readonly userAgent: string;
};

const MOST_REDIRECTS = 5;
const PERMANENT = [301, 308];
const REDIRECTS = [301, 302, 303, 307, 308];

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1';

/**
 * @param feed the address, and what its last whole answer said of itself.
 * @returns a value for every outcome; rejects only for a bug.
 */
export async function fetchFeed(
  feed: { readonly url: string; readonly validators: Validators },
  ports: FetchPorts,
  rules: FetchRules,
): Promise<FetchOutcome> {
  const seen = new Set<string>();
  let base: URL | undefined;
  let target = feed.url;
  let movedTo: string | undefined;
  let forGood = true;
  const until = ports.now() + rules.limits.total;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    // One time for the whole way: a host that redirects slowly is as slow as one that answers slowly.
    const total = until - ports.now();
    if (total <= 0) return { kind: 'timeout' };
    const left = { ...rules, limits: { ...rules.limits, total } };
    const answer = await visit(target, base, { validators: feed.validators, ports, rules: left });
    if (answer.kind !== 'visited') return answer;
    const { url, status, headers } = answer;
    if (!REDIRECTS.includes(status)) return conclude(answer, movedTo, ports.now());
    seen.add(url.href);
    const verdict = checkAddress(headers.location ?? '', rules.allowed, url);
    if (headers.location === undefined) return { kind: 'redirects', status };
    if (verdict.kind === 'refused') return { kind: 'bad-address', status, fault: verdict.fault };
    if (seen.has(verdict.url.href)) return { kind: 'redirects', status };
    // Only what is permanent from the start is remembered: after one temporary step the way may differ tomorrow.
    forGood &&= PERMANENT.includes(status);
    if (forGood) movedTo = verdict.url.href;
    base = url;
    target = verdict.url.href;
  }
  return { kind: 'redirects' };
}

type Visit = {
  readonly validators: Validators;
  readonly ports: FetchPorts;
  readonly rules: FetchRules;
};
type Visited = Omit<HttpAnswer, 'kind'> & { readonly kind: 'visited'; readonly url: URL };

async function visit(
  address: string,
  base: URL | undefined,
  { validators, ports, rules }: Visit,
): Promise<Visited | FetchOutcome> {
  const verdict = checkAddress(address, rules.allowed, base);
  if (verdict.kind === 'refused') return { kind: 'bad-address', fault: verdict.fault };
  const { url } = verdict;
  const addresses = await addressesOf(url, ports.resolve, rules.limits.total);
  if (typeof addresses === 'string') return { kind: addresses };
  const fault = checkResolved(url, addresses, rules.allowed);
  if (fault) return { kind: 'bad-address', fault };
  const headers = { ...conditions(validators, url), ...fixedHeaders(rules.userAgent) };
  const answer = await ports.exchange({ url, addresses, headers }, rules.limits);
  return answer.kind === 'answer' ? { ...answer, kind: 'visited', url } : answer;
}

async function addressesOf(
  url: URL,
  resolve: Resolver,
  patience: number,
): Promise<readonly string[] | 'unresolved' | 'timeout'> {
  const { host } = hostAndPort(url);
  if (isIP(host)) return [host];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'timeout'>((done) => {
    timer = setTimeout(() => done('timeout'), patience);
  });
  const found = resolve(host).then(
    (addresses) => (addresses.length > 0 ? addresses : ('unresolved' as const)),
    () => 'unresolved' as const,
  );
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}

function fixedHeaders(userAgent: string): Readonly<Record<string, string>> {
  return { 'User-Agent': userAgent, Accept: ACCEPT, 'Accept-Encoding': 'gzip, br, deflate' };
}

function conditions({ of, etag, lastModified }: Validators, url: URL): Readonly<Record<string, string>> {
  if (of !== url.href) return {};
  return {
    ...(etag === undefined ? {} : { 'If-None-Match': etag }),
    ...(lastModified === undefined ? {} : { 'If-Modified-Since': lastModified }),
  };
}

function conclude(
  { url, status, headers, body }: Visited,
  movedTo: string | undefined,
  now: number,
): FetchOutcome {
  const moved = movedTo === undefined ? {} : { movedTo };
  if (status === 304) return { kind: 'not-modified', ...moved };
  if (status !== 200) return statusToFailure(status, readRetryAfter(headers['retry-after'], now));
  const { etag, 'last-modified': lastModified } = headers;
  return {
    kind: 'fetched',
    url: url.href,
    ...moved,
    validators: {
      of: url.href,
      ...(isHeaderValue(etag) ? { etag } : {}),
      ...(isHeaderValue(lastModified) ? { lastModified } : {}),
    },
    contentType: headers['content-type'] ?? '',
    body,
  };
}

/** Sent back as it came, so it must be something that a header can carry. */
function isHeaderValue(text: string | undefined): text is string {
  return text !== undefined && text.length <= 1000 && /^[\x20-\x7e]+$/.test(text);
}
