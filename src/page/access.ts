/** Who may change facts on the page. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopbackName, wasForwarded } from './guard.ts';
import { cookieOf } from './reader.ts';

/** 'open': whoever sits at this machine. 'token': whoever has it. 'closed': nobody. */
export type Access =
  | { readonly kind: 'open' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'closed' };

export type Reach = {
  /** The address it listens on. */
  readonly host: string;
  /** Something passes requests from outside on to it. */
  readonly forwarded: boolean;
  readonly token?: string;
};

/** A token, once given, is always asked for. */
export function accessFor({ host, forwarded, token }: Reach): Access {
  if (token !== undefined) return { kind: 'token', token };
  return isLoopbackName(host) && !forwarded ? { kind: 'open' } : { kind: 'closed' };
}

const SESSION_COOKIE = 'admin';
const SESSION_MS = 12 * 60 * 60 * 1_000;

export function isAdmin(request: IncomingMessage, access: Access, now: Date): boolean {
  if (access.kind === 'open')
    return isLoopbackName(request.socket.remoteAddress ?? '') && !wasForwarded(request);
  if (access.kind === 'closed') return false;
  const [expires = '', seal = ''] = (cookieOf(request, SESSION_COOKIE) ?? '').split('.');
  return Number(expires) > now.getTime() && isSame(seal, sealOf(expires, access.token));
}

/** Says in constant time whether the token is the one. */
export function isToken(given: string, access: Access): boolean {
  return access.kind === 'token' && isSame(given, access.token);
}

/** A session that ends by itself and with the token; it outlives the process. `secure`: https only. */
export function sessionCookie(token: string, now: Date, secure: boolean): string {
  const expires = String(now.getTime() + SESSION_MS);
  return cookie(`${expires}.${sealOf(expires, token)}`, SESSION_MS / 1_000, secure);
}

export function endedSessionCookie(secure: boolean): string {
  return cookie('', 0, secure);
}

function cookie(value: string, seconds: number, secure: boolean): string {
  const parts = [`${SESSION_COOKIE}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${seconds}`];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

function sealOf(expires: string, token: string): string {
  return createHmac('sha256', token).update(`page-session ${expires}`).digest('base64url');
}

/** Digests are of one length, so the comparison tells nothing of either. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
