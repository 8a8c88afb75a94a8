/** Named checks of what the bot needs to do all of its work. */

/** Resolves with what is wrong, in words for an operator that hold no secret; undefined when nothing is. */
export type Check = () => string | undefined | Promise<string | undefined>;

export type Checked = {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
};

export type Checks = {
  /** The last check of a name holds. */
  add(name: string, check: Check): void;
  run(): Promise<Checked>;
};

/** A probe asks every few seconds and does not wait long. */
const CHECK_WITHIN_MS = 2_000;

export function createChecks(withinMs: number = CHECK_WITHIN_MS): Checks {
  const checks = new Map<string, Check>();
  return {
    add: (name, check) => void checks.set(name, check),
    async run() {
      const results = await Promise.all(
        [...checks].map(async ([name, check]) => [name, await within(withinMs, check)] as const),
      );
      return {
        ready: results.every(([, fault]) => fault === undefined),
        checks: Object.fromEntries(results.map(([name, fault]) => [name, fault ?? 'ok'])),
      };
    },
  };
}

async function within(ms: number, check: Check): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, ms, `no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    // What a library says may hold an address with its password.
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}
