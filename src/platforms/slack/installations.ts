/** Where the app is installed, with the token of each workspace: sealed in the store, open only in here. */
import { z } from 'zod';
import { UserError } from '../../language/user-error.ts';
import type { Log } from '../platform.ts';
import type { Sealer } from './seal.ts';

/** A row of the store; see `Store.installations`. */
export type KeptInstallation = {
  readonly space: string;
  readonly sealed: string;
  readonly by: string;
  readonly at: string;
};

export type InstallationStore = {
  put(installation: KeptInstallation): Promise<void>;
  get(space: string): Promise<KeptInstallation | undefined>;
  all(): Promise<readonly KeptInstallation[]>;
  reseal(change: { readonly space: string; readonly from: string; readonly to: string }): Promise<boolean>;
  remove(space: string, until: string): Promise<boolean>;
};

const secretSchema = z.object({
  token: z.string(),
  botUser: z.string(),
  scopes: z.array(z.string()),
});
type Secret = z.infer<typeof secretSchema>;

export type Installation = Secret & {
  readonly space: string;
  /** Another one for every installing and sealing. */
  readonly sealed: string;
};

export type Installations = {
  /**
   * Rejects with the store's UserError while it is away, and with 'bad-setting' when none of TOKEN_KEY opens it.
   * @returns undefined where the app is not installed.
   */
  find(space: string): Promise<Installation | undefined>;
  keep(space: string, secret: Secret, by: string): Promise<void>;
  /** Not one that was made after `until`. @returns false where there is none. */
  remove(space: string, until: Date): Promise<boolean>;
  /**
   * Seals with the first key what an older one sealed. Rejects with 'bad-setting' when no installation opens, and with
   * the store's UserError while it is away.
   */
  check(): Promise<void>;
};

export type InstallationsOptions = {
  readonly store: () => Promise<InstallationStore>;
  readonly sealer: Sealer;
  readonly log: Log;
  readonly now: () => Date;
};

export function createInstallations({ store, sealer, log, now }: InstallationsOptions): Installations {
  const take = async (row: KeptInstallation): Promise<Installation> => {
    const { secret, old } = openInstallation(row, sealer);
    if (!old) return { ...secret, space: row.space, sealed: row.sealed };
    const to = sealer.seal(row.space, JSON.stringify(secret));
    const done = await (await store()).reseal({ space: row.space, from: row.sealed, to });
    return { ...secret, space: row.space, sealed: done ? to : row.sealed };
  };
  return {
    async find(space) {
      const row = await (await store()).get(space);
      return row && take(row);
    },
    async keep(space, secret, by) {
      const sealed = sealer.seal(space, JSON.stringify(secret));
      await (await store()).put({ space, sealed, by: `slack:${space}/${by}`, at: now().toISOString() });
    },
    remove: async (space, until) => (await store()).remove(space, until.toISOString()),
    async check() {
      const rows = await (await store()).all();
      const faults: UserError[] = [];
      for (const row of rows) {
        await take(row).catch((error: unknown) => {
          if (!(error instanceof UserError) || error.code !== 'bad-setting') throw error;
          faults.push(error);
        });
      }
      const [first] = faults;
      if (first && faults.length === rows.length) throw first;
      if (first) log('error', 'slack-installations-sealed', { count: faults.length, of: rows.length });
    },
  };
}

/** @throws UserError 'bad-setting' when none of the keys opens it. */
export function openInstallation(
  { space, sealed }: KeptInstallation,
  sealer: Sealer,
): { readonly secret: Secret; readonly old: boolean } {
  const opened = sealer.open(space, sealed);
  if (opened.kind === 'open') return { secret: secretSchema.parse(JSON.parse(opened.text)), old: opened.old };
  const setting = 'TOKEN_KEY';
  if (opened.kind === 'no-key') {
    const reason = `does not open the token of the workspace ${space}, which the key with the id ${opened.id} sealed`;
    const remedy = 'add that key behind a comma, or install the app there again';
    throw new UserError('bad-setting', { setting, reason, remedy });
  }
  const reason = `the stored token of the workspace ${space} was changed or belongs to another one`;
  throw new UserError('bad-setting', { setting, reason, remedy: 'install the app there again' });
}
