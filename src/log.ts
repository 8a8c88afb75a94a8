/** The process's log: one JSON object a line on standard error. */
import pino from 'pino';
import type { Log } from './platforms/platform.ts';

/** Field names whose values never reach the log, should a caller pass them by mistake. */
const SECRETS = ['token', 'secret', 'authorization', 'password', 'key', 'url', 'text', 'question'];

/** What looks like a token of a platform or holds a password, whoever wrote it: a library's own words are logged too. */
const TOKENS =
  /\bx(?:ox[a-z]?|app)-[\w-]+|\b[\w-]{20,}\.[\w-]{6}\.[\w-]{20,}|(?<=:\/\/[^\s:@/"]*:)[^\s@/"]+(?=@)/gu;

export type LogOptions = {
  /** Values that are cut out of every line, wherever they stand; short ones are words and stay. */
  readonly secrets?: readonly string[];
  /** Gets whole lines; by default they go to standard error at once, so that the last one is never lost. */
  readonly write?: (line: string) => void;
};

const SHORTEST_SECRET = 6;

export function createLog(level: 'debug' | 'info' | 'warn' | 'error', options: LogOptions = {}): Log {
  const { secrets = [] } = options;
  const destination = pino.destination({ dest: 2, sync: true });
  const write = options.write ?? ((line: string) => void destination.write(line));
  // As they stand inside a JSON string; the longest first, for one may be the beginning of another.
  const hidden = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .sort((a, b) => b.length - a.length);
  const clean = (line: string): string =>
    hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line.replace(TOKENS, '[secret]'));
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRETS, censor: '[secret]' },
    },
    { write: (line: string) => write(clean(line)) },
  );
  return (at, event, fields = {}) => logger[at]({ event, ...fields });
}
