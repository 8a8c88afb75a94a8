/** The platforms that are switched on. */
import { withWholeLinks } from './commands/links.ts';
import type { Config } from './config.ts';
import { createSharedClaims } from './platforms/claims.ts';
import type { Bot, Log, Platform } from './platforms/platform.ts';
import type { SlackOptions } from './platforms/slack/slack.ts';
import { isOpened, isReceiving } from './roles.ts';
import type { Store } from './store/store.ts';

export type PlatformPlugs = {
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  readonly store: () => Promise<Store>;
};

/** Loads only the platforms that are switched on, and of use in the role: each takes its time and memory. */
export async function openPlatforms(config: Config, all: PlatformPlugs): Promise<Platform[]> {
  const { role, discord, slack, page } = config;
  const { log, now } = all;
  const plugs = { bot: withWholeLinks(all.bot, page.publicUrl), log, now };
  const opening: Promise<Platform>[] = [];
  if (discord && isOpened(role, discord.mode)) {
    const options = { config: discord, ...plugs, receives: isReceiving(role, discord.mode) };
    opening.push(import('./platforms/discord/discord.ts').then((it) => it.createDiscord(options)));
  }
  if (slack && isOpened(role, slack.mode)) {
    const receives = isReceiving(role, slack.mode);
    const options = { config: slack, ...plugs, receives, ...sharedOf(config, all) };
    opening.push(import('./platforms/slack/slack.ts').then((it) => it.createSlack(options)));
  }
  return Promise.all(opening);
}

type Shared = Pick<SlackOptions, 'claims' | 'installations' | 'publicUrl' | 'onRemoved'>;

/** What the processes of one bot have in common. The embedded store is one process's own, and so are its claims. */
function sharedOf({ store: place, page }: Config, { store, log, now }: PlatformPlugs): Shared {
  const shared = async () => (await store()).claims;
  return {
    ...(place.databaseUrl === undefined ? {} : { claims: createSharedClaims({ shared, log, now }) }),
    ...(page.publicUrl === undefined ? {} : { publicUrl: page.publicUrl }),
    installations: async () => (await store()).installations,
    onRemoved: async (space) => {
      const { digest } = await store();
      const count = await digest.endAll({ platform: 'slack', space }, 'uninstalled');
      log('info', 'digests-ended', { space, count });
    },
  };
}
