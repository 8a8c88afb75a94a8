/** Connects what Bolt receives to the answers: acknowledges at once, answers each delivery once. */
import type { App } from '@slack/bolt';
import type { z } from 'zod';
import type { Claims } from '../claims.ts';
import type { Log } from '../platform.ts';
import {
  type Answering,
  answerCommand,
  answerHome,
  answerMessage,
  answerPress,
  answerSubmission,
} from './answers.ts';
import { failureCode, isRevoked } from './failure.ts';
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
import { type RemovalPayload, type Removing, removalPayload, remove } from './removals.ts';
import type { Excuse } from './words.ts';
import type { Workspace } from './workspace.ts';
import type { Workspaces } from './workspaces.ts';

export type Listening = {
  readonly workspaces: Workspaces;
  /** What other processes may get as well is answered by one of them. */
  readonly claims: Claims;
  /** Says in place of an answer that there is none. */
  readonly excuse: (why: Excuse, url: string) => Promise<void>;
  /** Only where the app is installed in many workspaces. */
  readonly removing?: Removing | undefined;
  readonly now: () => Date;
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
  /** Where it can be answered without a token. */
  readonly url?: (payload: T) => string | undefined;
  readonly run: (payload: T, answering: Answering) => Promise<void>;
};

const command: Kind<z.infer<typeof commandPayload>> = {
  name: 'command',
  schema: commandPayload,
  id: (payload) => payload.trigger_id,
  url: (payload) => payload.response_url,
  run: answerCommand,
};

const press: Kind<PressPayload> = {
  name: 'press',
  schema: pressPayload,
  id: (payload) => payload.trigger_id,
  key: pressKey,
  url: (payload) => payload.response_url,
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

/** What Bolt tells of a delivery besides its body. */
type Delivered = { readonly body: unknown; readonly context: { readonly teamId?: string } };

/** Registers everything that the app answers. */
export function listen(app: App, listening: Listening): void {
  const { log, now, removing } = listening;
  const begin = <T>(kind: Kind<T>, { body, context }: Delivered): void => {
    const payload = readPayload(kind, body, log);
    if (payload !== undefined) listening.keep(answer(kind, payload, { ...listening, team: context.teamId }));
  };
  const acknowledge = async (ack: () => Promise<void>, kind: string): Promise<void> => {
    const began = now().getTime();
    await ack();
    log('debug', 'acknowledged', { platform: 'slack', kind, ms: now().getTime() - began });
  };
  for (const name of ['/chip', '/chip-admin']) {
    app.command(name, async ({ ack, ...delivered }) => {
      // Slack waits 3 s; what follows may take longer.
      await acknowledge(ack, command.name);
      begin(command, delivered);
    });
  }
  app.action(/^(?:call|share):/u, async ({ ack, ...delivered }) => {
    await acknowledge(ack, press.name);
    begin(press, delivered);
  });
  app.view(FORM_ID, async ({ ack, ...delivered }) => {
    // An empty answer closes the form.
    await acknowledge(ack, submission.name);
    begin(submission, delivered);
  });
  app.event('app_mention', async (delivered) => begin(message, delivered));
  app.event('app_home_opened', async (delivered) => begin(home, delivered));
  app.event('message', async (delivered) => {
    // Messages in channels come too where the app may read them; there only a mention is a question.
    if (delivered.event.channel_type === 'im') begin(message, delivered);
  });
  if (removing) {
    const removed = ({ body }: { readonly body: unknown }): void => {
      const payload = readPayload(removal, body, log);
      if (payload !== undefined) listening.keep(settle(payload, removing, listening));
    };
    app.event('app_uninstalled', async (delivered) => removed(delivered));
    app.event('tokens_revoked', async (delivered) => removed(delivered));
  }
  app.error(async (error) => log('error', 'slack-listener-failed', { code: failureCode(error) }));
}

const removal = { name: 'removal', schema: removalPayload };

function readPayload<T>(
  { name, schema }: Pick<Kind<T>, 'name' | 'schema'>,
  body: unknown,
  log: Log,
): T | undefined {
  const read = schema.safeParse(body);
  if (!read.success) log('warn', 'slack-payload-unread', { kind: name });
  return read.data;
}

type Answerable = Listening & { readonly team: string | undefined };

async function answer<T>(kind: Kind<T>, payload: T, listening: Answerable): Promise<void> {
  const { claims, workspaces, team, log } = listening;
  const request = kind.id(payload);
  const key = `slack ${kind.key?.(payload) ?? request}`;
  const fields = { kind: kind.name, request };
  if (!(await claims.take(key))) return log('info', 'slack-repeated', { kind: kind.name });
  try {
    const found = await workspaces.find(team);
    if (found.kind === 'here') {
      await runIn(found.workspace, { kind, payload, listening });
      return log('info', 'slack-answered', fields);
    }
    log('warn', 'slack-not-installed', { ...fields, space: team, unread: found.kind === 'unknown' });
    const url = kind.url?.(payload);
    if (url !== undefined)
      await listening.excuse(found.kind === 'none' ? 'notInstalled' : 'unavailable', url);
  } catch (error) {
    log('error', 'slack-answer-failed', { ...fields, code: failureCode(error) });
    await claims.release(key);
  }
}

type Work<T> = { readonly kind: Kind<T>; readonly payload: T; readonly listening: Listening };

/** Once more where the app was installed anew and this process still had the token of before. */
async function runIn<T>(workspace: Workspace, { kind, payload, listening }: Work<T>): Promise<void> {
  const request = kind.id(payload);
  const log: Log = (level, event, more) => listening.log(level, event, { request, ...more });
  const run = ({ answering }: Workspace) => kind.run(payload, { ...answering, log });
  try {
    await run(workspace);
  } catch (error) {
    if (!workspace.installed || !isRevoked(failureCode(error))) throw error;
    const renewed = await listening.workspaces.renewed(workspace);
    if (renewed.kind !== 'here') throw error;
    await run(renewed.workspace);
  }
}

async function settle(
  payload: RemovalPayload,
  removing: Removing,
  { claims, log }: Listening,
): Promise<void> {
  const key = `slack ${payload.event_id}`;
  if (!(await claims.take(key))) return log('info', 'slack-repeated', { kind: removal.name });
  try {
    await remove(payload, removing);
  } catch (error) {
    log('error', 'slack-removal-failed', { space: payload.team_id, code: failureCode(error) });
    await claims.release(key);
  }
}

/** Sharing the same message twice would say the same thing twice: a double click has two trigger ids. */
function pressKey(payload: PressPayload): string {
  const [action] = payload.actions;
  const at = payload.container.message_ts;
  if (!action.action_id.startsWith('share:') || at === undefined) return payload.trigger_id;
  return ['share', payload.channel?.id, at, payload.user.id, action.value].join(' ');
}
