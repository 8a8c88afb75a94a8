/** Who may change facts. */
import type { Request } from '../../platforms/platform.ts';

/**
 * Administrators of the home server or workspace, those of the setting, and those added by a curator. Whoever
 * administers any other server is nobody here: anybody can make a server and invite the bot.
 */
export function isCurator(
  { user, place }: Request,
  configured: readonly string[],
  added: readonly { readonly user: string }[],
): boolean {
  if (user.administrator === true && place.home === true) return true;
  return configured.includes(user.id) || added.some((one) => one.user === user.id);
}

/** Different people as far as ids tell. Whoever sits at the machine itself has no platform and counts for nobody. */
export function knownCurators(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.filter((id) => id.includes(':')));
}
