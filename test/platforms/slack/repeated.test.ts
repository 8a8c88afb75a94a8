import { describe, expect, test } from 'vitest';
import type { Claims } from '../../../src/platforms/claims.ts';
import { eventDelivery } from '../../fakes/slack/delivery.ts';
import { createBot, MODES, startPair } from './adapter.ts';

const isPost = (call: { method: string }): boolean => call.method === 'chat.postMessage';

describe.each(MODES)('a delivery over %s', (mode) => {
  test('is acknowledged before anybody is asked whose it is', async () => {
    const gate = Promise.withResolvers<boolean>();
    const claims: Claims = { take: () => gate.promise, release: async () => undefined };
    await using pair = await startPair(mode, { slack: { claims } });
    expect(await pair.fake.sendCommand('/chip', 'help')).toMatchObject({ acked: true });
    expect(pair.bot.requests).toEqual([]);
    gate.resolve(true);
    await pair.fake.waitFor(({ method }) => method === 'response_url');
  });

  test('that another process has taken is acknowledged, and not answered', async () => {
    const claims: Claims = { take: async () => false, release: async () => undefined };
    await using pair = await startPair(mode, { slack: { claims } });
    expect(await pair.fake.mention('你好')).toMatchObject({ acked: true });
    await pair.logged('slack-repeated');
    expect(pair.bot.requests).toEqual([]);
  });

  test('whose answer failed may be answered by whoever gets it next', async () => {
    const bot = createBot();
    await using pair = await startPair(mode, { bot });
    pair.fake.refuse('chat.postMessage', { error: 'not_in_channel' });
    const delivery = eventDelivery({ type: 'app_mention', text: '你好' }, {}, new Date());
    await pair.fake.deliver(delivery);
    await pair.logged('slack-answer-failed');
    await pair.fake.deliver(delivery, 1);
    await pair.fake.waitFor((call) => isPost(call) && call.error === undefined);
    expect(bot.requests).toHaveLength(2);
  });
});
