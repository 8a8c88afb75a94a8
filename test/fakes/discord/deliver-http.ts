/** Interactions over signed HTTP, as Discord makes them. For tests and for benches: nothing here keeps anything. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type SigningKey = {
  /** As the developer portal shows it: what DISCORD_PUBLIC_KEY is set to. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
};

export function createSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { publicKey: Buffer.from(x, 'base64url').toString('hex'), privateKey };
}

export type SignedRequest = {
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What `fetch` takes. `interaction` is an object, or a body as it is. */
export function signedInteraction(
  interaction: object | string,
  { privateKey }: SigningKey,
  now: Date,
): SignedRequest {
  const body = typeof interaction === 'string' ? interaction : JSON.stringify(interaction);
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = sign(null, Buffer.from(timestamp + body), privateKey).toString('hex');
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
    'x-signature-ed25519': signature,
    'x-signature-timestamp': timestamp,
  };
  return { method: 'POST', headers, body };
}
