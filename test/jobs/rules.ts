/** What most tests of jobs need: one try more, soon. */
import type { Rules } from '../../src/jobs/jobs.ts';

export const RULES: Rules = { atOnce: 1, tries: 2, waitMs: 1_000, withinMs: 60_000, alone: true };
