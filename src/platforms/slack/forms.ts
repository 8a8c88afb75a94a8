/** Forms as Slack modals, and what is sent with one. */
import type { InputBlock, KnownBlock, ModalView, PlainTextElement } from '@slack/types';
import { z } from 'zod';
import type { Locale } from '../../language/locale.ts';
import type { Call, Field, Form } from '../platform.ts';
import { escapedLength } from './blocks.ts';
import { escapeText } from './escape.ts';
import { lengthOf, limits } from './limits.ts';
import type { SubmissionPayload } from './payloads.ts';
import { shorten } from './split.ts';
import { word } from './words.ts';

/** Where a form was asked for, and so where its answer goes: a submission itself says nothing of that. */
const origin = z.object({
  channel: z.string(),
  direct: z.boolean(),
  space: z.string(),
  thread: z.string().optional(),
  /** The response_url of the command or press. Nobody but this app is ever given it. */
  url: z.string().optional(),
});
export type Origin = z.infer<typeof origin>;

const metadata = z.object({
  command: z.string(),
  options: z.record(z.string(), z.string()),
  locale: z.enum(['zh', 'en']),
  at: origin,
});

export const FORM_ID = 'form';

/** The modal of a form; undefined when its call is longer than a modal can carry. */
export function formToView(form: Form, at: Origin): ModalView | undefined {
  const names = new Set(form.fields.map((field) => field.name));
  // Options that are fields are left out: their values come back from the fields.
  const known = Object.entries(form.call.options).filter(([name]) => !names.has(name));
  const options = Object.fromEntries(known);
  const carried = JSON.stringify({ command: form.call.command, options, locale: form.locale, at });
  if (lengthOf(carried) > limits.privateMetadata) return undefined;
  return {
    type: 'modal',
    callback_id: FORM_ID,
    private_metadata: carried,
    title: plain(form.title, limits.viewTitle),
    submit: plain(form.submit, limits.viewTitle),
    close: plain(word('cancel', form.locale), limits.viewTitle),
    blocks: [...problemBlocks(form), ...form.fields.map(fieldToBlock)],
  };
}

function problemBlocks({ problem }: Form): KnownBlock[] {
  return problem === undefined ? [] : [{ type: 'section', text: plain(problem, limits.blockText) }];
}

/** The ids of block and element are the field's name: that is how the value is found again. */
function fieldToBlock(field: Field): InputBlock {
  const hint = field.hint?.trim() ?? '';
  return {
    type: 'input',
    block_id: field.name,
    optional: !field.required,
    label: plain(field.label, limits.fieldLabel),
    ...(hint === '' ? {} : { hint: plain(hint, limits.fieldHint) }),
    element: fieldToElement(field),
  };
}

function fieldToElement(field: Field): InputBlock['element'] {
  if (field.kind === 'file') return { type: 'file_input', action_id: field.name, max_files: 1 };
  const value = field.value ?? '';
  return {
    type: 'plain_text_input',
    action_id: field.name,
    multiline: field.lines === 'many',
    max_length: limits.inputText,
    // A value that does not fit is not filled in: a shortened one could be sent by mistake.
    ...(value !== '' && lengthOf(value) <= limits.inputText ? { initial_value: value } : {}),
  };
}

function plain(text: string, most: number): PlainTextElement {
  const line = text.trim() || '…';
  return { type: 'plain_text', text: escapeText(shorten(line, most, escapedLength)), emoji: false };
}

export type Submission = {
  readonly call: Call;
  readonly locale: Locale;
  readonly at: Origin;
  readonly files: readonly { readonly option: string; readonly file: SlackFile }[];
};
type SlackFile = NonNullable<SubmissionPayload['view']['state']['values'][string][string]['files']>[number];

/** What was sent with a modal; undefined when this version of the bot did not make it. */
export function submissionOf({ view }: SubmissionPayload): Submission | undefined {
  const carried = metadata.safeParse(parseJson(view.private_metadata));
  if (!carried.success) return undefined;
  const { command, options, locale, at } = carried.data;
  const inputs = Object.entries(view.state.values).flatMap(([name, block]) => {
    const input = block[name];
    return input ? [{ name, value: input.value?.trim() ?? '', files: input.files ?? [] }] : [];
  });
  const files = inputs.flatMap(({ name, files: [file] }) => (file ? [{ option: name, file }] : []));
  const said = [
    ...inputs.filter(({ value }) => value !== '').map(({ name, value }) => [name, value] as const),
    ...files.map(({ option, file }) => [option, file.name] as const),
  ];
  return { call: { command, options: { ...options, ...Object.fromEntries(said) } }, locale, at, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
