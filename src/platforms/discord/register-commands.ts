/** Registers the commands, only when they changed: Discord allows 200 creates a day. */
import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import type { CommandSpec, Log } from '../platform.ts';
import { commandsToBodies, type Scope } from './commands-to-bodies.ts';

/** What we set. Discord's answer has more: ids, versions and defaults. */
const OURS = new Set([
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'required',
  'autocomplete',
  'default_member_permissions',
  'contexts',
  'integration_types',
]);
const GLOBAL_ONLY = new Set(['contexts', 'integration_types']);

function isDefault(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function canonicalObject(value: object, scope: Scope): unknown {
  const entries = Object.entries(value)
    .filter(
      ([key, part]) => OURS.has(key) && !isDefault(part) && !(scope === 'guild' && GLOBAL_ONLY.has(key)),
    )
    .map(([key, part]) => {
      if (key.endsWith('_localizations')) return [key, Object.entries(part).toSorted()];
      if (GLOBAL_ONLY.has(key)) return [key, [...part].toSorted()];
      return [key, canonical(part, scope)];
    });
  return entries.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

function canonical(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((part) => canonical(part, scope));
  return typeof value === 'object' && value !== null ? canonicalObject(value, scope) : value;
}

/** True when both lists mean the same commands, whatever order and defaults they are written in. */
function areSameCommands(a: readonly object[], b: readonly object[], scope: Scope): boolean {
  const written = (list: readonly object[]) =>
    list.map((each) => JSON.stringify(canonical(each, scope))).toSorted();
  return JSON.stringify(written(a)) === JSON.stringify(written(b));
}

/** Whether what Discord has registered, as it gives it with its localizations, is what is registered at the start. */
export function areRegistered(
  present: readonly object[],
  commands: readonly CommandSpec[],
  scope: Scope,
): boolean {
  return areSameCommands(commandsToBodies(commands, scope), present, scope);
}

/** Rejects with what `@discordjs/rest` throws. Without `guildId` the commands are global. */
export async function registerCommands(
  rest: REST,
  commands: readonly CommandSpec[],
  options: { readonly applicationId: string; readonly guildId?: string | undefined; readonly log: Log },
): Promise<void> {
  const { applicationId, guildId, log } = options;
  const scope = guildId === undefined ? 'global' : 'guild';
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const wanted = commandsToBodies(commands, scope);
  const present = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
  const changed = !areSameCommands(wanted, Array.isArray(present) ? present : [], scope);
  if (changed) await rest.put(route, { body: wanted });
  log('info', 'discord-commands', { scope, changed, count: wanted.length });
}
