/** fuse.js three times: as it comes, with its settings made to fit, and with its search by words. */
import Fuse, { type IFuseOptions } from 'fuse.js';
import type { Fact } from '../../src/knowledge/fact.ts';
import { normalise } from '../../src/language/normalise.ts';
import { type FactDocument, FIELDS, type Found, type Peer, terms, WEIGHTS } from './peer.ts';

/** Every setting left alone, over the sentences as they are written. */
export function fuseAsItComes(facts: readonly Fact[]): Peer {
  const fuse = new Fuse(facts, { keys: ['statement.zh', 'statement.en'], includeScore: true });
  return { name: 'fuse.js, as it comes', find: (question) => best(fuse.search(question, { limit: 1 })) };
}

/**
 * The answer may stand anywhere in a sentence, short and long fields count alike, and nothing is cut off by the
 * score: the threshold is swept afterwards.
 */
export function fuseTuned(documents: readonly FactDocument[]): Peer {
  const fuse = new Fuse(documents, {
    ...weighted(),
    ignoreLocation: true,
    ignoreFieldNorm: true,
    threshold: 0.8,
  });
  return { name: 'fuse.js, tuned', find: (question) => best(fuse.search(normalise(question), { limit: 1 })) };
}

export function fuseByWords(documents: readonly FactDocument[]): Peer {
  const fuse = new Fuse(documents, { ...weighted(), useTokenSearch: true, tokenize: terms, threshold: 0.3 });
  return {
    name: 'fuse.js, token search, Chinese in pairs',
    find: (question) => best(fuse.search(normalise(question), { limit: 1 })),
  };
}

function weighted(): IFuseOptions<FactDocument> {
  return { keys: FIELDS.map((name) => ({ name, weight: WEIGHTS[name] })), includeScore: true };
}

function best([first]: readonly {
  readonly item: { readonly id: string };
  readonly score?: number;
}[]): Found | null {
  return first ? { id: first.item.id, score: 1 - (first.score ?? 1) } : null;
}
