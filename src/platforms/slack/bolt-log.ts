/** Bolt's logger, writing to the process's log. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../platform.ts';
import { failureCode } from './failure.ts';

/** Bolt's debug lines hold whole payloads, so they are dropped; the other lines are stripped of secrets and texts. */
export function createBoltLog(log: Log): Logger {
  const write = (level: 'debug' | 'warn' | 'error') => {
    return (...parts: unknown[]): void =>
      log(level, 'slack-library', { said: parts.map(safeText).join(' ') });
  };
  return {
    debug: () => undefined,
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** Tokens, addresses (a socket's address and a response_url are secrets) and quoted input are cut out. */
function safeText(part: unknown): string {
  const text = part instanceof Error ? `${part.name} ${failureCode(part)}` : String(part);
  return text
    .replace(/\bx(?:ox[a-z]?|app)-[\w.-]+/gu, '[token]')
    .replace(/\b(?:https?|wss?):\/\/\S+/gu, '[address]')
    .replace(/"[^"]*"|'[^']*'|“[^”]*”/gu, '[text]')
    .slice(0, 200);
}
