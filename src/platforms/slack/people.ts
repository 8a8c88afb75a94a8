/** Who may do what, as Slack says: asked only for commands that need it, and remembered for a minute. */
import type { WebClient } from '@slack/web-api';
import type { Log, Request } from '../platform.ts';
import { failureCode } from './failure.ts';

export type Rights = Pick<Request['user'], 'name' | 'administrator' | 'managesChannel'>;

export type People = {
  /**
   * Nothing of somebody from another workspace: their own administrators are nobody here. `channel` is left out in a
   * direct message. Never rejects: who cannot be asked about has no rights.
   */
  rightsOf(user: { readonly id: string; readonly team: string }, channel?: string): Promise<Rights>;
};

export type PeopleOptions = {
  /** Gives up at once on 429 and soon on silence: a form must be opened within 3 s. */
  readonly client: WebClient;
  /** The workspace that the client's token belongs to. */
  readonly team: string;
  readonly log: Log;
  readonly now: () => Date;
};

const KEPT_MS = 60_000;
const MOST = 1_000;

export function createPeople({ client, team: own, log, now }: PeopleOptions): People {
  const failed = (error: unknown): undefined =>
    void log('warn', 'slack-rights-unknown', { code: failureCode(error) });
  const users = remember(now, async (user: string) => (await client.users.info({ user })).user);
  // Slack tells a bot no list of those who manage a channel; who made it does.
  const creators = remember(now, async (channel: string) => {
    return (await client.conversations.info({ channel })).channel?.creator;
  });
  return {
    rightsOf: async ({ id, team }, channel) => {
      if (team !== own) return {};
      const [user, creator] = await Promise.all([
        users(id).catch(failed),
        channel === undefined ? undefined : creators(channel).catch(failed),
      ]);
      // Slack shows people of shared channels too.
      if (!user || user.team_id !== own || user.deleted) return {};
      const administrator =
        user.is_admin === true || user.is_owner === true || user.is_primary_owner === true;
      const name = user.profile?.display_name || user.real_name || user.name;
      return {
        ...(name ? { name } : {}),
        administrator,
        managesChannel: administrator || channel === undefined || creator === id,
      };
    },
  };
}

/** The same question within a minute is asked once; a failure is not remembered. */
function remember<T>(now: () => Date, ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, { readonly until: number; readonly value: Promise<T> }>();
  return (key) => {
    const found = known.get(key);
    if (found && now().getTime() < found.until) return found.value;
    const value = ask(key);
    known.delete(key);
    known.set(key, { until: now().getTime() + KEPT_MS, value });
    value.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
