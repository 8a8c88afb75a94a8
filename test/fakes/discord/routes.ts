/** The REST routes that a bot calls, each with its place in the official contract and the checks made by hand. */
import type { APIMessage } from 'discord-api-types/v10';
import { type CommandBody, checkCommands } from './command-checks.ts';
import { bodyToMessage, type Callback, type Interactions, type Reply, refusal } from './interactions.ts';
import { checkChoices, checkMessage, type MessageBody } from './message-checks.ts';
import { checkModal, type Modal } from './modal-checks.ts';

type Asked = {
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
};

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly pattern: RegExp;
  /** Needs the bot's token; the others carry an interaction's token in the path. */
  readonly auth: boolean;
  /** Path in the official OpenAPI file, for those with a body. */
  readonly operation?: string;
  readonly check?: (body: unknown) => readonly string[];
  readonly handle: (asked: Asked) => Reply;
};

const first = (asked: Asked) => asked.parts[0] ?? '';
const second = (asked: Asked) => asked.parts[1] ?? '';

function checkCallback(body: unknown): readonly string[] {
  const { type, data } = body as Callback;
  if (type === 8) return checkChoices((data?.choices ?? []) as Parameters<typeof checkChoices>[0]);
  if (type === 9) return checkModal(data as Modal);
  return type === 4 || type === 7 ? checkMessage(data ?? {}, type === 7) : [];
}

const checkCreate = (body: unknown) => checkMessage(body as MessageBody, false);
const checkEdit = (body: unknown) => checkMessage(body as MessageBody, true);

/** How a first response is judged, however it comes. */
export const CALLBACK: Pick<Route, 'method' | 'operation' | 'check'> = {
  method: 'POST',
  operation: '/interactions/{interaction_id}/{interaction_token}/callback',
  check: checkCallback,
};

export function interactionRoutes(interactions: Interactions): Route[] {
  const webhook = '/webhooks/{webhook_id}/{webhook_token}';
  return [
    {
      ...CALLBACK,
      pattern: /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
      auth: false,
      handle: (asked) => interactions.callback(second(asked), asked.body as Callback),
    },
    {
      method: 'PATCH',
      pattern: /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/,
      auth: false,
      operation: `${webhook}/messages/@original`,
      check: checkEdit,
      handle: (asked) => interactions.edit(second(asked), asked.body as MessageBody),
    },
    {
      method: 'GET',
      pattern: /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/,
      auth: false,
      handle: (asked) => interactions.original(second(asked)),
    },
    {
      method: 'POST',
      pattern: /^\/webhooks\/(\d+)\/([^/]+)$/,
      auth: false,
      operation: webhook,
      check: checkCreate,
      handle: (asked) => interactions.followUp(second(asked), asked.body as MessageBody),
    },
  ];
}

/** A nonce that is to be enforced gives back the message that it made before. */
export function channelRoutes(
  messages: APIMessage[],
  server: {
    readonly nextId: () => string;
    readonly botId: string;
    readonly isGone: (channel: string) => boolean;
    readonly isKicked: () => boolean;
  },
): Route[] {
  const refusalOf = (channel: string): Reply | undefined => {
    if (server.isKicked()) return refusal(403, 50001, 'Missing Access');
    return server.isGone(channel) ? refusal(404, 10003, 'Unknown Channel') : undefined;
  };
  return [
    {
      method: 'GET',
      pattern: /^\/channels\/(\d+)\/messages$/,
      auth: true,
      handle: (asked) => {
        const { limit = '50', before } = asked.query;
        const older = messages
          .filter((message) => message.channel_id === first(asked))
          .toReversed()
          .filter((message) => before === undefined || BigInt(message.id) < BigInt(before));
        // Discord tells no nonce of old messages.
        const shown = older.slice(0, Number(limit)).map(({ nonce: _, ...message }) => message);
        return refusalOf(first(asked)) ?? { status: 200, body: shown };
      },
    },
    {
      method: 'POST',
      pattern: /^\/channels\/(\d+)\/messages$/,
      auth: true,
      operation: '/channels/{channel_id}/messages',
      check: checkCreate,
      handle: (asked) => {
        const refused = refusalOf(first(asked));
        if (refused) return refused;
        const body = asked.body as MessageBody;
        const twin = messages.find((message) => body.enforce_nonce === true && message.nonce === body.nonce);
        const author = { id: server.botId, username: 'chip-facts', bot: true };
        const made = () => ({ ...bodyToMessage(body, server.nextId(), first(asked)), author }) as APIMessage;
        const message = twin ?? made();
        if (!twin) messages.push(message);
        return { status: 200, body: message };
      },
    },
  ];
}

