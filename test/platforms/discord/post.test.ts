import { describe, expect, it } from 'vitest';
import { failureToOutcome } from '../../../src/platforms/discord/post-outcome.ts';
import type { Message } from '../../../src/platforms/platform.ts';
import { openFake, plugIn, start, text } from './harness.ts';

const DIGEST: Message = {
  ...text('the news of today'),
  actions: [{ kind: 'call', label: 'Stop', call: { command: 'chip digest pause', options: { id: '7' } } }],
};
const KEY = 'digest 7 2026-11-23T09:00+08:00';
const POST = /^POST \/channels/;
const callsTo = (fake: { calls: readonly { method: string; path: string; status: number }[] }) =>
  fake.calls.filter(({ method, path }) => method === 'POST' && path.startsWith('/channels/'));

describe('a message that nobody asked for', () => {
  it('is posted in its channel, pings nobody, and is found again by its key', async () => {
    const { fake, platform } = await start();
    const outcome = await platform.post({ place: fake.channelId, message: DIGEST, key: KEY });
    expect(outcome).toEqual({ kind: 'posted', id: fake.posted[0]?.id });
    expect(await platform.findPosted({ place: fake.channelId, key: KEY })).toEqual({
      kind: 'found',
      id: fake.posted[0]?.id,
    });
    expect(await platform.findPosted({ place: fake.channelId, key: 'another' })).toEqual({ kind: 'absent' });
    expect(fake.violations).toEqual([]);
  });

  it('with the same key is there once', async () => {
    const { fake, platform } = await start();
    const first = await platform.post({ place: fake.channelId, message: DIGEST, key: KEY });
    expect(await platform.post({ place: fake.channelId, message: DIGEST, key: KEY })).toEqual(first);
    await platform.post({ place: fake.channelId, message: DIGEST, key: 'tomorrow' });
    expect(fake.posted).toHaveLength(2);
  });

  it('is there once although Discord loses its answer, with a key and without', async () => {
    const { fake, platform } = await start();
    fake.failNext({ match: POST, status: 502, lost: true });
    expect((await platform.post({ place: fake.channelId, message: DIGEST, key: KEY })).kind).toBe('posted');
    fake.failNext({ match: POST, status: 502, lost: true });
    expect((await platform.post({ place: fake.channelId, message: DIGEST })).kind).toBe('posted');
    expect((await platform.post({ place: fake.channelId, message: DIGEST })).kind).toBe('posted');
    expect(fake.posted).toHaveLength(3);
  });

  it('that is never answered may be there: it is to be looked for', async () => {
    const { fake, platform } = await start({ timings: { restTimeoutMs: 50 } });
    fake.failNext({ match: POST, status: 0, hang: true, lost: true, times: 4 });
    const outcome = await platform.post({ place: fake.channelId, message: DIGEST, key: KEY });
    expect(outcome).toMatchObject({ kind: 'retry', unsure: true });
    expect((await platform.findPosted({ place: fake.channelId, key: KEY })).kind).toBe('found');
    expect(fake.posted).toHaveLength(1);
  });

  it('waits a little by itself when Discord asks to, and leaves long waits to the caller', async () => {
    const { fake, platform } = await start();
    const post = { place: fake.channelId, message: DIGEST, key: KEY };
    fake.failNext({ match: POST, status: 429, retryAfter: 0.02 });
    expect((await platform.post(post)).kind).toBe('posted');
    fake.failNext({ match: POST, status: 429, retryAfter: 120 });
    const outcome = await platform.post({ ...post, place: '1100000000000000009' });
    expect(outcome).toMatchObject({ kind: 'retry', code: 'rate-limited', unsure: false });
    expect(outcome.kind === 'retry' && outcome.afterMs).toBeGreaterThanOrEqual(119_000);
  });

  it('to a deleted channel is over for good', async () => {
    const { fake, platform } = await start();
    fake.deleteChannel(fake.channelId);
    const post = { place: fake.channelId, message: DIGEST, key: KEY };
    expect(await platform.post(post)).toEqual({ kind: 'gone', code: '10003' });
    expect(await platform.findPosted({ place: fake.channelId, key: KEY })).toEqual({ kind: 'unknown' });
    expect(callsTo(fake)).toHaveLength(1);
  });

  it('to a server that the bot was removed from is forbidden', async () => {
    const { fake, platform } = await start();
    fake.kick();
    const outcome = await platform.post({ place: fake.channelId, message: DIGEST, key: KEY });
    expect(outcome).toEqual({ kind: 'forbidden', code: '50001' });
  });

  it.each([
    ['at once', 502, 4, { kind: 'retry', code: 'http_502', afterMs: 30_000, unsure: true }],
    ['as wrong', 400, 1, { kind: 'failed', code: 'http_400' }],
  ] as const)('that fails %s (%i) is told so', async (_, status, times, expected) => {
    const { fake, platform, lines } = await start();
    fake.failNext({ match: POST, status, times });
    expect(await platform.post({ place: fake.channelId, message: DIGEST, key: KEY })).toEqual(expected);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'discord-post' }));
    expect(JSON.stringify(lines)).not.toContain('news');
  });

  it('of several parts of which one fails counts as posted', async () => {
    const { fake, platform, lines } = await start();
    const long = text('一句话。'.repeat(3_000));
    const failing = platform.post({ place: fake.channelId, message: long, key: KEY });
    await fake.waitFor(({ path }) => path.startsWith('/channels/'));
    fake.failNext({ match: POST, status: 403, code: 50013 });
    expect(await failing).toEqual({ kind: 'posted', id: fake.posted[0]?.id });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'discord-post' }));
  });

  it('is not looked for with certainty where messages without buttons are, or none are shown', async () => {
    const { fake, platform } = await start();
    expect(await platform.findPosted({ place: fake.channelId, key: KEY })).toEqual({ kind: 'unknown' });
    await platform.post({ place: fake.channelId, message: text('no buttons'), key: KEY });
    expect(await platform.findPosted({ place: fake.channelId, key: KEY })).toEqual({ kind: 'unknown' });
  });

  it('waits for a bot that is not connected', async () => {
    const fake = await openFake();
    const { platform } = plugIn(fake);
    const post = { place: fake.channelId, message: DIGEST, key: KEY };
    expect(await platform.post(post)).toMatchObject({ kind: 'retry', code: 'not-connected', unsure: false });
    await platform.start();
    await platform.stop();
    expect(await platform.post(post)).toMatchObject({ kind: 'retry', code: 'not-connected' });
    expect(await platform.findPosted({ place: fake.channelId, key: KEY })).toEqual({ kind: 'unknown' });
    expect(fake.posted).toEqual([]);
  });
});

