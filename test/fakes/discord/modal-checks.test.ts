import { describe, expect, test } from 'vitest';
import { openContract } from './contract.ts';
import { checkModal, fillModal, type Modal } from './modal-checks.ts';

const input = (more: object = {}) => ({ type: 4, custom_id: 'value', style: 1, required: true, ...more });
const modal = (component: object = input(), more: object = {}): Modal =>
  ({
    custom_id: 'f|chip-admin fact set',
    title: 'Change',
    components: [{ type: 18, label: 'Value', component }],
    ...more,
  }) as Modal;

describe('the fake Discord', () => {
  test('takes a modal that keeps to the rules, as the official contract does', () => {
    expect(checkModal(modal())).toEqual([]);
    const callback = '/interactions/{interaction_id}/{interaction_token}/callback';
    expect(openContract()('post', callback, { type: 9, data: modal() })).toEqual([]);
  });

  test.each([
    ['a title of 46 characters', modal(input(), { title: 'x'.repeat(46) })],
    ['a custom_id of 101 characters', modal(input(), { custom_id: 'x'.repeat(101) })],
    ['a custom_id of a field of 101 characters', modal(input({ custom_id: 'x'.repeat(101) }))],
    ['no parts', modal(input(), { components: [] })],
    [
      'six parts',
      modal(input(), {
        components: Array.from({ length: 6 }, (_, at) => ({
          type: 18,
          label: 'Value',
          component: input({ custom_id: `${at}` }),
        })),
      }),
    ],
    [
      'a label of 46 characters',
      modal(input(), { components: [{ type: 18, label: 'x'.repeat(46), component: input() }] }),
    ],
    ['an input with a label of its own', modal(input({ label: 'Value' }))],
    ['a value of 4,001 characters', modal(input({ value: 'x'.repeat(4_001) }))],
    ['a value longer than its field', modal(input({ value: 'xxx', max_length: 2 }))],
    ['a half of a pair', modal(input({ value: '\ud83d' }))],
    ['an input without a label', modal(input(), { components: [{ type: 1, components: [input()] }] })],
  ])('refuses a modal with %s', (_, refused) => {
    expect(checkModal(refused)).not.toEqual([]);
  });

  test('lets a user send only what the modal lets them', () => {
    expect(() => fillModal(modal(), {})).toThrow('required');
    expect(() => fillModal(modal(), { Other: 'x' })).toThrow('no field Other');
    expect(() => fillModal(modal(input({ max_length: 2 })), { Value: 'xxx' })).toThrow('too long');
    expect(fillModal(modal(input({ value: 'there' })), {})).toMatchObject([
      { component: { value: 'there' } },
    ]);
  });
});
