import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/platforms/platform.ts';
import { startPair } from './adapter.ts';

const CHANNEL = 'C000000001';
const MEMBER = 'slack:T000000001/U000000001';
const HELLO: Message = { locale: 'zh', blocks: [{ kind: 'text', text: '你好' }], actions: [] };

describe('a channel on Slack', () => {
  test.each([
    ['that the app is in', { is_member: true }, {}, false, null],
    ['whose maker asks', { is_member: true, creator: 'U000000001' }, {}, true, null],
    ['whose administrator asks', { is_member: true }, { is_admin: true }, true, null],
    ['that the app is not in', { is_member: false }, {}, false, '/invite'],
    ['that is archived', { is_member: true, is_archived: true }, {}, false, 'archived'],
  ])('%s', async (_, channel, user, manages, fix) => {
    await using pair = await startPair('socket');
    pair.fake.setUser('U000000001', { is_admin: false, is_owner: false, ...user });
    pair.fake.setChannel(CHANNEL, channel);
    const view = await pair.platform.look(CHANNEL, MEMBER);
    expect(view).toMatchObject({ kind: 'seen', space: 'T000000001', manages });
    const obstacle = view.kind === 'seen' ? view.obstacle : null;
    if (fix === null) expect(obstacle).toBeNull();
    else expect(obstacle?.en).toContain(fix);
  });

  test('that is not there is not seen; one that cannot be asked about is not known', async () => {
    await using pair = await startPair('socket');
    expect(await pair.platform.look('C0000000XX', MEMBER)).toEqual({ kind: 'unseen' });
    expect(await pair.platform.look('general', MEMBER)).toEqual({ kind: 'unseen' });
    pair.fake.refuse('conversations.info', { status: 500 });
    expect(await pair.platform.look(CHANNEL, MEMBER)).toEqual({ kind: 'unknown' });
  });

  test('is managed by nobody of another workspace', async () => {
    await using pair = await startPair('socket');
    pair.fake.setChannel(CHANNEL, { is_member: true, creator: 'U000000001' });
    expect(await pair.platform.look(CHANNEL, 'slack:T9/U000000001')).toMatchObject({ manages: false });
  });
});

test('one person on Slack is told alone', async () => {
  await using pair = await startPair('socket');
  const outcome = await pair.platform.tell(MEMBER, HELLO, 'key');
  expect(outcome.kind).toBe('posted');
  const call = await pair.fake.waitFor(({ method }) => method === 'chat.postMessage');
  expect(call.body.channel).toBe(pair.fake.direct);
});