/** Discord gives texts of other languages only to those who ask for them, and adds fields of its own. */
function storedToPresent(body: CommandBody, localized: boolean): unknown {
  const { name_localizations, description_localizations, options, required, ...rest } = body;
  return {
    ...rest,
    ...(localized ? { name_localizations: name_localizations ?? null } : {}),
    ...(localized ? { description_localizations: description_localizations ?? null } : {}),
    ...(required ? { required } : {}),
    ...(options?.length ? { options: options.map((option) => storedToPresent(option, localized)) } : {}),
  };
}

export function commandRoutes(
  store: Map<string, CommandBody[]>,
  world: { applicationId: string; guildId: string; nextId(): string },
): Route[] {
  const stranger = (asked: Asked) => first(asked) !== world.applicationId;
  const noAccess = refusal(403, 50001, 'Missing Access');
  const scopes = [
    { pattern: /^\/applications\/(\d+)\/commands$/, operation: '/applications/{application_id}/commands' },
    {
      pattern: /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/,
      operation: '/applications/{application_id}/guilds/{guild_id}/commands',
    },
  ];
  const forbidden = (asked: Asked) =>
    stranger(asked) || (asked.parts.length > 1 && second(asked) !== world.guildId);
  const keyOf = (asked: Asked) => (asked.parts.length > 1 ? second(asked) : 'global');
  return scopes.flatMap(({ pattern, operation }): Route[] => [
    {
      method: 'GET',
      pattern,
      auth: true,
      handle: (asked) => {
        if (forbidden(asked)) return noAccess;
        const { with_localizations: wish } = asked.query;
        const localized = wish === 'true';
        return {
          status: 200,
          body: (store.get(keyOf(asked)) ?? []).map((each) => storedToPresent(each, localized)),
        };
      },
    },
    {
      method: 'PUT',
      pattern,
      auth: true,
      operation,
      check: (body) => checkCommands(body as CommandBody[]),
      handle: (asked) => {
        if (forbidden(asked)) return noAccess;
        const own = () => ({
          id: world.nextId(),
          application_id: world.applicationId,
          version: world.nextId(),
          nsfw: false,
        });
        const guild =
          asked.parts.length > 1 ? { guild_id: second(asked), contexts: null, integration_types: [0] } : {};
        const stored = (asked.body as CommandBody[]).map((each) => ({ ...each, ...own(), ...guild }));
        store.set(keyOf(asked), stored.toReversed());
        return { status: 200, body: stored };
      },
    },
  ]);
}

export function gatewayRoutes(
  url: () => string,
  startsLeft: () => number,
  { shards, maxConcurrency }: { readonly shards: number; readonly maxConcurrency: number },
): Route[] {
  return [
    {
      method: 'GET',
      pattern: /^\/gateway\/bot$/,
      auth: true,
      handle: () => ({
        status: 200,
        body: {
          url: `${url()}/gateway`,
          shards,
          session_start_limit: {
            total: 1_000,
            remaining: startsLeft(),
            reset_after: 86_400_000,
            max_concurrency: maxConcurrency,
          },
        },
      }),
    },
  ];
}
