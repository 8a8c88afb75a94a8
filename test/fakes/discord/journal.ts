/** What the fake was told, in order, and waiting for it by promise. */

import type { SentFile } from './files.ts';

/** One REST call or one word over the gateway (`method` 'WS', `path` 'identify', 'resume' or 'heartbeat'). */
type Call = {
  readonly method: string;
  /** Decoded, below `/api/v10`: '/webhooks/APP/TOKEN/messages/@original'. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What it was answered with; 0 over the gateway. */
  readonly status: number;
  readonly files: readonly SentFile[];
};

type Match = (call: Call) => boolean;

export type Journal = {
  readonly calls: readonly Call[];
  record(call: Pick<Call, 'method' | 'path' | 'body'> & Partial<Call>): void;
  /** Resolves with the first call that matches, past or future; rejects when the fake is closed first. */
  waitFor(match: Match): Promise<Call>;
  close(): void;
};

type Waiter = { readonly match: Match; resolve(call: Call): void; reject(error: Error): void };

export function createJournal(): Journal {
  const calls: Call[] = [];
  const waiters = new Set<Waiter>();
  return {
    calls,
    record(part) {
      const call: Call = { query: {}, status: 0, files: [], ...part };
      calls.push(call);
      for (const waiter of waiters) {
        if (!waiter.match(call)) continue;
        waiters.delete(waiter);
        waiter.resolve(call);
      }
    },
    waitFor(match) {
      const past = calls.find(match);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => waiters.add({ match, resolve, reject }));
    },
    close() {
      const seen = calls.map((call) => `${call.method} ${call.path} ${call.status}`).join('\n');
      for (const waiter of waiters) waiter.reject(new Error(`The fake was closed; it had seen:\n${seen}`));
      waiters.clear();
    },
  };
}
