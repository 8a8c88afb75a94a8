/**
 * Reads what a user typed after the command, for platforms where that is plain text (Slack, the terminal,
 * the page): a known subcommand with its options, else a question.
 */
import type { Locale } from '../language/locale.ts';
import { UserError } from '../language/user-error.ts';
import type { Call, CommandSpec, Message, OptionSpec } from './platform.ts';

export type CommandRoot = 'chip' | 'chip-admin';
export type CommandProblem = {
  readonly problem: UserError;
  /** What was understood, where nothing but an option is missing. */
  readonly read?: Call;
};

/** One word, quoted text or `name=value`; `start` and `end` are UTF-16 offsets into the text. */
type Token = {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** What the token stands for: without its quotes, and without `name=`. */
  readonly value: string;
  readonly quoted: boolean;
  readonly name?: string;
  readonly sign?: string;
};

// The bound keeps a line of unclosed quotes from being read to its end for each of them.
const QUOTED = '"[^"]{0,1000}"|“[^”]{0,1000}”|「[^」]{0,1000}」';
// A quote opens only at the start of a word and must be closed before a space: 13" and l'Oréal stay as typed.
const NAMED = `(?<name>[A-Za-z][A-Za-z0-9_-]*)(?<sign>[=＝:：])(?:(?<quoted>${QUOTED})(?!\\S)|\\S*)`;
const TOKEN = new RegExp(`${NAMED}|(?<quoted>${QUOTED})(?!\\S)|\\S+`, 'gu');

/**
 * Turns the text after `/chip` or `/chip-admin` into a call.
 *
 * Empty text is `help`. A known subcommand (its English words, or its last word in a reader's language) takes
 * its options positionally in the order of the list or as `name=value`, `name＝value`, `name:value`; quotes
 * ("…", “…”, 「…」) hold spaces. The last option, or `question`, takes the rest of the line as it stands. Any
 * other text after `/chip` is a question as a whole.
 *
 * Never throws; the problem is a UserError to be shown: `unknown-command`, `incomplete-command`,
 * `missing-option`, `unknown-option`, `repeated-option`, `unexpected-text`.
 */
export function readCommand(
  text: string,
  commands: readonly CommandSpec[],
  root: CommandRoot,
): Call | CommandProblem {
  const line = text.trim();
  if (line === '' || sameWord(line, 'help')) return { command: `${root} help`, options: {} };
  const specs = commands.filter((spec) => spec.path[0] === root && spec.path.length > 1 && !spec.hidden);
  const found = findSpec(line, specs);
  if (found) {
    const rest = line.slice(found.end);
    const bareCommandWithMore = found.spec.options.length === 0 && rest.trim() !== '';
    // 'help me find …' is a question; only the admin commands have no questions to fall back to.
    if (!bareCommandWithMore || root === 'chip-admin') return readOptions(rest, found.spec);
  }
  const group = findGroup(line, specs, root);
  if (group) return problem('incomplete-command', group);
  return root === 'chip' ? readQuestion(line, specs) : unknownCommand(line, specs);
}

function findSpec(
  line: string,
  specs: readonly CommandSpec[],
): { spec: CommandSpec; end: number } | undefined {
  const words = tokensOf(line);
  const longestFirst = [...specs].sort((a, b) => b.path.length - a.path.length);
  const spec = longestFirst.find((candidate) => spells(words, candidate));
  const last = spec && words[spec.path.length - 2];
  return spec && last ? { spec, end: last.end } : undefined;
}

function spells(words: readonly Token[], spec: CommandSpec): boolean {
  const path = spec.path.slice(1);
  return path.every((part, index) => {
    const word = words[index];
    if (!word || word.quoted) return false;
    const names = index === path.length - 1 ? [part, spec.name.zh, spec.name.hant, spec.name.en] : [part];
    return names.some((name) => sameWord(word.raw, name));
  });
}

