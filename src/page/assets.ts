/** The files that pages bring along. Their addresses hold a digest of them, so that browsers may keep them for ever. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Route } from '../platforms/platform.ts';
import { SAFE_HEADERS } from './guard.ts';

const TYPES = {
  'page.css': 'text/css; charset=utf-8',
  'chat.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;
type Asset = keyof typeof TYPES;

const NAMES = Object.keys(TYPES) as Asset[];
const files = new Map(
  NAMES.map((name) => {
    const content = readFileSync(new URL(`files/${name}`, import.meta.url));
    return [name, { content, digest: createHash('sha256').update(content).digest('hex').slice(0, 12) }];
  }),
);

export function assetUrl(name: Asset): string {
  return `/assets/${name}?${files.get(name)?.digest}`;
}

export const ASSET_ROUTES: readonly Route[] = NAMES.map((name) => ({
  method: 'GET',
  path: `/assets/${name}`,
  handle: (_, response) => {
    const headers = { 'content-type': TYPES[name], 'cache-control': 'public, max-age=31536000, immutable' };
    response.writeHead(200, { ...SAFE_HEADERS, ...headers }).end(files.get(name)?.content);
  },
}));
