/** Completions as Discord's autocomplete choices. */
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { Suggestion } from '../platform.ts';
import { toPlainText } from './escape.ts';
import { LIMITS, size } from './limits.ts';
import { shorten } from './split.ts';

/**
 * At most 25 choices with distinct names and values. A value is what the bot gets back, so one that is too long is
 * left out and never shortened; a name may be.
 */
export function suggestionsToChoices(
  suggestions: readonly Suggestion[],
): APIApplicationCommandOptionChoice<string>[] {
  const choices: APIApplicationCommandOptionChoice<string>[] = [];
  const names = new Set<string>();
  const values = new Set<string>();
  for (const { label, value } of suggestions) {
    const name = shorten(toPlainText(label).replace(/\s+/g, ' ').trim() || value, LIMITS.choiceName);
    const usable =
      value !== '' && size(value) <= LIMITS.choiceValue && !names.has(name) && !values.has(value);
    if (!usable || choices.length === LIMITS.choices) continue;
    names.add(name);
    values.add(value);
    choices.push({ name, value });
  }
  return choices;
}
