/** The address that installs the Discord app in a server. */
import { OAuth2Routes, OAuth2Scopes, PermissionsBitField } from 'discord.js';

/**
 * What posting an answer below a mention takes, and no more: Discord asks for ReadMessageHistory of a reply, and
 * shows no embed of a bot without EmbedLinks and takes no file without AttachFiles. Answers to commands need no permission at all.
 */
const PERMISSIONS = new PermissionsBitField([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
]);

/** The invite link of an app. */
export function createDiscordInvite(applicationId: string): string {
  const link = new URL(OAuth2Routes.authorizationURL);
  link.search = new URLSearchParams({
    client_id: applicationId,
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
    permissions: PERMISSIONS.bitfield.toString(),
  }).toString();
  return link.href;
}
