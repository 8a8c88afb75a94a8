import { describe, expect, test } from 'vitest';
import { eventDelivery } from '../fakes/slack/delivery.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { openSlack, slackSettings } from './platforms.ts';
import { type Program, startProgram } from './program.ts';

const LOSS = '摩尔线程2024年亏了多少';
const MODES = ['socket', 'http'] as const;
const isAnswer = (call: { method: string; error?: string }): boolean =>
  call.method === 'response_url' && call.error === undefined;
const isPost = (call: { method: string }): boolean => call.method === 'chat.postMessage';

async function start(mode: (typeof MODES)[number]) {
  const fake = await openSlack();
  const program = startProgram(slackSettings(fake, mode));
  const ready = await program.logged('ready');
  if (mode === 'http') fake.deliverTo(`http://127.0.0.1:${String(ready['port'])}/slack/events`);
  return { fake, program };
}

async function stopCleanly({ fake, program }: { fake: FakeSlack; program: Program }): Promise<void> {
  program.signal('SIGTERM');
  expect(await program.exited).toBe(0);
  expect(program.said).toEqual([]);
  expect(program.log.filter((line) => line.level === 'error')).toEqual([]);
  expect(fake.calls.flatMap((call) => call.faults)).toEqual([]);
}

describe.each(MODES)('the program on Slack over %s', (mode) => {
  test('answers with figure and paragraph, says what it does not know, and ends on SIGTERM', async () => {
    const pair = await start(mode);
    const { fake } = pair;
    expect(await fake.sendCommand('/chip', `ask ${LOSS}`)).toMatchObject({ acked: true });
    const answer = JSON.stringify((await fake.waitFor(isAnswer)).body);
    expect(answer).toContain('14.92亿');
    expect(answer).toContain('p39');
    await fake.sendCommand('/chip', '台积电2019年营收多少');
    const unknown = JSON.stringify((await fake.waitFor(isAnswer, 2)).body);
    expect(unknown).toContain('没有');
    expect(unknown).not.toMatch(/\d亿/);
    await fake.mention(LOSS);
    expect((await fake.waitFor(isPost)).body.text).toContain('14.92亿');
    await fake.openHome();
    await fake.waitFor((call) => call.method === 'views.publish');
    await stopCleanly(pair);
    expect(fake.calls.filter((call) => call.error !== undefined)).toEqual([]);
  });

  test('answers a redelivery once', async () => {
    const pair = await start(mode);
    const delivery = eventDelivery({ type: 'app_mention', text: LOSS }, {}, new Date());
    await pair.fake.deliver(delivery);
    await pair.fake.deliver(delivery, 1);
    await pair.fake.waitFor(isPost);
    await stopCleanly(pair);
    expect(pair.fake.calls.filter(isPost)).toHaveLength(1);
  });

  test('finishes the answer under way when it is told to stop', async () => {
    const pair = await start(mode);
    pair.fake.refuse('response_url', { retryAfter: 1 });
    await pair.fake.sendCommand('/chip', LOSS);
    await pair.fake.waitFor((call) => call.error === 'ratelimited');
    await stopCleanly(pair);
    expect(pair.fake.calls.filter(isAnswer)).toHaveLength(1);
  });
});

test('the program finishes the picture that it draws when it is told to stop', async () => {
  const pair = await start('http');
  await pair.fake.sendCommand('/chip', 'chart 摩尔线程、沐曦 净亏损');
  await stopCleanly(pair);
  expect(pair.fake.calls.map(({ method }) => method)).toContain('files.completeUploadExternal');
});

describe('the program with wrong Slack settings', () => {
  test.each([
    [
      'the bot token',
      { SLACK_BOT_TOKEN: 'xoxb-wrong' },
      /^SLACK_BOT_TOKEN: refused \(invalid_auth\); get it here: /,
    ],
    [
      'the app token',
      { SLACK_APP_TOKEN: 'xapp-wrong' },
      /^SLACK_APP_TOKEN: refused \(invalid_auth\); get it here: /,
    ],
  ])('ends with status 1 and one line when %s is wrong', async (_, wrong, line) => {
    const fake = await openSlack();
    const program = startProgram({ ...slackSettings(fake, 'socket'), ...wrong });
    expect(await program.exited).toBe(1);
    expect(program.said).toEqual([expect.stringMatching(line)]);
    expect(JSON.stringify([program.log, program.said])).not.toContain('-wrong');
  });
});
