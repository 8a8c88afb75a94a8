/** The `facts` command line: every fact of the base, as JSON lines for programs or as a table for people. */
import { parseArgs } from 'node:util';
import { factToJson } from './answer/answer-json.ts';
import { figureText } from './answer/figure-text.ts';
import type { Fact } from './knowledge/fact.ts';
import type { FactBase } from './knowledge/fact-base.ts';
import { KnowledgeError } from './knowledge/fault.ts';
import { KNOWLEDGE, openBase } from './open-base.ts';
import { cleanLine } from './platforms/terminal/clean.ts';
import { tableToLines } from './platforms/terminal/table.ts';

const USAGE = 'usage: npm run -s facts -- [--jsonl] [--knowledge DIR]';
const HEAD = ['id', 'subject', 'metric', 'period', 'value', 'rank', 'source'];
/** A fact told in words would push the columns apart; the JSON lines have it whole. */
const LONGEST_VALUE = 32;

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        jsonl: { type: 'boolean', default: false },
        knowledge: { type: 'string', default: KNOWLEDGE },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/[.\n]/u, 1)[0] : String(error);
    return fail(`facts: ${reason}; ${USAGE}`);
  }
}

async function readBase(folder: string): Promise<FactBase> {
  try {
    return await openBase(folder);
  } catch (error) {
    if (error instanceof KnowledgeError) return fail(error.message);
    return fail(`facts: cannot read ${cleanLine(folder)}: ${error instanceof Error ? error.message : error}`);
  }
}

function factToLine(fact: Fact, base: FactBase): string {
  const { statement, rank } = fact;
  return JSON.stringify({ ...factToJson(fact, 'zh', base), statement, rank });
}

function factToRow(fact: Fact, base: FactBase): readonly string[] {
  const value = figureText(fact, 'zh');
  return [
    fact.id,
    base.entity(fact.subject).label.zh,
    base.metric(fact.metric).label.zh,
    fact.period ?? '–',
    value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value,
    fact.rank,
    `${fact.source} ${fact.locator}`,
  ].map(cleanLine);
}

// Whoever reads the first lines only (`| head -1`) has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { jsonl, knowledge } = readOptions();
const base = await readBase(knowledge);
const lines = jsonl
  ? base.facts.map((fact) => factToLine(fact, base))
  : tableToLines(
      HEAD,
      base.facts.map((fact) => factToRow(fact, base)),
    );
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
