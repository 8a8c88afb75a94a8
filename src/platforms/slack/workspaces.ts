/** The workspaces that are answered: home, and those that installed the app. A bounded number of them is kept ready. */
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../language/user-error.ts';
import type { Log } from '../platform.ts';
import { failureCode } from './failure.ts';
import type { Installation, Installations } from './installations.ts';
import type { Member, Workspace } from './workspace.ts';

export type Sought =
  | { readonly kind: 'here'; readonly workspace: Workspace }
  /** The app is not installed there, or no longer. */
  | { readonly kind: 'none' }
  /** Whether it is installed cannot be read now. */
  | { readonly kind: 'unknown' };

export type Workspaces = {
  /** Home without a team. Never rejects. */
  find(team: string | undefined): Promise<Sought>;
  /** Slack refused the workspace's token. @returns it with another token that was stored meanwhile. */
  renewed(refused: Workspace): Promise<Sought>;
  forget(team: string): void;
};

export type WorkspacesOptions = {
  /** With SLACK_BOT_TOKEN. */
  readonly home?: Member | undefined;
  /** The home team where it has no token of its own. */
  readonly homeTeam: string;
  /** Without it everything that comes is answered with the token of home. */
  readonly installations?: Installations | undefined;
  readonly create: (member: Member) => Workspace;
  readonly log: Log;
  readonly now: () => Date;
};

type Ready = { readonly workspace: Workspace; readonly sealed: string; readonly until: number };

const MOST = 1_000;
/** Another process may have been told that the app was removed or installed anew. */
const FRESH_MS = 60_000;
/** A store that hangs must not hold up an answer for which Slack waits three seconds. */
const PATIENCE_MS = 1_000;

export function createWorkspaces(options: WorkspacesOptions): Workspaces {
  const { home, homeTeam, installations, create, log, now } = options;
  const own = home && create(home);
  const ready = new Map<string, Ready>();

  const keep = (team: string, one: Omit<Ready, 'until'>): Workspace => {
    ready.delete(team);
    ready.set(team, { ...one, until: now().getTime() + FRESH_MS });
    const [oldest] = ready.keys();
    if (ready.size > MOST && oldest !== undefined) ready.delete(oldest);
    return one.workspace;
  };

  const read = async (team: string, from: Installations): Promise<Sought> => {
    const known = ready.get(team);
    const found = await within(PATIENCE_MS, from.find(team), (code) =>
      log('warn', 'slack-installation-unread', { space: team, code }),
    );
    // What was read before is better than no answer.
    if (found === 'unread') return known ? { kind: 'here', workspace: known.workspace } : { kind: 'unknown' };
    if (!found) {
      ready.delete(team);
      return { kind: 'none' };
    }
    const { sealed } = found;
    const workspace = known?.sealed === sealed ? known.workspace : create(toMember(found));
    return { kind: 'here', workspace: keep(team, { workspace, sealed }) };
  };

  const find = async (team = home?.team ?? homeTeam): Promise<Sought> => {
    if (own && (!installations || team === own.team)) return { kind: 'here', workspace: own };
    if (!installations || team === '') return { kind: 'none' };
    const known = ready.get(team);
    if (known && now().getTime() < known.until) return { kind: 'here', workspace: known.workspace };
    return read(team, installations);
  };

  return {
    find,
    async renewed(refused) {
      if (!installations || refused === own) return { kind: 'here', workspace: refused };
      ready.delete(refused.team);
      const found = await read(refused.team, installations);
      return found.kind === 'here' && found.workspace.token === refused.token ? { kind: 'none' } : found;
    },
    forget: (team) => void ready.delete(team),
  };
}

function toMember({ space: team, token, botUser }: Installation): Member {
  return { team, token, botUser, installed: true };
}

async function within<T>(
  ms: number,
  work: Promise<T>,
  onFailure: (code: string) => void,
): Promise<T | 'unread'> {
  const timer = new AbortController();
  const late = wait(ms, undefined, { signal: timer.signal }).then(
    () => {
      throw Object.assign(new Error('late'), { code: 'late' });
    },
    () => 'unread' as const,
  );
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    const bad = error instanceof UserError ? error.details['reason'] : undefined;
    onFailure(bad ?? (error instanceof UserError ? error.code : failureCode(error)));
    return 'unread';
  } finally {
    timer.abort();
  }
}
