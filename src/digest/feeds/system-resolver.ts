/** The machine's own way to resolve names, hosts file included: the addresses that a connection would be opened to. */
import { lookup } from 'node:dns/promises';
import type { Resolver } from './fetch-feed.ts';

export const systemResolver: Resolver = async (host) => {
  const found = await lookup(host, { all: true, order: 'verbatim' });
  return found.map(({ address }) => address);
};
