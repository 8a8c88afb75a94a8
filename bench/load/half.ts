/** One platform as the load has it: how it asks an app, and how it hears the answer. */

export type Asked = {
  /** Milliseconds until the delivery was acknowledged, and until the answer was there; null when that did not come. */
  readonly acknowledgedMs: number | null;
  readonly answeredMs: number | null;
  /** The answer as it came. */
  readonly said: string;
};

export type Half = {
  readonly name: string;
  /** The bot's settings, besides the port and the database. */
  readonly settings: Readonly<Record<string, string>>;
  /** The app that has nothing to say: a script beside this file, given the same settings. */
  readonly empty: string;
  /** Resolves when all has come or too much time has passed. */
  ask(question: string, asking: { readonly user: number; readonly port: number }): Promise<Asked>;
  close(): Promise<void>;
};

/** The platforms' own patience with an acknowledgement. */
export const ACKNOWLEDGED_WITHIN_MS = 3_000;
const ANSWERED_WITHIN_MS = 30_000;

/** Answers that are waited for, by the id that they come with. */
export function createWaiting() {
  const waiting = new Map<string, (said: string) => void>();
  return {
    /** Null when it does not come. */
    expect: (id: string): Promise<string | null> =>
      new Promise((resolve) => {
        const end = (said: string | null): void => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(said);
        };
        const timer = setTimeout(() => end(null), ANSWERED_WITHIN_MS);
        waiting.set(id, end);
      }),
    hear: (id: string, said: string): void => waiting.get(id)?.(said),
  };
}
