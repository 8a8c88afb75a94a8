/** The adapter as an app that many workspaces install, with a real store. */
import { onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import type { KeptInstallation } from '../../../src/store/store.ts';
import { app, type Grant } from '../../fakes/slack/teams.ts';
import { type Mode, NOW, type Pair, startPair } from './adapter.ts';

export const KEY = 'a1'.repeat(32);
export const OTHER_KEY = Buffer.alloc(32, 7).toString('base64');
export const HOME = 'T000000001';

type Options = Parameters<typeof startPair>[1];

export async function openShelf() {
  const onFault = (error: unknown): void => {
    throw error;
  };
  const store = await openSqliteStore(':memory:', { now: () => NOW, onFault });
  onTestFinished(() => store.close());
  return store;
}
export type Shelf = Awaited<ReturnType<typeof openShelf>>;

export async function startInstallable(
  shelf: Shelf,
  {
    config,
    slack,
    mode = 'http',
    ...options
  }: Options & { readonly keys?: readonly string[]; readonly mode?: Mode } = {},
): Promise<Pair & { readonly removed: readonly string[] }> {
  const removed: string[] = [];
  const install = { ...app, tokenKeys: options.keys ?? [KEY] };
  const pair = await startPair(mode, {
    ...options,
    config: { install, ...config },
    slack: {
      installations: async () => shelf.installations,
      publicUrl: 'https://chip.example.com',
      onRemoved: async (space) => void removed.push(space),
      ...slack,
    },
  });
  return { ...pair, removed };
}

/** Through the app's own addresses, as a browser goes. @returns what it is shown at the end. */
export async function installIn(grant: Grant, { fake, url }: Pair): Promise<Response> {
  const first = await fetch(new URL('/slack/install', url), { redirect: 'manual' });
  const back = new URL(fake.allow(grant, first.headers.get('location') ?? ''));
  const cookie = (first.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  return fetch(new URL(`${back.pathname}${back.search}`, url), { headers: { cookie } });
}

export async function only(shelf: Shelf): Promise<KeptInstallation> {
  const [row] = await shelf.installations.all();
  if (!row) throw new Error('nothing is kept');
  return row;
}
