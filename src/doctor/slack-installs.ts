/** The workspaces that installed the Slack app: whether their tokens open, and what they may do. */
import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { UserError } from '../language/user-error.ts';
import { openInstallation } from '../platforms/slack/installations.ts';
import { BOT_SCOPES } from '../platforms/slack/scopes.ts';
import { createSealer } from '../platforms/slack/seal.ts';
import { withBare } from '../store/bare.ts';
import { installationsIn } from '../store/installations.ts';
import { fileOf } from '../store/open-store.ts';
import type { KeptInstallation } from '../store/store.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const ABOUT = 'Slack installations';

/** Changes nothing. A database that cannot be read is told of elsewhere. */
export async function checkInstallations({ slack, store }: Config): Promise<Finding[]> {
  if (!slack?.install) return [];
  const none = ok(ABOUT, 'none yet: /slack/install is where workspaces begin');
  if (store.databaseUrl === undefined && !existsSync(fileOf(store))) return [none];
  const rows = await withBare(store, ({ db }) => installationsIn(db)).catch(() => undefined);
  if (!rows) return [warn(ABOUT, 'cannot be read', 'see the database above; npm start brings it up to date')];
  return rows.length === 0 ? [none] : findingsOf(rows, slack.install.tokenKeys);
}

function findingsOf(rows: readonly KeptInstallation[], keys: readonly string[]): Finding[] {
  const sealer = createSealer(keys);
  const faults: Finding[] = [];
  const lacking: string[] = [];
  let old = 0;
  for (const row of rows) {
    try {
      const opened = openInstallation(row, sealer);
      if (opened.old) old += 1;
      const held = new Set(opened.secret.scopes);
      if (BOT_SCOPES.some((scope) => !held.has(scope))) lacking.push(row.space);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(fail('TOKEN_KEY', error.details['reason'] ?? '', error.details['remedy'] ?? ''));
    }
  }
  const open = rows.length - faults.length;
  return [
    ...faults.slice(0, 3),
    ...(open === 0 ? [] : [ok(ABOUT, `${open} of ${rows.length} open`)]),
    ...(old === 0
      ? []
      : [warn(ABOUT, `${old} sealed with an older key`, 'npm start seals them with the first of TOKEN_KEY')]),
    ...(lacking.length === 0
      ? []
      : [
          warn(
            ABOUT,
            `${lacking.length} lack scopes: ${lacking.slice(0, 5).join(', ')}`,
            'let their administrators open /slack/install again',
          ),
        ]),
  ];
}
