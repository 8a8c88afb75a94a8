/** The news desk: loaded when there is something for it to do, at the start or when somebody subscribes. */
import type { Desk } from './digest/run/desk.ts';
import { KNOWLEDGE } from './open-base.ts';
import type { Log, Platform } from './platforms/platform.ts';
import type { Live } from './store/live.ts';

export type NewsOptions = {
  readonly live: Live;
  readonly now: () => Date;
  readonly log: Log;
  readonly feedHosts: readonly string[];
  /** Whether there may be a store with subscriptions at the start. */
  readonly mayHold: boolean;
  readonly newId: () => string;
  /** From 0 to 1. */
  readonly chance: () => number;
  /** A fault in one line. */
  readonly reasonOf: (error: unknown) => string;
  readonly isStopping: () => boolean;
  /** Is given what stops the desk. */
  readonly onOpened: (close: () => Promise<void>) => void;
};

export type News = {
  /** The desk, opened by the first who asks for it. */
  desk(): Promise<Desk>;
  /** These can be posted to from now on; begins with the digests, if any are kept. */
  start(platforms: readonly Platform[]): Promise<void>;
};

export function openNews(options: NewsOptions): News {
  const { live, now, log, isStopping } = options;
  let platforms: readonly Platform[] = [];
  let opening: Promise<Desk> | undefined;
  const open = async (): Promise<Desk> => {
    const { createDesk } = await import('./digest/run/desk.ts');
    const { loadSuggestions } = await import('./digest/feeds/suggestions.ts');
    const made = createDesk({
      ...live,
      store: (await live.store()).digest,
      platforms: () => platforms,
      now,
      log,
      chance: options.chance,
      newId: options.newId,
      after: (milliseconds, call) => {
        const timer = setTimeout(call, milliseconds).unref();
        return () => clearTimeout(timer);
      },
      allowed: new Set(options.feedHosts),
      suggestions: () => loadSuggestions(KNOWLEDGE),
    });
    options.onOpened(made.stop);
    if (!isStopping()) made.start();
    return made;
  };
  const desk = (): Promise<Desk> => {
    // One that could not be opened is tried again by the next who needs it.
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const start = async (running: readonly Platform[]): Promise<void> => {
    platforms = running;
    if (!options.mayHold) return;
    const store = await live.store();
    const look = async (): Promise<void> => {
      if (opening) return (await opening).wake();
      if (!isStopping() && (await store.digest.isUsed())) await desk();
    };
    const lookSafely = (): Promise<void> =>
      look().catch((error: unknown) => log('warn', 'store-fault', { reason: options.reasonOf(error) }));
    // Another process may be where the first one subscribes.
    store.watch(() => void lookSafely());
    await lookSafely();
  };
  return { desk, start };
}
