import { describe, expect, test } from 'vitest';
import { createSealer } from '../../../src/platforms/slack/seal.ts';

const KEY = 'ab'.repeat(32);
const NEW = Buffer.alloc(32, 1).toString('base64');

describe('a sealed token', () => {
  const sealed = createSealer([KEY]).seal('T1', 'xoxb-1');

  test('opens with the key that sealed it, in whatever form the key is given', () => {
    const same = Buffer.from(KEY, 'hex').toString('base64url');
    expect(createSealer([same]).open('T1', sealed)).toEqual({ kind: 'open', text: 'xoxb-1', old: false });
    expect(createSealer([NEW, KEY]).open('T1', sealed)).toEqual({ kind: 'open', text: 'xoxb-1', old: true });
  });

  test('is another each time', () => {
    expect(createSealer([KEY]).seal('T1', 'xoxb-1')).not.toBe(sealed);
  });

  test('says which key it needs, and nothing of the key', () => {
    const [id = ''] = sealed.split('.');
    expect(createSealer([NEW]).open('T1', sealed)).toEqual({ kind: 'no-key', id });
    expect(KEY).not.toContain(id);
  });

  test.each([
    ['in the row of another workspace', 'T2', (text: string) => text],
    [
      'that was changed',
      'T1',
      (text: string) => text.replace(/\../, (start) => (start === '.A' ? '.B' : '.A')),
    ],
    ['that is cut', 'T1', (text: string) => text.slice(0, 20)],
    ['that is empty', 'T1', (text: string) => text.split('.', 1)[0] ?? ''],
  ])('%s does not open', (_, space, bend) => {
    expect(createSealer([KEY]).open(space, bend(sealed))).toEqual({ kind: 'damaged' });
  });
});
