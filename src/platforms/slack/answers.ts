/** What the adapter does with each thing that Slack delivers: asks the bot, and sends what it says. */
import { localeOfText, problemToMessage, readCommand } from '../command-text.ts';
import { replyToMessage } from '../form-message.ts';
import type { Bot, Call, Message, Request } from '../platform.ts';
import { commandMentions, plainText, readableMentions } from './escape.ts';
import { messageToHome, messageToParts } from './message.ts';
import type { CommandPayload, EventPayload, PressPayload } from './payloads.ts';
import { valueToCall } from './payloads.ts';
import type { Sender, Target } from './send.ts';
import { sharedByLine } from './words.ts';

export type Answering = {
  readonly bot: Bot;
  readonly sender: Sender;
  /** The bot's own user id, from auth.test. */
  readonly botUser: string;
  readonly now: () => Date;
};

type Asker = {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly direct?: boolean;
  /** The workspace of the channel; `team` is the user's, which differs in shared channels. */
  readonly space?: string;
};

async function ask(call: Call, asker: Asker, answering: Answering): Promise<Message> {
  return replyToMessage(await answering.bot.handle(toRequest(call, asker, answering)));
}

/** Answers `/chip …` and `/chip-admin …`: to the asker alone in a channel, plainly in a direct message. */
export async function answerCommand(payload: CommandPayload, answering: Answering): Promise<void> {
  const { team_id: team, user_id: user, channel_id: channel } = payload;
  const root = payload.command === '/chip-admin' ? 'chip-admin' : 'chip';
  const mentions = root === 'chip-admin' ? commandMentions(team) : channelIds(answering.botUser, team);
  const text = plainText(payload.text, mentions);
  const read = readCommand(text, answering.bot.commands, root);
  const message =
    'problem' in read
      ? problemToMessage(read.problem, localeOfText(text))
      : await ask(read, { id: payload.trigger_id, team, user, channel }, answering);
  const direct = isDirect(channel);
  const visible = direct ? 'everyone' : 'asker';
  const target: Target = { kind: 'response', url: payload.response_url, visible };
  await answering.sender.send(target, messageToParts(message, { share: !direct }));
}

/** Channels as ids, which options take; users as people read them. */
function channelIds(botUser: string, team: string) {
  return { ...readableMentions(botUser), channel: commandMentions(team).channel };
}

/** Answers a mention in a channel (in a thread, for all to see) or a direct message (plainly). */
export async function answerMessage(payload: EventPayload, answering: Answering): Promise<void> {
  const { event } = payload;
  const { user, channel, ts } = event;
  if (user === undefined || channel === undefined || ts === undefined || !isFromPerson(event, answering))
    return;
  const team = event.user_team ?? payload.team_id;
  const text = plainText(event.text, readableMentions(answering.botUser));
  const read = readCommand(text, answering.bot.commands, 'chip');
  const asker = { id: payload.event_id, team, user, channel, space: payload.team_id };
  const message =
    'problem' in read
      ? problemToMessage(read.problem, localeOfText(text))
      : await ask(read, asker, answering);
  const thread = event.thread_ts ?? (isDirect(channel) ? undefined : ts);
  const target: Target = { kind: 'channel', channel, ...(thread === undefined ? {} : { thread }) };
  await answering.sender.send(target, messageToParts(message, { share: false }));
}

const PERSON_SUBTYPES: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast'];

/** Never bots, itself, edits, joins or deletions: an answer to any of these could answer itself for ever. */
function isFromPerson(event: EventPayload['event'], answering: Answering): boolean {
  const said = PERSON_SUBTYPES.includes(event.subtype) && event.edited === undefined && event.hidden !== true;
  const person = event.bot_id === undefined && event.user !== answering.botUser && event.user !== 'USLACKBOT';
  return said && person;
}

/** Shows what the bot says to 'chip home' in the app's Home tab. */
export async function answerHome(payload: EventPayload, answering: Answering): Promise<void> {
  const { user, channel, tab } = payload.event;
  if (user === undefined || (tab !== undefined && tab !== 'home')) return;
  const asker = { id: payload.event_id, team: payload.team_id, user, channel: channel ?? user, direct: true };
  const message = await ask({ command: 'chip home', options: {} }, asker, answering);
  await answering.sender.publishHome(user, messageToHome(message));
}

/**
 * Answers a pressed button. A call is answered like a command. Share asks the same question again and posts the
 * answer for all: Slack sends no blocks along with a press in a message that only the asker sees.
 */
export async function answerPress(payload: PressPayload, answering: Answering): Promise<void> {
  const [{ action_id: action, value }] = payload.actions;
  const call = valueToCall(value);
  if (!call) return;
  const share = action.startsWith('share:');
  const team = payload.user.team_id ?? payload.team?.id ?? '';
  // In the Home tab there is no channel: the answer is a direct message.
  const channel = payload.channel?.id ?? payload.user.id;
  const direct = payload.channel === undefined || isDirect(channel);
  const space = payload.team?.id ?? team;
  const asker = { id: payload.trigger_id, team, user: payload.user.id, channel, direct, space };
  const message = await ask(call, asker, answering);
  const look = share ? { share: false, above: sharedBy(message, payload) } : { share: !direct };
  await answering.sender.send(pressTarget(payload, channel, share || direct), messageToParts(message, look));
}

function pressTarget(payload: PressPayload, channel: string, everyone: boolean): Target {
  const threadTs = payload.container.thread_ts ?? payload.message?.thread_ts;
  const thread = threadTs === undefined ? {} : { thread: threadTs };
  if (payload.channel === undefined || payload.response_url === undefined) {
    return { kind: 'channel', channel, ...thread };
  }
  return { kind: 'response', url: payload.response_url, visible: everyone ? 'everyone' : 'asker', ...thread };
}

function sharedBy(message: Message, payload: PressPayload): string {
  return sharedByLine(message.locale, payload.user.name ?? payload.user.username ?? payload.user.id);
}

function toRequest(call: Call, asker: Asker, answering: Answering): Request {
  const direct = asker.direct ?? isDirect(asker.channel);
  return {
    ...call,
    id: asker.id,
    user: { id: `slack:${asker.team}/${asker.user}` },
    place: { kind: direct ? 'direct' : 'channel', id: asker.channel, space: asker.space ?? asker.team },
    // Slack tells no time zone with a command; UTC is the same day for all.
    today: answering.now().toISOString().slice(0, 10),
  };
}

/** Slack's ids of direct messages start with D. */
function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
