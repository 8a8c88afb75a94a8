/**
 * Keeps the bot answering under more than it can answer: one person has only so much of it, what waits is bounded, and
 * whoever is turned away is told so in their language. Answers take their turn one by one, so that between two of them
 * every delivery is acknowledged in time.
 */
import type { Locale, Text } from '../language/locale.ts';
import type { Bot, Log, Message, Reply, Request } from '../platforms/platform.ts';
import { localeOf } from './asked.ts';
import { type Buckets, createBuckets } from './buckets.ts';

export type LimitOptions = {
  readonly log: Log;
  /** Milliseconds that only ever grow. */
  readonly clock: () => number;
  readonly limits?: Partial<Limits>;
};

export type Limits = {
  /** Of one person: so many at once, then one more each `everyMs`. */
  readonly burst: number;
  readonly everyMs: number;
  /** Completions come with each key. */
  readonly suggestBurst: number;
  readonly suggestEveryMs: number;
  /** People that are remembered; the one who was quiet longest is forgotten. */
  readonly people: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
  /** Requests that were begun and wait for the store. */
  readonly running: number;
};

const LIMITS: Limits = {
  burst: 30,
  everyMs: 1_000,
  suggestBurst: 120,
  suggestEveryMs: 200,
  people: 10_000,
  // At 2 ms an answer, one second.
  waiting: 500,
  running: 200,
};

export type LimitedBot = Bot & {
  /** Requests that wait or are being answered. */
  depth(): number;
  /** Turns new requests away from now on; resolves when what was begun is answered. */
  drain(): Promise<void>;
};

type Refusal = 'limited' | 'busy' | 'stopping';

export function limitBot(bot: Bot, { log, clock, limits: given }: LimitOptions): LimitedBot {
  const limits = { ...LIMITS, ...given };
  const { people } = limits;
  const asking = createBuckets({ size: limits.burst, everyMs: limits.everyMs, people });
  const typing = createBuckets({ size: limits.suggestBurst, everyMs: limits.suggestEveryMs, people });
  const turns = createTurns(limits);
  let stopping = false;
  const refusalFor = (request: Request): Refusal | undefined => {
    if (stopping) return 'stopping';
    if (!asking.take(request.user.id, clock())) return 'limited';
    return turns.isFull() ? 'busy' : undefined;
  };
  return {
    commands: bot.commands,
    async handle(request) {
      const refusal = refusalFor(request);
      if (refusal === undefined) return turns.take(() => bot.handle(request));
      const fields = { request: request.id, platform: platformOf(request), outcome: refusal, ms: 0 };
      log('info', 'answered', fields);
      return refusalToMessage(refusal, request, asking);
    },
    suggest: async (request, option) =>
      stopping || turns.isFull() || !typing.take(request.user.id, clock())
        ? []
        : bot.suggest(request, option),
    depth: turns.depth,
    drain() {
      stopping = true;
      return turns.empty();
    },
  };
}

/** `discord:ID`, `slack:TEAM/USER`: the first word of who asks. */
export function platformOf({ user }: Request): string {
  return user.id.split(':', 1)[0] ?? '';
}

/** First come, first served; one is begun in each turn of the event loop. */
function createTurns({ waiting: mostWaiting, running: mostRunning }: Limits) {
  const waiting: (() => void)[] = [];
  const emptied = new Set<() => void>();
  let running = 0;
  let pumping = false;
  const pump = (): void => {
    const begin = running < mostRunning ? waiting.shift() : undefined;
    begin?.();
    pumping = begin !== undefined && waiting.length > 0;
    if (pumping) setImmediate(pump);
  };
  const wake = (): void => {
    if (pumping || waiting.length === 0) return;
    pumping = true;
    setImmediate(pump);
  };
  const end = (): void => {
    running -= 1;
    wake();
    if (running > 0 || waiting.length > 0) return;
    for (const resolve of emptied) resolve();
    emptied.clear();
  };
  return {
    isFull: () => waiting.length >= mostWaiting,
    depth: () => running + waiting.length,
    empty: (): Promise<void> =>
      new Promise((resolve) => {
        if (running + waiting.length === 0) resolve();
        else emptied.add(resolve);
      }),
    take: (answer: () => Promise<Reply>): Promise<Reply> =>
      new Promise((resolve, reject) => {
        waiting.push(() => {
          running += 1;
          answer().then(resolve, reject).finally(end);
        });
        wake();
      }),
  };
}

const WORDS: Readonly<Record<Exclude<Refusal, 'limited'>, Text>> = {
  busy: {
    zh: '现在提问的人太多，请过一会儿再问。',
    en: 'Too many questions are being asked right now. Please ask again in a moment.',
  },
  stopping: {
    zh: '机器人正在重启，请一分钟后再问。',
    en: 'The bot is just being restarted. Please ask again in a minute.',
  },
};

function refusalToMessage(refusal: Refusal, request: Request, buckets: Buckets): Message {
  const locale = localeOf(request, ...Object.values(request.options));
  const text =
    refusal === 'limited' ? limitedText(buckets.waitFor(request.user.id), locale) : WORDS[refusal][locale];
  return { locale, blocks: [{ kind: 'text', text }], actions: [] };
}

function limitedText(ms: number, locale: Locale): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (locale === 'zh') return `你问得太快了，请过 ${seconds} 秒再问。`;
  return `You are asking faster than you may. Please ask again in ${seconds} second${seconds === 1 ? '' : 's'}.`;
}
