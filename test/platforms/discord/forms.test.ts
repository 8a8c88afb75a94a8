import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formToModal, modalToSubmission } from '../../../src/platforms/discord/forms.ts';
import type { Form, Reply, Request } from '../../../src/platforms/platform.ts';
import { buttonsOf } from '../../fakes/discord/message-checks.ts';
import { checkModal, fillModal, type Modal } from '../../fakes/discord/modal-checks.ts';
import { check, createBotDouble, start, text } from './harness.ts';

const NEVER_DEFER = { deferAfterMs: 60_000 };
const SET = { command: 'chip-admin fact set', options: { fact: 'metax-revenue-2024' } };

const FORM: Form = {
  kind: 'form',
  locale: 'zh',
  title: '修改：沐曦 2024年 营业收入',
  submit: '提交',
  call: { command: SET.command, options: SET.options },
  fields: [
    { name: 'value', label: '数值', hint: '例如 7.43亿元', value: '7.43亿元', required: true, lines: 1 },
    { name: 'note', label: '备注', value: '合并口径\n未审计', required: false, lines: 'many' },
  ],
};

/** Opens the form until there is a value, then says what came. */
function formBot(form: Form = FORM) {
  return createBotDouble((request: Request): Reply => {
    return request.options['value'] === undefined ? form : text(`set to ${request.options['value']}`);
  });
}

const modalOf = (callback: { readonly data?: unknown }) => callback.data as Modal;

describe('a form', () => {
  it('opens as a modal in answer to a command, filled in', async () => {
    const { fake } = await start({ bot: formBot(), timings: NEVER_DEFER });
    const callback = await fake.sendInteraction(SET).callback;
    expect(callback.type).toBe(9);
    expect(modalOf(callback)).toMatchObject({
      title: '修改：沐曦 2024年 营业收入',
      components: [
        { type: 18, label: '数值', description: '例如 7.43亿元', component: { style: 1, value: '7.43亿元' } },
        { type: 18, label: '备注', component: { style: 2, value: '合并口径\n未审计', required: false } },
      ],
    });
    expect(fake.violations).toEqual([]);
  });

  it('sends its call with the fields as options, and what was cleared is no option', async () => {
    const bot = formBot();
    const { fake } = await start({ bot, timings: NEVER_DEFER });
    const modal = modalOf(await fake.sendInteraction(SET).callback);
    const sent = fake.sendInteraction({ submit: { modal, filling: { 数值: ' 7.5亿元 ', 备注: '' } } });
    expect((await sent.shown).embeds[0]?.description).toBe('set to 7.5亿元');
    expect((await sent.shown).flags).toBe(64);
    expect(bot.requests[1]).toMatchObject({
      command: SET.command,
      options: { fact: 'metax-revenue-2024', value: '7.5亿元' },
    });
    expect(Object.keys(bot.requests[1]?.options ?? {})).toEqual(['fact', 'value']);
    expect(fake.violations).toEqual([]);
  });

  it('opens when a button is pressed, also one below a public message', async () => {
    const bot = formBot();
    const { fake } = await start({ bot, timings: NEVER_DEFER });
    fake.sendMessage({ content: `<@${fake.botId}> 改一下` });
    await fake.waitFor((call) => call.path.startsWith('/channels/'));
    const [message] = fake.posted;
    const [button] = message ? buttonsOf(message) : [];
    expect(button).toMatchObject({ label: '填写', style: 1 });
    const press = { message: message as NonNullable<typeof message>, customId: button?.custom_id ?? '' };
    expect((await fake.sendInteraction({ press, user: '820000000000000009' }).callback).type).toBe(9);
    expect(bot.requests[1]).toMatchObject({ ...FORM.call, user: { id: 'discord:820000000000000009' } });
    expect(fake.violations).toEqual([]);
  });

  it('that comes too late for a modal is a message with a button that opens it', async () => {
    const gate = Promise.withResolvers<Reply>();
    const bot = createBotDouble((request) => (request.id === first.id ? gate.promise : FORM));
    const { fake } = await start({ bot, timings: { deferAfterMs: 1 } });
    const first = fake.sendInteraction(SET);
    await first.callback;
    gate.resolve(FORM);
    const message = await first.shown;
    const [button] = buttonsOf(message);
    expect(message.embeds[0]?.title).toBe(FORM.title);
    const press = { message, customId: button?.custom_id ?? '' };
    await fake.sendInteraction({ press }).callback;
    expect(bot.requests[1]).toMatchObject(FORM.call);
    expect(fake.violations).toEqual([]);
  });

  it('that comes too late and has a long call is held for the one who asked', async () => {
    const long: Form = { ...FORM, call: { ...FORM.call, options: { fact: 'x'.repeat(120) } } };
    const gate = Promise.withResolvers<Reply>();
    const bot = createBotDouble(({ options }) =>
      options['value'] === undefined ? gate.promise : text('done'),
    );
    const { fake } = await start({ bot, timings: { deferAfterMs: 1 } });
    const sent = fake.sendInteraction(SET);
    await sent.callback;
    gate.resolve(long);
    const message = await sent.shown;
    const [button] = buttonsOf(message);
    expect(button).toMatchObject({ label: '填写', style: 1 });
    const press = { message, customId: button?.custom_id ?? '' };
    const modal = modalOf(await fake.sendInteraction({ press }).callback);
    await fake.sendInteraction({ submit: { modal, filling: { 备注: '' } } }).shown;
    expect(bot.requests.at(-1)?.options).toEqual({ fact: 'x'.repeat(120), value: '7.43亿元' });
    expect(fake.violations).toEqual([]);
  });

  it('in answer to a form is behind a button, which opens it once it is pressed', async () => {
    const which: Form = { ...FORM, title: '哪一条', call: { ...FORM.call, options: {} } };
    const bot = createBotDouble(({ options }) => {
      if (options['fact'] === undefined && options['value'] === undefined) return which;
      return options['fact'] === undefined ? FORM : text('done');
    });
    const { fake } = await start({ bot, timings: NEVER_DEFER });
    const first = modalOf(await fake.sendInteraction({ command: SET.command }).callback);
    const message = await fake.sendInteraction({ submit: { modal: first, filling: {} } }).shown;
    expect(message.embeds[0]?.title).toBe(FORM.title);
    const [button] = buttonsOf(message);
    expect(button?.label).toBe('填写');
    const press = { message, customId: button?.custom_id ?? '' };
    expect(modalOf(await fake.sendInteraction({ press }).callback).title).toBe(FORM.title);
    expect(fake.violations).toEqual([]);
  });

  describe('with a problem, in answer to what was sent,', () => {
    async function sendWrong() {
      const wrong: Form = {
        ...FORM,
        problem: '看不懂“七八个”。',
        fields: FORM.fields.map((field) => (field.name === 'value' ? { ...field, value: '七八个' } : field)),
      };
      const bot = createBotDouble((request) => {
        const { value } = request.options;
        if (value === undefined) return FORM;
        return value === '七八个' ? wrong : text('done');
      });
      const started = await start({ bot, timings: NEVER_DEFER });
      const modal = modalOf(await started.fake.sendInteraction(SET).callback);
      const submit = { modal, filling: { 数值: '七八个' } };
      const message = await started.fake.sendInteraction({ submit }).shown;
      const [button] = buttonsOf(message);
      return { ...started, bot, message, press: { message, customId: button?.custom_id ?? '' } };
    }

    it('says it and opens again with what was typed', async () => {
      const { fake, message, press, bot } = await sendWrong();
      expect(message.embeds[0]?.description).toContain('看不懂“七八个”。');
      const modal = modalOf(await fake.sendInteraction({ press }).callback);
      expect(modal.components).toMatchObject([
        { type: 10, content: '看不懂“七八个”。' },
        { component: { value: '七八个' } },
        { component: { value: '合并口径\n未审计' } },
      ]);
      await fake.sendInteraction({ submit: { modal, filling: { 数值: '8亿元' } } }).shown;
      expect(bot.requests.at(-1)?.options).toEqual({
        fact: 'metax-revenue-2024',
        value: '8亿元',
        note: '合并口径\n未审计',
      });
      expect(fake.violations).toEqual([]);
    });

    it('opens for nobody else', async () => {
      const { fake, press } = await sendWrong();
      const answer = await fake.sendInteraction({ press, user: '820000000000000009', locale: 'zh-CN' }).shown;
      expect(answer.embeds[0]?.description).toContain('表单已经过期');
    });
  });

  it.each(['f|chip-admin gone', 'x', 'f', 'f|chip-admin fact set|odd'])(
    'of an earlier version (%s) is answered honestly',
    async (custom_id) => {
      const { fake } = await start({ bot: formBot() });
      const modal: Modal = { custom_id, title: 'x', components: [] };
      const answer = await fake.sendInteraction({ submit: { modal, filling: {} } }).shown;
      expect(answer.embeds[0]?.description).toContain('This form has expired');
    },
  );
});

