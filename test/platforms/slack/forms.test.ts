import { describe, expect, test } from 'vitest';
import type { Form, Message, Reply, Request } from '../../../src/platforms/platform.ts';
import { formToView } from '../../../src/platforms/slack/forms.ts';
import { checkView, type View } from '../../fakes/slack/views.ts';
import { createBot, MODES, NOW, startPair } from './adapter.ts';

const isAnswer = (call: { method: string }): boolean => call.method === 'response_url';
const SET = 'fact set metax-revenue-2024';

const FORM: Form = {
  kind: 'form',
  locale: 'zh',
  title: '修改：沐曦 2024年 营业收入',
  submit: '提交',
  call: { command: 'chip-admin fact set', options: { fact: 'metax-revenue-2024' } },
  fields: [
    { name: 'value', label: '数值', hint: '例如 7.43亿元', value: '7.43亿元', required: true, lines: 1 },
    { name: 'note', label: '备注', value: '合并口径\n未审计', required: false, lines: 'many' },
  ],
};

function say(text: string): Message {
  return { locale: 'zh', blocks: [{ kind: 'text', text }], actions: [] };
}

/** Opens the form until there is a value, then says what came. */
const formBot = (form: Form = FORM) =>
  createBot(({ options: { value } }: Request): Reply => (value === undefined ? form : say(`改为 ${value}`)));

describe.each(MODES)('a form over %s', (mode) => {
  test('opens in answer to a command, filled in, and is answered where it was asked for', async () => {
    const bot = formBot();
    await using pair = await startPair(mode, { bot });
    await pair.fake.sendCommand('/chip-admin', SET);
    const opened = await pair.fake.waitFor(({ method }) => method === 'views.open');
    expect([opened.error, opened.faults]).toEqual([undefined, []]);
    expect(pair.fake.views[0]?.blocks).toMatchObject([
      { block_id: 'value', optional: false, element: { initial_value: '7.43亿元', multiline: false } },
      { block_id: 'note', optional: true, element: { initial_value: '合并口径\n未审计', multiline: true } },
    ]);
    expect((await pair.fake.submit({ 数值: ' 7.5亿元 ', 备注: '' })).acked).toBe(true);
    const { body, faults } = await pair.fake.waitFor(isAnswer);
    expect(body).toMatchObject({ response_type: 'ephemeral', text: '改为 7.5亿元' });
    expect(faults).toEqual([]);
    expect(bot.requests[1]).toMatchObject({
      command: 'chip-admin fact set',
      user: { id: 'slack:T000000001/U000000001' },
      place: { kind: 'channel', id: 'C000000001', space: 'T000000001', home: true },
    });
    expect(bot.requests[1]?.options).toEqual({ fact: 'metax-revenue-2024', value: '7.5亿元' });
  });
});

