/** Signed HTTP: only what Slack signed within the last five minutes gets through (docs.slack.dev, "Verifying requests"). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { verifySlackRequest } from '@slack/bolt';
import { readBody } from '../body.ts';

export type SignatureCheck = {
  readonly signingSecret: string;
  readonly now: () => Date;
  /** Gets a request whose body has been read into `rawBody`, where Bolt looks for it. */
  readonly accept: (request: IncomingMessage, response: ServerResponse) => void;
};

/** Either way: a request from the future is as suspicious as an old one, and Bolt refuses only the old. */
const LARGEST_SKEW_S = 300;
/** Slack's payloads are some kilobytes; a view with all its limits used stays below this. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** Reads a request, checks its signature and passes it on, or answers 401 (bad or missing signature) or 413. */
export async function checkSignature(
  request: IncomingMessage,
  response: ServerResponse,
  check: SignatureCheck,
): Promise<void> {
  const rawBody = await readBody(request, LARGEST_BODY_BYTES);
  if (rawBody === undefined) response.writeHead(413, { connection: 'close' }).end();
  else if (isSslCheck(rawBody)) response.writeHead(200).end();
  else if (isSigned(request, rawBody, check)) check.accept(Object.assign(request, { rawBody }), response);
  else response.writeHead(401).end();
}

/** Slack's probe of the certificate is unsigned and asks for nothing. */
function isSslCheck(body: Buffer): boolean {
  return body.length < 200 && new URLSearchParams(body.toString()).get('ssl_check') === '1';
}

function isSigned(request: IncomingMessage, body: Buffer, check: SignatureCheck): boolean {
  const signature = request.headers['x-slack-signature'];
  const seconds = Number(request.headers['x-slack-request-timestamp'] ?? Number.NaN);
  const nowMilliseconds = check.now().getTime();
  if (typeof signature !== 'string' || seconds > nowMilliseconds / 1_000 + LARGEST_SKEW_S) return false;
  try {
    verifySlackRequest({
      signingSecret: check.signingSecret,
      body: body.toString(),
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': seconds },
      nowMilliseconds,
    });
    return true;
  } catch {
    return false;
  }
}