/** `/chip digest` alone, or `/chip-admin fact` with no subcommand known: what could follow. */
function findGroup(line: string, specs: readonly CommandSpec[], root: CommandRoot) {
  const [first, ...more] = tokensOf(line);
  if (!first || (root === 'chip' && more.length > 0)) return undefined;
  const members = specs.filter((spec) => spec.path.length > 2 && sameWord(spec.path[1] ?? '', first.raw));
  const next = members.map((spec) => spec.path[2]).join(', ');
  return members.length > 0 ? { command: `${root} ${first.raw.toLowerCase()}`, next } : undefined;
}

function readQuestion(line: string, specs: readonly CommandSpec[]): Call | CommandProblem {
  const ask = specs.find((spec) => spec.path[1] === 'ask' && spec.path.length === 2);
  return ask ? readOptions(line, ask, false) : { command: 'chip ask', options: { question: line } };
}

function unknownCommand(line: string, specs: readonly CommandSpec[]): CommandProblem {
  const known = specs.map((spec) => spec.path.slice(1).join(' ')).join(', ');
  return problem('unknown-command', { text: tokensOf(line)[0]?.raw ?? line, commands: known });
}

function readOptions(text: string, spec: CommandSpec, freeByName = true): Call | CommandProblem {
  const command = spec.path.join(' ');
  const usage = usageOf(spec);
  const free = spec.options.find((option) => option.name === 'question') ?? spec.options.at(-1);
  if (!free) {
    const rest = text.trim();
    return rest === ''
      ? { command, options: {} }
      : problem('unexpected-text', { command, usage, text: rest });
  }
  const values = new Map<string, string>();
  const others: Token[] = [];
  const cuts: Token[] = [];
  for (const token of tokensOf(text)) {
    const option = namedOption(token, spec, free);
    if (!option) others.push(token);
    else if (values.has(option.name))
      return problem('repeated-option', { command, usage, option: option.name });
    else {
      cuts.push(token);
      setSaid(values, option.name, token.value);
    }
  }
  const failure = fillPositions({ text, spec, free, values, others, cuts, freeByName });
  if (failure) return problem(failure.code, { command, usage, ...failure.details });
  const missing = spec.options.find((option) => option.required && !values.has(option.name));
  const read = { command, options: Object.fromEntries(values) };
  if (missing) return { ...problem('missing-option', { command, usage, option: missing.name }), read };
  return read;
}

/** The option that `name=value` names, the free one apart. In a question an empty value is part of the text. */
function namedOption(token: Token, spec: CommandSpec, free: OptionSpec): OptionSpec | undefined {
  if (token.name === undefined || (token.value === '' && free.name === 'question')) return undefined;
  const name = optionName(token.name);
  return spec.options.find((option) => option !== free && optionName(option.name) === name);
}

type Positions = {
  readonly text: string;
  readonly spec: CommandSpec;
  readonly free: OptionSpec;
  readonly values: Map<string, string>;
  readonly others: readonly Token[];
  readonly cuts: readonly Token[];
  readonly freeByName: boolean;
};
type Failure = { readonly code: string; readonly details: Readonly<Record<string, string>> };

/** Gives the words that name no option to the options still empty, in order; the free one takes the rest. */
function fillPositions(positions: Positions): Failure | undefined {
  const { spec, free, values, others } = positions;
  const isQuestion = free.name === 'question';
  const slots = isQuestion
    ? []
    : spec.options.filter((option) => option !== free && !option.named && !values.has(option.name));
  let open = true; // whether words at hand may still become the free text
  for (const [index, token] of others.entries()) {
    const namesFree = positions.freeByName && optionName(token.name ?? '') === optionName(free.name);
    if (namesFree && !values.has(free.name)) {
      setSaid(values, free.name, token.value);
      if (slots.length > 0 || token.quoted) open = false;
      else {
        takeRest(positions, token.end - token.value.length);
        return undefined;
      }
      continue;
    }
    const looksNamed = !isQuestion && token.name !== undefined && /[=＝]/u.test(token.sign ?? '');
    if (looksNamed) return { code: 'unknown-option', details: { option: token.name ?? '' } };
    const slot = slots.shift();
    if (slot) setSaid(values, slot.name, positionalValue(token));
    else if (!open) return { code: 'unexpected-text', details: { text: token.raw } };
    else {
      takeRest(positions, token.start, index === others.length - 1 ? token : undefined);
      return undefined;
    }
  }
  return undefined;
}

