/** The interactions endpoint: what Discord delivers by signed HTTP. Keeps nothing between two deliveries. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIInteraction } from 'discord-api-types/v10';
import { InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import { readBody } from '../body.ts';
import type { Log, Route } from '../platform.ts';
import type { Taken } from './deliveries.ts';
import type { UserInteraction } from './interaction-to-request.ts';
import { createSignatureCheck, type SignatureCheck } from './signature.ts';

export const PATH = '/discord/interactions';

export type EndpointOptions = {
  readonly publicKey: string;
  readonly now: () => Date;
  readonly log: Log;
  /** Answers in `response`, once and in any case, when it says 'taken'. */
  readonly take: (interaction: UserInteraction, response: ServerResponse) => Taken;
};

/** An interaction with a message at all its limits stays well below this. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** What Discord is told of a delivery that is not answered. */
const REFUSED: Readonly<Record<Exclude<Taken, 'taken'>, number>> = {
  known: 409,
  // Another replica may take the next one.
  closed: 503,
};

export function createEndpoint({ publicKey, now, ...options }: EndpointOptions): Route {
  const check = createSignatureCheck(publicKey, now);
  return {
    method: 'POST',
    path: PATH,
    handle: (request, response) => {
      receive(request, response, { check, ...options }).catch(() => response.destroy());
    },
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { check, log, take }: { readonly check: SignatureCheck } & Pick<EndpointOptions, 'log' | 'take'>,
): Promise<void> {
  const body = await readBody(request, LARGEST_BODY_BYTES);
  if (body === undefined) return void response.writeHead(413, { connection: 'close' }).end();
  const checked = await check(request.headers, body);
  if (checked.kind !== 'signed') {
    // Anybody can send what is forged; what Discord signed is late by a wrong clock here, or repeated by somebody.
    if (checked.kind === 'stale') log('warn', 'discord-delivery-stale', { seconds: checked.late });
    else log('debug', 'discord-delivery-forged');
    return void response.writeHead(401).end();
  }
  const interaction = readInteraction(body);
  if (!interaction) return void response.writeHead(400).end();
  if (interaction.type === InteractionType.Ping) return pong(response);
  const taken = take(interaction, response);
  if (taken !== 'taken') response.writeHead(REFUSED[taken]).end();
}

/** How Discord sees, when the address is set in the developer portal, that it leads here. */
function pong(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ type: InteractionResponseType.Pong }));
}

/** Discord signed it, so no more is checked than what everything else stands on. */
function readInteraction(body: Buffer): APIInteraction | undefined {
  try {
    const read: unknown = JSON.parse(body.toString());
    const { id, type, token } = (read ?? {}) as Partial<APIInteraction>;
    const whole = typeof id === 'string' && typeof token === 'string' && typeof type === 'number';
    return whole ? (read as APIInteraction) : undefined;
  } catch {
    return undefined;
  }
}
