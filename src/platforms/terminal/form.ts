/** A form in a terminal: a question for each field, answered line by line. */
import type { Call, Field, Form } from '../platform.ts';
import { cleanLine, cleanText } from './clean.ts';
import { fieldRequired, formHelp, optional } from './words.ts';

/** A form that is being filled in; `at` is the field asked for now. */
export type Filling = {
  readonly form: Form;
  readonly values: ReadonlyMap<string, string>;
  readonly at: number;
};

export type Step =
  | { readonly kind: 'ask'; readonly filling: Filling; readonly remark?: string }
  | { readonly kind: 'send'; readonly call: Call }
  | { readonly kind: 'cancelled' };

export function beginForm(form: Form): Filling {
  return { form, values: new Map(), at: 0 };
}

/** What stands above the first question: title, what was wrong, how to fill it in. */
export function formToText({ title, problem, locale }: Form): string {
  const said = problem === undefined ? [] : [cleanText(problem)];
  return [cleanLine(title), ...said, formHelp(locale)].join('\n');
}

/** `数值（例如 7.43亿元）[7.43亿元]: ` */
export function questionOf({ form, at }: Filling): string {
  const field = form.fields[at];
  if (!field) return '';
  const zh = form.locale === 'zh';
  const remarks = [field.hint, field.required ? undefined : optional(form.locale)].filter((one) => one);
  const joined = remarks.join(zh ? '，' : ', ');
  const inBrackets = joined === '' ? '' : zh ? `（${joined}）` : ` (${joined})`;
  const value = field.value === undefined || field.value === '' ? '' : ` [${field.value}]`;
  return `${cleanLine(`${field.label}${inBrackets}${value}`)}: `;
}

/** An empty line keeps what is there, `-` clears it, `/cancel` leaves the form. */
export function answerField(filling: Filling, line: string): Step {
  const { form, values, at } = filling;
  const field = form.fields[at];
  const word = line.trim();
  if (!field || /^\/(?:cancel|quit|exit|取消)$/iu.test(word)) return { kind: 'cancelled' };
  const value = saidFor(field, word);
  if (value === '' && field.required) return { kind: 'ask', filling, remark: fieldRequired(form.locale) };
  const next: Filling = { form, values: new Map(values).set(field.name, value), at: at + 1 };
  return next.at < form.fields.length ? { kind: 'ask', filling: next } : { kind: 'send', call: callOf(next) };
}

function saidFor(field: Field, word: string): string {
  if (word === '') return field.value?.trim() ?? '';
  return word === '-' ? '' : word;
}

function callOf({ form, values }: Filling): Call {
  const known = Object.entries(form.call.options).filter(([name]) => !values.has(name));
  const said = [...values].filter(([, value]) => value !== '');
  return { command: form.call.command, options: Object.fromEntries([...known, ...said]) };
}
