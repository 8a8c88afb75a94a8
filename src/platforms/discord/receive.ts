/** What Discord delivers, by the gateway or by HTTP, handed on to be answered: each delivery once. */
import type { ServerResponse } from 'node:http';
import { GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord-api-types/v10';
import type { Connection } from './connection.ts';
import type { Deliveries, Taken } from './deliveries.ts';
import { createHttpResponder } from './http-responder.ts';
import type { UserInteraction } from './interaction-to-request.ts';
import { answerInteraction, type Context } from './interactions.ts';
import { messageToRequest } from './message-to-request.ts';
import { answerMessage } from './messages.ts';
import { createRestResponder } from './responder.ts';

export type Receiver = {
  /** Interactions and questions are answered; all other events are of no interest. */
  event(connection: Connection, event: GatewayDispatchPayload): void;
  /** Answers in `response` when it says 'taken'. */
  http(connection: Connection, interaction: UserInteraction, response: ServerResponse): Taken;
};

export function createReceiver(
  context: Context,
  { applicationId, deliveries }: { readonly applicationId: string; readonly deliveries: Deliveries },
): Receiver {
  return {
    event({ rest, me }, event) {
      if (event.t === GatewayDispatchEvents.InteractionCreate) {
        const interaction = event.d;
        const responder = createRestResponder(rest, applicationId, interaction);
        deliveries.take(interaction.id, () => answerInteraction(context, interaction, responder));
      } else if (event.t === GatewayDispatchEvents.MessageCreate) {
        const message = event.d;
        const { homeGuild } = context;
        const request = messageToRequest(message, me, { now: context.now(), homeGuild });
        if (request) deliveries.take(message.id, () => answerMessage(context, rest, { message, request }));
      }
    },
    http: ({ rest }, interaction, response) =>
      deliveries.take(interaction.id, async () => {
        const later = createRestResponder(rest, applicationId, interaction);
        await answerInteraction(context, interaction, createHttpResponder(response, later));
        // What went wrong was logged; the connection must not wait for an answer that will not come.
        if (!response.headersSent) response.writeHead(500).end();
      }),
  };
}
