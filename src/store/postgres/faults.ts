/** What an error of PostgreSQL or of the way to it says about the server. */
import type { FaultKind } from '../faults.ts';

/** No answer came in time: the connection it was waited for on is given up. */
export class SilenceError extends Error {
  constructor(ms: number) {
    super(`the database did not answer within ${ms} ms`);
    this.name = 'SilenceError';
  }
}

const NETWORK =
  /^(?:E(?:CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|PIPE|NOTFOUND|HOSTUNREACH|NETUNREACH|AI_AGAIN|NETDOWN|HOSTDOWN))$/u;

/**
 * SQLSTATE classes, https://www.postgresql.org/docs/current/errcodes-appendix.html: 08 the connection, 57P the server
 * stops or starts, 53 its resources, 57014 and 55P03 it took too long, 25P03 it was left alone too long.
 */
const AWAY = /^(?:08...|57P0.|53[023]..|53000|57014|55P03|25P0[34])$/u;
/** Its disk is full; it, or what it stands on, takes no writes. */
const FULL = /^(?:53100|25006|58030)$/u;
/** The driver has no codes for these. */
const DRIVER =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/u;

export function kindOf(error: unknown): FaultKind | undefined {
  if (error instanceof SilenceError) return 'away';
  if (error instanceof AggregateError) return kindOf(error.errors[0]);
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (FULL.test(code)) return 'full';
  return NETWORK.test(code) || AWAY.test(code) || DRIVER.test(error.message) ? 'away' : undefined;
}
