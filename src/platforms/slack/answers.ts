/** What the adapter does with each thing that Slack delivers: asks the bot, and sends what it says. */
import { localeOfText, problemToMessage, readCommand } from '../command-text.ts';
import { replyToMessage } from '../form-message.ts';
import { type Bot, type CommandSpec, isForm, type Message, type Reply } from '../platform.ts';
import { type Delivering, type Destination, deliver } from './deliver.ts';
import { commandMentions, plainText, readableMentions } from './escape.ts';
import { formToView, type Origin, submissionOf } from './forms.ts';
import { messageToHome } from './message.ts';
import type { CommandPayload, EventPayload, PressPayload, SubmissionPayload } from './payloads.ts';
import { eventSpace, valueToCall } from './payloads.ts';
import { type Asker, type Asking, ask, isDirect } from './requests.ts';
import type { Target } from './send.ts';
import { sharedByLine, word } from './words.ts';

export type Answering = Asking &
  Delivering & {
    /** The bot's own user id, from auth.test. */
    readonly botUser: string;
  };

/** Answers `/chip …` and `/chip-admin …`: to the asker alone in a channel, plainly in a direct message. */
export async function answerCommand(payload: CommandPayload, answering: Answering): Promise<void> {
  const { team_id: team, user_id: user, channel_id: channel, response_url: url } = payload;
  const root = payload.command === '/chip-admin' ? 'chip-admin' : 'chip';
  const mentions = root === 'chip-admin' ? commandMentions(team) : channelIds(answering.botUser, team);
  const text = plainText(payload.text, mentions);
  const read = readCommand(text, typedCommands(answering.bot), root);
  const asker = { id: payload.trigger_id, team, user, channel, name: payload.user_name };
  const reply = await readToReply(read, text, { asker, answering });
  const direct = isDirect(channel);
  const at: Origin = { channel, direct, space: team, url };
  await showOrSay(reply, { trigger: payload.trigger_id, at, user }, answering);
}

/** A file cannot be typed: a command that wants one asks for it with a form. */
function typedCommands({ commands }: Bot): readonly CommandSpec[] {
  return commands.map((spec) => ({
    ...spec,
    options: spec.options.filter(({ kind }) => kind !== 'file'),
  }));
}

/** Channels as ids, which options take; users as people read them. */
function channelIds(botUser: string, team: string) {
  return { ...readableMentions(botUser), channel: commandMentions(team).channel };
}

async function readToReply(
  read: ReturnType<typeof readCommand>,
  text: string,
  { asker, answering }: { readonly asker: Asker; readonly answering: Answering },
): Promise<Reply> {
  if ('problem' in read) return problemToMessage(read.problem, localeOfText(text));
  return ask(read, asker, answering);
}

type Shown = { readonly trigger: string; readonly at: Origin; readonly user: string };

/** A form is opened; where that comes too late it is a message with a button, like any other. */
async function showOrSay(reply: Reply, { trigger, at, user }: Shown, answering: Answering): Promise<void> {
  const view = isForm(reply) ? formToView(reply, at) : undefined;
  if (view && (await answering.sender.openView(trigger, view))) return;
  await deliver(replyToMessage(reply), destinationOf(at, user), answering);
}

/** To the asker alone in a channel, plainly in a direct message. */
function destinationOf(at: Origin, user: string): Destination {
  const { channel, direct, thread, url } = at;
  const inThread = thread === undefined ? {} : { thread };
  const visible = direct ? 'everyone' : 'asker';
  const response: Target[] = url === undefined ? [] : [{ kind: 'response', url, visible, ...inThread }];
  const plainly: Target = { kind: 'channel', channel, ...inThread };
  const alone: Target[] = direct ? [plainly] : [{ kind: 'ephemeral', channel, user, ...inThread }];
  // The direct message with the bot is there even where the bot is not in the channel.
  const targets = [...response, ...alone, { kind: 'channel', channel: user } satisfies Target];
  const [first = plainly, ...others] = targets;
  return { targets: [first, ...others], look: { share: !direct }, channel, thread, user };
}

