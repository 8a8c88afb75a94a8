/** The process's log: one JSON object a line on standard error. */
import pino from 'pino';
import type { Log } from './platforms/platform.ts';

/** Field names whose values never reach the log, should a caller pass them by mistake. */
const SECRETS = ['token', 'secret', 'authorization', 'password', 'key', 'url', 'text', 'question'];

/** `write` gets whole lines; by default they go to standard error at once, so that the last one is never lost. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error', write?: (line: string) => void): Log {
  const destination = write ? { write } : pino.destination({ dest: 2, sync: true });
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRETS, censor: '[secret]' },
    },
    destination,
  );
  return (at, event, fields = {}) => logger[at]({ event, ...fields });
}
