/** What the bot may do in a channel, worked out as https://discord.com/developers/docs/topics/permissions has it. */
import { PermissionFlagsBits } from 'discord-api-types/v10';

/** What posting an answer or a digest takes. */
const NEEDED = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory'] as const;

export type Overwrite = { readonly id: string; readonly allow: string; readonly deny: string };

export type Rights = {
  readonly guildId: string;
  /** The bot's own user id. */
  readonly me: string;
  /** The ids of its roles; that of everybody is the server's own and need not be among them. */
  readonly roles: readonly string[];
  /** Every role of the server with its permissions, as Discord writes them: a decimal number. */
  readonly permissions: ReadonlyMap<string, string>;
};

/** @returns the names of the permissions that are missing. */
export function missingRights(overwrites: readonly Overwrite[], rights: Rights): string[] {
  const { guildId, me, roles, permissions } = rights;
  const own = new Set(roles);
  const granted = [guildId, ...roles].reduce((bits, id) => bits | BigInt(permissions.get(id) ?? 0), 0n);
  if ((granted & PermissionFlagsBits.Administrator) !== 0n) return [];
  const everybody = overwrites.filter(({ id }) => id === guildId);
  const ofRoles = overwrites.filter(({ id }) => own.has(id) && id !== guildId);
  const ofMember = overwrites.filter(({ id }) => id === me);
  // The more particular goes before the more general; within one step what is allowed goes before what is denied.
  const here = [everybody, ofRoles, ofMember].reduce((bits, step) => {
    const denied = step.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const allowed = step.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    return (bits & ~denied) | allowed;
  }, granted);
  return NEEDED.filter((name) => (here & PermissionFlagsBits[name]) === 0n);
}
