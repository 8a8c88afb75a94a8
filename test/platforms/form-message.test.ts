import { describe, expect, test } from 'vitest';
import { formToMessage, replyToMessage } from '../../src/platforms/form-message.ts';
import type { Form } from '../../src/platforms/platform.ts';

const FORM: Form = {
  kind: 'form',
  locale: 'en',
  title: 'Change a fact',
  submit: 'Send',
  call: { command: 'chip-admin fact set', options: { fact: 'a-1', source: 'annual report', note: 'old' } },
  fields: [
    { name: 'value', label: 'Value', hint: 'as you would say it', required: true, lines: 1, value: '3 bn' },
    { name: 'note', label: 'Note', required: false, lines: 'many' },
  ],
};

describe('a form as a message', () => {
  test('says what is asked for, how to write it, and has a button that sends the call as it is', () => {
    expect(formToMessage(FORM)).toEqual({
      locale: 'en',
      blocks: [
        { kind: 'headline', text: 'Change a fact' },
        { kind: 'text', text: 'Press the button below to fill in:' },
        { kind: 'list', items: ['Value: as you would say it', 'Note (optional)'] },
        {
          kind: 'note',
          text: 'Or write the command: /chip-admin fact set fact=a-1 source="annual report" value=… [note=…]',
        },
      ],
      actions: [{ kind: 'call', label: 'Fill in', call: FORM.call, style: 'primary' }],
    });
  });

  test('is Chinese where the form is, and begins with the problem', () => {
    const message = formToMessage({ ...FORM, locale: 'zh', problem: '看不懂这个数。' });
    expect(message.locale).toBe('zh');
    expect(message.blocks[1]).toEqual({ kind: 'text', text: '看不懂这个数。' });
    expect(message.blocks[3]).toEqual({
      kind: 'list',
      items: ['Value：as you would say it', 'Note（可不填）'],
    });
    expect(message.actions[0]?.label).toBe('填写');
  });

  test('leaves messages alone', () => {
    const message = formToMessage(FORM);
    expect(replyToMessage(message)).toBe(message);
    expect(replyToMessage(FORM)).toEqual(message);
  });
});