describe('a form', () => {
  test('opens when a button is pressed, also below a message that all see', async () => {
    const bot = formBot();
    await using pair = await startPair('socket', { bot });
    await pair.fake.mention('改一下');
    const shown = await pair.fake.waitFor(({ method }) => method === 'chat.postMessage');
    expect(shown.faults).toEqual([]);
    await pair.fake.press(shown, '填写', { user: 'U000000002' });
    await pair.fake.waitFor(({ method }) => method === 'views.open');
    expect(bot.requests[1]).toMatchObject({ ...FORM.call, user: { id: 'slack:T000000001/U000000002' } });
    await pair.fake.submit({}, { user: 'U000000002' });
    const { body } = await pair.fake.waitFor(isAnswer);
    expect(body).toMatchObject({ response_type: 'ephemeral', thread_ts: shown.body.thread_ts });
  });

  test('in a direct message is answered plainly', async () => {
    await using pair = await startPair('socket', { bot: formBot() });
    await pair.fake.sendCommand('/chip-admin', SET, { channel: pair.fake.direct });
    await pair.fake.waitFor(({ method }) => method === 'views.open');
    await pair.fake.submit({});
    expect((await pair.fake.waitFor(isAnswer)).body.response_type).toBe('in_channel');
  });

  test('that is sent after the response_url has ended is answered all the same', async () => {
    await using pair = await startPair('socket', { bot: formBot() });
    await pair.fake.sendCommand('/chip-admin', SET);
    await pair.fake.waitFor(({ method }) => method === 'views.open');
    pair.fake.refuse('response_url', { error: 'expired_url' });
    await pair.fake.submit({});
    const { body } = await pair.fake.waitFor(({ method }) => method === 'chat.postEphemeral');
    expect(body).toMatchObject({ channel: 'C000000001', user: 'U000000001', text: '改为 7.43亿元' });
  });

  test('is sent once though it is delivered again', async () => {
    const bot = formBot();
    await using pair = await startPair('socket', { bot });
    await pair.fake.sendCommand('/chip-admin', SET);
    await pair.fake.waitFor(({ method }) => method === 'views.open');
    await pair.fake.submit({}, { id: 'trigger-7' });
    await pair.fake.submit({}, { id: 'trigger-7' });
    await pair.stop();
    expect(bot.requests).toHaveLength(2);
  });

  test('that comes later than 3 s is a message with a button that opens it', async () => {
    let now = NOW;
    const bot = formBot();
    await using pair = await startPair('socket', { bot, now: () => now });
    const release = bot.hold();
    await pair.fake.sendCommand('/chip-admin', SET);
    now = new Date(NOW.getTime() + 3_001);
    release();
    const shown = await pair.fake.waitFor(isAnswer);
    expect(shown.faults).toEqual([]);
    expect(shown.body.text).toContain('修改：沐曦 2024年 营业收入');
    await pair.fake.press(shown, '填写');
    await pair.fake.waitFor((call) => call.method === 'views.open' && call.error === undefined);
  });

  test('that Slack refuses is a message that says how to write it, and is logged', async () => {
    await using pair = await startPair('socket', { bot: formBot() });
    pair.fake.refuse('views.open', { error: 'invalid_arguments' });
    await pair.fake.sendCommand('/chip-admin', SET);
    const { body } = await pair.fake.waitFor(isAnswer);
    expect(body.text).toContain('/chip-admin fact set fact=metax-revenue-2024 value=… [note=…]');
    expect(pair.logs).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'slack-form-not-opened' }),
    );
  });

  test('with a problem, in answer to what was sent, opens again with what was typed', async () => {
    const wrong: Form = {
      ...FORM,
      problem: '看不懂“<七八个>”。',
      fields: FORM.fields.map((field) => ({
        ...field,
        ...(field.name === 'value' ? { value: '七八个' } : {}),
      })),
    };
    const bot = createBot(({ options: { value } }) => {
      if (value === undefined) return FORM;
      return value === '七八个' ? wrong : say('done');
    });
    await using pair = await startPair('socket', { bot });
    await pair.fake.sendCommand('/chip-admin', SET);
    await pair.fake.waitFor(({ method }) => method === 'views.open');
    await pair.fake.submit({ 数值: '七八个' });
    const again = await pair.fake.waitFor(({ method }) => method === 'views.open', 2);
    expect([again.error, again.faults]).toEqual([undefined, []]);
    expect(pair.fake.views[1]?.blocks).toMatchObject([
      { type: 'section', text: { text: '看不懂“&lt;七八个&gt;”。' } },
      { element: { initial_value: '七八个' } },
      { element: { initial_value: '合并口径\n未审计' } },
    ]);
    await pair.fake.submit({ 数值: '8亿元' });
    expect((await pair.fake.waitFor(isAnswer)).body.text).toBe('done');
  });

  test.each(['', '{}', 'null', '{"command":1}'])(
    'of an earlier version (%s) is answered honestly, in both languages',
    async (private_metadata) => {
      const bot = formBot();
      await using pair = await startPair('socket', { bot });
      const view = {
        id: 'V1',
        type: 'modal',
        callback_id: 'form',
        private_metadata,
        title: { text: 'x' },
        blocks: [],
      };
      await pair.fake.submit({}, { view: view as View });
      const { body } = await pair.fake.waitFor(({ method }) => method === 'chat.postMessage');
      expect(body.text).toMatch(/旧版本[\s\S]*earlier version/);
      expect(bot.requests).toEqual([]);
    },
  );

  test('in the home tab is answered in a direct message', async () => {
    const bot = createBot(({ command, options }) => {
      if (command !== 'chip home') return options['value'] === undefined ? FORM : say('done');
      return { ...say('home'), actions: [{ kind: 'call', label: 'Change', call: FORM.call }] };
    });
    await using pair = await startPair('socket', { bot });
    await pair.fake.openHome();
    const home = await pair.fake.waitFor(({ method }) => method === 'views.publish');
    await pair.fake.press(home, 'Change');
    await pair.fake.waitFor(({ method }) => method === 'views.open');
    await pair.fake.submit({});
    const { body } = await pair.fake.waitFor(({ method }) => method === 'chat.postMessage');
    expect(body).toMatchObject({ channel: 'U000000001', text: 'done' });
  });
});

describe('a view', () => {
  const at = { channel: 'C1', direct: false, space: 'T1', url: 'https://hooks.slack.com/commands/T1/1/abc' };

  test('keeps to the limits whatever the form is', () => {
    const long = '<长&'.repeat(2_000);
    const fields = Array.from({ length: 5 }, (_, index) => ({
      name: `field-${index}`,
      label: index === 0 ? ' ' : long,
      hint: long,
      value: long,
      required: true,
      lines: 1 as const,
    }));
    const view = formToView({ ...FORM, title: long, submit: ' ', problem: long, fields }, at);
    expect(checkView({ ...view, id: 'V1' } as View)).toEqual([]);
    expect(JSON.stringify(view)).not.toContain('initial_value');
  });

  test('is not made when its call is longer than it can carry', () => {
    const call = { ...FORM.call, options: { fact: '长'.repeat(3_000) } };
    expect(formToView({ ...FORM, call }, at)).toBeUndefined();
  });
});

test('the styles of buttons are kept', async () => {
  const call = FORM.call;
  const bot = createBot(() => ({
    ...say('x'),
    actions: [
      { kind: 'call', label: 'Approve', style: 'primary', call },
      { kind: 'call', label: 'Reject', style: 'danger', call },
      { kind: 'call', label: 'More', call },
    ],
  }));
  await using pair = await startPair('socket', { bot });
  await pair.fake.sendCommand('/chip', 'help');
  const { body, error } = await pair.fake.waitFor(isAnswer);
  expect(error).toBeUndefined();
  expect(body.blocks).toMatchObject([
    {},
    { elements: [{ style: 'primary' }, { style: 'danger' }, { value: JSON.stringify(call) }] },
  ]);
});
