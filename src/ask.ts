/** The `ask` command line: one question, or one a line, answered without any platform. */
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { answerToJson } from './answer/answer-json.ts';
import { answerQuestion } from './answer/answer-question.ts';
import { asOfText } from './answer/as-of.ts';
import type { FactBase } from './knowledge/fact-base.ts';
import { KnowledgeError } from './knowledge/fault.ts';
import type { Revision } from './knowledge/revision.ts';
import { isDay } from './language/calendar.ts';
import { UserError } from './language/user-error.ts';
import { KNOWLEDGE, openBase } from './open-base.ts';
import { mayHoldLog } from './store/open-store.ts';

const USAGE =
  'usage: npm run -s ask -- [--json | --jsonl] [--now YYYY-MM-DD] [--as-of YYYY-MM-DD] [--knowledge DIR] "question"';

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
        'as-of': { type: 'string' },
        knowledge: { type: 'string' },
      },
    });
    if (!isDay(values.now)) return fail(`ask: --now takes a day such as 2026-11-23, not '${values.now}'`);
    const asOf = values['as-of'];
    if (asOf !== undefined && !isDay(asOf))
      return fail(`ask: --as-of takes a day such as 2025-08-01, not '${asOf}'`);
    if (values.jsonl ? positionals.length > 0 : positionals.length === 0) fail(USAGE);
    return { ...values, question: positionals.join(' ') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(`ask: ${reason.split(/[.\n]/u, 1)[0]}; ${USAGE}`);
  }
}

async function readBase(folder: string) {
  try {
    return await openBase(folder);
  } catch (error) {
    return fail(
      error instanceof KnowledgeError ? error.message : `ask: cannot read ${folder} (${nameOf(error)})`,
    );
  }
}

/** What was recorded in the chats, if anything was: the log belongs to the project's own facts. */
async function readLog(): Promise<readonly Revision[]> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { DATABASE_URL: databaseUrl = '', DATA_DIR: dataDir = '' } = process.env;
  const named = databaseUrl.trim() !== '';
  // Settings are checked by what loads slowly, and most often there is no log.
  if (!mayHoldLog({ dataDir: dataDir.trim() || 'data', ...(named ? { databaseUrl } : {}) })) return [];
  const [{ readStoreConfig }, { settingErrorToLine }, { openStore }] = await Promise.all([
    import('./config.ts'),
    import('./settings/settings.ts'),
    import('./store/open-store.ts'),
  ]);
  try {
    const options = { now: () => new Date(), onFault: () => undefined };
    const store = await openStore(readStoreConfig(process.env), options);
    try {
      return await store.revisions();
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof UserError && error.code === 'bad-setting')
      return fail(`ask: ${settingErrorToLine(error)}`);
    return fail(`ask: cannot read the store: ${nameOf(error)}`);
  }
}

/** The address of a database may hold a password; a driver's code does not. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  return 'code' in error ? String(error.code) : error.name;
}

/** The base with what was recorded, as it stands or as it stood on a day. */
async function withLog(base: FactBase, log: readonly Revision[], day: string | undefined): Promise<FactBase> {
  if (log.length === 0 && day === undefined) return base;
  const { baseToSnapshot, extendSnapshot } = await import('./knowledge/snapshot.ts');
  const snapshot = extendSnapshot(baseToSnapshot(base), log);
  return day === undefined ? snapshot.base : snapshot.knownOn(day);
}

const options = readOptions();
const day = options['as-of'];
const files = await readBase(options.knowledge ?? KNOWLEDGE);
const base = await withLog(files, options.knowledge === undefined ? await readLog() : [], day);
const ask = (question: string) => {
  const answer = answerToJson(question, answerQuestion(question, base, options.now), base);
  return day === undefined ? answer : { ...answer, text: `${answer.text}\n${asOfText(day, answer.locale)}` };
};

if (options.jsonl) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    process.stdout.write(`${JSON.stringify(ask(line))}\n`);
  }
} else {
  const answer = ask(options.question);
  process.stdout.write(`${options.json ? JSON.stringify(answer) : answer.text}\n`);
}
