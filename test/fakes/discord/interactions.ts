/** What becomes of each interaction: the deadline, the one first response, edits and follow-ups. */
import type { APIInteraction, APIMessage } from 'discord-api-types/v10';
import { InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { MessageBody } from './message-checks.ts';
import type { Modal } from './modal-checks.ts';

export type Callback = {
  readonly type: number;
  readonly data?: MessageBody & { readonly choices?: unknown } & Partial<Modal>;
};
export type Reply = { readonly status: number; readonly body?: unknown };

/** An interaction as its user saw it. */
export type Sent = {
  readonly id: string;
  readonly token: string;
  /** The first response; rejects when the deadline passes without one. */
  readonly callback: Promise<Callback>;
  /** The answer, once it is more than 'thinking'. */
  readonly shown: Promise<APIMessage>;
  /** First response and follow-ups, oldest first. */
  readonly messages: readonly APIMessage[];
};

type State = {
  readonly interaction: APIInteraction;
  readonly messages: APIMessage[];
  readonly callback: PromiseWithResolvers<Callback>;
  readonly shown: PromiseWithResolvers<APIMessage>;
  readonly deadline: NodeJS.Timeout;
  acknowledged: boolean;
  expired: boolean;
  followUps: number;
};

export const refusal = (status: number, code: number, message: string): Reply => ({
  status,
  body: { code, message },
});
const UNKNOWN_INTERACTION = refusal(404, 10062, 'Unknown interaction');
const ALREADY_ACKNOWLEDGED = refusal(400, 40060, 'Interaction has already been acknowledged.');
const UNKNOWN_WEBHOOK = refusal(404, 10015, 'Unknown Webhook');
const NO_MORE_FOLLOW_UPS = refusal(
  400,
  40094,
  'This interaction has reached the maximum number of follow-up messages.',
);

const ALLOWED: ReadonlyMap<InteractionType, readonly number[]> = new Map([
  [InteractionType.ApplicationCommand, [4, 5, 9]],
  [InteractionType.ApplicationCommandAutocomplete, [8]],
  [InteractionType.MessageComponent, [4, 5, 6, 7, 9]],
  // A form is no answer to a form.
  [InteractionType.ModalSubmit, [4, 5]],
]);

/** A message as Discord gives it back: it fills in ids and types of its own. */
export function bodyToMessage(body: MessageBody, id: string, channelId: string): APIMessage {
  return {
    id,
    type: 0,
    channel_id: channelId,
    content: body.content ?? '',
    embeds: (body.embeds ?? []).map((embed) => ({ ...embed, type: 'rich', content_scan_version: 0 })),
    components: (body.components ?? []).map((row, at) => ({ ...row, id: row.id ?? at + 1 })),
    flags: body.flags ?? 0,
    ...(body.message_reference ? { message_reference: body.message_reference } : {}),
    ...(body.nonce === undefined ? {} : { nonce: body.nonce }),
    mentions: [],
    attachments: (body.attachments ?? []).map((one, at) => ({ ...one, id: `${id}${at}` })),
    timestamp: '2026-11-23T00:00:00.000Z',
    edited_timestamp: null,
  } as unknown as APIMessage;
}

export function createInteractions(options: { readonly deadlineMs: number; nextId(): string }) {
  const states = new Map<string, State>();

  function messageOf(state: State, body: MessageBody): APIMessage {
    return bodyToMessage(body, options.nextId(), state.interaction.channel?.id ?? '');
  }

  function show(state: State, body: MessageBody): void {
    const message = messageOf(state, body);
    state.messages.push(message);
    if ((message.flags ?? 0) & MessageFlags.Loading) return;
    state.shown.resolve(message);
  }

  function accept(state: State, callback: Callback): Reply {
    clearTimeout(state.deadline);
    state.acknowledged = true;
    const flags = callback.data?.flags ?? 0;
    if (callback.type === InteractionResponseType.ChannelMessageWithSource) show(state, callback.data ?? {});
    if (callback.type === InteractionResponseType.DeferredChannelMessageWithSource) {
      show(state, { flags: flags | MessageFlags.Loading });
    }
    state.callback.resolve(callback);
    return { status: 204 };
  }

  return {
    /** Starts the clock of an interaction. */
    add(interaction: APIInteraction): Sent {
      const callback = Promise.withResolvers<Callback>();
      const shown = Promise.withResolvers<APIMessage>();
      const fail = () => {
        state.expired = true;
        callback.reject(new Error('The application did not respond'));
        shown.reject(new Error('The application did not respond'));
      };
      const deadline = setTimeout(fail, options.deadlineMs).unref();
      const messages: APIMessage[] = [];
      const state: State = {
        interaction,
        messages,
        callback,
        shown,
        deadline,
        acknowledged: false,
        expired: false,
        followUps: 0,
      };
      states.set(interaction.token, state);
      // A test that does not look at one of them must not fail for it.
      callback.promise.catch(() => undefined);
      shown.promise.catch(() => undefined);
      return {
        id: interaction.id,
        token: interaction.token,
        callback: callback.promise,
        shown: shown.promise,
        messages,
      };
    },
    /** Lets the deadline pass now. */
    expire(token: string): void {
      const state = states.get(token);
      if (state) state.expired = true;
    },
    callback(token: string, body: Callback): Reply {
      const state = states.get(token);
      if (!state || state.expired) return UNKNOWN_INTERACTION;
      if (state.acknowledged) return ALREADY_ACKNOWLEDGED;
      if (!ALLOWED.get(state.interaction.type)?.includes(body.type)) {
        return refusal(400, 50035, `A response of type ${body.type} does not fit this interaction`);
      }
      return accept(state, body);
    },
    /** Visibility stays as the first response set it. */
    edit(token: string, body: MessageBody): Reply {
      const state = states.get(token);
      const [first] = state?.messages ?? [];
      if (!state?.acknowledged || !first) return UNKNOWN_WEBHOOK;
      const flags = (first.flags ?? 0) & ~MessageFlags.Loading;
      const edited = { ...bodyToMessage({ ...body, flags }, first.id, first.channel_id) };
      state.messages[0] = edited;
      state.shown.resolve(edited);
      return { status: 200, body: edited };
    },
    followUp(token: string, body: MessageBody): Reply {
      const state = states.get(token);
      if (!state?.acknowledged) return UNKNOWN_WEBHOOK;
      const owners = state.interaction.authorizing_integration_owners ?? {};
      if (++state.followUps > 5 && !('0' in owners)) return NO_MORE_FOLLOW_UPS;
      const message = messageOf(state, body);
      state.messages.push(message);
      return { status: 200, body: message };
    },
    original(token: string): Reply {
      const message = states.get(token)?.messages[0];
      return message ? { status: 200, body: message } : refusal(404, 10008, 'Unknown Message');
    },
    close(): void {
      for (const state of states.values()) clearTimeout(state.deadline);
    },
  };
}

export type Interactions = ReturnType<typeof createInteractions>;
