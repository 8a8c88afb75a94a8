/** A command that lacks something, as a form for what it lacks. */
import type { Locale } from '../../language/locale.ts';
import type { Call, CommandSpec, Field, Form, OptionSpec } from '../platform.ts';
import { words } from './words.ts';

/** See `Form.fields`. */
const MOST_FIELDS = 5;

/** Undefined when the call has all that it must have, or is of no command that is known. */
export function missingForm(call: Call, commands: readonly CommandSpec[], locale: Locale): Form | undefined {
  const spec = commands.find(({ path }) => path.join(' ') === call.command);
  const lacks = spec?.options.some(({ name, required }) => required && call.options[name] === undefined);
  if (!spec || !lacks) return undefined;
  const required = spec.options.filter((option) => option.required);
  const room = MOST_FIELDS - required.length;
  const shown = [...required, ...spec.options.filter((option) => !option.required).slice(0, room)];
  return {
    kind: 'form',
    locale,
    title: `/${call.command}`,
    submit: words(locale).run,
    call,
    fields: shown.map((option) => optionToField(option, call, locale)),
  };
}

function optionToField(option: OptionSpec, { options }: Call, locale: Locale): Field {
  const { name, kind = 'text', label, description, required } = option;
  const value = kind === 'text' ? options[name] : undefined;
  return {
    name,
    kind,
    label: label[locale],
    hint: description[locale],
    required,
    lines: 1,
    ...(value === undefined ? {} : { value }),
  };
}