describe('a failure', () => {
  it.each([
    [{ code: 10003, status: 404 }, 'gone'],
    [{ code: 10004, status: 404 }, 'gone'],
    [{ code: 0, status: 404 }, 'gone'],
    [{ code: 50001, status: 403 }, 'forbidden'],
    [{ code: 50007, status: 403 }, 'forbidden'],
    [{ code: 50013, status: 403 }, 'forbidden'],
    [{ code: 50083, status: 400 }, 'forbidden'],
    [{ code: 160005, status: 400 }, 'forbidden'],
    [{ code: 40333, status: 403 }, 'forbidden'],
    [{ code: 50035, status: 400 }, 'failed'],
    [{ code: 0, status: 413 }, 'failed'],
    [{ code: 20016, status: 429 }, 'retry'],
    [{ code: 0, status: 401 }, 'retry'],
    [{ status: 500 }, 'retry'],
    [{ retryAfter: 5_000, timeToReset: 0 }, 'retry'],
    [{ code: 'ECONNREFUSED' }, 'retry'],
    [new Error('?'), 'retry'],
    [undefined, 'retry'],
  ])('%o means %s', (error, kind) => {
    expect(failureToOutcome(error).kind).toBe(kind);
  });

  it.each([
    [{ code: 'ECONNREFUSED' }, false],
    [{ cause: { code: 'ENOTFOUND' } }, false],
    [{ code: 'UND_ERR_SOCKET' }, true],
    [{ name: 'AbortError' }, true],
    [{ status: 503 }, true],
    [{ code: 20016, status: 429 }, false],
  ])('%o leaves it open whether the message is there: %s', (error, unsure) => {
    expect(failureToOutcome(error)).toMatchObject({ kind: 'retry', unsure });
  });
});
