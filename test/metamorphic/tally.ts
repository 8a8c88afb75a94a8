/** Counts what became of generated questions and prints it, with an example of everything that was not as hoped. */

/** So many examples of each verdict are printed: enough to see the kind. */
const MOST_EXAMPLES = 3;

export type Tally<Verdict extends string> = {
  add(verdict: Verdict, question: string): void;
  count(verdict: Verdict): number;
  total(): number;
  /** In percent of all. */
  share(verdict: Verdict): number;
  /** Prints the counts; examples of all verdicts but the first. */
  print(name: string): void;
  examples(verdict: Verdict): string;
};

export function createTally<Verdict extends string>(verdicts: readonly Verdict[]): Tally<Verdict> {
  const asked = new Map<Verdict, string[]>(verdicts.map((verdict) => [verdict, []]));
  const list = (verdict: Verdict) => asked.get(verdict) ?? [];
  const total = () => verdicts.reduce((sum, verdict) => sum + list(verdict).length, 0);
  const share = (verdict: Verdict) => (100 * list(verdict).length) / Math.max(1, total());
  return {
    add: (verdict, question) => void list(verdict).push(question),
    count: (verdict) => list(verdict).length,
    total,
    share,
    print(name) {
      const counts = verdicts.map((v) => `${v} ${list(v).length} (${share(v).toFixed(1)} %)`);
      const examples = verdicts.slice(1).flatMap((v) =>
        list(v)
          .slice(0, MOST_EXAMPLES)
          .map((question) => `  ${v}: ${question}`),
      );
      console.log([`${name}: ${total()} asked: ${counts.join(', ')}`, ...examples].join('\n'));
    },
    examples: (verdict) => list(verdict).slice(0, 10).join('\n'),
  };
}
