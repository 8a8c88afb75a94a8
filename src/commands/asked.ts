/** What every command is given, and how its options are read. */
import type { Answer } from '../answer/answer.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { UserError } from '../language/user-error.ts';
import type { Message, Request } from '../platforms/platform.ts';

/** A request with the snapshot that it is answered from: one request never sees two revisions. */
export type Asked = {
  readonly request: Request;
  readonly base: FactBase;
  /** The base as it was recorded by the end of a day; absent where nothing is recorded. */
  readonly knownOn?: (day: string) => FactBase;
  /** Told of every answer to a question in the asker's own words. */
  readonly onAnswer?: (question: string, answer: Answer) => void;
  /** Told how every question came out, for the counting: nothing of the question itself. */
  readonly onOutcome?: (outcome: Answer['outcome']) => void;
};
/** Most answer at once; what is drawn takes a moment. */
export type Command = (asked: Asked) => Message | Promise<Message>;

/** Names, metrics, periods, topics and ids are short; a question has a bound of its own. In UTF-16 units. */
const LONGEST_OPTION = 200;
/** Reasons, addresses, values in words. */
export const LONGEST_TEXT = 1_000;
const QUOTE_LENGTH = 40;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu;

/** The option as typed, without what nobody can see; undefined when nothing is left. */
export function optionOf(request: Request, name: string, longest = LONGEST_OPTION): string | undefined {
  if (!Object.hasOwn(request.options, name)) return undefined;
  const text = (request.options[name] ?? '').replace(INVISIBLE, ' ').trim();
  if (text === '') return undefined;
  if (text.length > longest) throw new UserError('option-too-long', { option: name });
  return text;
}

/** @throws UserError `missing-option`, said to the reader in one sentence. */
export function requiredOption(request: Request, name: string): string {
  const text = optionOf(request, name);
  if (text === undefined) throw new UserError('missing-option', { command: request.command, option: name });
  return text;
}

/** Chinese as soon as it is typed in Chinese; else the reader's own language; else that of the text. */
export function localeOf({ locale }: Request, ...texts: readonly (string | undefined)[]): Locale {
  const typed = texts.filter((text) => text !== undefined);
  if (typed.some((text) => /\p{Script=Han}/u.test(text))) return 'zh';
  return locale ?? (typed.length > 0 ? 'en' : 'zh');
}

/** What the reader typed, fit to stand inside a sentence. */
export function quote(text: string): string {
  const seen = text.replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
  return `“${shorten(seen, QUOTE_LENGTH)}”`;
}

/** At most `length` UTF-16 units, an ellipsis where something was cut, never half a character. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
