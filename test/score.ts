/** The `score` command line: how many golden questions are answered right, by kind and in all. */
import { parseArgs } from 'node:util';
import { goldenLines, KINDS, lineToGold, type Scored, score, sharedLines } from './gold.ts';
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
  return [name.padEnd(14), String(counts.questions).padStart(9), ...cells].join('  ');
}

function table(title: string, scored: readonly Scored[]): string {
  const head = ['kind'.padEnd(14), 'questions', ...VERDICTS.map((verdict) => verdict.padStart(12))].join(
    '  ',
  );
  const kinds = KINDS.map((kind) => ({ kind, own: scored.filter(({ gold }) => gold.kind === kind) }));
  const rows = kinds.filter(({ own }) => own.length > 0).map(({ kind, own }) => row(kind, tally(own)));
  return [title, head, ...rows, row('total', tally(scored))].join('\n');
}

function shown({ gold, verdict, why, text }: Scored): string {
  return `${verdict.toUpperCase()} ${gold.id} ${gold.kind}: ${gold.q}\n  ${why}\n  -> ${JSON.stringify(text.slice(0, 160))}`;
}

function setToJson(name: string, scored: readonly Scored[], show: boolean) {
  const kinds = KINDS.map((kind) => [kind, tally(scored.filter(({ gold }) => gold.kind === kind))] as const);
  const lost = scored.filter(({ verdict }) => verdict !== 'right');
  return {
    name,
    total: tally(scored),
    kinds: Object.fromEntries(kinds.filter(([, counts]) => counts.questions > 0)),
    ...(show ? { notRight: lost.map(({ gold, verdict, why }) => ({ id: gold.id, verdict, why })) } : {}),
  };
}

const { show, json, kind } = readOptions();
const shared = sharedLines();
const sets = [
  { name: 'golden questions (test/golden)', lines: goldenLines() },
  ...(shared ? [{ name: 'shared questions', lines: shared }] : []),
].map(({ name, lines }) => ({
  name,
  scored: score(lines.map(lineToGold).filter((gold) => kind === undefined || gold.kind === kind)),
}));

if (json) {
  const report = sets.map(({ name, scored }) => setToJson(name, scored, show));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} else {
  for (const { name, scored } of sets) {
    const lost = show ? scored.filter(({ verdict }) => verdict !== 'right') : [];
    process.stdout.write(`${[...lost.map(shown), table(name, scored)].join('\n')}\n\n`);
  }
  if (!shared) process.stdout.write(`${ABSENT}\n`);
}
