/** A fact base as plain data: what is read from files, and what a snapshot is built of. */
import type { Fact } from './fact.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Knowledge = { readonly vocabulary: Vocabulary; readonly facts: readonly Fact[] };
