import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/platforms/platform.ts';
import { failureToOutcome } from '../../../src/platforms/slack/post-outcome.ts';
import { startPair } from './adapter.ts';

const DIGEST: Message = {
  locale: 'zh',
  blocks: [
    { kind: 'headline', text: '今日芯片新闻' },
    { kind: 'text', text: '<!channel> & more' },
  ],
  actions: [{ kind: 'call', label: '暂停', call: { command: 'chip digest pause', options: { id: '7' } } }],
};
const KEY = 'digest 7 2026-11-23T09:00+08:00';
const PLACE = 'C000000001';
const isPost = (call: { method: string }): boolean => call.method === 'chat.postMessage';

describe('a message that nobody asked for', () => {
  test('is posted in its channel with its key, and pings nobody', async () => {
    await using pair = await startPair('socket');
    const outcome = await pair.platform.post({ place: PLACE, message: DIGEST, key: KEY });
    const call = await pair.fake.waitFor(isPost);
    expect(outcome).toEqual({ kind: 'posted', id: call.body.ts });
    expect(call.body.channel).toBe(PLACE);
    expect(call.body.metadata).toEqual({ event_type: 'chip_facts_post', event_payload: { key: KEY } });
    expect([call.error, call.faults]).toEqual([undefined, []]);
  });

  test('is found again by its key where the app may read', async () => {
    await using pair = await startPair('socket');
    const { direct } = pair.fake;
    expect(await pair.platform.findPosted({ place: direct, key: KEY })).toEqual({ kind: 'absent' });
    const outcome = await pair.platform.post({ place: direct, message: DIGEST, key: KEY });
    expect(await pair.platform.findPosted({ place: direct, key: KEY })).toEqual({
      kind: 'found',
      id: outcome.kind === 'posted' && outcome.id,
    });
    expect(await pair.platform.findPosted({ place: direct, key: 'another' })).toEqual({ kind: 'absent' });
    // The app asks for no scope to read channels.
    expect(await pair.platform.findPosted({ place: PLACE, key: KEY })).toEqual({ kind: 'unknown' });
  });

  test.each([
    [{ error: 'channel_not_found' }, { kind: 'gone', code: 'channel_not_found' }],
    [{ error: 'is_archived' }, { kind: 'gone', code: 'is_archived' }],
    [{ error: 'not_in_channel' }, { kind: 'forbidden', code: 'not_in_channel' }],
    [{ error: 'invalid_blocks' }, { kind: 'failed', code: 'invalid_blocks' }],
    [{ retryAfter: 40 }, { kind: 'retry', code: 'rate-limited', afterMs: 40_000, unsure: false }],
    [{ status: 500 }, { kind: 'retry', code: 'http_500', afterMs: 30_000, unsure: true }],
    [{ error: 'token_revoked' }, { kind: 'retry', code: 'token_revoked', afterMs: 900_000, unsure: false }],
  ])('that Slack answers with %o is %o, and is tried once', async (refusal, outcome) => {
    await using pair = await startPair('socket');
    pair.fake.refuse('chat.postMessage', refusal);
    expect(await pair.platform.post({ place: PLACE, message: DIGEST, key: KEY })).toEqual(outcome);
    expect(pair.fake.calls.filter(isPost)).toHaveLength(1);
    expect(pair.logs).toContainEqual(expect.objectContaining({ event: 'slack-post' }));
    expect(JSON.stringify(pair.logs)).not.toContain('今日');
  });

  test('that is never answered may be there: it is to be looked for', async () => {
    await using pair = await startPair('socket', { postTimeoutMs: 100 });
    const { direct } = pair.fake;
    pair.fake.refuse('chat.postMessage', { hang: true, lost: true });
    const outcome = await pair.platform.post({ place: direct, message: DIGEST, key: KEY });
    expect(outcome).toMatchObject({ kind: 'retry', unsure: true });
    expect((await pair.platform.findPosted({ place: direct, key: KEY })).kind).toBe('found');
  });

  test('of several parts of which one fails counts as posted', async () => {
    await using pair = await startPair('socket');
    const rows = Array.from({ length: 300 }, (_, index) => [`${index}`, 'x']);
    const long: Message = { ...DIGEST, blocks: [{ kind: 'table', head: ['a', 'b'], rows }] };
    const posting = pair.platform.post({ place: PLACE, message: long, key: KEY });
    await pair.fake.waitFor(isPost);
    pair.fake.refuse('chat.postMessage', { error: 'channel_not_found' }, 9);
    expect((await posting).kind).toBe('posted');
    expect(pair.logs).toContainEqual(expect.objectContaining({ level: 'error', event: 'slack-post-cut' }));
  });

  test('brings its files', async () => {
    await using pair = await startPair('socket');
    const files = [{ name: 'chart.png', type: 'image/png', content: Uint8Array.from([1, 2]), alt: '折线图' }];
    await pair.platform.post({ place: PLACE, message: { ...DIGEST, files }, key: KEY });
    const complete = await pair.fake.waitFor(({ method }) => method === 'files.completeUploadExternal');
    expect([complete.error, complete.body.channel_id]).toEqual([undefined, PLACE]);
  });

  test('for another workspace waits where its token is not set up, and is not sent with that of home', async () => {
    await using pair = await startPair('socket');
    const outcome = await pair.platform.post({ place: PLACE, space: 'T2', message: DIGEST, key: KEY });
    expect(outcome).toMatchObject({ kind: 'retry', unsure: false });
    expect(await pair.platform.tell('slack:T2/U2', DIGEST, KEY)).toEqual(outcome);
    expect(pair.fake.calls.map(({ method }) => method)).not.toContain('chat.postMessage');
  });

  test('waits for a bot that is not connected', async () => {
    await using pair = await startPair('socket');
    await pair.stop();
    const outcome = await pair.platform.post({ place: PLACE, message: DIGEST, key: KEY });
    expect(outcome).toMatchObject({ kind: 'retry', code: 'not-connected', unsure: false });
    expect(await pair.platform.findPosted({ place: PLACE, key: KEY })).toEqual({ kind: 'unknown' });
    expect(pair.fake.calls.filter(isPost)).toEqual([]);
  });
});

describe('a failure', () => {
  const slack = (error: string) => Object.assign(new Error('failed'), { data: { error } });
  const network = (code: string) =>
    Object.assign(new Error('failed'), { original: Object.assign(new Error(), { code }) });

  test.each([
    [slack('ratelimited'), { kind: 'retry', unsure: false }],
    [slack('internal_error'), { kind: 'retry', unsure: true }],
    [slack('restricted_action'), { kind: 'forbidden' }],
    [slack('msg_too_long'), { kind: 'failed' }],
    [network('ECONNREFUSED'), { kind: 'retry', unsure: false }],
    [network('ECONNRESET'), { kind: 'retry', unsure: true }],
    [new DOMException('late', 'TimeoutError'), { kind: 'retry', unsure: true }],
    [undefined, { kind: 'failed' }],
  ])('%o means %o', (error, outcome) => {
    expect(failureToOutcome(error)).toMatchObject(outcome);
  });
});
