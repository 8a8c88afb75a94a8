import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAddress, isPublicIp } from '../../../src/digest/feeds/address.ts';
import { decodeText } from '../../../src/digest/feeds/decode-text.ts';
import { canonicalLink, linkKey } from '../../../src/digest/feeds/link.ts';
import { MOST, readFeed } from '../../../src/digest/feeds/parse-feed.ts';
import { htmlToText } from '../../../src/digest/feeds/plain-text.ts';
import { readDate } from '../../../src/digest/feeds/read-date.ts';
import { anything, checked } from '../../properties.ts';

const FOLDER = new URL('../fixtures/', import.meta.url);
const fixtures = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.feed'))
  .map((name) => readFileSync(new URL(name, FOLDER)));

/** A feed with bytes of it changed, left out or put twice. */
const damaged = fc
  .tuple(
    fc.constantFrom(...fixtures),
    fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.nat(40)), { minLength: 1, maxLength: 6 }),
  )
  .map(([bytes, damages]) =>
    damages.reduce((left, [place, byte, length]) => {
      const at = left.length === 0 ? 0 : place % left.length;
      const [before, after] = [left.subarray(0, at), left.subarray(at)];
      if (byte % 3 === 0) return Buffer.concat([before, after.subarray(length)]);
      if (byte % 3 === 1) return Buffer.concat([before, after.subarray(0, length), after]);
      return Buffer.concat([before, Buffer.from([byte]), after.subarray(1)]);
    }, bytes),
  );

test('a damaged feed is read as far as it goes, and every item of it is fit to be shown', () => {
  checked(
    fc.property(
      damaged,
      fc.constantFrom('', 'text/xml; charset=gbk', 'text/xml; charset=nonsense'),
      (bytes, type) => {
        const feed = readFeed(decodeText(bytes, type), 'https://feeds.example.org/');
        if (feed.kind === 'not-a-feed') return;
        for (const { id, title, link, published, summary, outlet } of feed.items) {
          expect(id).toMatch(/^[0-9a-f]{24}$/);
          expect(title).not.toBe('');
          expect([...title].length).toBeLessThanOrEqual(MOST.title);
          expect([...(summary ?? '')].length).toBeLessThanOrEqual(MOST.summary);
          expect([...outlet].length).toBeLessThanOrEqual(MOST.outlet);
          expect(`${title}${summary}${outlet}`).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
          if (link !== null) {
            expect(link).toMatch(/^https?:\/\/[^\s]+$/);
            // A name in the path of a damaged address is no name to sign in with.
            expect(new URL(link)).toMatchObject({ username: '', password: '' });
          }
          if (published !== null) expect(new Date(published).toISOString()).toBe(published);
        }
      },
    ),
    1000,
  );
});

test('anything at all is decoded, and is a feed or is none', () => {
  checked(
    fc.property(fc.uint8Array({ maxLength: 300 }), anything, (bytes, type) => {
      expect(['feed', 'not-a-feed']).toContain(readFeed(decodeText(bytes, type), 'https://x.org/').kind);
    }),
  );
});

test('no address that is let through leads inside, however it is written', () => {
  const host = fc.oneof(
    fc.ipV4(),
    fc.ipV4Extended(),
    fc.ipV6().map((ip) => `[${ip}]`),
    fc.domain(),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(String),
    anything,
  );
  checked(
    fc.property(host, fc.constantFrom('', ':80', ':8080', ':22', '/x', '#@127.0.0.1'), (name, rest) => {
      const verdict = checkAddress(`http://${name}${rest}`, new Set());
      if (verdict.kind === 'refused') return;
      const { hostname, port, protocol } = verdict.url;
      expect(['http:', 'https:']).toContain(protocol);
      expect(['', '80', '443', '8080', '8443']).toContain(port);
      const literal = /^\[|^[\d.]+$/.test(hostname);
      expect(!literal || isPublicIp(hostname.replace(/^\[|\]$/g, ''))).toBe(true);
    }),
    2000,
  );
});

test('text without markup is left as it is, and no markup survives', () => {
  checked(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '芯', '1', '-', '.', '。', '😀'), maxLength: 60 }),
      (text) => {
        expect(htmlToText(`<p>${text}</p>`, 1000)).toBe(text);
      },
    ),
  );
  checked(
    fc.property(anything, (text) => {
      const plain = htmlToText(text, 50);
      expect([...plain].length).toBeLessThanOrEqual(50);
      expect(plain).toBe(plain.trim());
    }),
  );
});

test('a link is the same when it is cleaned again, and so is what it is known by', () => {
  checked(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const link = canonicalLink(url, null);
      if (link === null) return;
      expect(canonicalLink(link, null)).toBe(link);
      const [page = '', fragment] = link.split('#');
      const tracked = `${page}${page.includes('?') ? '&' : '?'}utm_source=x${fragment === undefined ? '' : `#${fragment}`}`;
      expect(linkKey(canonicalLink(tracked, null) ?? '')).toBe(linkKey(link));
    }),
  );
});

test('a date is one of this age or none', () => {
  checked(
    fc.property(
      fc.oneof(
        anything,
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
      (text) => {
        const date = readDate(text, 0);
        if (date !== null) expect(Number(date.slice(0, 4))).toBeGreaterThanOrEqual(1989);
      },
    ),
  );
});
