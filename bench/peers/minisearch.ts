/** MiniSearch: an inverted index with BM25+, prefixes and slips of the keyboard. */
import MiniSearch from 'minisearch';
import { type FactDocument, FIELDS, type Peer, terms, WEIGHTS } from './peer.ts';

export function miniSearch(documents: readonly FactDocument[]): Peer {
  const index = new MiniSearch<FactDocument>({
    fields: [...FIELDS],
    tokenize: terms,
    processTerm: (term) => term,
    searchOptions: { boost: WEIGHTS, fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 0.2 : false) },
  });
  index.addAll(documents);
  return {
    name: 'MiniSearch',
    find: (question) => {
      const [first] = index.search(question);
      return first ? { id: String(first.id), score: first.score } : null;
    },
  };
}
