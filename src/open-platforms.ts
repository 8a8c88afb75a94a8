/** The platforms that are switched on. */
import { withWholeLinks } from './commands/links.ts';
import type { Config } from './config.ts';
import type { Bot, Log, Platform } from './platforms/platform.ts';
import { isOpened, isReceiving } from './roles.ts';

export type PlatformPlugs = { readonly bot: Bot; readonly log: Log; readonly now: () => Date };

/** Loads only the platforms that are switched on, and of use in the role: each takes its time and memory. */
export async function openPlatforms(
  { role, discord, slack, page }: Config,
  all: PlatformPlugs,
): Promise<Platform[]> {
  const plugs = { ...all, bot: withWholeLinks(all.bot, page.publicUrl) };
  const opening: Promise<Platform>[] = [];
  if (discord && isOpened(role, discord.mode)) {
    const receives = isReceiving(role, discord.mode);
    opening.push(
      import('./platforms/discord/discord.ts').then((it) =>
        it.createDiscord({ config: discord, ...plugs, receives }),
      ),
    );
  }
  if (slack && isOpened(role, slack.mode)) {
    const receives = isReceiving(role, slack.mode);
    opening.push(
      import('./platforms/slack/slack.ts').then((it) =>
        it.createSlack({ config: slack, ...plugs, receives }),
      ),
    );
  }
  return Promise.all(opening);
}
