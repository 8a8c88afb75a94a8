/** Notices of other processes, over a connection of its own that is opened again whenever it breaks. */
import { Client } from 'pg';
import { SilenceError } from './faults.ts';

export const CHANNEL = 'chip_facts_log';
const RETRY_MS = 1_000;
/** A server that is gone without a word is noticed by asking it. */
const ASK_EVERY_MS = 5_000;

export type Listener = {
  watch(changed: () => void): () => void;
  close(): Promise<void>;
};

export type ListenerOptions = {
  readonly onFault: (error: unknown) => void;
  /** How long an answer may take, in milliseconds. */
  readonly patienceMs: number;
};

/** Connects when there is a first watcher. What was missed while disconnected is made up for by one call. */
export function createListener(url: string, { onFault, patienceMs }: ListenerOptions): Listener {
  const watchers = new Set<() => void>();
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;
  const tell = (): void => {
    for (const watcher of watchers) watcher();
  };

  async function connect(): Promise<void> {
    const fresh = new Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: patienceMs,
      application_name: 'chip-facts-bot',
    });
    client = fresh;
    let lost = false;
    let asking: NodeJS.Timeout | undefined;
    const lose = (error: unknown): void => {
      if (lost || closed) return;
      lost = true;
      clearTimeout(asking);
      onFault(error);
      fresh.end().catch(() => undefined);
      retry = setTimeout(() => void connect(), RETRY_MS);
      retry.unref();
    };
    fresh.on('error', lose);
    fresh.on('end', () => lose(new Error('the connection to the database ended')));
    fresh.on('notification', tell);
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
      tell();
      asking = keepAsking(fresh, patienceMs, lose);
    } catch (error) {
      lose(error);
    }
  }

  return {
    watch(changed) {
      watchers.add(changed);
      if (!client) void connect();
      return () => watchers.delete(changed);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

/** @returns what `clearTimeout` ends. */
function keepAsking(client: Client, patienceMs: number, onSilence: (error: unknown) => void): NodeJS.Timeout {
  const timer = setInterval(() => {
    const late = setTimeout(() => onSilence(new SilenceError(patienceMs)), patienceMs);
    client
      .query('select 1')
      .catch(onSilence)
      .finally(() => clearTimeout(late));
  }, ASK_EVERY_MS);
  return timer.unref();
}
