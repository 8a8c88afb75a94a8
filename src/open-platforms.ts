/** The platforms that are switched on. */
import { withWholeLinks } from './commands/links.ts';
import type { Config } from './config.ts';
import type { Bot, Log, Platform } from './platforms/platform.ts';

export type PlatformPlugs = { readonly bot: Bot; readonly log: Log; readonly now: () => Date };

/** Loads only the platforms that are switched on: each takes its time and memory. */
export async function openPlatforms(
  { discord, slack, page }: Config,
  all: PlatformPlugs,
): Promise<Platform[]> {
  const plugs = { ...all, bot: withWholeLinks(all.bot, page.publicUrl) };
  return Promise.all([
    ...(discord
      ? [
          import('./platforms/discord/discord.ts').then((it) =>
            it.createDiscord({ config: discord, ...plugs }),
          ),
        ]
      : []),
    ...(slack
      ? [import('./platforms/slack/slack.ts').then((it) => it.createSlack({ config: slack, ...plugs }))]
      : []),
  ]);
}
