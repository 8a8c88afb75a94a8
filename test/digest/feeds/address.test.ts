import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkAddress, checkResolved, isPublicIp } from '../../../src/digest/feeds/address.ts';
import { LIMITS } from '../../../src/digest/feeds/exchange.ts';
import { fetchFeed } from '../../../src/digest/feeds/fetch-feed.ts';
import { watched } from './http-server.ts';

const NONE = new Set<string>();

/** 'ok', or why it is refused. */
function verdictOn(text: string, allowed: ReadonlySet<string> = NONE): string {
  const verdict = checkAddress(text, allowed);
  return verdict.kind === 'ok' ? 'ok' : verdict.fault;
}

describe('an address as it is written', () => {
  test.each([
    ['https://news.example.org/rss', 'ok'],
    ['http://news.example.org:8080/rss?a=1', 'ok'],
    ['https://news.example.org:8443', 'ok'],
    ['https://新闻.example.org/源', 'ok'],
    ['http://8.8.8.8/feed', 'ok'],
    ['https://[2400:3200::1]/feed', 'ok'],
    ['news.example.org/rss', 'not-an-address'],
    ['', 'not-an-address'],
    ['http://', 'not-an-address'],
    ['http://exa mple.org', 'not-an-address'],
    ['http://1.2.3.4.5', 'not-an-address'],
    ['ftp://news.example.org/rss', 'scheme'],
    ['feed:https://news.example.org/rss', 'scheme'],
    ['unix:/run/feeds.sock', 'scheme'],
    ['https://reader:secret@news.example.org/rss', 'credentials'],
    ['https://news.example.org:9200/rss', 'port'],
    ['https://news.example.org:0/rss', 'port'],
    ['http://intranet/rss', 'private-name'],
    ['http://printer.local/rss', 'private-name'],
    ['http://vault.internal./rss', 'private-name'],
    ['http://api.LOCALHOST/rss', 'private-name'],
    ['http://nas.home.arpa/rss', 'private-name'],
    [`https://news.example.org/${'a'.repeat(2000)}`, 'too-long'],
  ])('%s: %s', (text, verdict) => {
    expect(verdictOn(text)).toBe(verdict);
  });

  test('is read in spite of the rules where its host and port are allowed, and nowhere else', () => {
    const allowed = new Set(['intranet:9000', '[fd00::7]:8000', '10.1.2.3:80']);
    expect(verdictOn('http://intranet:9000/rss', allowed)).toBe('ok');
    expect(verdictOn('http://INTRANET.:9000/rss', allowed)).toBe('ok');
    expect(verdictOn('http://[fd00::7]:8000/rss', allowed)).toBe('ok');
    expect(verdictOn('http://10.1.2.3/rss', allowed)).toBe('ok');
    expect(verdictOn('http://intranet/rss', allowed)).toBe('private-name');
    expect(verdictOn('http://10.1.2.3:8080/rss', allowed)).toBe('private-address');
    expect(verdictOn('ftp://intranet:9000/rss', allowed)).toBe('scheme');
  });
});

describe('an IP address', () => {
  test.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '172.15.255.255',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2400:3200::1',
    '2a00:1450:4001::200e',
    '2606:4700::6810:1',
  ])('%s is public', (ip) => {
    expect(isPublicIp(ip)).toBe(true);
  });

  test.each([
    '0.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '127.255.255.254',
    '169.254.0.1',
    '172.31.0.1',
    '192.0.0.8',
    '192.0.2.255',
    '192.168.255.255',
    '198.19.255.255',
    '203.0.113.9',
    '224.0.0.251',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '::8.8.8.8',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::5',
    '2001::1',
    '2001:2::1',
    '2001:20::1',
    '2001:db8:ffff::1',
    '2002:808:808::1',
    '3fff::1',
    'fc00::1',
    'fdff::1',
    'fe80::1',
    'fe80::1%eth0',
    '2400:3200::1%2',
    'fec0::1',
    'ff0e::1',
    '5f00::1',
    'news.example.org',
    '',
  ])('%s is not', (ip) => {
    expect(isPublicIp(ip)).toBe(false);
  });
});

test('one private address among public ones refuses a name', () => {
  const url = new URL('https://news.example.org/');
  expect(checkResolved(url, ['1.1.1.1', '2400:3200::1'], NONE)).toBe(null);
  expect(checkResolved(url, ['1.1.1.1', '10.0.0.1'], NONE)).toBe('private-address');
  expect(checkResolved(url, ['10.0.0.1'], new Set(['news.example.org:443']))).toBe(null);
});

type Case = {
  readonly url: string;
  readonly kind: string;
  readonly expect: 'allow' | 'block';
  readonly why: string;
  readonly dns?: readonly string[] | readonly (readonly string[])[];
  readonly status?: number;
  readonly redirect_to?: string;
};

const SHARED = new URL('../../../../shared/security/ssrf-cases.jsonl', import.meta.url);
const present = existsSync(SHARED);
const cases: readonly Case[] = present
  ? readFileSync(SHARED, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Case)
  : [];
if (!present) console.log('The shared list of address cases is not here: only the tables above are tested.');

describe('the shared list of addresses', () => {
  test(present ? 'is read' : 'is absent, which is said and is no failure', () => {
    expect(cases.length > 0).toBe(present);
  });

  for (const each of cases) {
    test(`${JSON.stringify(each.url)} (${each.why}): ${each.expect}`, async () => {
      // Each look-up gets the next answer where the case has several.
      let lookups = 0;
      const dns = async () => {
        const listed = each.dns ?? [];
        const now = Array.isArray(listed[0]) ? listed[Math.min(lookups, listed.length - 1)] : listed;
        lookups += 1;
        return (now ?? []) as readonly string[];
      };
      const answers =
        each.status === undefined
          ? {}
          : { [each.url]: { status: each.status, location: each.redirect_to ?? '' } };
      const web = watched(answers, dns);
      const fetchOnce = () =>
        fetchFeed(
          { url: each.url, validators: {} },
          { ...web, now: () => 0 },
          { allowed: NONE, limits: LIMITS, userAgent: 'test' },
        );
      const first = await fetchOnce();
      // The second look-up of a rebound name comes with the next fetch: within one there is no second.
      const outcome = each.kind === 'rebind' ? await fetchOnce() : first;
      expect(outcome.kind === 'fetched').toBe(each.expect === 'allow');
      expect(web.connected.filter((address) => !isPublicIp(address))).toEqual([]);
      if (each.kind !== 'redirect' && each.kind !== 'rebind' && each.expect === 'block')
        expect(web.connected).toEqual([]);
      expect(lookups).toBeLessThanOrEqual(each.kind === 'redirect' ? 6 : each.kind === 'rebind' ? 2 : 1);
    });
  }
});
