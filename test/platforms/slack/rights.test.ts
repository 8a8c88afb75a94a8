import { describe, expect, test } from 'vitest';
import { createBot, NOW, startPair } from './adapter.ts';

const isAnswer = (call: { method: string }): boolean => call.method === 'response_url';
const asked = (pair: { fake: { calls: readonly { method: string }[] } }) =>
  pair.fake.calls
    .map(({ method }) => method)
    .filter((method) => /^(?:users|conversations)\.info$/.test(method));

describe('the rights of a user', () => {
  test.each([
    ['an administrator', { is_admin: true }, {}, true, true],
    ['an owner', { is_admin: false, is_owner: true }, {}, true, true],
    ['who made the channel', { is_admin: false }, { creator: 'U000000001' }, false, true],
    ['a member', { is_admin: false }, { creator: 'U000000009' }, false, false],
  ])('are those of %s', async (_, user, channel, administrator, managesChannel) => {
    const bot = createBot();
    await using pair = await startPair('socket', { bot });
    pair.fake.setUser('U000000001', { ...user, profile: { display_name: '小张' } });
    pair.fake.setChannel('C000000001', channel);
    await pair.fake.sendCommand('/chip-admin', 'pending');
    await pair.fake.waitFor(isAnswer);
    expect(bot.requests[0]?.user).toMatchObject({ name: '小张', administrator, managesChannel });
  });

  test.each([
    ['from another workspace', { is_admin: true, team_id: 'T999999999' }],
    ['who has been removed', { is_admin: true, deleted: true }],
  ])('are none for somebody %s', async (_, user) => {
    const bot = createBot();
    await using pair = await startPair('socket', { bot });
    pair.fake.setUser('U000000001', user);
    await pair.fake.sendCommand('/chip-admin', 'pending');
    await pair.fake.waitFor(isAnswer);
    expect(bot.requests[0]?.user.administrator).toBeUndefined();
    expect(bot.requests[0]?.user.managesChannel).toBeUndefined();
  });

  test('are asked for neither questions nor people of other workspaces', async () => {
    const bot = createBot();
    await using pair = await startPair('socket', { bot });
    await pair.fake.sendCommand('/chip', 'help');
    await pair.fake.waitFor(isAnswer);
    await pair.fake.sendEvent({ type: 'app_mention', text: 'digest pause 1', user_team: 'T999999999' });
    await pair.fake.waitFor(({ method }) => method === 'chat.postMessage');
    expect(asked(pair)).toEqual([]);
    expect(bot.requests[1]?.user).toEqual({ id: 'slack:T999999999/U000000001' });
  });

  test('are asked once a minute', async () => {
    let now = NOW;
    const bot = createBot();
    await using pair = await startPair('socket', { bot, now: () => now });
    for (const nth of [1, 2, 3]) {
      await pair.fake.sendCommand('/chip', 'digest pause 1');
      await pair.fake.waitFor(isAnswer, nth);
      if (nth === 2) now = new Date(NOW.getTime() + 60_000);
    }
    expect(asked(pair).toSorted()).toEqual([
      'conversations.info',
      'conversations.info',
      'users.info',
      'users.info',
    ]);
    expect(bot.requests.map(({ user }) => user.administrator)).toEqual([true, true, true]);
  });

  test.each([{ error: 'missing_scope' }, { retryAfter: 30 }, { status: 503 }])(
    'are none when Slack does not tell (%o), and the answer comes all the same',
    async (refusal) => {
      const bot = createBot();
      await using pair = await startPair('socket', { bot });
      pair.fake.refuse('users.info', refusal);
      await pair.fake.sendCommand('/chip-admin', 'pending');
      await pair.fake.waitFor(isAnswer);
      expect(bot.requests[0]?.user.administrator).toBeUndefined();
      expect(pair.logs.map(({ event }) => event)).toContain('slack-rights-unknown');
    },
  );

  test('in a direct message include managing it, which nobody else reads', async () => {
    const bot = createBot();
    await using pair = await startPair('socket', { bot });
    pair.fake.setUser('U000000001', { is_admin: false });
    await pair.fake.sendCommand('/chip', 'digest pause 1', { channel: pair.fake.direct });
    await pair.fake.waitFor(isAnswer);
    expect(bot.requests[0]?.user).toMatchObject({ administrator: false, managesChannel: true });
  });
});
