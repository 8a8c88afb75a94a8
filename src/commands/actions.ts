/** Buttons: each stands for a call, and a call that does not fit a button is left out, never cut. */
import type { Locale } from '../language/locale.ts';
import type { Action, Call } from '../platforms/platform.ts';
import { shorten } from './asked.ts';

/** See `Action` of `platforms/platform.ts`; in UTF-16 units. */
const LONGEST_LABEL = 75;
const LONGEST_CALL = 80;

export function askCall(question: string): Call {
  return { command: 'chip ask', options: { question } };
}

/** Command, names and values of the options together. */
export function callFits({ command, options }: Call): boolean {
  const parts = [command, ...Object.entries(options).flat()];
  return parts.reduce((size, part) => size + part.length, 0) <= LONGEST_CALL;
}

export function questionFits(question: string): boolean {
  return callFits(askCall(question));
}

/** None when the call is too long for a button. */
export function callActions(label: string, call: Call): Action[] {
  return callFits(call) ? [{ kind: 'call', label: shorten(label, LONGEST_LABEL), call }] : [];
}

/** Sharing posts what was seen, so the call need not fit a button's id: a whole question may stand in it. */
export function shareActions(call: Call, locale: Locale): Action[] {
  return [{ kind: 'share', label: locale === 'zh' ? '分享' : 'Share', call }];
}

/** One button for one call, the first label kept. */
export function distinctActions(actions: readonly Action[], most: number): Action[] {
  const seen = new Set<string>();
  const unseen = ({ kind, call }: Action): boolean => {
    const key = JSON.stringify([kind, call.command, call.options]);
    return !seen.has(key) && seen.add(key).has(key);
  };
  return actions.filter(unseen).slice(0, most);
}
