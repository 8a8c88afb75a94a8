/** A form as a message, for where no modal can be opened: what it asks for, and a button that opens it. */
import type { Form, Message, Reply } from './platform.ts';
import { isForm } from './platform.ts';

/** What can be shown anywhere: a message as it is, a form as a message. */
export function replyToMessage(reply: Reply): Message {
  return isForm(reply) ? formToMessage(reply) : reply;
}

/** The button sends the form's own call; whatever answers it with a form then has a press to open it with. */
export function formToMessage(form: Form): Message {
  const zh = form.locale === 'zh';
  const problem = form.problem === undefined ? [] : [{ kind: 'text', text: form.problem } as const];
  const fields = form.fields.map((field) => fieldToLine(field, zh));
  return {
    locale: form.locale,
    blocks: [
      { kind: 'headline', text: form.title },
      ...problem,
      { kind: 'text', text: zh ? '按下面的按钮填写：' : 'Press the button below to fill in:' },
      { kind: 'list', items: fields },
      { kind: 'note', text: `${zh ? '也可以直接写命令：' : 'Or write the command: '}${usageOf(form)}` },
    ],
    actions: [{ kind: 'call', label: zh ? '填写' : 'Fill in', call: form.call, style: 'primary' }],
  };
}

function fieldToLine({ label, hint, required }: Form['fields'][number], zh: boolean): string {
  const optional = zh ? '（可不填）' : ' (optional)';
  const more = hint === undefined ? '' : zh ? `：${hint}` : `: ${hint}`;
  return `${label}${required ? '' : optional}${more}`;
}

/** `/chip-admin fact set fact=… value=… [note=…]` */
function usageOf({ call, fields }: Form): string {
  const named = fields.map(({ name, required }) => (required ? `${name}=…` : `[${name}=…]`));
  const names = new Set(fields.map(({ name }) => name));
  const known = Object.entries(call.options).flatMap(([name, value]) =>
    names.has(name) ? [] : [`${name}=${/\s/u.test(value) ? `"${value}"` : value}`],
  );
  return [`/${call.command}`, ...known, ...named].join(' ');
}
