/** What concerns this machine: knowledge, database, public address. */
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KnowledgeError } from '../knowledge/fault.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { inspectStore } from '../store/bare.ts';
import type { StorePlace } from '../store/open-store.ts';
import { call, type Network } from './call.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

export function checkKnowledge(folder: string): Finding {
  try {
    const { facts } = loadKnowledge(folder);
    return ok('Knowledge', `${facts.length} facts, no fault`);
  } catch (error) {
    if (!(error instanceof KnowledgeError))
      return fail(
        'Knowledge',
        `cannot be read: ${codeOf(error)}`,
        `see that ${folder} is there and may be read`,
      );
    const lines = error.message.split('\n');
    const more = lines.length > 1 ? `; and ${lines.length - 1} more` : '';
    return fail(
      'Knowledge',
      `${lines[0] ?? ''}${more}`,
      'mend the file: its format is in knowledge/README.md',
    );
  }
}

export async function checkStore(place: StorePlace): Promise<Finding[]> {
  const named = place.databaseUrl === undefined ? 'DATA_DIR' : 'DATABASE_URL';
  const about = place.databaseUrl === undefined ? 'Database (SQLite)' : 'Database (PostgreSQL)';
  try {
    const found = await inspectStore(place);
    if (!found) return [folderFinding(about, place.dataDir)];
    if (found.unknown.length > 0) {
      return [
        fail(
          about,
          `is of a newer version: ${found.unknown.join(', ')}`,
          'run that version, or put back a backup of this one',
        ),
      ];
    }
    const steps = `${found.taken.length} migrations taken`;
    return [
      found.refusal === undefined
        ? ok(about, `may be written, ${steps}`)
        : fail(about, `takes no changes: ${found.refusal}`, writeFix(named)),
      ...(found.pending.length === 0
        ? []
        : [
            warn(
              about,
              `migrations to take: ${found.pending.join(', ')}`,
              'npm start takes them; make a backup first: npm run -s store -- backup FILE',
            ),
          ]),
    ];
  } catch (error) {
    return [
      fail(
        about,
        `cannot be opened (${codeOf(error)})`,
        `see ${named}: that it is there and lets this user in`,
      ),
    ];
  }
}

function writeFix(named: string): string {
  return named === 'DATA_DIR'
    ? 'see that its disk has room and this user may write to DATA_DIR'
    : 'give this user the right to create tables, on a server that takes writes';
}

/** Nothing was recorded yet. The nearest folder that is there has to let this user in. */
function folderFinding(about: string, dataDir: string): Finding {
  let folder = resolve(dataDir);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return ok(about, 'none yet: it is made with the first change');
  } catch {
    return fail(about, `cannot be made in ${folder}`, 'set DATA_DIR to a folder that this user may write to');
  }
}

/** The bot has to be running for it. */
export async function checkPublicUrl(address: string, network: Network): Promise<Finding> {
  const about = 'Public address';
  const asked = await call(network, `${address.replace(/\/+$/u, '')}/healthz`);
  const fix = 'let PUBLIC_URL lead to HOST:PORT of the bot, and start the bot before you ask';
  if (asked.kind === 'unreachable') return fail(about, `cannot be reached (${asked.code})`, fix);
  const alive = asked.status === 200 && JSON.stringify(asked.body) === '{"status":"ok"}';
  return alive
    ? ok(about, 'leads to the bot')
    : fail(about, `answers ${asked.status}, but not as the bot does`, fix);
}

/** A driver's message may hold the address with its password; its code does not. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}
