/** The shapes of what Slack delivers to the app, from its pages on commands, events and interactions. */
import { randomUUID } from 'node:crypto';
import type { View } from './views.ts';
import { botUserOf, workspace } from './workspace.ts';

export type Delivery = {
  readonly kind: 'slash_commands' | 'events_api' | 'interactive';
  readonly payload: Readonly<Record<string, unknown>>;
};

export type Delivered = {
  /** Whether the app acknowledged within three seconds. */
  readonly acked: boolean;
  /** How often it was sent. */
  readonly tries: number;
  /** HTTP only. */
  readonly status?: number;
  readonly body?: string;
};

export type Asking = {
  readonly channel?: string;
  readonly user?: string;
  /** The workspace where it happens. */
  readonly team?: string;
  /** The delivery's own id (`trigger_id`, `event_id`); the same id again is a redelivery. */
  readonly id?: string;
};

export function commandDelivery(
  command: string,
  text: string,
  responseUrl: string,
  asking: Asking,
): Delivery {
  const channel = asking.channel ?? workspace.channel;
  return {
    kind: 'slash_commands',
    payload: {
      token: 'deprecated',
      team_id: asking.team ?? workspace.team,
      team_domain: 'emulate',
      channel_id: channel,
      channel_name: channel.startsWith('D') ? 'directmessage' : 'general',
      user_id: asking.user ?? workspace.user,
      user_name: workspace.userName,
      command,
      text,
      api_app_id: workspace.app,
      is_enterprise_install: 'false',
      response_url: responseUrl,
      trigger_id: asking.id ?? newId('trigger'),
    },
  };
}

/** `event` is the inner event; who, where and when are filled in where they are not given. */
export function eventDelivery(event: Readonly<Record<string, unknown>>, asking: Asking, now: Date): Delivery {
  const seconds = (now.getTime() / 1_000).toFixed(6);
  return {
    kind: 'events_api',
    payload: {
      token: 'deprecated',
      team_id: asking.team ?? workspace.team,
      api_app_id: workspace.app,
      event: {
        user: asking.user ?? workspace.user,
        channel: asking.channel ?? workspace.channel,
        ts: seconds,
        event_ts: seconds,
        ...event,
      },
      type: 'event_callback',
      event_id: asking.id ?? newId('Ev'),
      event_time: Math.floor(now.getTime() / 1_000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: asking.team ?? workspace.team,
          user_id: botUserOf(asking.team),
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    },
  };
}

export type Pressed = Asking & {
  readonly actionId: string;
  readonly value: string;
  readonly blockId?: string;
  /** Where the button is. Slack sends no `message` for one that only the user sees, and no channel for Home. */
  readonly on:
    | { readonly kind: 'ephemeral' | 'message'; readonly ts: string; readonly thread?: string }
    | { readonly kind: 'home' };
};

export function pressDelivery(pressed: Pressed, responseUrl: string): Delivery {
  const channel = pressed.channel ?? workspace.channel;
  const thread = pressed.on.kind !== 'home' && pressed.on.thread ? { thread_ts: pressed.on.thread } : {};
  const place =
    pressed.on.kind === 'home'
      ? { container: { type: 'view', view_id: 'V1' }, view: { id: 'V1', type: 'home' } }
      : {
          container: {
            type: 'message',
            message_ts: pressed.on.ts,
            channel_id: channel,
            is_ephemeral: pressed.on.kind === 'ephemeral',
            ...thread,
          },
          channel: { id: channel, name: channel.startsWith('D') ? 'directmessage' : 'general' },
          response_url: responseUrl,
          ...(pressed.on.kind === 'message'
            ? { message: { type: 'message', ts: pressed.on.ts, ...thread } }
            : {}),
        };
  return {
    kind: 'interactive',
    payload: {
      type: 'block_actions',
      user: {
        id: pressed.user ?? workspace.user,
        username: workspace.userName,
        name: workspace.userName,
        team_id: pressed.team ?? workspace.team,
      },
      api_app_id: workspace.app,
      token: 'deprecated',
      trigger_id: pressed.id ?? newId('trigger'),
      team: { id: pressed.team ?? workspace.team, domain: 'emulate' },
      enterprise: null,
      is_enterprise_install: false,
      ...place,
      actions: [
        {
          type: 'button',
          action_id: pressed.actionId,
          block_id: pressed.blockId ?? 'b1',
          value: pressed.value,
          action_ts: '1.1',
          text: { type: 'plain_text', text: 'pressed' },
        },
      ],
    },
  };
}

export type Submitting = Asking & { readonly view: View; readonly values: object };

/** A submission says nothing of a channel. */
export function submissionDelivery(sent: Submitting): Delivery {
  return {
    kind: 'interactive',
    payload: {
      type: 'view_submission',
      team: { id: sent.team ?? workspace.team, domain: 'emulate' },
      user: {
        id: sent.user ?? workspace.user,
        username: workspace.userName,
        name: workspace.userName,
        team_id: sent.team ?? workspace.team,
      },
      api_app_id: workspace.app,
      token: 'deprecated',
      trigger_id: sent.id ?? newId('trigger'),
      view: { ...sent.view, team_id: sent.team ?? workspace.team, state: { values: sent.values } },
      response_urls: [],
      enterprise: null,
      is_enterprise_install: false,
    },
  };
}

export function newId(prefix: string): string {
  return `${prefix}.${randomUUID()}`;
}