/** Answers a mention in a channel (in a thread, for all to see) or a direct message (plainly). */
export async function answerMessage(payload: EventPayload, answering: Answering): Promise<void> {
  const { event } = payload;
  const { user, channel, ts } = event;
  if (user === undefined || channel === undefined || ts === undefined || !isFromPerson(event, answering))
    return;
  const team = event.user_team ?? payload.team_id;
  const text = plainText(event.text, readableMentions(answering.botUser));
  const read = readCommand(text, typedCommands(answering.bot), 'chip');
  const asker = { id: payload.event_id, team, user, channel, space: eventSpace(payload) };
  const message = replyToMessage(await readToReply(read, text, { asker, answering }));
  const thread = event.thread_ts ?? (isDirect(channel) ? undefined : ts);
  const target: Target = { kind: 'channel', channel, ...(thread === undefined ? {} : { thread }) };
  await deliver(message, { targets: [target], look: { share: false }, channel, thread, user }, answering);
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
  const reply = await ask({ command: 'chip home', options: {} }, asker, answering);
  await answering.sender.publishHome(user, messageToHome(replyToMessage(reply)));
}

/**
 * Answers a pressed button. A call is answered like a command. Share asks the same question again and posts the
 * answer for all: Slack sends no blocks along with a press in a message that only the asker sees.
 */
export async function answerPress(payload: PressPayload, answering: Answering): Promise<void> {
  const [{ action_id: action, value }] = payload.actions;
  const call = valueToCall(value);
  if (!call) return;
  const { trigger_id: trigger, user: presser } = payload;
  const { asker, at } = pressToAsker(payload);
  const reply = await ask(call, asker, answering);
  if (!action.startsWith('share:')) return showOrSay(reply, { trigger, at, user: presser.id }, answering);
  const message = replyToMessage(reply);
  const { channel, thread } = at;
  const look = { share: false, above: sharedBy(message, payload) };
  await deliver(message, { targets: [shareTarget(at)], look, channel, thread, user: presser.id }, answering);
}

function pressToAsker(payload: PressPayload): { readonly asker: Asker; readonly at: Origin } {
  const { user } = payload;
  const team = user.team_id ?? payload.team?.id ?? '';
  // In the Home tab there is no channel: the answer is a direct message.
  const channel = payload.channel?.id ?? user.id;
  const direct = payload.channel === undefined || isDirect(channel);
  const space = payload.team?.id ?? team;
  const thread = payload.container.thread_ts ?? payload.message?.thread_ts;
  const url = payload.channel === undefined ? undefined : payload.response_url;
  const name = user.username ?? user.name;
  return {
    asker: { id: payload.trigger_id, team, user: user.id, channel, name, direct, space },
    at: {
      channel,
      direct,
      space,
      ...(thread === undefined ? {} : { thread }),
      ...(url === undefined ? {} : { url }),
    },
  };
}

function shareTarget({ channel, thread, url }: Origin): Target {
  const inThread = thread === undefined ? {} : { thread };
  if (url === undefined) return { kind: 'channel', channel, ...inThread };
  return { kind: 'response', url, visible: 'everyone', ...inThread };
}

function sharedBy(message: Message, payload: PressPayload): string {
  return sharedByLine(message.locale, payload.user.name ?? payload.user.username ?? payload.user.id);
}

/** Answers a form where it was asked for. A form in answer to it opens at once: a submission may do that too. */
export async function answerSubmission(payload: SubmissionPayload, answering: Answering): Promise<void> {
  const { user, trigger_id: trigger } = payload;
  const sent = submissionOf(payload);
  if (!sent) return sayUnknownForm(user.id, answering);
  const { call, at } = sent;
  const team = user.team_id ?? payload.team?.id ?? '';
  const files = sent.files.map(({ option, file }) => answering.files.toUpload(option, file));
  const { channel, direct, space } = at;
  const name = user.username ?? user.name;
  const asker = { id: trigger, team, user: user.id, channel, name, direct, space, files };
  await showOrSay(await ask(call, asker, answering), { trigger, at, user: user.id }, answering);
}

async function sayUnknownForm(user: string, answering: Answering): Promise<void> {
  const blocks = (['zh', 'en'] as const).map((locale) => ({
    kind: 'text' as const,
    text: word('unknownForm', locale),
  }));
  const target: Target = { kind: 'channel', channel: user };
  const message: Message = { locale: 'zh', blocks, actions: [] };
  await deliver(message, { targets: [target], look: { share: false }, channel: user, user }, answering);
}
