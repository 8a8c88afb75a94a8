/** Rules for application commands that Discord's OpenAPI file does not hold, from its pages. */
import { sizeOf } from './message-checks.ts';

export type CommandBody = {
  readonly type?: number;
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string | null>> | null;
  readonly description: string;
  readonly description_localizations?: Readonly<Record<string, string | null>> | null;
  readonly options?: readonly CommandBody[];
  readonly required?: boolean;
};

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

function localNamesOf(body: CommandBody): string[] {
  return Object.values(body.name_localizations ?? {}).flatMap((name) => (name === null ? [] : [name]));
}

function checkNames(body: CommandBody): string[] {
  return [body.name, ...localNamesOf(body)]
    .filter((name) => !NAME.test(name) || name !== name.toLowerCase())
    .map((name) => `'${name}' is no command name`);
}

function checkDescriptions(body: CommandBody): string[] {
  const texts = [body.description, ...Object.values(body.description_localizations ?? {})];
  const bad = texts.some((text) => !text || sizeOf(text) > 100);
  return bad ? [`a description of '${body.name}' is not 1 to 100`] : [];
}

/** Siblings must differ in every language; a language without a name of its own shows the default one. */
function checkSiblings(siblings: readonly CommandBody[]): string[] {
  const locales = ['', ...new Set(siblings.flatMap((each) => Object.keys(each.name_localizations ?? {})))];
  return locales.flatMap((locale) => {
    const names = siblings.map((each) => each.name_localizations?.[locale] ?? each.name);
    return new Set(names).size < names.length
      ? [`siblings share a name in '${locale}': ${names.join()}`]
      : [];
  });
}

function checkTree(body: CommandBody): string[] {
  const options = body.options ?? [];
  const required = options.map((option) => option.required === true);
  return [
    ...checkNames(body),
    ...checkDescriptions(body),
    ...checkSiblings(options),
    ...(options.length > 25 ? [`'${body.name}' has more than 25 options`] : []),
    ...(required.lastIndexOf(true) > required.indexOf(false) && required.includes(false)
      ? [`'${body.name}' has a required option after an optional one`]
      : []),
    ...options.flatMap(checkTree),
  ];
}

/** Names and descriptions of a command with all that is in it, each in its longest language. */
function wholeSize(body: CommandBody): number {
  const longest = (text: string, local: CommandBody['name_localizations']) =>
    Math.max(...[text, ...Object.values(local ?? {})].map((each) => sizeOf(each ?? '')));
  const own =
    longest(body.name, body.name_localizations) + longest(body.description, body.description_localizations);
  return (body.options ?? []).reduce((sum, option) => sum + wholeSize(option), own);
}

export function checkCommands(commands: readonly CommandBody[]): string[] {
  return [
    ...checkSiblings(commands),
    ...commands.flatMap(checkTree),
    ...commands.filter((each) => wholeSize(each) > 8_000).map((each) => `'${each.name}' is over 8000 in all`),
  ];
}
