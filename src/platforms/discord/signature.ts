/** What Discord signs: https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers */
import { createPublicKey, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';

/** 'stale': Discord did sign it, but not now. `late` is in seconds, negative for what comes from the future. */
export type Checked =
  | { readonly kind: 'signed' | 'forged' }
  | { readonly kind: 'stale'; readonly late: number };

export type SignatureCheck = (headers: IncomingHttpHeaders, body: Buffer) => Promise<Checked>;

/** Either way: a request from the future is as suspicious as an old one. */
const LARGEST_SKEW_S = 300;

/** Off the main thread, where a signature takes several times as long as handing it over does. */
const verifyAside = promisify(verify);

/** `publicKey` in hexadecimal digits, as the developer portal has it. */
export function createSignatureCheck(publicKey: string, now: () => Date): SignatureCheck {
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return async (headers, body) => {
    const signature = String(headers['x-signature-ed25519'] ?? '');
    const timestamp = String(headers['x-signature-timestamp'] ?? '');
    if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return { kind: 'forged' };
    const late = Math.round(now().getTime() / 1_000) - Number(timestamp);
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    if (!(await verifyAside(null, signed, key, Buffer.from(signature, 'hex')))) return { kind: 'forged' };
    return Math.abs(late) > LARGEST_SKEW_S ? { kind: 'stale', late } : { kind: 'signed' };
  };
}
