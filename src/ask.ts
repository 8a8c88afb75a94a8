/** The `ask` command line: one question, or one a line, answered without any platform. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { answerToJson } from './answer/answer-json.ts';
import { answerQuestion } from './answer/answer-question.ts';
import { createFactBase } from './knowledge/fact-base.ts';
import { KnowledgeError, loadKnowledge } from './knowledge/load.ts';
import { isDay } from './language/calendar.ts';

const USAGE = 'usage: npm run -s ask -- [--json | --jsonl] [--now YYYY-MM-DD] [--knowledge DIR] "question"';

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        jsonl: { type: 'boolean', default: false },
        now: { type: 'string', default: new Date().toISOString().slice(0, 10) },
        knowledge: { type: 'string', default: new URL('../knowledge', import.meta.url).pathname },
      },
    });
    if (!isDay(values.now)) return fail(`ask: --now takes a day such as 2026-11-23, not '${values.now}'`);
    if (values.jsonl ? positionals.length > 0 : positionals.length === 0) fail(USAGE);
    return { ...values, question: positionals.join(' ') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(`ask: ${reason.split('\n', 1)[0]}`);
  }
}

function openBase(folder: string) {
  try {
    return createFactBase(loadKnowledge(folder));
  } catch (error) {
    return fail(
      error instanceof KnowledgeError ? error.message : `ask: cannot read ${folder}: ${String(error)}`,
    );
  }
}

const options = readOptions();
const base = openBase(options.knowledge);
const ask = (question: string) => answerToJson(question, answerQuestion(question, base, options.now), base);

if (options.jsonl) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    process.stdout.write(`${JSON.stringify(ask(line))}\n`);
  }
} else {
  const answer = ask(options.question);
  process.stdout.write(`${options.json ? JSON.stringify(answer) : answer.text}\n`);
}
