/** What Slack delivers, checked at the door: only the fields that are read. */
import { z } from 'zod';
import type { Call } from '../platform.ts';

export const commandPayload = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  channel_id: z.string(),
  response_url: z.string(),
  trigger_id: z.string(),
});
export type CommandPayload = z.infer<typeof commandPayload>;

export const eventPayload = z.object({
  team_id: z.string(),
  event_id: z.string(),
  /** Who the event is for: in a channel shared with another workspace it may have happened there. */
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).optional(),
  event: z.object({
    type: z.string(),
    subtype: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().default(''),
    channel: z.string().optional(),
    channel_type: z.string().optional(),
    ts: z.string().optional(),
    thread_ts: z.string().optional(),
    /** In a channel shared with another workspace: the one the user belongs to. */
    user_team: z.string().optional(),
    edited: z.unknown().optional(),
    hidden: z.boolean().optional(),
    tab: z.string().optional(),
  }),
});
export type EventPayload = z.infer<typeof eventPayload>;

/** The workspace that has the app, as Bolt reads it too. */
export function eventSpace({ authorizations, team_id: team }: EventPayload): string {
  return authorizations?.[0]?.team_id ?? team;
}

const actor = z.object({
  id: z.string(),
  username: z.string().optional(),
  name: z.string().optional(),
  team_id: z.string().optional(),
});

export const pressPayload = z.object({
  trigger_id: z.string(),
  response_url: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
  user: actor,
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string() })], z.unknown()),
});
export type PressPayload = z.infer<typeof pressPayload>;

const input = z.object({
  /** Null for an input left empty. */
  value: z.string().nullish(),
  files: z
    .array(
      z.object({
        name: z.string(),
        size: z.number().optional(),
        url_private_download: z.string().optional(),
      }),
    )
    .nullish(),
});

export const submissionPayload = z.object({
  trigger_id: z.string(),
  team: z.object({ id: z.string() }).nullish(),
  user: actor,
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    /** By block, then by element. */
    state: z.object({ values: z.record(z.string(), z.record(z.string(), input)) }),
  }),
});
export type SubmissionPayload = z.infer<typeof submissionPayload>;

const callValue = z.object({ command: z.string(), options: z.record(z.string(), z.string()) });

/** The call that a button's value holds; undefined when the value is not one of ours. */
export function valueToCall(value: string): Call | undefined {
  try {
    return callValue.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