/** The free text: everything from `from` on, as typed, without the `name=value` parts of other options. */
function takeRest(positions: Positions, from: number, only?: Token): void {
  const { text, free, values, cuts } = positions;
  const pieces: string[] = [];
  let at = from;
  for (const cut of cuts.filter((token) => token.start >= from)) {
    pieces.push(text.slice(at, cut.start).trim());
    at = cut.end;
  }
  pieces.push(text.slice(at).trim());
  const rest = pieces.filter((piece) => piece !== '').join(' ');
  // Quotes around a whole value only hold its spaces; a question is left as it was typed.
  const unquoted = only?.quoted && free.name !== 'question' && rest === only.raw ? only.value : rest;
  values.delete(free.name);
  setSaid(values, free.name, unquoted);
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const { name, sign, quoted } = match.groups ?? {};
    const raw = match[0];
    const bare = name === undefined || sign === undefined ? raw : raw.slice(name.length + sign.length);
    return {
      start: match.index,
      end: match.index + raw.length,
      raw,
      value: quoted === undefined ? bare : quoted.slice(1, -1).trim(),
      quoted: quoted !== undefined,
      ...(name !== undefined && sign !== undefined ? { name, sign } : {}),
    };
  });
}

/** A word that names no option stands for itself: `https://…` is no option called https. */
function positionalValue(token: Token): string {
  return token.quoted && token.name === undefined ? token.value : token.raw;
}

/** An option given as nothing is not given. */
function setSaid(values: Map<string, string>, name: string, value: string): void {
  if (value !== '') values.set(name, value);
}

function usageOf(spec: CommandSpec): string {
  const options = spec.options.map(({ name, named, required }) =>
    required ? name : named ? `[${name}=…]` : `[${name}]`,
  );
  return `/${[...spec.path, ...options].join(' ')}`;
}

function optionName(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}

function sameWord(a: string, b: string): boolean {
  return a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase();
}

function problem(code: string, details: Readonly<Record<string, string>>): CommandProblem {
  return { problem: new UserError(code, details) };
}

/** The locale of a text: Chinese when it has a Han character, else the reader's, where a client tells it. */
export function localeOfText(text: string, reader: Locale = 'en'): Locale {
  return /\p{Script=Han}/u.test(text) ? 'zh' : reader;
}

/** What to say about a problem of `readCommand`: one sentence, and how the command is written. */
export function problemToMessage(error: UserError, locale: Locale): Message {
  const { command = '', option = '', text = '', usage = '', next = '', commands = '' } = error.details;
  const say = (zh: string, en: string): string => (locale === 'zh' ? zh : en);
  const sentences: Readonly<Record<string, string>> = {
    'unknown-command': say(`没有“${text}”这个命令。`, `There is no command “${text}”.`),
    'incomplete-command': say(`/${command} 后面还要写：${next}。`, `/${command} needs one of: ${next}.`),
    'missing-option': say(`缺少选项 ${option}。`, `The option ${option} is missing.`),
    'unknown-option': say(`没有选项 ${option}。`, `There is no option ${option}.`),
    'repeated-option': say(`选项 ${option} 写了两次。`, `The option ${option} is given twice.`),
    'unexpected-text': say(`多出来的文字：“${text}”。`, `There is text left over: “${text}”.`),
  };
  const sentence = sentences[error.code] ?? say('命令没有读懂。', 'The command could not be read.');
  const known = commands === '' ? '' : say(`可用的命令：${commands}。`, `Commands: ${commands}.`);
  const note = usage === '' ? known : say(`写法：${usage}`, `Write: ${usage}`);
  const notes = note === '' ? [] : [{ kind: 'note', text: note } as const];
  return { locale, blocks: [{ kind: 'text', text: sentence }, ...notes], actions: [] };
}
