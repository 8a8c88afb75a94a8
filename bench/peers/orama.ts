/** Orama: full-text search with BM25 and a tolerance for slips. */
import { create, insertMultiple, search, type Tokenizer } from '@orama/orama';
import { type FactDocument, FIELDS, type Peer, terms, WEIGHTS } from './peer.ts';

const SCHEMA = { names: 'string', measure: 'string', asked: 'string', zh: 'string', en: 'string' } as const;

export async function orama(documents: readonly FactDocument[]): Promise<Peer> {
  const tokenizer: Tokenizer = {
    language: 'english',
    normalizationCache: new Map(),
    tokenize: (text) => [...new Set(terms(text))],
  };
  const index = create({ schema: SCHEMA, components: { tokenizer } });
  await insertMultiple(index, [...documents]);
  return {
    name: 'Orama',
    find: (term) => {
      // Without a hook that waits, Orama searches at once; only its type leaves that open.
      const found = search(index, { term, properties: [...FIELDS], boost: WEIGHTS, limit: 1, threshold: 1 });
      if (found instanceof Promise) throw new Error('Orama was expected to search at once');
      const [first] = found.hits;
      return first ? { id: first.id, score: first.score } : null;
    },
  };
}
