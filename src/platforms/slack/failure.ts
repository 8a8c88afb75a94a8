/** What went wrong with Slack, in a word that holds no secret and nothing a user typed. */
import { UserError } from '../../language/user-error.ts';

/** Slack's answers that say a token is wrong, and not Slack or the network. From the pages of `auth.test`. */
const TOKEN_FAULTS: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
  'no_permission',
  'access_denied',
  'org_login_required',
  'ekm_access_denied',
  'team_access_not_granted',
  'user_removed_from_team',
  'team_disabled',
  'enterprise_is_restricted',
]);

/** Slack's error code of a failed call, `http_500`, a network code, or the error's name. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const data: unknown = 'data' in error ? error.data : undefined;
  const slack = readString(data, 'error');
  // Slack's codes are words; an answer that is no JSON ends up here as its whole text.
  if (slack !== undefined) return /^[a-z0-9_]{1,60}$/u.test(slack) ? slack : 'unreadable_answer';
  if ('statusCode' in error && typeof error.statusCode === 'number') return `http_${error.statusCode}`;
  const inner: unknown = 'original' in error ? error.original : error.cause;
  if (inner instanceof Error) return failureCode(inner);
  return readString(error, 'code') ?? error.name;
}

/** The reason when the failure is the token's, else undefined. */
export function tokenFault(error: unknown): string | undefined {
  const code = failureCode(error);
  return TOKEN_FAULTS.has(code) ? code : undefined;
}

/** Rejects with a UserError that names the setting when Slack refuses its token; other failures pass. */
export async function checkToken<T>(setting: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const reason = tokenFault(error);
    throw reason === undefined ? error : new UserError('bad-setting', { setting, reason });
  }
}

function readString(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** The app was removed from the workspace, or its token taken back. */
export function isRevoked(code: string): boolean {
  return code === 'token_revoked' || code === 'account_inactive' || code === 'invalid_auth';
}
