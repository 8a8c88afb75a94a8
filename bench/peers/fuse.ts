/** fuse.js three times: as it comes, with its settings made to fit, and with its search by words. */
import Fuse, { type IFuseOptions } from 'fuse.js';
import type { Fact } from '../../src/knowledge/fact.ts';
import { normalise } from '../../src/language/normalise.ts';
import { type FactDocument, type Found, type Peer, terms } from './peer.ts';

const OPTIONS: IFuseOptions<FactDocument> = { keys: ['zh', 'en', 'phrasings'], includeScore: true };

/** Every setting left alone, over the sentences as they are written. */
export function fuseAsItComes(facts: readonly Fact[]): Peer {
  const fuse = new Fuse(facts, { keys: ['statement.zh', 'statement.en'], includeScore: true });
  return { name: 'fuse.js, as it comes', find: (question) => best(fuse.search(question, { limit: 1 })) };
}

/**
 * What did best of what was tried on every twelfth question: sentences and phrasings, found anywhere in them. Names as
 * keys of their own, and lengths that do not count, made it worse. Nothing is cut off by the score: the threshold is swept afterwards.
 */
export function fuseTuned(documents: readonly FactDocument[]): Peer {
  const fuse = new Fuse(documents, { ...OPTIONS, ignoreLocation: true, threshold: 0.6 });
  return { name: 'fuse.js, tuned', find: (question) => best(fuse.search(normalise(question), { limit: 1 })) };
}

/** Tried the same way: a word must be met nearly as it is, and lengths do not count. */
export function fuseByWords(documents: readonly FactDocument[]): Peer {
  const words = { useTokenSearch: true, tokenize: terms, threshold: 0.1, ignoreFieldNorm: true };
  const fuse = new Fuse(documents, { ...OPTIONS, ...words });
  return {
    name: 'fuse.js, token search, Chinese in pairs',
    find: (question) => best(fuse.search(normalise(question), { limit: 1 })),
  };
}

function best([first]: readonly {
  readonly item: { readonly id: string };
  readonly score?: number;
}[]): Found | null {
  return first ? { id: first.item.id, score: 1 - (first.score ?? 1) } : null;
}
