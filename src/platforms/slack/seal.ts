/** Tokens at rest: AES-256-GCM. The workspace is bound in, so that a sealed token put into another row does not open. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export type Opened =
  | {
      readonly kind: 'open';
      readonly text: string /** By a key that no longer seals. */;
      readonly old: boolean;
    }
  /** None of the keys has this id. */
  | { readonly kind: 'no-key'; readonly id: string }
  /** It was changed, or belongs to another workspace. */
  | { readonly kind: 'damaged' };

export type Sealer = {
  seal(space: string, text: string): string;
  open(space: string, sealed: string): Opened;
};

type Key = { readonly id: string; readonly bytes: Buffer };

/** 96 bits, as NIST SP 800-38D advises for GCM; drawn anew each time, far below the 2^32 uses that it allows a key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param keys each 32 bytes in hex or base64: the first seals, all of them open. */
export function createSealer(keys: readonly string[]): Sealer {
  const known = keys.map(readKey);
  const [first] = known;
  if (!first) throw new Error('a sealer needs a key');
  return {
    seal(space, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first.bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(space));
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${first.id}.${sealed.toString('base64url')}`;
    },
    open(space, sealed) {
      const [id = '', body = ''] = sealed.split('.', 2);
      const key = known.find((one) => one.id === id);
      if (!key) return { kind: 'no-key', id };
      const bytes = Buffer.from(body, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return { kind: 'damaged' };
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(space));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
          decipher.final(),
        ]);
        return { kind: 'open', text: text.toString('utf8'), old: key !== first };
      } catch {
        return { kind: 'damaged' };
      }
    },
  };
}

/** The id tells keys apart without telling anything of them. */
function readKey(text: string): Key {
  const bytes = Buffer.from(text, /^[0-9a-f]{64}$/iu.test(text) ? 'hex' : 'base64');
  const id = createHash('sha256').update('chip-facts key ').update(bytes).digest('hex').slice(0, 8);
  return { id, bytes };
}
