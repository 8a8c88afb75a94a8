/** One HTTP request to addresses that were checked, and its answer read within bounds. Follows no redirect. */
import http from 'node:http';
import https from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { hostAndPort } from './address.ts';
import type { FailureKind } from './outcome.ts';

export type Limits = {
  /** Milliseconds for all of it: of `fetchFeed` with its redirects, of `exchange` without the look-up of the name. */
  readonly total: number;
  /** Milliseconds without a byte. */
  readonly idle: number;
  /** Bytes as sent, and as they are when decompressed. */
  readonly wire: number;
  readonly decoded: number;
};

export const LIMITS: Limits = { total: 30_000, idle: 10_000, wire: 5_000_000, decoded: 5_000_000 };

export type Target = {
  readonly url: URL;
  /** What the name resolved to. The connection is opened to one of these and to nothing else. */
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
};

export type HttpAnswer = {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Decompressed; empty for a status whose body says nothing to us. */
  readonly body: Uint8Array;
};

export type Exchange = (
  target: Target,
  limits: Limits,
) => Promise<HttpAnswer | { readonly kind: FailureKind }>;

/** The name is not looked up a second time: a resolver that answers otherwise then changes nothing. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, done) => {
    const [first] = all;
    if (options.all) done(null, all);
    else if (first) done(null, first.address, first.family);
    else done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 4);
  };
}

/**
 * Opens a connection of its own, asks, reads the body of a 200 only, and closes. Every fault of the network is a value.
 * An own agent: no proxy of the environment, no connection kept from another feed.
 */
export const exchange: Exchange = (target, limits) =>
  new Promise((resolve) => {
    const { url } = target;
    const secure = url.protocol === 'https:';
    const { host, port } = hostAndPort(url);
    const request = (secure ? https : http).request({
      agent: false,
      method: 'GET',
      host,
      port: Number(port),
      path: `${url.pathname}${url.search}`,
      headers: { ...target.headers, Host: url.host, Connection: 'close' },
      lookup: pinned(target.addresses),
      maxHeaderSize: 32_768,
      ...(secure && !isLiteral(host) ? { servername: host } : {}),
    });
    const end = (result: HttpAnswer | { readonly kind: FailureKind }) => {
      clearTimeout(timer);
      resolve(result);
      request.destroy();
    };
    const timer = setTimeout(() => end({ kind: 'timeout' }), limits.total);
    request.setTimeout(limits.idle, () => end({ kind: 'timeout' }));
    request.on('error', (error) => end({ kind: faultOf(error) }));
    request.on('response', (response) => {
      readAnswer(response, limits).then(end, (error: unknown) => end({ kind: faultOf(error) }));
    });
    request.end();
  });

function isLiteral(host: string): boolean {
  return isIPv6(host) || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

async function readAnswer(
  response: http.IncomingMessage,
  limits: Limits,
): Promise<HttpAnswer | { readonly kind: FailureKind }> {
  const { statusCode: status = 0, headers } = response;
  if (status !== 200) return { kind: 'answer', status, headers, body: new Uint8Array() };
  if (Number(headers['content-length'] ?? 0) > limits.wire) return { kind: 'too-large' };
  const coded = await readBytes(response, limits.wire);
  if (coded === null) return { kind: 'too-large' };
  // A body that ends early without an error: HTTP/1.0, or a length that was never reached.
  if (!response.complete) return { kind: 'cut-off' };
  const body = await decompress(coded, headers['content-encoding'] ?? '', limits.decoded);
  return body instanceof Uint8Array ? { kind: 'answer', status, headers, body } : body;
}

async function readBytes(stream: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** More codings than this on one body are a trick, not a transfer. */
const MOST_CODINGS = 2;

/** Undoes the content codings, last applied first; stops as soon as the bound is passed: a bomb is never unfolded. */
async function decompress(
  coded: Buffer,
  header: string,
  most: number,
): Promise<Uint8Array | { readonly kind: FailureKind }> {
  const codings = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (codings.length > MOST_CODINGS) return { kind: 'bad-coding' };
  let bytes = coded;
  for (const coding of codings.reverse()) {
    const decoder = decoderOf(coding, bytes);
    if (!decoder) return { kind: 'bad-coding' };
    try {
      decoder.end(bytes);
      const plain = await readBytes(decoder, most);
      if (plain === null) return { kind: 'too-large' };
      bytes = plain;
    } catch {
      return { kind: 'bad-coding' };
    } finally {
      decoder.destroy();
    }
  }
  return bytes.length > most ? { kind: 'too-large' } : bytes;
}

function decoderOf(coding: string, bytes: Buffer) {
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip();
  if (coding === 'br') return createBrotliDecompress();
  // 'deflate' means zlib (RFC 9110, 8.4.1.2); some servers send it bare. The first byte of zlib says 'method 8'.
  if (coding === 'deflate') return ((bytes[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
  return null;
}

const CODES: readonly (readonly [RegExp, FailureKind])[] = [
  [/^(?:ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/, 'unresolved'],
  [/^(?:ETIMEDOUT|ESOCKETTIMEDOUT)/, 'timeout'],
  [/^(?:ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE)/, 'cut-off'],
  [/^HPE_HEADER_OVERFLOW/, 'too-large'],
  [/^HPE_/, 'bad-http'],
  [/^(?:CERT_|ERR_TLS|ERR_SSL|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME)/, 'tls'],
];

function faultOf(error: unknown): FailureKind {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'unreachable';
}
