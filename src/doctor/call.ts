/** One call to a platform, answered as a value: the doctor tells what went wrong and goes on. */

export type Network = {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
};

export type Called =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly body: unknown }
  | { readonly kind: 'unreachable'; readonly code: string };

const CALL_WITHIN_MS = 10_000;

export async function call(network: Network, address: string, init: RequestInit = {}): Promise<Called> {
  try {
    const signal = AbortSignal.timeout(CALL_WITHIN_MS);
    const answer = await network.fetch(address, { ...init, signal, redirect: 'manual' });
    const text = await answer.text();
    return { kind: 'answered', status: answer.status, headers: answer.headers, body: toJson(text) };
  } catch (error) {
    return { kind: 'unreachable', code: codeOf(error) };
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.cause instanceof AggregateError) return codeOf(error.cause.errors[0]);
  if (error.cause instanceof Error) return codeOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
