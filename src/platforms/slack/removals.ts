/** What happens when a workspace removes the app: its token is dropped, and whoever keeps something for it is told. */
import { z } from 'zod';
import type { Log } from '../platform.ts';
import { failureCode } from './failure.ts';
import type { Installations } from './installations.ts';
import type { Workspaces } from './workspaces.ts';

export const removalPayload = z.object({
  team_id: z.string(),
  event_id: z.string(),
  /** In seconds. */
  event_time: z.number(),
  event: z.object({
    type: z.enum(['app_uninstalled', 'tokens_revoked']),
    tokens: z.object({ bot: z.array(z.string()).nullish() }).optional(),
  }),
});
export type RemovalPayload = z.infer<typeof removalPayload>;

export type Removing = {
  readonly installations: Installations;
  readonly workspaces: Workspaces;
  readonly onRemoved: (space: string) => Promise<void>;
  readonly log: Log;
};

/** Slack tells whole seconds: what was installed within the same one came before. */
const SECOND_MS = 1_000;

/** Rejects when it could not be written down: Slack refuses the token from now on, which tells the same. */
export async function remove(payload: RemovalPayload, removing: Removing): Promise<void> {
  const { team_id: space, event, event_time: at } = payload;
  // A person's own token that is taken back is no matter of ours.
  if (event.type === 'tokens_revoked' && (event.tokens?.bot ?? []).length === 0) return;
  const { installations, workspaces, onRemoved, log } = removing;
  workspaces.forget(space);
  // An event that comes late must not remove what was installed since.
  const gone = await installations.remove(space, new Date((at + 1) * SECOND_MS - 1));
  if (!gone) return;
  log('info', 'slack-removed', { space, why: event.type });
  await onRemoved(space).catch((error: unknown) =>
    log('error', 'slack-removal-unfinished', { space, code: failureCode(error) }),
  );
}
