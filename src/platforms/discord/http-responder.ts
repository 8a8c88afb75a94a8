/** Answers an interaction in the response to its own delivery; what comes after the first response goes over REST. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { MessageBody } from './message-to-bodies.ts';
import { isNotThereYet } from './outcome.ts';
import type { Responder } from './responder.ts';

/** Discord reads the response a moment after it has left; until then it knows of no message to edit. */
const WAITS_MS = [100, 300, 1_000, 3_000];

/** Failures that the table of outcomes knows from the calls over REST. */
const EXPIRED = 10062;
const ALREADY_ACKNOWLEDGED = 40060;

/** `later` edits and follows up. A first response that Discord no longer waits for rejects as one over REST does. */
export function createHttpResponder(response: ServerResponse, later: Responder): Responder {
  let given = false;
  return {
    callback: async (body, files) => {
      if (given) throw failure(ALREADY_ACKNOWLEDGED, 'answered already');
      given = true;
      await send(response, await encode(body, files));
    },
    edit: (body) => onceThere(() => later.edit(body)),
    followUp: (body) => onceThere(() => later.followUp(body)),
  };
}

function failure(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}

type Encoded = { readonly type: string; readonly bytes: Uint8Array };

/** JSON; with files a form, as over REST: https://discord.com/developers/docs/reference#uploading-files */
async function encode(body: APIInteractionResponse, files: MessageBody['files']): Promise<Encoded> {
  const json = JSON.stringify(body);
  if (files === undefined || files.length === 0) {
    return { type: 'application/json', bytes: Buffer.from(json) };
  }
  const form = new FormData();
  form.set('payload_json', json);
  for (const [at, { name, data, contentType }] of files.entries()) {
    const content = new Blob([data as Uint8Array<ArrayBuffer>], { type: contentType ?? '' });
    form.set(`files[${at}]`, content, name);
  }
  const encoded = new Response(form);
  return { type: encoded.headers.get('content-type') ?? '', bytes: await encoded.bytes() };
}

/** Resolves when all of it has been handed to the connection. */
function send(response: ServerResponse, { type, bytes }: Encoded): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(failure(EXPIRED, 'Discord no longer waits for the response'));
    if (response.destroyed) return gone();
    response.once('finish', resolve);
    response.once('close', gone);
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.byteLength }).end(bytes);
  });
}

async function onceThere(call: () => Promise<void>): Promise<void> {
  for (const ms of WAITS_MS) {
    try {
      return await call();
    } catch (error) {
      if (!isNotThereYet(error)) throw error;
      await wait(ms);
    }
  }
  return call();
}
