/** Deliveries over signed HTTP, as Slack makes them. */
import { createHmac } from 'node:crypto';
import type { Delivered, Delivery } from './delivery.ts';

export type HttpOptions = {
  readonly url: string;
  readonly signingSecret: string;
  readonly now: () => Date;
  readonly ackTimeoutMs: number;
  /** The number of the first try: 0 unless it is a repetition itself. */
  readonly retry?: number;
};

/** Slack tries an event three more times; commands and presses once. Slack's pauses are left out. */
const EVENT_RETRIES = 3;

/** Sends one delivery until it is acknowledged with a 2xx in time, or the tries are used up. */
export async function deliverHttp(delivery: Delivery, options: HttpOptions): Promise<Delivered> {
  const tries = delivery.kind === 'events_api' ? 1 + EVENT_RETRIES : 1;
  let last: Delivered = { acked: false, tries: 0 };
  for (let attempt = 0; attempt < tries && !last.acked; attempt += 1) {
    const number = attempt + (options.retry ?? 0);
    const retry =
      number > 0 ? { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': 'http_error' } : {};
    last = { ...(await postSigned(delivery, options, retry)), tries: attempt + 1 };
  }
  return last;
}

async function postSigned(
  delivery: Delivery,
  options: HttpOptions,
  headers: Record<string, string>,
): Promise<Omit<Delivered, 'tries'>> {
  const body = encode(delivery);
  const type = delivery.kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded';
  const signature = sign(body, options.signingSecret, options.now());
  const answer = await fetch(options.url, {
    method: 'POST',
    headers: { 'content-type': type, ...signature, ...headers },
    body,
    signal: AbortSignal.timeout(options.ackTimeoutMs),
  }).catch(() => undefined);
  if (!answer) return { acked: false };
  const text = await answer.text();
  return { acked: answer.ok, status: answer.status, body: text };
}

/** Slack's headers for a body signed at a moment. */
export function sign(body: string, secret: string, at: Date): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1_000);
  const hash = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${hash}` };
}

/** Events are JSON, commands a form, presses a form with the JSON in `payload`. */
export function encode(delivery: Delivery): string {
  if (delivery.kind === 'events_api') return JSON.stringify(delivery.payload);
  if (delivery.kind === 'interactive') {
    return new URLSearchParams({ payload: JSON.stringify(delivery.payload) }).toString();
  }
  return new URLSearchParams(delivery.payload as Record<string, string>).toString();
}
