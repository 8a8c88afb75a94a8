/** What the app did to Slack, in order; others wait for it by promise. */
import type { MessageBody } from './check-blocks.ts';

export type Body = MessageBody & {
  readonly channel?: unknown;
  readonly ts?: unknown;
  readonly thread_ts?: unknown;
  readonly response_type?: unknown;
  readonly replace_original?: unknown;
  readonly user_id?: unknown;
  readonly view?: { readonly type?: unknown; readonly blocks?: unknown };
  readonly trigger_id?: unknown;
  readonly user?: unknown;
  readonly metadata?: unknown;
  /** Of an 'upload': what was put there. */
  readonly content?: unknown;
  readonly alt_text?: unknown;
  readonly channel_id?: unknown;
  readonly files?: unknown;
  /** Of an 'ack': which kind of delivery, and what was said with it. */
  readonly kind?: unknown;
  readonly payload?: unknown;
};

export type Call = {
  /** 'chat.postMessage' …, 'response_url', or 'ack' for the answer to a delivery. */
  readonly method: string;
  /** Parsed: blocks and views are objects. */
  readonly body: Body;
  /** The workspace of the token that it was called with. */
  readonly team?: string;
  /** Slack's code when it refused the call. */
  readonly error?: string;
  /** What Slack took but should not have got: see `checkTexts`. */
  readonly faults: readonly string[];
};

export type Calls = {
  readonly all: readonly Call[];
  add(call: Call): void;
  /** The `nth` call (from 1) that fits, now or later; rejects after `timeoutMs` with what came instead. */
  waitFor(fits: (call: Call) => boolean, nth?: number, timeoutMs?: number): Promise<Call>;
};

export function createCalls(): Calls {
  const all: Call[] = [];
  const waiting = new Set<() => void>();
  const add = (call: Call): void => {
    all.push(call);
    for (const look of waiting) look();
  };
  const waitFor: Calls['waitFor'] = (fits, nth = 1, timeoutMs = 10_000) =>
    new Promise((resolve, reject) => {
      const finish = (): void => {
        waiting.delete(look);
        clearTimeout(timer);
      };
      const look = (): void => {
        const call = all.filter(fits)[nth - 1];
        if (!call) return;
        finish();
        resolve(call);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`no such call; there were: ${all.map((call) => call.method).join(', ') || 'none'}`));
      }, timeoutMs);
      waiting.add(look);
      look();
    });
  return { all, add, waitFor };
}
