/** Asks some processes in turn, as many questions at once or as many a second as it is told, until it is stopped. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Asked, Half } from './half.ts';
import type { LoadQuestion } from './questions.ts';
import type { Server } from './server.ts';

export type Pace =
  /** So many ask, each again as soon as it is answered: as fast as it goes. */
  | { readonly kind: 'closed'; readonly atOnce: number }
  /** So many questions a second, answered or not. */
  | { readonly kind: 'open'; readonly aSecond: number };

export type Whom = {
  readonly half: Half;
  readonly servers: readonly Server[];
  readonly questions: readonly LoadQuestion[];
};

export type Done = Asked & { readonly question: LoadQuestion; readonly inSample: boolean };

export type Asking = {
  /** What has come since the last call. */
  take(): readonly Done[];
  /** How much that would be. */
  count(): number;
  /** Resolves after `stop`, when all is answered; rejects when hardly anything is. */
  readonly ended: Promise<void>;
  stop(): void;
};

/** Far fewer questions each than one person may ask. */
const USERS = 9_000;
/** One question in so many is looked at. */
const SAMPLE = 10;
const HOPELESS = 1_000;
const TICK_MS = 5;

export function startAsking(whom: Whom, pace: Pace): Asking {
  let done: Done[] = [];
  let lost = 0;
  let stopped = false;
  const asker = createAsker(whom);
  const askOne = async (): Promise<void> => {
    const one = await asker();
    done.push(one);
    if (isLost(one) && ++lost > HOPELESS) throw new Error(`${whom.half.name}: hardly anything is answered`);
  };
  const going = (): boolean => !stopped;
  return {
    take() {
      const taken = done;
      done = [];
      return taken;
    },
    count: () => done.length,
    ended:
      pace.kind === 'closed' ? askAtOnce(askOne, pace.atOnce, going) : askEvery(askOne, pace.aSecond, going),
    stop() {
      stopped = true;
    },
  };
}

export function isLost({ acknowledgedMs, answeredMs }: Asked): boolean {
  return acknowledgedMs === null || answeredMs === null;
}

/** Each time the next question, by somebody else, of the next process. */
function createAsker({ half, servers, questions }: Whom): () => Promise<Done> {
  let asked = 0;
  return async () => {
    asked += 1;
    const inSample = asked % SAMPLE === 0;
    const question = questions[asked % questions.length];
    const server = servers[asked % servers.length];
    if (!question || !server) throw new Error('nobody to ask, or nothing');
    const answer = await half.ask(question.text, { user: asked % USERS, port: server.port });
    // What nobody looks at is not kept.
    return { question, inSample, ...answer, said: inSample ? answer.said : '' };
  };
}

async function askAtOnce(askOne: () => Promise<void>, count: number, going: () => boolean): Promise<void> {
  const always = async (): Promise<void> => {
    while (going()) await askOne();
  };
  await Promise.all(Array.from({ length: count }, always));
}

async function askEvery(askOne: () => Promise<void>, aSecond: number, going: () => boolean): Promise<void> {
  const under = new Set<Promise<void>>();
  let next = performance.now();
  while (going()) {
    for (; next <= performance.now(); next += 1_000 / aSecond) {
      const one: Promise<void> = askOne().finally(() => under.delete(one));
      under.add(one);
    }
    await wait(TICK_MS);
  }
  await Promise.all(under);
}
