/** What Discord signs: https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers */
import { createPublicKey, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';

/** Says whether a body was signed by Discord, now. */
export type Signed = (headers: IncomingHttpHeaders, body: Buffer) => Promise<boolean>;

/** Off the main thread, where a signature takes three times as long as handing it over does. */
const verifyAside = promisify(verify);

/** Either way: a request from the future is as suspicious as an old one. */
const LARGEST_SKEW_S = 300;

/** `publicKey` in hexadecimal digits, as the developer portal has it. */
export function createSignatureCheck(publicKey: string, now: () => Date): Signed {
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return async (headers, body) => {
    const signature = String(headers['x-signature-ed25519'] ?? '');
    const timestamp = String(headers['x-signature-timestamp'] ?? '');
    if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false;
    if (Math.abs(now().getTime() / 1_000 - Number(timestamp)) > LARGEST_SKEW_S) return false;
    return verifyAside(
      null,
      Buffer.concat([Buffer.from(timestamp), body]),
      key,
      Buffer.from(signature, 'hex'),
    );
  };
}
