/** The three ways of answering an interaction. The gateway answers over REST; an HTTP endpoint answers in the response. */
import type { RawFile, REST } from '@discordjs/rest';
import type { APIInteraction, APIInteractionResponse } from 'discord-api-types/v10';
import { Routes } from 'discord-api-types/v10';
import type { Log } from '../platform.ts';
import type { MessageBody } from './message-to-bodies.ts';

export type Responder = {
  /** The first response, within 3 s of the interaction, once. */
  callback(response: APIInteractionResponse, files?: MessageBody['files']): Promise<void>;
  /** Replaces the first response, within 15 min. Its visibility stays as it was. */
  edit(body: MessageBody): Promise<void>;
  /** Another message below, within 15 min. `flags` as in a message. */
  followUp(body: MessageBody & { readonly flags?: number }): Promise<void>;
};

/** Files as the REST client takes them: it then sends the body as one part beside them. */
export function withFiles(files: MessageBody['files']): { files?: RawFile[] } {
  return files === undefined ? {} : { files: [...files] };
}

/** Rejects with what `@discordjs/rest` throws, after its own retries of 429 and 5xx. */
export function createRestResponder(
  rest: REST,
  applicationId: string,
  interaction: Pick<APIInteraction, 'id' | 'token'>,
): Responder {
  const { id, token } = interaction;
  // The interaction's token is the authorization of these routes.
  const auth = false;
  return {
    callback: async (body, files) => {
      await rest.post(Routes.interactionCallback(id, token), { body, auth, ...withFiles(files) });
    },
    edit: async ({ files, ...body }) => {
      const route = Routes.webhookMessage(applicationId, token, '@original');
      await rest.patch(route, { body, auth, ...withFiles(files) });
    },
    followUp: async ({ files, ...body }) => {
      await rest.post(Routes.webhook(applicationId, token), { body, auth, ...withFiles(files) });
    },
  };
}

/** The same, saying after the first response how long the user's client waited for it. */
export function telling(
  responder: Responder,
  { log, now, request }: { readonly log: Log; readonly now: () => Date; readonly request: string },
): Responder {
  const began = now().getTime();
  return {
    ...responder,
    callback: async (response, files) => {
      await responder.callback(response, files);
      log('debug', 'acknowledged', { platform: 'discord', request, ms: now().getTime() - began });
    },
  };
}
