/** SQLite's own full-text search by trigrams, which needs no words and so takes Chinese as it is. */
import { DatabaseSync } from 'node:sqlite';
import { normalise } from '../../src/language/normalise.ts';
import { type FactDocument, FIELDS, type Peer, WEIGHTS } from './peer.ts';

export function sqliteTrigrams(documents: readonly FactDocument[]): Peer {
  const database = new DatabaseSync(':memory:');
  database.exec(
    `CREATE VIRTUAL TABLE facts USING fts5(id UNINDEXED, ${FIELDS.join(', ')}, tokenize = 'trigram')`,
  );
  const insert = database.prepare(`INSERT INTO facts VALUES (?, ${FIELDS.map(() => '?').join(', ')})`);
  for (const document of documents) insert.run(document.id, ...FIELDS.map((field) => document[field]));
  const weights = FIELDS.map((field) => WEIGHTS[field]).join(', ');
  // bm25() is negative, the better the further below zero.
  const select = database.prepare(
    `SELECT id, -bm25(facts, 0, ${weights}) AS score FROM facts WHERE facts MATCH ? ORDER BY score DESC LIMIT 1`,
  );
  return {
    name: 'SQLite FTS5, trigrams',
    find: (question) => {
      const query = trigramQuery(question);
      const row = query === '' ? undefined : select.get(query);
      return row ? { id: String(row['id']), score: Number(row['score']) } : null;
    },
  };
}

/** Any three neighbouring characters of the question: all of them hardly ever stand in one fact. */
function trigramQuery(question: string): string {
  const characters = [...normalise(question)];
  const trigrams = characters.slice(2).map((_, index) => characters.slice(index, index + 3).join(''));
  return [...new Set(trigrams)].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' OR ');
}
