/** Where the app is installed. What is secret in it comes sealed and is not read here. */
import type { Write } from './log-store.ts';
import type { InstallationStore, KeptInstallation } from './store.ts';
import type { Database, InstallationRow } from './tables.ts';

export function createInstallationTable(db: Database, write: Write): InstallationStore {
  return {
    put: ({ space, sealed, by, at }) =>
      write(async (writing) => {
        const row = { space, sealed, by_user: by, at };
        await writing
          .insertInto('installations')
          .values(row)
          .onConflict((conflict) => conflict.column('space').doUpdateSet({ sealed, by_user: by, at }))
          .execute();
      }),
    async get(space) {
      const row = await db
        .selectFrom('installations')
        .selectAll()
        .where('space', '=', space)
        .executeTakeFirst();
      return row && rowToInstallation(row);
    },
    all: () => installationsIn(db),
    reseal: ({ space, from, to }) =>
      write(async (writing) => {
        const changed = await writing
          .updateTable('installations')
          .set({ sealed: to })
          .where('space', '=', space)
          .where('sealed', '=', from)
          .executeTakeFirst();
        return changed.numUpdatedRows > 0n;
      }),
    remove: (space, until) =>
      write(async (writing) => {
        const gone = await writing
          .deleteFrom('installations')
          .where('space', '=', space)
          .where('at', '<=', until)
          .executeTakeFirst();
        return gone.numDeletedRows > 0n;
      }),
  };
}

/** Also for those who look at the database without opening the store. */
export async function installationsIn(db: Database): Promise<readonly KeptInstallation[]> {
  const rows = await db.selectFrom('installations').selectAll().orderBy('space').execute();
  return rows.map(rowToInstallation);
}

function rowToInstallation({ by_user: by, ...row }: InstallationRow): KeptInstallation {
  return { ...row, by };
}
