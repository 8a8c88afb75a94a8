/** A `Form` as a form. */
import { type Content, type Html, html } from '../../page/html.ts';
import type { Field, Form } from '../platform.ts';
import { callFields } from './message-to-html.ts';
import { words } from './words.ts';

/** @param id tells this form's fields from those of other forms on the page. */
export function formToHtml(form: Form, id: string): Html {
  const { call, fields, title, submit, problem, locale } = form;
  const asked = new Set(fields.map(({ name }) => name));
  const known = Object.entries(call.options).filter(([name]) => !asked.has(name));
  const files = fields.some(({ kind }) => kind === 'file');
  return html`<h2 class="headline" id="${id}">${title}</h2>
${problem !== undefined && html`<p class="problem" role="alert">${problem}</p>`}
<form class="fields" method="post" action="/" data-chat aria-labelledby="${id}"${files && html` enctype="multipart/form-data"`}>
${callFields({ command: call.command, options: Object.fromEntries(known) }, title)}
${fields.map((field) => fieldToHtml(field, `${id}-${field.name}`, words(locale).optional))}
<button class="primary">${submit}</button>
</form>`;
}

function fieldToHtml(field: Field, id: string, optional: string): Content {
  const { label, hint, required } = field;
  return html`<div class="field">
<label for="${id}">${label}${!required && html` <span class="note">${optional}</span>`}</label>
${inputToHtml(field, id)}
${hint !== undefined && html`<p class="note" id="${id}-hint">${hint}</p>`}
</div>`;
}

function inputToHtml({ name, kind, hint, value = '', required, lines }: Field, id: string): Content {
  const common = html`id="${id}" name="option.${name}"${hint !== undefined && html` aria-describedby="${id}-hint"`}${required && html` required`}`;
  if (kind === 'file') return html`<input type="file" ${common}>`;
  // The first line feed after the tag is no part of the value.
  if (lines === 'many')
    return html`<textarea rows="4" maxlength="3000" ${common}>
${value}</textarea>`;
  return html`<input type="text" maxlength="3000" value="${value}" autocomplete="off" ${common}>`;
}
