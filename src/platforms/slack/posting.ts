/** Posts unasked in the workspace that they are for, with its token. */
import type { Found, PlaceView, PostOutcome } from '../outcomes.ts';
import type { Log, Message, Platform, Post, Sought } from '../platform.ts';
import { isRevoked } from './failure.ts';
import type { Workspace } from './workspace.ts';
import type { Workspaces } from './workspaces.ts';

type Posting = Pick<Platform, 'post' | 'findPosted' | 'look' | 'tell'>;

const AWAY: PostOutcome = { kind: 'retry', code: 'installation-unread', afterMs: 30_000, unsure: false };
/** Only the token of home is set up in this process: another one may have theirs. */
const NOT_OURS: PostOutcome = { kind: 'retry', code: 'other-workspace', afterMs: 15 * 60_000, unsure: false };
const REMOVED: PostOutcome = { kind: 'gone', code: 'not-installed' };

export function createPosting(workspaces: Workspaces, log: Log): Posting {
  /** Teams whose token was found to be taken back. */
  const told = new Set<string>();

  const within = async (
    space: string | undefined,
    send: (workspace: Workspace) => Promise<PostOutcome>,
  ): Promise<PostOutcome> => {
    const found = await workspaces.find(space);
    if (found.kind !== 'here') return found.kind === 'none' ? REMOVED : AWAY;
    // Their channels are nothing to another token: Slack would say that they are gone.
    if (space !== undefined && space !== found.workspace.team) return NOT_OURS;
    const outcome = await send(found.workspace);
    if (outcome.kind !== 'retry' || !isRevoked(outcome.code) || !found.workspace.installed) return outcome;
    const renewed = await workspaces.renewed(found.workspace);
    const { team } = found.workspace;
    if (renewed.kind === 'here') {
      told.delete(team);
      return send(renewed.workspace);
    }
    if (renewed.kind === 'unknown') return AWAY;
    if (!told.has(team)) log('warn', 'slack-token-revoked', { space: team, code: outcome.code });
    told.add(team);
    return { kind: 'gone', code: outcome.code };
  };

  return {
    post: (post: Post) => within(post.space, ({ posting }) => posting.post(post)),
    async findPosted(sought: Sought): Promise<Found> {
      const found = await workspaces.find(sought.space);
      return found.kind === 'here' ? found.workspace.posting.findPosted(sought) : { kind: 'unknown' };
    },
    async look(place: string, user: string): Promise<PlaceView> {
      const found = await workspaces.find(teamOf(user));
      if (found.kind === 'here') return found.workspace.posting.look(place, user);
      return found.kind === 'none' ? { kind: 'unseen' } : { kind: 'unknown' };
    },
    tell: (user: string, message: Message, key: string) =>
      within(teamOf(user), ({ posting }) => posting.tell(user, message, key)),
  };
}

/** `slack:TEAM/USER`. */
function teamOf(user: string): string {
  return user.replace(/^slack:/, '').split('/', 1)[0] ?? '';
}
