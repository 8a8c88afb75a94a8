/** Whether another process has written: SQLite counts that for each connection. */
import type { DatabaseSync } from 'node:sqlite';

const POLL_MS = 1_000;

/** @returns how to stop it. */
export function watchFile(
  raw: DatabaseSync,
  changed: () => void,
  onFault: (error: unknown) => void,
): () => void {
  const statement = raw.prepare('pragma data_version');
  let seen = statement.get()?.['data_version'];
  const poll = (): void => {
    try {
      const version = statement.get()?.['data_version'];
      if (version === seen) return;
      seen = version;
      changed();
    } catch (error) {
      onFault(error);
    }
  };
  const timer = setInterval(poll, POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
