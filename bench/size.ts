/** Speed and memory by the number of facts: one process for each size, so that none inherits what another left. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { QUESTION_KINDS } from './questions.ts';
import type { SizeResult } from './size-run.ts';
import { percentile } from './statistics.ts';
import { markdownTable, thousands } from './table.ts';

const RUN = fileURLToPath(new URL('size-run.ts', import.meta.url));
const MOST_OUTPUT = 2 ** 26;

export type SizeOptions = {
  readonly sizes: readonly number[];
  readonly seed: number;
  /** Questions of each kind, and the seconds after which a kind is cut short. */
  readonly each: number;
  readonly seconds: number;
};

export async function measureSizes({ sizes, seed, each, seconds }: SizeOptions): Promise<SizeResult[]> {
  const results: SizeResult[] = [];
  for (const facts of sizes) {
    // A million facts need more than the default heap; the others are measured as the program runs.
    const heap = facts > 300_000 ? ['--max-old-space-size=12000'] : [];
    const options = { facts, seed, each, seconds };
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', ...heap, RUN, ...flags], {
      maxBuffer: MOST_OUTPUT,
    });
    results.push(JSON.parse(stdout) as SizeResult);
  }
  return results;
}

/** The same figures without the single measurements. */
export function sizesToJson(results: readonly SizeResult[]) {
  return results.map(({ micros, ...rest }) => ({
    ...rest,
    micros: Object.fromEntries([
      ['all', summaryOf(Object.values(micros).flat())],
      ...Object.entries(micros).map(([kind, own]) => [kind, summaryOf(own)]),
    ]),
  }));
}

function summaryOf(micros: readonly number[]) {
  return {
    questions: micros.length,
    p50: Math.round(percentile(micros, 0.5)),
    p99: Math.round(percentile(micros, 0.99)),
  };
}

export function sizesToMarkdown(results: readonly SizeResult[]): string {
  const whole = markdownTable(
    [
      'facts',
      'names',
      'build, ms',
      'first question, ms',
      'one change, ms',
      'p50, µs',
      'p99, µs',
      'facts, MB',
      'heap, MB',
      'RSS, MB',
      'found',
    ],
    results.map((one) => {
      const all = Object.values(one.micros).flat();
      return [
        ...[one.facts, one.names, one.buildMs, one.firstMs, one.changeMs].map(thousands),
        ...[percentile(all, 0.5), percentile(all, 0.99)].map(thousands),
        ...[one.knowledgeMb, one.heapMb, one.rssMb].map(thousands),
        `${one.found} of ${one.findable}`,
      ];
    }),
  );
  const byKind = markdownTable(
    ['p50 / p99, µs', ...results.map(({ facts }) => `${thousands(facts)} facts`)],
    QUESTION_KINDS.map((kind) => [
      kind,
      ...results.map(({ micros }) => {
        const own = micros[kind] ?? [];
        return `${thousands(percentile(own, 0.5))} / ${thousands(percentile(own, 0.99))}`;
      }),
    ]),
  );
  return `${whole}\n\n${byKind}`;
}
