/** Both engines behind one word: a place of its own for each test, opened as often as wanted, closed after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { usePostgres } from './postgres.ts';

export type Engine = readonly [name: string, createPlace: () => Promise<string>];

function placeToSettings(place: string): { readonly databaseUrl?: string; readonly dataDir: string } {
  return place.startsWith('postgres:') ? { databaseUrl: place, dataDir: '' } : { dataDir: place };
}

/** @param place a folder or a postgres:// address. */
export function openPlace(place: string, now: () => Date): Promise<Store> {
  const onFault = (error: unknown): void => {
    throw error;
  };
  return openStore(placeToSettings(place), { now, onFault });
}

/** Call it once at the top of a file. */
export function useEngines(now: () => Date) {
  const folder = mkdtempSync(join(tmpdir(), 'chip-engines-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const createDatabase = usePostgres();
  let places = 0;
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  const engines: readonly Engine[] = [
    ['sqlite', async () => join(folder, String(++places))],
    ['postgres', createDatabase],
  ];
  const open = async (place: string): Promise<Store> => {
    const store = await openPlace(place, now);
    opened.push(store);
    return store;
  };
  return { engines, open, folder };
}
