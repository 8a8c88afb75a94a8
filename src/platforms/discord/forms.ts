/** Forms as Discord modals, and what is typed into them as a call. */
import type {
  APIComponentInLabel,
  APIModalInteractionResponseCallbackData,
  APIModalSubmission,
} from 'discord-api-types/v10';
import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { Call, Field, Form } from '../platform.ts';
import { packCustomId, unpackCustomId } from './buttons.ts';
import { toPlainText } from './escape.ts';
import { LIMITS, size } from './limits.ts';
import { shorten } from './split.ts';

const FORM = 'f';
/** Between a field's name and what of the call did not fit before. */
const BREAK = '|';

/** Options that are fields are left out: their values come back from the fields. */
function knownCall({ call, fields }: Form): string {
  const names = new Set(fields.map((field) => field.name));
  const known = Object.entries(call.options).filter(([name]) => !names.has(name));
  return packCustomId([FORM, call.command, ...known.flat()]);
}

/**
 * A modal gives back its own id and that of each field, 100 characters each: the call is spread over them, so that
 * nothing about an open form is kept here. Undefined when it does not fit.
 */
function spreadCall(form: Form): { readonly own: string; readonly fields: readonly string[] } | undefined {
  const rest = [...knownCall(form)];
  const take = (room: number): string => {
    let taken = '';
    while (rest[0] !== undefined && size(taken) + size(rest[0]) <= room) taken += rest.shift() ?? '';
    return taken;
  };
  const own = take(LIMITS.customId);
  const fields = form.fields.map(({ name }) => {
    if (rest.length === 0) return name;
    return `${name}${BREAK}${take(LIMITS.customId - size(name) - BREAK.length)}`;
  });
  return rest.length === 0 ? { own, fields } : undefined;
}

const oneLine = (text: string) => toPlainText(text).replace(/\s+/g, ' ').trim();

function fieldToComponent(field: Field, customId: string): APIComponentInLabel {
  if (field.kind === 'file') {
    return {
      type: ComponentType.FileUpload,
      custom_id: customId,
      min_values: field.required ? 1 : 0,
      max_values: 1,
      required: field.required,
    };
  }
  const many = field.lines === 'many';
  const value = field.value === undefined ? '' : toPlainText(field.value);
  return {
    type: ComponentType.TextInput,
    custom_id: customId,
    style: many ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.required,
    max_length: LIMITS.textInput,
    // A value that does not fit is not filled in: a shortened one could be sent by mistake.
    ...(value !== '' && size(value) <= LIMITS.textInput ? { value: many ? value : oneLine(value) } : {}),
  };
}

/** The modal of a form; undefined when its call is longer than a modal can carry. */
export function formToModal(form: Form): APIModalInteractionResponseCallbackData | undefined {
  const ids = spreadCall(form);
  if (!ids) return undefined;
  // Discord's pages allow five parts; the problem was also said above the button that opens this.
  const problem =
    form.problem === undefined || form.fields.length >= LIMITS.modalParts
      ? []
      : [
          {
            type: ComponentType.TextDisplay as const,
            content: shorten(toPlainText(form.problem).trim(), LIMITS.textInput) || '…',
          },
        ];
  const labels = form.fields.map((field, at) => {
    const hint = shorten(oneLine(field.hint ?? ''), LIMITS.fieldHint);
    return {
      type: ComponentType.Label as const,
      label: shorten(oneLine(field.label), LIMITS.fieldLabel) || field.name,
      ...(hint === '' ? {} : { description: hint }),
      component: fieldToComponent(field, ids.fields[at] ?? field.name),
    };
  });
  return {
    custom_id: ids.own,
    title: shorten(oneLine(form.title), LIMITS.modalTitle) || '…',
    components: [...problem, ...labels],
  };
}

type Filled = { readonly name: string; readonly values: readonly string[]; readonly file: boolean };
export type Submission = {
  readonly call: Call;
  /** Fields of files with the ids of what was sent. */
  readonly files: readonly { readonly option: string; readonly id: string }[];
};

/** What was sent with a modal; undefined when this version of the bot did not make it. */
export function modalToSubmission(data: APIModalSubmission): Submission | undefined {
  let packed = data.custom_id;
  const filled = data.components.flatMap((part): Filled[] => {
    if (part.type !== ComponentType.Label) return [];
    const { component } = part;
    const at = component.custom_id.indexOf(BREAK);
    const name = at < 0 ? component.custom_id : component.custom_id.slice(0, at);
    if (at >= 0) packed += component.custom_id.slice(at + BREAK.length);
    if (component.type === ComponentType.TextInput) return [{ name, values: [component.value], file: false }];
    return component.type === ComponentType.FileUpload
      ? [{ name, values: component.values, file: true }]
      : [];
  });
  const call = unpackCustomId(FORM, packed);
  if (!call) return undefined;
  const texts = filled
    .filter(({ file }) => !file)
    .flatMap(({ name, values }) => [[name, (values[0] ?? '').trim()]]);
  const said = texts.filter(([, value]) => value !== '');
  const files = filled
    .filter(({ file }) => file)
    .flatMap(({ name, values }) => values.map((id) => ({ option: name, id })));
  return {
    call: { command: call.command, options: { ...call.options, ...Object.fromEntries(said) } },
    files,
  };
}
