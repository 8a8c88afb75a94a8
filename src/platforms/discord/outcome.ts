/** The one table of what a failed call to Discord means. */
import { UserError } from '../../language/user-error.ts';
import type { Log } from '../platform.ts';

type Outcome = { readonly level: 'info' | 'warn' | 'error'; readonly event: string };

/** Discord's JSON error codes that are no fault of ours and that no further call can mend. */
const OUTCOMES: ReadonlyMap<number, Outcome> = new Map([
  [10003, { level: 'warn', event: 'discord-channel-gone' }],
  [10008, { level: 'warn', event: 'discord-message-gone' }],
  [10015, { level: 'warn', event: 'discord-token-expired' }],
  [10062, { level: 'warn', event: 'discord-interaction-expired' }],
  [40060, { level: 'info', event: 'discord-already-acknowledged' }],
  [40094, { level: 'warn', event: 'discord-follow-ups-used-up' }],
  [50001, { level: 'warn', event: 'discord-not-permitted' }],
  [50007, { level: 'warn', event: 'discord-direct-messages-closed' }],
  [50013, { level: 'warn', event: 'discord-not-permitted' }],
  [50027, { level: 'warn', event: 'discord-token-expired' }],
]);

function numberAt(error: unknown, key: 'code' | 'status'): number | undefined {
  const value = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** True for what is over and needs no apology: the user is gone, or has the answer already. */
export function isSettled(error: unknown): boolean {
  return OUTCOMES.has(numberAt(error, 'code') ?? -1);
}

/** True while Discord does not know of a first response, or of the message that it made. */
export function isNotThereYet(error: unknown): boolean {
  const code = numberAt(error, 'code');
  return code === 10015 || code === 10008;
}

/** Logs a failed delivery. The address of a call holds the interaction's token and is left out. */
export function logOutcome(log: Log, error: unknown, request: string): void {
  const code = numberAt(error, 'code');
  const outcome = OUTCOMES.get(code ?? -1) ?? { level: 'error', event: 'discord-delivery-failed' };
  const reason = error instanceof Error ? error.message : String(error);
  log(outcome.level, outcome.event, { request, code, status: numberAt(error, 'status'), reason });
}

/** Close codes after which Discord lets nobody back in. https://discord.com/developers/docs/topics/opcodes-and-status-codes */
const REFUSALS: ReadonlyMap<number, readonly [setting: string, reason: string]> = new Map([
  [
    4004,
    [
      'DISCORD_TOKEN',
      'Discord refused the token; copy it again from the Bot page of the app at https://discord.com/developers/applications',
    ],
  ],
  [
    4011,
    ['DISCORD_SHARDS', 'the bot is in more servers than so few shards may serve; set DISCORD_SHARDS=auto'],
  ],
  [4013, ['DISCORD_TOKEN', 'Discord does not know the intents that were asked for']],
  [
    4014,
    [
      'DISCORD_TOKEN',
      'Discord refused the intents of the app; see the Bot page of the app at https://discord.com/developers/applications',
    ],
  ],
]);

/** The setting that is wrong when the gateway closes for good with this code. */
export function refusalToUserError(closeCode: number | undefined): UserError | undefined {
  const [setting, reason] = REFUSALS.get(closeCode ?? -1) ?? [];
  return setting === undefined || reason === undefined
    ? undefined
    : new UserError('bad-setting', { setting, reason });
}

/** The token is what is wrong when a call that needs one gets 401. */
export function unauthorizedToUserError(error: unknown): UserError | undefined {
  return numberAt(error, 'status') === 401 ? refusalToUserError(4004) : undefined;
}

/** The setting that is wrong when registering commands is refused; undefined when no setting is to blame. */
export function registrationErrorToUserError(
  error: unknown,
  guildId: string | undefined,
): UserError | undefined {
  const status = numberAt(error, 'status');
  if (status !== 403 && status !== 404) return unauthorizedToUserError(error);
  return guildId === undefined
    ? new UserError('bad-setting', {
        setting: 'DISCORD_APPLICATION_ID',
        reason:
          'Discord does not let this token register commands for that app; copy the id from its General Information page',
      })
    : new UserError('bad-setting', {
        setting: 'DISCORD_GUILD_ID',
        reason: 'the app is not installed in that server; install it there or leave the setting out',
      });
}
