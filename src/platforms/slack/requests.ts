/** A call with who makes it and from where, as the bot's own `Request`. */
import type { Bot, Call, Reply, Request, UploadedFile } from '../platform.ts';
import type { People } from './people.ts';

export type Asker = {
  /** Of the delivery. */
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  /** The name that came with the delivery; events have none. */
  readonly name?: string | undefined;
  readonly direct?: boolean;
  /** The workspace of the channel; `team` is the user's, which differs in shared channels. */
  readonly space?: string;
  readonly files?: readonly UploadedFile[];
};

export type Asking = {
  readonly bot: Bot;
  readonly people: People;
  /** The workspace whose administrators are curators; '' without one. */
  readonly home: string;
  readonly now: () => Date;
};

export async function ask(call: Call, asker: Asker, asking: Asking): Promise<Reply> {
  return asking.bot.handle(await toRequest(call, asker, asking));
}

async function toRequest(call: Call, asker: Asker, { bot, people, home, now }: Asking): Promise<Request> {
  const { id, team, user, channel, files } = asker;
  const direct = asker.direct ?? isDirect(channel);
  const space = asker.space ?? team;
  const name = asker.name ? { name: asker.name } : {};
  const rights = needsRights(call, bot)
    ? await people.rightsOf({ id: user, team }, direct ? undefined : channel)
    : {};
  return {
    ...call,
    id,
    user: { id: `slack:${team}/${user}`, ...name, ...rights },
    place: { kind: direct ? 'direct' : 'channel', id: channel, space, home: home !== '' && space === home },
    ...(files && files.length > 0 ? { files } : {}),
    // Slack tells no time zone with a command; UTC is the same day for all.
    today: now().toISOString().slice(0, 10),
  };
}

function needsRights({ command }: Call, { commands }: Bot): boolean {
  const spec = commands.find(({ path }) => path.join(' ') === command);
  return command.startsWith('chip-admin ') || spec?.rights === true;
}

/** Slack's ids of direct messages start with D. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
