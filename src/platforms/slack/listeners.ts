/** Connects what Bolt receives to the answers: acknowledges at once, answers each delivery once. */
import type { App } from '@slack/bolt';
import type { z } from 'zod';
import type { Log } from '../platform.ts';
import {
  type Answering,
  answerCommand,
  answerHome,
  answerMessage,
  answerPress,
  answerSubmission,
} from './answers.ts';
import { failureCode } from './failure.ts';
import { FORM_ID } from './forms.ts';
import {
  commandPayload,
  type EventPayload,
  eventPayload,
  type PressPayload,
  pressPayload,
  type SubmissionPayload,
  submissionPayload,
} from './payloads.ts';
import { createRecent } from './recent.ts';

export type Listening = {
  readonly answering: Answering;
  readonly log: Log;
  /** Keeps a promise of work begun, so that stopping can wait for it. It never rejects. */
  readonly keep: (work: Promise<void>) => void;
};

/** One kind of delivery: how it is read, what makes two of them the same, and what is done with it. */
type Kind<T> = {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly id: (payload: T) => string;
  readonly key?: (payload: T) => string;
  readonly run: (payload: T, answering: Answering) => Promise<void>;
};

const command: Kind<z.infer<typeof commandPayload>> = {
  name: 'command',
  schema: commandPayload,
  id: (payload) => payload.trigger_id,
  run: answerCommand,
};

const press: Kind<PressPayload> = {
  name: 'press',
  schema: pressPayload,
  id: (payload) => payload.trigger_id,
  key: pressKey,
  run: answerPress,
};

const submission: Kind<SubmissionPayload> = {
  name: 'submission',
  schema: submissionPayload,
  id: (payload) => payload.trigger_id,
  // A view is sent once, however often Slack says so.
  key: (payload) => `view ${payload.view.id}`,
  run: answerSubmission,
};

const message: Kind<EventPayload> = {
  name: 'message',
  schema: eventPayload,
  id: (payload) => payload.event_id,
  run: answerMessage,
};

const home: Kind<EventPayload> = { ...message, name: 'home', run: answerHome };

/** At a few deliveries a second, more than the hour in which Slack repeats an event. */
const REMEMBERED = 20_000;

/** Registers everything that the app answers. */
export function listen(app: App, listening: Listening): void {
  const recent = createRecent(REMEMBERED);
  const begin = <T>(kind: Kind<T>, body: unknown): void => {
    const read = kind.schema.safeParse(body);
    if (!read.success) {
      listening.log('warn', 'slack-payload-unread', { kind: kind.name });
      return;
    }
    const key = kind.key?.(read.data) ?? kind.id(read.data);
    if (recent.isNew(key)) listening.keep(answer(kind, read.data, listening, () => recent.forget(key)));
    else listening.log('info', 'slack-repeated', { kind: kind.name });
  };
  const { log } = listening;
  const { now } = listening.answering;
  const acknowledge = async (ack: () => Promise<void>, kind: string): Promise<void> => {
    const began = now().getTime();
    await ack();
    log('debug', 'acknowledged', { platform: 'slack', kind, ms: now().getTime() - began });
  };
  for (const name of ['/chip', '/chip-admin']) {
    app.command(name, async ({ ack, body }) => {
      // Slack waits 3 s; what follows may take longer.
      await acknowledge(ack, command.name);
      begin(command, body);
    });
  }
  app.action(/^(?:call|share):/u, async ({ ack, body }) => {
    await acknowledge(ack, press.name);
    begin(press, body);
  });
  app.view(FORM_ID, async ({ ack, body }) => {
    // An empty answer closes the form.
    await acknowledge(ack, submission.name);
    begin(submission, body);
  });
  app.event('app_mention', async ({ body }) => begin(message, body));
  app.event('app_home_opened', async ({ body }) => begin(home, body));
  app.event('message', async ({ body, event }) => {
    // Messages in channels come too where the app may read them; there only a mention is a question.
    if (event.channel_type === 'im') begin(message, body);
  });
  app.error(async (error) => listening.log('error', 'slack-listener-failed', { code: failureCode(error) }));
}

async function answer<T>(
  kind: Kind<T>,
  payload: T,
  listening: Listening,
  onFailure: () => void,
): Promise<void> {
  const request = kind.id(payload);
  const fields = { kind: kind.name, request };
  const log: Log = (level, event, more) => listening.log(level, event, { request, ...more });
  try {
    await kind.run(payload, { ...listening.answering, log });
    listening.log('info', 'slack-answered', fields);
  } catch (error) {
    onFailure();
    listening.log('error', 'slack-answer-failed', { ...fields, code: failureCode(error) });
  }
}

/** Sharing the same message twice would say the same thing twice: a double click has two trigger ids. */
function pressKey(payload: PressPayload): string {
  const [action] = payload.actions;
  const at = payload.container.message_ts;
  if (!action.action_id.startsWith('share:') || at === undefined) return payload.trigger_id;
  return ['share', payload.channel?.id, at, payload.user.id, action.value].join(' ');
}
