/** The fact base as it is shipped, and the day on which these tests ask. */
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

export const TODAY = '2026-11-23';
export const base = createFactBase(loadKnowledge(new URL('../../knowledge', import.meta.url).pathname));
