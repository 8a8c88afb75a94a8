import { describe, expect, test } from 'vitest';
import { createUpload } from '../../src/platforms/uploads.ts';

const MB = 1024 * 1024;

/** A body of so many megabytes, told to be of `size` bytes. */
function uploadOf(megabytes: number, size: number, ok = true) {
  let given = 0;
  async function* body() {
    for (; given < megabytes; given += 1) yield new Uint8Array(MB);
  }
  const upload = createUpload({ option: 'file', name: 'a.csv', size }, async () => ({ ok, body: body() }));
  return { upload, given: () => given };
}

describe('a file that is sent along', () => {
  test('is read whole up to five megabytes', async () => {
    expect((await uploadOf(5, 5 * MB).upload.read()).byteLength).toBe(5 * MB);
  });

  test('that says it is larger is not fetched', async () => {
    const { upload, given } = uploadOf(9, 5 * MB + 1);
    await expect(upload.read()).rejects.toMatchObject({
      code: 'file-too-large',
      details: { name: 'a.csv', limit: '5' },
    });
    expect(given()).toBe(0);
  });

  test('that is larger than it says is given up as soon as that shows', async () => {
    const { upload, given } = uploadOf(900, 10);
    await expect(upload.read()).rejects.toMatchObject({ code: 'file-too-large' });
    expect(given()).toBeLessThan(7);
  });

  test.each([
    ['has a bad status', () => uploadOf(1, 1, false).upload],
    [
      'cannot be reached',
      () =>
        createUpload({ option: 'file', name: 'a.csv', size: 1 }, () =>
          Promise.reject(new Error('ECONNREFUSED')),
        ),
    ],
    [
      'has no body',
      () => createUpload({ option: 'file', name: 'a.csv', size: 1 }, async () => ({ ok: true, body: null })),
    ],
  ])('that %s is unreadable', async (_, upload) => {
    await expect(upload().read()).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { name: 'a.csv' },
    });
  });
});
