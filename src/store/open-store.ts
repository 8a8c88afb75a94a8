/** The store that the settings name. Each engine is loaded only where it is used. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Store, StoreOptions } from './store.ts';

export type StorePlace = {
  /** A postgres:// address; without one the store is a file. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
};

export async function openStore(place: StorePlace, options: StoreOptions): Promise<Store> {
  if (place.databaseUrl !== undefined) {
    const { openPostgresStore } = await import('./postgres/open-store.ts');
    return openPostgresStore(place.databaseUrl, options);
  }
  const { openSqliteStore } = await import('./sqlite/open-store.ts');
  return openSqliteStore(fileOf(place), options);
}

/** Whether something may have been recorded: without it, nothing need be opened to answer a question. */
export function mayHoldLog(place: StorePlace): boolean {
  return place.databaseUrl !== undefined || existsSync(fileOf(place));
}

export function fileOf({ dataDir }: StorePlace): string {
  return join(dataDir, 'chip-facts.sqlite');
}
