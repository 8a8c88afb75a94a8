/** Brings an answer with its files to where it belongs. */
import type { Log, Message } from '../platform.ts';
import { failureCode } from './failure.ts';
import type { FileBox } from './files.ts';
import { type Look, messageToParts } from './message.ts';
import type { Sender, Target } from './send.ts';
import { word } from './words.ts';

export type Delivering = { readonly sender: Sender; readonly files: FileBox; readonly log: Log };

export type Destination = {
  /** Tried in order: a response_url may be used up, the bot may not be in the channel. */
  readonly targets: readonly [Target, ...Target[]];
  readonly look: Look;
  /** Where files go that all may see. */
  readonly channel: string;
  readonly thread?: string | undefined;
  /** Whom the answer is for. */
  readonly user: string;
};

/** Rejects with Slack's error when none of the targets takes it. */
export async function deliver(message: Message, to: Destination, delivering: Delivering): Promise<void> {
  const files = message.files ?? [];
  if (files.length === 0) return sendFirst(message, to, delivering);
  const visible = visibilityOf(to.targets[0]);
  const { log } = delivering;
  const post = () =>
    visible === 'asker'
      ? delivering.files.postTo(to.user, files)
      : delivering.files.post(files, {
          channel: to.channel,
          ...(to.thread === undefined ? {} : { thread: to.thread }),
        });
  const posted = async (): Promise<boolean> => {
    const error = await post().then(
      () => undefined,
      (failure: unknown) => failure ?? new Error('unknown'),
    );
    if (error !== undefined) log('error', 'slack-files-failed', { code: failureCode(error) });
    return error === undefined;
  };
  if (visible === 'asker') {
    const note = word((await posted()) ? 'filesInDirect' : 'filesFailed', message.locale);
    return sendFirst(withNote(message, note), to, delivering);
  }
  await sendFirst(message, to, delivering);
  if (!(await posted())) await sendFirst(onlyNote(message), to, delivering);
}

function visibilityOf(target: Target): 'asker' | 'everyone' {
  if (target.kind === 'channel') return 'everyone';
  return target.kind === 'ephemeral' ? 'asker' : target.visible;
}

function withNote(message: Message, text: string): Message {
  return { ...message, blocks: [...message.blocks, { kind: 'note', text }] };
}

function onlyNote({ locale }: Message): Message {
  return { locale, blocks: [{ kind: 'note', text: word('filesFailed', locale) }], actions: [] };
}

async function sendFirst(message: Message, to: Destination, { sender, log }: Delivering): Promise<void> {
  const parts = messageToParts(message, to.look);
  let failure: unknown;
  for (const target of to.targets) {
    try {
      return await sender.send(target, parts);
    } catch (error) {
      failure = error;
      log('info', 'slack-target-failed', { target: target.kind, code: failureCode(error) });
    }
  }
  throw failure;
}