describe('a modal', () => {
  it('keeps to the limits whatever the form is', () => {
    const long = '长'.repeat(5_000);
    const fields = Array.from({ length: 5 }, (_, at) => ({
      name: `field-${at}`,
      label: at === 0 ? ' ' : long,
      hint: long,
      value: long,
      required: true,
      lines: 1 as const,
    }));
    const modal = formToModal({ ...FORM, title: long, problem: long, fields });
    expect(checkModal(modal as Modal)).toEqual([]);
    // A value that is too long is left out whole.
    expect(modal?.components[0]).not.toMatchObject({ component: { value: expect.anything() } });
  });

  it('is not made when its call is longer than it can carry', () => {
    expect(
      formToModal({ ...FORM, call: { ...FORM.call, options: { fact: 'x'.repeat(300) } } }),
    ).toBeUndefined();
  });

  it('gives back the call and what was typed, whatever they are', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    const options = fc.dictionary(
      fc
        .stringMatching(/^[a-z_]{1,8}$/)
        .filter((name) => name !== '__proto__' && !['value', 'note'].includes(name)),
      word,
      { maxKeys: 3 },
    );
    const typed = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 50 })
      .filter((each) => each.trim() !== '');
    check(
      'forms there and back',
      fc.property(options, typed, (known, value) => {
        const modal = formToModal({ ...FORM, call: { ...FORM.call, options: known } });
        if (!modal) throw new Error('no modal');
        expect(checkModal(modal as Modal)).toEqual([]);
        const components = fillModal(modal as Modal, { 数值: value, 备注: '' });
        const sent = modalToSubmission({ custom_id: modal.custom_id, components } as never);
        expect(sent?.call).toEqual({ command: SET.command, options: { ...known, value: value.trim() } });
      }),
      200,
    );
  });
});
