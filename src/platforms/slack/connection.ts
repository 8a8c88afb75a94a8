/**
 * Keeps the Socket Mode connection up. Slack closes it about hourly (a `disconnect` envelope) and when its hosts
 * change. The library would wait 5 s before it connects again, in which commands fail; here it is at once.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../platform.ts';
import { failureCode, tokenFault } from './failure.ts';

export type Connection = {
  /** Resolves when Slack has said hello. */
  readonly open: () => Promise<void>;
  /** Resolves when the socket is closed, by force when Slack does not close its side in time. */
  readonly close: () => Promise<void>;
};

type Client = SocketModeReceiver['client'];

const HELLO_TIMEOUT_MS = 15_000;
const CLOSE_TIMEOUT_MS = 2_000;
/** Seconds before each further try; the last is repeated. */
const WAITS_S = [0, 1, 2, 5, 10, 30];

/** `client` must be made with `autoReconnectEnabled: false`. */
export function createConnection(client: Client, log: Log): Connection {
  const closing = new AbortController();
  let wanted = false;
  client.on('disconnected', () => {
    // While a connection is being opened its failure is reported by `start`.
    if (!wanted || closing.signal.aborted) return;
    wanted = false;
    log('info', 'slack-disconnected');
    void reconnect();
  });
  const reconnect = async (): Promise<void> => {
    for (let attempt = 0; !closing.signal.aborted; attempt += 1) {
      const seconds = WAITS_S[Math.min(attempt, WAITS_S.length - 1)] ?? 30;
      await wait(seconds * 1_000, undefined, { signal: closing.signal }).catch(() => undefined);
      if (closing.signal.aborted) return;
      const error = await open().then(
        () => undefined,
        (failure: unknown) => failure,
      );
      if (error === undefined) return log('info', 'slack-reconnected', { attempt });
      log('warn', 'slack-reconnect-failed', { attempt, code: failureCode(error) });
      // A token that was taken back will not come right by trying.
      if (tokenFault(error) !== undefined)
        return log('error', 'slack-token-refused', { code: failureCode(error) });
    }
  };
  const open = async (): Promise<void> => {
    await within(HELLO_TIMEOUT_MS, client.start(), () => void client.disconnect());
    wanted = true;
  };
  return {
    open,
    close: async () => {
      closing.abort();
      // A second call while the socket is closing cuts it.
      await within(CLOSE_TIMEOUT_MS, client.disconnect(), () => void client.disconnect()).catch(
        () => undefined,
      );
    },
  };
}

/** Rejects with `timeout` after `ms`, having called `onTimeout`. */
async function within(ms: number, work: Promise<unknown>, onTimeout: () => void): Promise<void> {
  const timer = new AbortController();
  const late = wait(ms, undefined, { signal: timer.signal }).then(
    () => {
      onTimeout();
      throw Object.assign(new Error('timeout'), { code: 'timeout' });
    },
    () => undefined,
  );
  try {
    await Promise.race([work, late]);
  } catch (error) {
    // The library rejects with nothing when the socket closes before Slack's hello.
    throw error ?? Object.assign(new Error('closed'), { code: 'closed' });
  } finally {
    timer.abort();
  }
}
