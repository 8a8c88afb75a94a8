/** The `score` command line: how many golden questions are answered right, by kind and in all. */
import { parseArgs } from 'node:util';
import { type GoldenLine, goldenLines, KINDS, lineToGold, type Scored, score, sharedLines } from './gold.ts';
import { VERDICTS, type Verdict } from './judge.ts';

const USAGE = `usage: npm run -s score -- [--show] [--json] [--kind ${KINDS.join(' | ')}]`;
const ABSENT = 'shared questions (../shared/questions/dev.jsonl): not there, not asked';

type Tally = { readonly questions: number } & Readonly<Record<Verdict, number>>;

function fail(reason: string): never {
  process.stderr.write(`score: ${reason}; ${USAGE}\n`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        show: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        kind: { type: 'string' },
      },
    });
    if (values.kind !== undefined && !KINDS.some((kind) => kind === values.kind))
      fail(`no kind '${values.kind}'`);
    return values;
  } catch (error) {
    return fail(error instanceof Error ? (error.message.split(/[.\n]/u, 1)[0] ?? '') : String(error));
  }
}

function tally(scored: readonly Scored[]): Tally {
  const count = (verdict: Verdict) => scored.filter((one) => one.verdict === verdict).length;
  return {
    questions: scored.length,
    right: count('right'),
    wrong: count('wrong'),
    incomplete: count('incomplete'),
    missed: count('missed'),
  };
}

function row(name: string, counts: Tally): string {
  const cells = VERDICTS.map((verdict) => {
    const percent = counts.questions === 0 ? 0 : (100 * counts[verdict]) / counts.questions;
    return `${String(counts[verdict]).padStart(4)} ${percent.toFixed(1).padStart(5)} %`;
  });
  return [name.padEnd(17), String(counts.questions).padStart(9), ...cells].join('  ');
}

type ScoredSet = {
  readonly name: string;
  readonly scored: readonly Scored[];
  readonly files: readonly { readonly file: string; readonly scored: readonly Scored[] }[];
};

function table({ name, scored, files }: ScoredSet): string {
  const head = [name.padEnd(17), 'questions', ...VERDICTS.map((verdict) => verdict.padStart(12))].join('  ');
  const kinds = KINDS.map((kind) => ({ kind, own: scored.filter(({ gold }) => gold.kind === kind) }));
  const rows = kinds.filter(({ own }) => own.length > 0).map(({ kind, own }) => row(kind, tally(own)));
  const byFile = files.length < 2 ? [] : files.map(({ file, scored: own }) => row(file, tally(own)));
  return [head, ...rows, row('total', tally(scored)), ...byFile].join('\n');
}

function shown({ gold, verdict, why, text }: Scored): string {
  return `${verdict.toUpperCase()} ${gold.id} ${gold.kind}: ${gold.q}\n  ${why}\n  -> ${JSON.stringify(text.slice(0, 160))}`;
}

function setToJson({ name, scored, files }: ScoredSet, withLost: boolean) {
  const kinds = KINDS.map((kind) => [kind, tally(scored.filter(({ gold }) => gold.kind === kind))] as const);
  const lost = scored.filter(({ verdict }) => verdict !== 'right');
  return {
    name,
    total: tally(scored),
    kinds: Object.fromEntries(kinds.filter(([, counts]) => counts.questions > 0)),
    files: Object.fromEntries(files.map(({ file, scored: own }) => [file, tally(own)])),
    ...(withLost ? { notRight: lost.map(({ gold, verdict, why }) => ({ id: gold.id, verdict, why })) } : {}),
  };
}

function scoreSet(name: string, lines: readonly GoldenLine[]): ScoredSet {
  const byFile = Map.groupBy(lines, ({ file }) => file);
  const files = [...byFile].map(([file, own]) => {
    const golds = own.map(lineToGold).filter((gold) => kind === undefined || gold.kind === kind);
    return { file, scored: score(golds) };
  });
  return { name, files, scored: files.flatMap(({ scored }) => scored) };
}

const { show, json, kind } = readOptions();
const shared = sharedLines();
const sets = [
  scoreSet('golden questions', goldenLines()),
  ...(shared ? [scoreSet('shared questions', shared)] : []),
];

if (json) {
  process.stdout.write(
    `${JSON.stringify(
      sets.map((set) => setToJson(set, show)),
      null,
      2,
    )}\n`,
  );
} else {
  for (const set of sets) {
    const lost = show ? set.scored.filter(({ verdict }) => verdict !== 'right') : [];
    process.stdout.write(`${[...lost.map(shown), table(set)].join('\n')}\n\n`);
  }
  if (!shared) process.stdout.write(`${ABSENT}\n`);
}
