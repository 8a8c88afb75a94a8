/** What a failed call of the store means to whoever waits for it: a UserError that tells, and a line for the log. */
import { UserError } from '../language/user-error.ts';
import type { Store } from './store.ts';

/** Away: it cannot be reached now. Full: it is there and takes nothing more. */
export type FaultKind = 'away' | 'full';

/** The commit itself failed: whether it was recorded only the store knows. */
export class CommitError extends Error {
  constructor(cause: unknown) {
    super('the commit failed', { cause });
    this.name = 'CommitError';
  }
}

export type FaultTelling = {
  /** Undefined for what is a bug and not the state of the store. */
  readonly kindOf: (error: unknown) => FaultKind | undefined;
  /** Told the engine's own error. */
  readonly onFault: (error: unknown) => void;
};

/**
 * The same store, whose calls reject with the UserErrors 'store-away' and 'store-full' when nothing was recorded, and
 * with 'store-unsure' when the answer to a commit was lost.
 */
export function tellFaults(store: Store, telling: FaultTelling): Store {
  return {
    ...methodsTold(store, telling),
    digest: methodsTold(store.digest, telling),
    claims: methodsTold(store.claims, telling),
    installations: methodsTold(store.installations, telling),
  };
}

function methodsTold<T extends object>(methods: T, telling: FaultTelling): T {
  const told = Object.entries(methods).map(([name, method]) => [
    name,
    name === 'watch' || name === 'close' || typeof method !== 'function'
      ? method
      : clearly(method as Method, telling),
  ]);
  return Object.fromEntries(told) as T;
}

type Method = (...given: unknown[]) => Promise<unknown>;

function clearly(method: Method, { kindOf, onFault }: FaultTelling): Method {
  return async (...given) => {
    try {
      return await method(...given);
    } catch (error) {
      const cause = error instanceof CommitError ? error.cause : error;
      const kind = kindOf(cause);
      if (kind === undefined) throw cause;
      onFault(cause);
      const code = error instanceof CommitError && kind === 'away' ? 'store-unsure' : `store-${kind}`;
      throw new UserError(code, {}, { cause });
    }
  };
}
