/** What every request for a page must be, and what every answer carries. */
import type { IncomingMessage } from 'node:http';

/** Scripts, styles and pictures of our own alone; `data:` pictures are those of an answer. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A picture has styles of its own and does nothing, also where it is opened by itself. */
export const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/**
 * `same-origin` and not `no-referrer`: with that a browser sends `Origin: null` with a form of our own (Fetch
 * standard, "append a request Origin header").
 */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** 127.0.0.0/8, ::1 and localhost, as a setting, a Host header or a socket writes them. */
export function isLoopbackName(name: string): boolean {
  const bare = name
    .toLowerCase()
    .replace(/^\[(.*)\]$/u, '$1')
    .replace(/^::ffff:/u, '');
  return bare === 'localhost' || bare === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(bare);
}

/** What a proxy adds when it passes a request on; and HTTP/1.0, which no browser speaks, but a proxy set up in a line. */
export function wasForwarded({ headers, httpVersion }: IncomingMessage): boolean {
  if (Number(httpVersion) < 1.1) return true;
  return ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(
    (name) => name in headers,
  );
}

type Listening = { readonly host: string; readonly publicUrl?: string };

/**
 * Whether the Host header names this page. On loopback any other name is somebody's domain that was pointed at this
 * machine (DNS rebinding). Elsewhere the page has many names, and nothing on it is a matter of where it is read.
 */
export function isOurHost({ headers }: IncomingMessage, { host, publicUrl }: Listening): boolean {
  const named = hostOf(headers.host);
  if (named === undefined) return false;
  if (!isLoopbackName(host)) return true;
  return (
    isLoopbackName(named.hostname) || (publicUrl !== undefined && named.host === new URL(publicUrl).host)
  );
}

/**
 * Whether a write comes from a page of our own. Browsers say so by Sec-Fetch-Site, where that is trusted, and by
 * Origin; a write that says neither is refused.
 */
export function isSameOrigin(
  { headers }: IncomingMessage,
  { publicUrl }: Pick<Listening, 'publicUrl'>,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  if (origin === undefined) return site === 'same-origin';
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === hostOf(headers.host)?.host || (publicUrl !== undefined && host === new URL(publicUrl).host);
}

function hostOf(
  header: string | undefined,
): { readonly host: string; readonly hostname: string } | undefined {
  if (header === undefined || !/^[\w.:[\]-]{1,255}$/u.test(header)) return undefined;
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`) : undefined;
}

/**
 * Whose requests are counted together: an address, of IPv6 the network. A proxy on this machine says whom it passes
 * on; nobody else is believed.
 */
export function clientOf({ headers, socket }: IncomingMessage): string {
  const address = socket.remoteAddress ?? '';
  const passedOn = isLoopbackName(address) ? headers['x-forwarded-for'] : undefined;
  const last = [passedOn ?? []].flat().join(',').split(',').at(-1)?.trim();
  return networkOf(last || address).slice(0, 64);
}

function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/u, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}
